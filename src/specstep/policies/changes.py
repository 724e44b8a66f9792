"""Compares two inventories: what changes for the people concerned, and of what they must hear first."""

import math
from collections.abc import Iterable, Iterator
from enum import StrEnum

import attrs

from specstep.policies.model import Dataset, EdgeKind, Export, Field, Inventory, OnAccountDeletion, Protection
from specstep.policies.notice.durations import limits_of, longest_days, says_how_long
from specstep.policies.notice.words import category_words, listed, purpose_words, recipient_words, sentence


class ChangeKind(StrEnum):
    """What kind of difference it is."""

    NEW_CATEGORY = "new-category"
    NEW_PURPOSE = "new-purpose"
    NEW_RECIPIENT = "new-recipient"
    LONGER_RETENTION = "longer-retention"
    WEAKER_PROTECTION = "weaker-protection"
    KEPT_AFTER_DELETION = "kept-after-deletion"
    NO_LONGER_EXPORTED = "no-longer-exported"
    NO_LONGER_CORRECTABLE = "no-longer-correctable"
    OTHER_OWNER = "other-owner"
    NEW_DATASET = "new-dataset"
    NEW_FIELD = "new-field"
    REMOVED_DATASET = "removed-dataset"
    REMOVED_FIELD = "removed-field"
    REMOVED_PURPOSE = "removed-purpose"
    REMOVED_RECIPIENT = "removed-recipient"
    CATEGORY_CHANGED = "category-changed"
    RETENTION_CHANGED = "retention-changed"
    SHORTER_RETENTION = "shorter-retention"
    STRONGER_PROTECTION = "stronger-protection"
    GONE_WITH_ACCOUNT = "gone-with-account"
    NOW_EXPORTED = "now-exported"
    NOW_CORRECTABLE = "now-correctable"
    EDGES_CHANGED = "edges-changed"
    CLAUSES_CHANGED = "clauses-changed"
    STORE_CHANGED = "store-changed"
    REWORDED = "reworded"


MATERIAL = frozenset(
    {
        ChangeKind.NEW_CATEGORY,
        ChangeKind.NEW_PURPOSE,
        ChangeKind.NEW_RECIPIENT,
        ChangeKind.LONGER_RETENTION,
        ChangeKind.WEAKER_PROTECTION,
        ChangeKind.KEPT_AFTER_DELETION,
        ChangeKind.NO_LONGER_EXPORTED,
        ChangeKind.NO_LONGER_CORRECTABLE,
        ChangeKind.OTHER_OWNER,
    }
)

STRENGTH = {Protection.NONE: 0, Protection.CIPHERTEXT: 1, Protection.HASH: 2, Protection.KEYED_HASH: 3}
REMAINS = {OnAccountDeletion.DELETE: 0, OnAccountDeletion.ANONYMIZE: 1, OnAccountDeletion.KEEP: 2}


@attrs.frozen(kw_only=True)
class Change:
    """One difference. `announcement` is what the people concerned are told; only a material one has it."""

    kind: ChangeKind
    dataset: str
    field: str = ""
    before: str = ""
    after: str = ""
    announcement: str = ""

    @property
    def material(self) -> bool:
        """Whether it must be announced before it takes effect (GOV-3)."""
        return self.kind in MATERIAL

    def as_json(self) -> dict[str, object]:
        """The shape that programs rely on."""
        return {
            "kind": self.kind.value,
            "dataset": self.dataset,
            "field": self.field or None,
            "before": self.before or None,
            "after": self.after or None,
            "material": self.material,
            "announcement": self.announcement or None,
        }

    def as_text(self) -> str:
        """The same in a line."""
        place = ".".join(part for part in (self.dataset, self.field) if part)
        arrow = f": {self.before or '—'} → {self.after or '—'}" if self.before or self.after else ""
        return f"{'material  ' if self.material else '          '}{self.kind}  {place}{arrow}"


def compare(old: Inventory, new: Inventory) -> tuple[Change, ...]:
    """Every difference between two inventories, the material ones first; of an inventory with itself, none."""
    found = [*_held(old, new), *_datasets(old, new)]
    return tuple(sorted(found, key=_order))


def announcement(changes: Iterable[Change]) -> str:
    """What the people concerned are told before the changes take effect; empty where none is material."""
    said = list(dict.fromkeys(change.announcement for change in changes if change.material))
    if not said:
        return ""
    points = "\n".join(f"- {line}" for line in said)
    return f"We are changing how we handle your data:\n\n{points}\n"


def _order(change: Change) -> tuple[bool, str, str, str, str, str]:
    return not change.material, change.dataset, change.field, change.kind, change.after, change.before


