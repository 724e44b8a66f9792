"""Sessions, and sign-ins under way."""

from specstep.policies.inventory.vocabulary import (
    AUTHENTICATION,
    OWNER,
    SECURITY,
    SYSTEM,
    authenticating,
    internal,
    metadata,
    owner,
)
from specstep.policies.model import At, Dataset, Export, Field, Protection, Store, WithOwner

ENDING = ("RET-14", "SEC-10")
UNDER_WAY = ("RET-14", "TRA-5")
CREDENTIALS = "user.authorization.credentials"
STANDS_FOR_ONE = "It stands for a secret that only the browser has."
NOBODYS = "Who comes isn't known before the provider has said so."


def _hash(name: str, clauses: tuple[str, ...]) -> Field:
    return Field(
        name=name,
        category=CREDENTIALS,
        purposes=(AUTHENTICATION,),
        clauses=clauses,
        protection=Protection.HASH,
        export=Export.WITHHELD,
        because=STANDS_FOR_ONE,
    )


DATASETS = (
    Dataset(
        name="sessions",
        store=Store.APPLICATION,
        title="browsers that are signed in",
        about="Where you are signed in: since when, by which provider, and when it was last used.",
        fields=(
            *metadata("id", "opened_at", "expires_at", "ends_at", clauses=ENDING),
            owner("RET-14"),
            _hash("token_hash", ENDING),
            authenticating("provider", "the provider's name", SYSTEM, ENDING),
            Field(
                name="last_seen_at",
                title="when you last used it",
                category="user.behavior",
                purposes=(SECURITY,),
                clauses=ENDING,
            ),
        ),
        edges=(OWNER,),
        retention=(WithOwner(), At(column="expires_at")),
        clauses=("RET-14", "RIG-3", "SEC-10"),
    ),
    Dataset(
        name="sign_in_attempts",
        store=Store.APPLICATION,
        title="sign-ins under way",
        about="That some browser has gone to a sign-in provider, for ten minutes at most; not whose it is.",
        fields=(
            _hash("state_hash", UNDER_WAY),
            _hash("browser_hash", UNDER_WAY),
            *internal("provider", "intent", "next_path", "expires_at", clauses=UNDER_WAY, because=NOBODYS),
        ),
        retention=(At(column="expires_at"),),
        clauses=UNDER_WAY,
        unowned=NOBODYS,
    ),
)
