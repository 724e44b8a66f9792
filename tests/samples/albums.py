"""A stranger's small schema: people with albums of photos in files, and events that mention them."""

import sqlalchemy as sa

from specstep.policies.model import (
    Dataset,
    DaysAfter,
    Edge,
    EdgeKind,
    Export,
    Field,
    Inventory,
    OnAccountDeletion,
    Protection,
    Store,
    WithOwner,
    WithParent,
)
from specstep.policies.sql import Schema, bookkeeping


def field(name: str, **changes: object) -> Field:
    given: dict[str, object] = {
        "name": name,
        "category": "system.operations",
        "purposes": ("essential.service",),
        "clauses": ("RET-2",),
    }
    return Field(**(given | changes))  # type: ignore[arg-type]


def table(name: str, fields: tuple[Field, ...], **rest: object) -> Dataset:
    given: dict[str, object] = {"store": Store.APPLICATION, "about": f"The {name}.", "clauses": ("RET-2",)}
    return Dataset(name=name, fields=fields, **(given | rest))  # type: ignore[arg-type]


OWNER = Edge(kind=EdgeKind.OWNS, columns=("owner",), to="people")
SECRET = field("token", protection=Protection.CIPHERTEXT, export=Export.WITHHELD, because="A credential.")
GONE = OnAccountDeletion.ANONYMIZE
INVENTORY = Inventory(
    account="people",
    datasets=(
        table("people", (field("id"), field("name", category="user.name")), retention=(WithOwner(),)),
        table(
            "albums",
            (field("id"), field("owner"), field("at"), SECRET),
            edges=(OWNER,),
            retention=(WithOwner(), DaysAfter(column="at", days=30)),
            revokes=("album-share",),
        ),
        table(
            "photos",
            (field("id"), field("album"), field("file")),
            edges=(Edge(kind=EdgeKind.INSIDE, columns=("album",), to="albums"),),
            retention=(WithParent(),),
        ),
        table(
            "events",
            (
                field("id", on_account_deletion=OnAccountDeletion.KEEP),
                field("at", on_account_deletion=OnAccountDeletion.KEEP),
                field("who", category="user.unique_id", on_account_deletion=GONE),
                field("whom", category="user.unique_id", on_account_deletion=GONE),
                field("detail", category="user.content.private", on_account_deletion=GONE, anonymized=""),
            ),
            edges=(
                Edge(kind=EdgeKind.MENTIONS, columns=("who",), to="people"),
                Edge(kind=EdgeKind.MENTIONS, columns=("whom",), to="people"),
            ),
            retention=(DaysAfter(column="at", days=90),),
        ),
        table(
            "files",
            (field("key"),),
            store=Store.BLOBS,
            edges=(Edge(kind=EdgeKind.INSIDE, columns=("key",), to="photos", to_columns=("file",)),),
            retention=(WithParent(),),
        ),
        table(
            "runs",
            (field("*"),),
            store=Store.WORKFLOW_ENGINE,
            coarse=True,
            unowned="Purged by name.",
            retention=(DaysAfter(column="done", days=7),),
        ),
    ),
)
METADATA = sa.MetaData()
PEOPLE = sa.Table("people", METADATA, sa.Column("id", sa.Text, primary_key=True), sa.Column("name", sa.Text))
ALBUMS = sa.Table(
    "albums",
    METADATA,
    sa.Column("id", sa.Integer, primary_key=True),
    sa.Column("owner", sa.Text, sa.ForeignKey("people.id"), nullable=False),
    sa.Column("at", sa.DateTime(timezone=True)),
    sa.Column("token", sa.Text),
)
PHOTOS = sa.Table(
    "photos",
    METADATA,
    sa.Column("id", sa.Integer, primary_key=True),
    sa.Column("album", sa.Integer, sa.ForeignKey("albums.id"), nullable=False),
    sa.Column("file", sa.Text),
)
EVENTS = sa.Table(
    "events",
    METADATA,
    sa.Column("id", sa.Integer, primary_key=True),
    sa.Column("at", sa.DateTime(timezone=True)),
    sa.Column("who", sa.Text, sa.ForeignKey("people.id")),
    sa.Column("whom", sa.Text, sa.ForeignKey("people.id")),
    sa.Column("detail", sa.Text, nullable=False),
)
SCHEMA = Schema(metadata=METADATA, books=bookkeeping(METADATA))
POISON = sa.Table(  # no inventory knows it
    "poison",
    METADATA,
    sa.Column("id", sa.Integer, primary_key=True),
    sa.Column("album", sa.Integer, sa.ForeignKey("albums.id"), nullable=False),
)
