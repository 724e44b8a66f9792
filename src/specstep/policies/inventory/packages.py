"""Packages, their files, and the journal of files."""

from specstep.policies.inventory.vocabulary import OWNER, content, internal, metadata, owner, within
from specstep.policies.model import (
    Dataset,
    DaysAfter,
    Edge,
    EdgeKind,
    IntoBin,
    Store,
    WhenMarked,
    WithOwner,
    WithParent,
)

MADE = ("GEN-1", "RET-2")
ORPHANS = ("GEN-7",)
PLACE = "A place in the service's own store; the file itself is what its owner gets."

DATASETS = (
    Dataset(
        name="packages",
        store=Store.APPLICATION,
        title="packages",
        about="What the agents made for you: its name, size and whether it passed its checks.",
        fields=(
            *metadata("id", "generation_id", "interview_id", "size_bytes", "sha256", clauses=MADE),
            *metadata("gate_passed", "created_at", "expires_at", clauses=MADE),
            *metadata("deleted_at", clauses=("GEN-7",)),
            *internal("blob", clauses=("GEN-7",), because=PLACE),
            *content("title", clauses=MADE),
            owner(),
        ),
        edges=(OWNER, within("generations", "generation_id"), within("interviews", "interview_id")),
        # The owner's window ends in the recycle bin; an interview that goes takes its packages along.
        retention=(WithOwner(), WithParent(), IntoBin(column="expires_at"), WhenMarked(days=30)),
        clauses=("GEN-1", "RET-2", "GEN-7"),
    ),
    Dataset(
        name="package_archives",
        store=Store.BLOBS,
        title="package files",
        about="The packages themselves, one archive each.",
        fields=(
            *internal("key", clauses=ORPHANS, because=PLACE),
            *content("bytes", clauses=MADE),
        ),
        edges=(
            Edge(kind=EdgeKind.INSIDE, columns=("key",), to="packages", to_columns=("blob",)),
            Edge(kind=EdgeKind.INSIDE, columns=("key",), to="blob_intents", to_columns=("key",)),
        ),
        retention=(WithParent(),),
        clauses=("GEN-1", "GEN-7"),
    ),
    Dataset(
        name="blob_intents",
        store=Store.APPLICATION,
        title="files in transit",
        about="Which files are about to appear or to go; settled within hours.",
        fields=(
            *internal("key", "fate", "at", clauses=ORPHANS, because="Work in hand, gone within hours."),
            owner("GEN-7"),
        ),
        edges=(OWNER,),
        # An entry goes when its file has; the sweep sees to those older than an hour.
        retention=(DaysAfter(column="at", days=1),),
        clauses=ORPHANS,
    ),
)
