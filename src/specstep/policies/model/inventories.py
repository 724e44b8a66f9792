"""All datasets together, and what can only be judged over all of them."""

from collections import Counter
from collections.abc import Iterator
from functools import cached_property

import attrs

from specstep.policies.errors import Contradiction
from specstep.policies.graph import Order, Reference, removal_order
from specstep.policies.model.datasets import Dataset
from specstep.policies.model.kinds import EdgeKind, OnAccountDeletion, Store
from specstep.policies.model.taxonomy import CATEGORIES, HARMLESS, PURPOSES, under
from specstep.policies.retention import Timed, WithOwner, WithParent


@attrs.frozen(kw_only=True)
class Inventory:
    """All datasets, and the closed lists that they draw on.

    Args:
        datasets: every dataset, once.
        recipients: all whom data is given to.
        account: the dataset whose rows own all other data.
        account_key: the column that tells accounts apart.
        duties: names of what runs elsewhere and may have to run before a retention rule does.
        clauses: the ids of all promises; with none, any id of the right shape will do.
        categories: all categories; the Fides taxonomy by default.
        purposes: all purposes; the Fides taxonomy by default.

    Raises:
        Contradiction: it says two things at once; each is named with dataset and field.
        Unerasable: references run in a circle that nothing can open.
    """

    datasets: tuple[Dataset, ...]
    recipients: tuple[str, ...] = ()
    account: str = "accounts"
    account_key: str = "id"
    duties: tuple[str, ...] = ()
    clauses: tuple[str, ...] = ()
    categories: frozenset[str] = attrs.field(default=CATEGORIES, repr=False)
    purposes: frozenset[str] = attrs.field(default=PURPOSES, repr=False)

    def __attrs_post_init__(self) -> None:
        if found := list(self._contradictions()):
            raise Contradiction(found)
        self.order  # noqa: B018 - refuses a circle that nothing can open

    def dataset(self, name: str) -> Dataset:
        """The dataset with this name.

        Raises:
            KeyError: there is none.
        """
        for dataset in self.datasets:
            if dataset.name == name:
                return dataset
        raise KeyError(name)

    def of(self, store: Store) -> tuple[Dataset, ...]:
        """The datasets that lie in a store."""
        return tuple(dataset for dataset in self.datasets if dataset.store is store)

    @property
    def owned(self) -> frozenset[str]:
        """The datasets whose rows are somebody's: the accounts, and all that lead there by owns and inside."""
        found = {self.account} & {dataset.name for dataset in self.datasets}
        while more := {
            dataset.name
            for dataset in self.datasets
            if dataset.name not in found
            and any(edge.to in found and edge.kind is not EdgeKind.MENTIONS for edge in dataset.edges)
        }:
            found |= more
        return frozenset(found)

    @cached_property
    def order(self) -> Order:
        """The order in which rows can go, children first, and the references that are emptied before."""
        return removal_order(
            (dataset.name for dataset in self.datasets),
            (
                Reference(child=dataset.name, parent=edge.to, optional=edge.optional)
                for dataset in self.datasets
                for edge in dataset.edges
            ),
        )

    def rule_name(self, dataset: Dataset, rule: Timed) -> str:
        """How reports call a retention rule."""
        return rule.name or f"{dataset.name}.{rule.column}"

    def _contradictions(self) -> Iterator[str]:
        names = [dataset.name for dataset in self.datasets]
        yield from (f"dataset {name}: is declared twice" for name, count in Counter(names).items() if count > 1)
        for dataset in self.datasets:
            yield from self._unknown(dataset)
        known = set(names)
        broken = [
            f"dataset {dataset.name}: refers to {edge.to}, which is not in the inventory"
            for dataset in self.datasets
            for edge in dataset.edges
            if edge.to not in known
        ]
        broken += [
            f"dataset {dataset.name}: refers to {edge.to}.{column}, which is none of its fields"
            for dataset in self.datasets
            for edge in dataset.edges
            if edge.to in known and not self.dataset(edge.to).coarse
            for column in edge.to_columns
            if column not in {field.name for field in self.dataset(edge.to).fields}
        ]
        yield from broken
        if not broken:
            yield from self._wrong_ownership()
            yield from self._wrong_rules()

    def _unknown(self, dataset: Dataset) -> Iterator[str]:
        named = set(dataset.clauses)
        for field in dataset.fields:
            named |= set(field.clauses)
            where = f"dataset {dataset.name}: field {field.name}"
            if field.category not in self.categories:
                yield f"{where}: unknown category {field.category!r}"
            yield from (
                f"{where}: unknown purpose {each!r}" for each in field.purposes if each not in self.purposes
            )
            yield from (
                f"{where}: unknown recipient {each!r}" for each in field.recipients if each not in self.recipients
            )
        if self.clauses:
            yield from (
                f"dataset {dataset.name}: unknown clause {each}" for each in sorted(named - set(self.clauses))
            )

    def _leading(self) -> frozenset[str]:
        """The datasets from which the accounts can be reached at all, by whatever edges."""
        found = {self.account}
        while (
            more := {each.name for each in self.datasets if any(edge.to in found for edge in each.edges)} - found
        ):
            found |= more
        return frozenset(found)

    def _wrong_ownership(self) -> Iterator[str]:
        owned, leading = self.owned, self._leading()
        for dataset in self.datasets:
            where = f"dataset {dataset.name}"
            mentions = dataset.edges_of(EdgeKind.MENTIONS)
            if dataset.name == self.account:
                if dataset.owner is not None:
                    yield f"{where}: is the account itself, and says that somebody owns it"
                if not dataset.coarse and self.account_key not in {field.name for field in dataset.fields}:
                    yield f"{where}: field {self.account_key}: tells accounts apart, and is none of its fields"
                if dataset.timed:
                    yield f"{where}: accounts go by an erasure, which also revokes and verifies, never by a sweep"
            elif dataset.owner is not None and dataset.owner.to not in owned:
                yield f"{where}: its owner {dataset.owner.to} never leads to {self.account}"
            reaches = dataset.name in owned or any(edge.to in leading for edge in mentions)
            if not reaches and not dataset.unowned:
                names = ", ".join(dict.fromkeys(edge.to for edge in mentions))
                only = f" (it only mentions {names}, from where none can be reached)" if names else ""
                yield f"{where}: reaches no account{only}; add its edge, or say in `unowned` why that is right"
            if reaches and dataset.unowned:
                yield f"{where}: says that it is nobody's, but its edges lead to {self.account}"
            if dataset.name not in owned and any(isinstance(rule, WithOwner) for rule in dataset.retention):
                yield f"{where}: is kept with its owner, but has none"
            yield from self._wrong_survival(
                dataset, owned=dataset.name in owned, survives=reaches and dataset.name not in owned
            )

    def _wrong_survival(self, dataset: Dataset, *, owned: bool, survives: bool) -> Iterator[str]:
        for field in dataset.fields:
            where = f"dataset {dataset.name}: field {field.name}"
            if owned and field.on_account_deletion is OnAccountDeletion.KEEP:
                yield f"{where}: cannot be kept, for its row goes with its owner"
            if not survives:
                continue
            if field.on_account_deletion is OnAccountDeletion.DELETE:
                yield f"{where}: its row outlives the account, so it must be anonymized or kept"
            if field.on_account_deletion is OnAccountDeletion.KEEP and not under(field.category, HARMLESS):
                yield f"{where}: {field.category} could lead back to a person; an anonymized row must not keep it"

    def _wrong_rules(self) -> Iterator[str]:
        names = Counter(self.rule_name(dataset, rule) for dataset in self.datasets for rule in dataset.timed)
        yield from (
            f"retention rule {name}: is declared {count} times; give each a name of its own"
            for name, count in names.items()
            if count > 1
        )
        for dataset in self.datasets:
            for rule in dataset.timed:
                if rule.after_rule and rule.after_rule not in {*names, *self.duties}:
                    yield (
                        f"dataset {dataset.name}: field {rule.column}: waits for {rule.after_rule!r}, "
                        "which is neither a rule nor a duty"
                    )
        yield from self._circular_rules()
        yield from self._unbound()

    def _circular_rules(self) -> Iterator[str]:
        waits = {
            self.rule_name(dataset, rule): rule.after_rule for dataset in self.datasets for rule in dataset.timed
        }
        for start in waits:
            name, seen = waits[start], {start}
            while name in waits and name not in seen:
                seen.add(name)
                name = waits[name]
            if name == start:
                yield f"retention rule {start}: waits for itself"

    def _unbound(self) -> Iterator[str]:
        """Rows that time takes away under others which don't say that they go with them."""
        going = {dataset.name for dataset in self.datasets if any(not rule.BINS for rule in dataset.timed)}
        binding = {
            (dataset.name, edge.to) for dataset in self.datasets for edge in dataset.edges if dataset.binds(edge)
        }
        while more := {child for child, parent in binding if parent in going} - going:
            going |= more
        if self.account in going:
            yield f"dataset {self.account}: an edge that can't be empty would let a sweep take accounts along"
        for dataset in self.datasets:
            named = any(isinstance(rule, WithParent) for rule in dataset.retention)
            for edge in dataset.edges:
                if edge.to in going and not edge.optional and not named:
                    yield (
                        f"dataset {dataset.name}: its edge to {edge.to} can't be empty, and rows of {edge.to} "
                        "go by time, so its rows go with them: say WithParent()"
                    )
        yield from self._lost(going)

    def _lost(self, going: set[str]) -> Iterator[str]:
        """Rows that are somebody's and would be nobody's once time has taken what they lie in."""
        sure = {self.account}
        while (
            more := {
                dataset.name
                for dataset in self.datasets
                for edge in dataset.edges
                if edge.to in sure and edge.kind is not EdgeKind.MENTIONS and not edge.optional
            }
            - sure
        ):
            sure |= more
        for dataset in self.datasets:
            for edge in dataset.edges:
                if dataset.name in sure or edge.kind is EdgeKind.MENTIONS or dataset.binds(edge):
                    continue
                if edge.to in going and edge.to in self.owned:
                    yield (
                        f"dataset {dataset.name}: when time takes a row of {edge.to}, one that has nothing but its "
                        f"edge to {edge.to} stays and leads to nobody any more, so that no erasure finds it: say "
                        f"WithParent(of={edge.to!r}), or give it an owner that can't be empty"
                    )
