"""Consents to what is optional."""

from specstep.policies.inventory.vocabulary import OWNER, metadata, owner
from specstep.policies.model import Dataset, Field, Store, WithOwner

CHOSEN = ("RIG-7", "RIG-3")

DATASETS = (
    Dataset(
        name="consents",
        store=Store.APPLICATION,
        title="your consents",
        about="What you consented to beyond what the service needs, when, under which version of this notice, and until "
        "when.",
        fields=(
            *metadata("id", "given_at", "withdrawn_at", clauses=CHOSEN),
            owner("RIG-7"),
            *(
                Field(
                    name=name,
                    title=title,
                    category="user.privacy_preferences",
                    purposes=("essential.legal_obligation",),
                    clauses=CHOSEN,
                )
                for name, title in (
                    ("kind", "what you consented to"),
                    ("notice_version", "the version of this notice that you were shown"),
                )
            ),
        ),
        edges=(OWNER,),
        retention=(WithOwner(),),
        clauses=CHOSEN,
    ),
)
