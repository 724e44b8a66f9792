"""Interviews, and what hangs on them."""

from specstep.policies.inventory.vocabulary import OWNER, content, metadata, owner, within
from specstep.policies.model import Dataset, Store, WhenMarked, WithOwner, WithParent

KEPT = ("COL-3", "RET-13")
ATTACHED = ("COL-4", "RET-13")
INSIDE = (OWNER, within("interviews", "interview_id"))

DATASETS = (
    Dataset(
        name="interviews",
        store=Store.APPLICATION,
        title="talks",
        about="Your talks with the agents about a project.",
        fields=(
            *metadata("id", "language", "status", "phase", "created_at", "updated_at", clauses=KEPT),
            *metadata("deleted_at", clauses=("GEN-7",)),
            owner(),
            *content("title", clauses=KEPT, correctable=True, title="the title"),
        ),
        edges=(OWNER,),
        retention=(WithOwner(), WhenMarked(days=30)),
        clauses=("COL-3", "RET-13", "GEN-7"),
    ),
    Dataset(
        name="turns",
        store=Store.APPLICATION,
        title="turns of the talks",
        about="Who said what, in order.",
        fields=(
            *metadata("interview_id", "id", "number", "speaker", "phase", "at", "answer", clauses=KEPT),
            owner(),
            *content("content", clauses=(*KEPT, "RIG-2"), correctable=True, title="what was said"),
            *content("question", clauses=KEPT),
        ),
        edges=INSIDE,
        retention=(WithParent(),),
        clauses=("COL-3", "RET-13"),
    ),
    Dataset(
        name="reference_documents",
        store=Store.APPLICATION,
        title="reference documents",
        about="What you attached to a talk, as text.",
        fields=(
            *metadata("interview_id", "id", "number", "added_at", clauses=ATTACHED),
            owner(),
            *content("name", "text", clauses=ATTACHED),
        ),
        edges=INSIDE,
        retention=(WithParent(),),
        clauses=("COL-4", "RET-13"),
    ),
    Dataset(
        name="facts",
        store=Store.APPLICATION,
        title="facts",
        about="Single statements taken from turns and documents; you can correct and reject them.",
        fields=(
            *metadata("interview_id", "id", "position", "kind", "topic", "status", clauses=KEPT),
            *metadata("source_kind", "source_ref", "superseded_by", "priority", clauses=KEPT),
            owner(),
            *content("text", clauses=(*KEPT, "RIG-2"), correctable=True, title="the statement"),
            *content("source_quote", "source_why", "speaker", clauses=KEPT),
        ),
        edges=INSIDE,
        retention=(WithParent(),),
        clauses=("COL-3", "RET-13"),
    ),
)
