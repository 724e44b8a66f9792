"""Requests that created something, so that the same one doesn't create it twice."""

from specstep.policies.inventory.vocabulary import OWNER, internal, metadata, owner
from specstep.policies.model import At, Dataset, Store, WithOwner

CLAUSES = ("RET-14",)
NO_USE = (
    "A hash of what a program called its request, and the name of an operation; what came of it is told elsewhere."
)

DATASETS = (
    Dataset(
        name="replays",
        store=Store.APPLICATION,
        title="requests that created something",
        about="That a request of yours created something, for a day: so that the same one doesn't create it twice.",
        fields=(
            *internal("key_hash", "act", clauses=CLAUSES, because=NO_USE),
            *metadata("subject_id", "status", "begun_at", "expires_at", clauses=CLAUSES),
            owner("RET-14"),
        ),
        edges=(OWNER,),
        retention=(WithOwner(), At(column="expires_at")),
        clauses=CLAUSES,
    ),
)
