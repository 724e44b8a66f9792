"""Exports that lie ready, and their files."""

from specstep.policies.inventory.vocabulary import CONTENT, OWNER, SECURITY, SERVICE, internal, metadata, owner
from specstep.policies.model import (
    At,
    Dataset,
    Edge,
    EdgeKind,
    Export,
    Field,
    Protection,
    Store,
    WithOwner,
    WithParent,
)

MADE = ("RET-7", "RIG-1")
PLACE = "A place in the service's own store; the file itself is what its owner gets."
ITSELF = "An earlier export of the same; it would hold everything twice."

DATASETS = (
    Dataset(
        name="exports",
        store=Store.APPLICATION,
        about="Exports that lie ready for a week.",
        fields=(
            *metadata("id", "size_bytes", "sha256", "created_at", "expires_at", clauses=MADE),
            *internal("blob", clauses=MADE, because=PLACE),
            Field(
                name="link_sha256",
                category="user.authorization.credentials",
                purposes=(SECURITY,),
                clauses=MADE,
                protection=Protection.HASH,
                export=Export.WITHHELD,
                because="It stands for the secret in the link, which is shown once.",
            ),
            owner(),
        ),
        edges=(OWNER,),
        retention=(WithOwner(), At(column="expires_at")),
        clauses=MADE,
    ),
    Dataset(
        name="export_archives",
        store=Store.BLOBS,
        about="The archives of exports: one file each, under the key that its record names.",
        fields=(
            *internal("key", clauses=MADE, because=PLACE),
            Field(
                name="bytes",
                category=CONTENT,
                purposes=(SERVICE,),
                clauses=MADE,
                export=Export.WITHHELD,
                because=ITSELF,
            ),
        ),
        # While it is written, the journal names it: its entries lead to the files of all kinds.
        edges=(Edge(kind=EdgeKind.INSIDE, columns=("key",), to="exports", to_columns=("blob",)),),
        retention=(WithParent(),),
        clauses=MADE,
    ),
)
