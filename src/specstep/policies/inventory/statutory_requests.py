"""Statutory requests with their answers."""

from specstep.policies.inventory.vocabulary import CONTENT, OWNER, metadata, owner
from specstep.policies.model import Dataset, Field, Store, WithOwner

ASKED = ("RIG-8", "RIG-3")

DATASETS = (
    Dataset(
        name="statutory_requests",
        store=Store.APPLICATION,
        title="your requests about your data",
        about="What you objected to, asked to have restricted or complained about, when, and what you were answered.",
        fields=(
            *metadata("id", "kind", "received_at", "due_at", "answered_at", clauses=ASKED),
            owner("RIG-8"),
            *(
                Field(
                    name=name,
                    title=title,
                    category=CONTENT,
                    purposes=("essential.legal_obligation",),
                    clauses=ASKED,
                )
                for name, title in (("text", "what you asked for"), ("answer", "what you were answered"))
            ),
        ),
        edges=(OWNER,),
        retention=(WithOwner(),),
        clauses=ASKED,
    ),
)
