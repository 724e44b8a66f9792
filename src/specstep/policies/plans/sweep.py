"""The nightly sweep: every retention rule that goes by the clock, and what each takes along."""

import attrs

from specstep.policies.model.datasets import Dataset
from specstep.policies.model.inventories import Inventory
from specstep.policies.model.kinds import Store
from specstep.policies.plans.removal import removal
from specstep.policies.plans.steps import Follow, RowStep
from specstep.policies.retention import Timed


@attrs.frozen(kw_only=True)
class SweepRule:
    """One retention rule over one dataset.

    `then` is what must happen around the rows for them to go; it is empty where nothing refers to them, so that
    they can be deleted (or put into the bin) where they lie.
    """

    name: str
    dataset: str
    rule: Timed
    then: tuple[RowStep, ...] = ()

    @property
    def says(self) -> str:
        """The rule in words."""
        act = "put into the bin" if self.rule.BINS else "delete"
        wait = f", once {self.rule.after_rule} has run" if self.rule.after_rule else ""
        time = f"{self.rule.days} days after {self.rule.column}" if self.rule.days else f"at {self.rule.column}"
        return f"{act} rows of {self.dataset} {time}{wait}"


@attrs.frozen(kw_only=True)
class Elsewhere:
    """A rule over a dataset that lies in another store: its keeper carries it out."""

    name: str
    dataset: str
    store: Store


@attrs.frozen(kw_only=True)
class SweepPlan:
    """The rules, each after the one that it waits for, and those that are carried out elsewhere."""

    rules: tuple[SweepRule, ...]
    elsewhere: tuple[Elsewhere, ...] = ()


def plan_sweep(inventory: Inventory) -> SweepPlan:
    """Derive the sweep from what the inventory says: children before parents, waiting rules after their cause."""
    rank = {name: place for place, name in enumerate(inventory.order.names)}
    tables = sorted(inventory.of(Store.APPLICATION), key=lambda each: rank[each.name])
    rules = [_rule(inventory, each, rule) for each in tables for rule in each.timed]
    return SweepPlan(
        rules=_waiting_last(rules),
        elsewhere=tuple(
            Elsewhere(name=inventory.rule_name(each, rule), dataset=each.name, store=each.store)
            for each in inventory.datasets
            if each.store is not Store.APPLICATION
            for rule in each.timed
        ),
    )


def _rule(inventory: Inventory, dataset: Dataset, rule: Timed) -> SweepRule:
    referred = any(edge.to == dataset.name for each in inventory.datasets for edge in each.edges)
    steps: tuple[RowStep, ...] = ()
    if referred and not rule.BINS:
        steps = removal(inventory, dataset.name, follow_binding(inventory, dataset.name))
    return SweepRule(name=inventory.rule_name(dataset, rule), dataset=dataset.name, rule=rule, then=steps)


def follow_binding(inventory: Inventory, start: str) -> tuple[Follow, ...]:
    """How every row is reached that goes when a row of `start` does."""
    going = {start}
    follows: dict[Follow, None] = {}
    while (
        more := {
            Follow(dataset=each.name, edge=edge): None
            for each in inventory.of(Store.APPLICATION)
            for edge in each.edges
            if edge.to in going and each.binds(edge)
        }.keys()
        - follows.keys()
    ):
        follows.update(dict.fromkeys(more))
        going |= {follow.dataset for follow in more}
    return tuple(follows)


def _waiting_last(rules: list[SweepRule]) -> tuple[SweepRule, ...]:
    names = {rule.name for rule in rules}
    done: dict[str, SweepRule] = {}
    waiting = list(rules)
    while waiting:
        ready = next(each for each in waiting if each.rule.after_rule not in names - done.keys())
        done[ready.name] = ready
        waiting.remove(ready)
    return tuple(done.values())
