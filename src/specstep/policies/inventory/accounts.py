"""Accounts."""

from specstep.policies.inventory.vocabulary import IDENTIFIER, NAME, SECURITY, SERVICE, metadata
from specstep.policies.model import Dataset, Field, Store, WithOwner

DATASETS = (
    Dataset(
        name="accounts",
        store=Store.APPLICATION,
        about="Who has an account, and what it may do. This is where every other row is reached from.",
        fields=(
            Field(name="id", category=IDENTIFIER, purposes=(SERVICE,), clauses=("RET-1", "RIG-3")),
            Field(
                name="display_name",
                category=NAME,
                purposes=(SERVICE,),
                clauses=("COL-1", "RET-1", "RIG-2"),
                correctable=True,
            ),
            Field(name="role", category="user.authorization", purposes=(SECURITY,), clauses=("SEC-6", "RET-1")),
            *metadata("created_at", clauses=("RET-1",)),
            *metadata("closing_at", clauses=("RET-1", "RIG-3")),
        ),
        retention=(WithOwner(),),
        clauses=("RET-1", "RIG-3"),
    ),
)
