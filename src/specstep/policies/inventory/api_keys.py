"""API keys."""

from specstep.policies.inventory.vocabulary import (
    AUTHENTICATION,
    BEHAVIOR,
    CONTENT,
    IDENTIFIER,
    OWNER,
    SECURITY,
    internal,
    metadata,
    owner,
)
from specstep.policies.model import At, Dataset, Export, Field, Protection, Store, WithOwner

HELD = ("GEN-2", "RET-6")

DATASETS = (
    Dataset(
        name="api_keys",
        store=Store.APPLICATION,
        about="Keys with which programs act for an account: of each a salted hash, never the key itself.",
        fields=(
            *metadata("id", "created_at", "expires_at", clauses=HELD),
            owner(),
            Field(
                name="name",
                category=CONTENT,
                purposes=(SECURITY,),
                clauses=(*HELD, "RIG-2"),
                correctable=True,
            ),
            *internal("prefix", clauses=HELD, because="The first letters of a key.", category=IDENTIFIER),
            Field(
                name="salted",
                category="user.authorization.credentials",
                purposes=(AUTHENTICATION,),
                clauses=(*HELD, "SEC-4"),
                protection=Protection.HASH,
                export=Export.WITHHELD,
                because="It stands for a key, which is shown once.",
            ),
            Field(name="last_used_at", category=BEHAVIOR, purposes=(SECURITY,), clauses=HELD),
        ),
        edges=(OWNER,),
        retention=(WithOwner(), At(column="expires_at")),
        clauses=HELD,
    ),
)