def _held(old: Inventory, new: Inventory) -> Iterator[Change]:
    """What was nowhere before: a category of data, a purpose or a recipient of a category."""
    before, after = _triples(old), _triples(new)
    seen_categories = {category for category, _, _ in before}
    for category in {category for category, _, _ in after} - seen_categories:
        where = _first(new, category)
        yield Change(
            kind=ChangeKind.NEW_CATEGORY,
            dataset=where[0],
            field=where[1],
            after=category,
            announcement=f"We will hold a kind of data that we did not hold before: {category_words(category)}.",
        )


def _triples(inventory: Inventory) -> set[tuple[str, str, str]]:
    return {
        (field.category, purpose, recipient)
        for dataset in inventory.datasets
        for field in dataset.fields
        for purpose in field.purposes
        for recipient in (*field.recipients, "")
    }


def _first(inventory: Inventory, category: str) -> tuple[str, str]:
    return min(
        (dataset.name, field.name)
        for dataset in inventory.datasets
        for field in dataset.fields
        if field.category == category
    )


def _datasets(old: Inventory, new: Inventory) -> Iterator[Change]:
    before = {dataset.name: dataset for dataset in old.datasets}
    after = {dataset.name: dataset for dataset in new.datasets}
    uses, gets = _by_category(old)
    for name in set(before) - set(after):
        yield Change(kind=ChangeKind.REMOVED_DATASET, dataset=name, before=before[name].about)
    for name in set(after) - set(before):
        yield Change(kind=ChangeKind.NEW_DATASET, dataset=name, after=after[name].about)
        for field in after[name].fields:
            yield from _new_field(after[name], field, uses, gets)
    for name in set(before) & set(after):
        yield from _dataset(before[name], after[name])
        yield from _fields(before[name], after[name], uses, gets)


Held = dict[str, set[str]]


def _by_category(inventory: Inventory) -> tuple[Held, Held]:
    uses: Held = {}
    gets: Held = {}
    for category, purpose, recipient in _triples(inventory):
        uses.setdefault(category, set()).add(purpose)
        gets.setdefault(category, set()).update({recipient} - {""})
    return uses, gets


def _new_field(dataset: Dataset, field: Field, uses: Held, gets: Held) -> Iterator[Change]:
    """A field that is new may bring a purpose or recipient that its category didn't have."""
    for purpose in set(field.purposes) - uses.get(field.category, set()):
        if field.category in uses:
            yield _purpose(dataset, field, purpose)
    for recipient in set(field.recipients) - gets.get(field.category, set()):
        yield _recipient(dataset, field, recipient)


def _purpose(dataset: Dataset, field: Field, purpose: str) -> Change:
    return Change(
        kind=ChangeKind.NEW_PURPOSE,
        dataset=dataset.name,
        field=field.name,
        after=purpose,
        announcement=(
            f"We will use {category_words(field.category)} for something new: {purpose_words(purpose)}."
        ),
    )


def _recipient(dataset: Dataset, field: Field, recipient: str) -> Change:
    return Change(
        kind=ChangeKind.NEW_RECIPIENT,
        dataset=dataset.name,
        field=field.name,
        after=recipient,
        announcement=sentence(f"{category_words(field.category)} will also go to {recipient_words(recipient)}"),
    )


def _dataset(before: Dataset, after: Dataset) -> Iterator[Change]:
    name = before.name
    yield from _retention(before, after)
    if before.edges != after.edges:
        owners = [[edge for edge in each.edges if edge.kind is EdgeKind.OWNS] for each in (before, after)]
        other = owners[0] != owners[1]
        yield Change(
            kind=ChangeKind.OTHER_OWNER if other else ChangeKind.EDGES_CHANGED,
            dataset=name,
            before=listed([f"{edge.kind} {edge.to}" for edge in before.edges]),
            after=listed([f"{edge.kind} {edge.to}" for edge in after.edges]),
            announcement=(
                f"It changes whose data this is, and so who can get and delete it: {_about(after)}."
                if other
                else ""
            ),
        )
    if before.store is not after.store:
        yield Change(kind=ChangeKind.STORE_CHANGED, dataset=name, before=str(before.store), after=str(after.store))
    if set(before.clauses) != set(after.clauses):
        yield Change(
            kind=ChangeKind.CLAUSES_CHANGED,
            dataset=name,
            before=", ".join(before.clauses),
            after=", ".join(after.clauses),
        )
    if before.about != after.about:
        yield Change(kind=ChangeKind.REWORDED, dataset=name, before=before.about, after=after.about)


