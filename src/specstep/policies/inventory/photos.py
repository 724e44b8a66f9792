"""Profile photos."""

from specstep.policies.inventory.vocabulary import OWNER, SERVICE, metadata, owner
from specstep.policies.model import Dataset, Field, Store, WithOwner

KEPT = ("GEN-4", "RET-1")

DATASETS = (
    Dataset(
        name="profile_photos",
        store=Store.APPLICATION,
        title="your picture",
        about="Your picture as Microsoft has it, renewed when you sign in there.",
        fields=(
            owner("GEN-4"),
            Field(
                name="content",
                title="your picture",
                category="user.content.self_image",
                purposes=(SERVICE,),
                clauses=KEPT,
            ),
            *metadata("content_type", "cached_at", clauses=KEPT),
        ),
        edges=(OWNER,),
        retention=(WithOwner(),),
        clauses=("GEN-4", "RET-1", "RIG-3"),
    ),
)
