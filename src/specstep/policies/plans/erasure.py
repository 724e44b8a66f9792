"""The erasure of an account (RIG-3)."""

import attrs

from specstep.policies.model.datasets import Dataset
from specstep.policies.model.inventories import Inventory
from specstep.policies.model.kinds import EdgeKind, Store
from specstep.policies.plans.removal import removal
from specstep.policies.plans.steps import Fence, Follow, Mark, PurgeRuns, Revoke, Step, Verify


@attrs.frozen(kw_only=True)
class ErasurePlan:
    """All that is done, in order, for an account to be gone. Every step can be repeated without harm."""

    account: str
    account_key: str
    steps: tuple[Step, ...]


def plan_erasure(inventory: Inventory) -> ErasurePlan:
    """Derive the erasure from what the inventory says.

    Whatever leads to the account by owns and inside goes, along every path. A row that names its owner follows
    that owner alone, so that somebody else's row inside of one of the account's is not taken along.

    Raises:
        KeyError: the inventory has no accounts.
    """
    account = inventory.dataset(inventory.account)
    engine = tuple(each.name for each in inventory.of(Store.WORKFLOW_ENGINE) if each.timed)
    owned = [each for each in inventory.datasets if each.name in inventory.owned]
    return ErasurePlan(
        account=account.name,
        account_key=inventory.account_key,
        steps=(
            Fence(),
            *(Revoke(dataset=each.name, name=name) for each in owned for name in each.revokes),
            Mark(dataset=account.name, column=inventory.account_key),
            *removal(inventory, account.name, follow_ownership(inventory)),
            *((PurgeRuns(datasets=engine),) if engine else ()),
            Verify(),
        ),
    )


def follow_ownership(inventory: Inventory) -> tuple[Follow, ...]:
    """How every row of an account is reached from it."""
    owned = inventory.owned
    return tuple(
        Follow(dataset=each.name, edge=edge, unowned_only=_unless_owned(each) if edge != each.owner else ())
        for each in inventory.of(Store.APPLICATION)
        for edge in each.edges
        if each.name in owned
        and each.name != inventory.account
        and edge.to in owned
        and edge.kind is not EdgeKind.MENTIONS
        and (edge == each.owner or each.owner is None or each.owner.optional)
    )


def _unless_owned(dataset: Dataset) -> tuple[str, ...]:
    return () if dataset.owner is None else dataset.owner.nullable