def _retention(before: Dataset, after: Dataset) -> Iterator[Change]:
    if set(before.retention) == set(after.retention):
        return
    kind = _longer_or_shorter(before, after)
    how_long = says_how_long(after.retention)
    yield Change(
        kind=kind,
        dataset=before.name,
        before=says_how_long(before.retention),
        after=how_long,
        announcement=(
            f"We will keep this longer: {_about(after)} ({how_long})."
            if kind is ChangeKind.LONGER_RETENTION
            else ""
        ),
    )


def _longer_or_shorter(before: Dataset, after: Dataset) -> ChangeKind:
    """Longer where any limit is longer or gone, and none that holds for all rows makes up for it."""
    old, new = limits_of(before.retention), limits_of(after.retention)
    later = any(new.get(rule, math.inf) > days for rule, days in old.items())
    sooner = any(days < old.get(rule, math.inf) for rule, days in new.items())
    if later and longest_days(after.retention) >= longest_days(before.retention):
        return ChangeKind.LONGER_RETENTION
    return ChangeKind.SHORTER_RETENTION if sooner else ChangeKind.RETENTION_CHANGED


def _fields(before: Dataset, after: Dataset, uses: Held, gets: Held) -> Iterator[Change]:
    old = {field.name: field for field in before.fields}
    new = {field.name: field for field in after.fields}
    for name in set(old) - set(new):
        yield Change(kind=ChangeKind.REMOVED_FIELD, dataset=before.name, field=name, before=old[name].category)
    for name in set(new) - set(old):
        yield Change(kind=ChangeKind.NEW_FIELD, dataset=after.name, field=name, after=new[name].category)
        yield from _new_field(after, new[name], uses, gets)
    for name in set(old) & set(new):
        yield from _field(after, old[name], new[name])


def _field(dataset: Dataset, old: Field, new: Field) -> Iterator[Change]:
    where = {"dataset": dataset.name, "field": new.name}
    what = category_words(new.category)
    if old.category != new.category:
        yield Change(kind=ChangeKind.CATEGORY_CHANGED, **where, before=old.category, after=new.category)
    for purpose in set(new.purposes) - set(old.purposes):
        yield _purpose(dataset, new, purpose)
    for purpose in set(old.purposes) - set(new.purposes):
        yield Change(kind=ChangeKind.REMOVED_PURPOSE, **where, before=purpose)
    for recipient in set(new.recipients) - set(old.recipients):
        yield _recipient(dataset, new, recipient)
    for recipient in set(old.recipients) - set(new.recipients):
        yield Change(kind=ChangeKind.REMOVED_RECIPIENT, **where, before=recipient)
    if old.protection is not new.protection:
        weaker = STRENGTH[new.protection] < STRENGTH[old.protection]
        yield Change(
            kind=ChangeKind.WEAKER_PROTECTION if weaker else ChangeKind.STRONGER_PROTECTION,
            **where,
            before=str(old.protection),
            after=str(new.protection),
            announcement=f"We will protect this less than before: {what}, in {_about(dataset)}." if weaker else "",
        )
    if old.on_account_deletion is not new.on_account_deletion:
        more = REMAINS[new.on_account_deletion] > REMAINS[old.on_account_deletion]
        yield Change(
            kind=ChangeKind.KEPT_AFTER_DELETION if more else ChangeKind.GONE_WITH_ACCOUNT,
            **where,
            before=str(old.on_account_deletion),
            after=str(new.on_account_deletion),
            announcement=(
                f"More will stay after you delete your account: {what}, in {_about(dataset)}." if more else ""
            ),
        )
    if old.export is not new.export:
        less = new.export is Export.WITHHELD
        yield Change(
            kind=ChangeKind.NO_LONGER_EXPORTED if less else ChangeKind.NOW_EXPORTED,
            **where,
            before=str(old.export),
            after=str(new.export),
            announcement=(
                f"Your export will no longer hold this: {what}, in {_about(dataset)}. {new.because}"
                if less
                else ""
            ),
        )
    if old.correctable != new.correctable:
        less = old.correctable
        yield Change(
            kind=ChangeKind.NO_LONGER_CORRECTABLE if less else ChangeKind.NOW_CORRECTABLE,
            **where,
            announcement=(
                f"You will no longer be able to correct this yourself: {what}, in {_about(dataset)}."
                if less
                else ""
            ),
        )
    if set(old.clauses) != set(new.clauses):
        yield Change(
            kind=ChangeKind.CLAUSES_CHANGED, **where, before=", ".join(old.clauses), after=", ".join(new.clauses)
        )


def _about(dataset: Dataset) -> str:
    words = dataset.about.strip().rstrip(".")
    return words[:1].lower() + words[1:]
