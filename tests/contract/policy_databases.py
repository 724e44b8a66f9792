"""A small shop on real databases, whose rows tests put in order or out of it."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
import sqlalchemy as sa

from specstep.policies import (
    At,
    Dataset,
    DaysAfter,
    Edge,
    EdgeKind,
    Export,
    Field,
    IntoBin,
    Inventory,
    Protection,
    Store,
    Stored,
    WhenMarked,
    WithOwner,
    WithParent,
)

NOW = datetime(2026, 6, 1, 12, tzinfo=UTC)
DAY = timedelta(days=1)
KINDS = ("sqlite", pytest.param("postgresql", marks=pytest.mark.postgresql))

METADATA = sa.MetaData()
TIME = sa.DateTime(timezone=True)
people = sa.Table(
    "people",
    METADATA,
    sa.Column("id", sa.Integer, primary_key=True),
    sa.Column("name", sa.Text),
    sa.Column("key_hash", sa.String(64)),
    sa.Column("token", sa.LargeBinary),
)
letters = sa.Table(
    "letters",
    METADATA,
    sa.Column("id", sa.Integer, primary_key=True),
    sa.Column("person_id", sa.Integer),  # no foreign key on purpose: rows can be orphaned
    sa.Column("body", sa.Text),
    sa.Column("sent_at", TIME),
    sa.Column("expires_s", sa.BigInteger),
    sa.Column("deleted_at", TIME),
    sa.Column("picture", sa.Text),
)
visits = sa.Table(
    "visits",
    METADATA,
    sa.Column("id", sa.Integer, primary_key=True),
    sa.Column("at", TIME),
    sa.Column("page", sa.Text),
)


def _field(name: str, category: str = "system.operations", **more: object) -> Field:
    return Field(name=name, category=category, purposes=("essential.service",), clauses=("RET-1",), **more)  # type: ignore[arg-type]


def _secret(name: str, protection: Protection) -> Field:
    category = "user.authorization.credentials"
    return _field(name, category, protection=protection, export=Export.WITHHELD, because="A secret.")


INVENTORY = Inventory(
    account="people",
    datasets=(
        Dataset(
            name="people",
            store=Store.APPLICATION,
            about="People.",
            fields=(
                _field("id", "user.unique_id"),
                _field("name", "user.name"),
                _secret("key_hash", Protection.HASH),
                _secret("token", Protection.CIPHERTEXT),
            ),
            retention=(WithOwner(),),
            clauses=("RET-1",),
        ),
        Dataset(
            name="letters",
            store=Store.APPLICATION,
            about="Letters.",
            fields=tuple(_field(column.name) for column in letters.columns),
            edges=(Edge(kind=EdgeKind.OWNS, columns=("person_id",), to="people"),),
            retention=(
                WithOwner(),
                IntoBin(column="sent_at", name="old letters"),
                At(column="expires_s", stored=Stored.EPOCH_S),
                WhenMarked(days=30),
            ),
            clauses=("RET-1",),
        ),
        Dataset(
            name="visits",
            store=Store.APPLICATION,
            about="Visits.",
            fields=tuple(_field(column.name) for column in visits.columns),
            retention=(DaysAfter(column="at", days=30),),
            clauses=("RET-1",),
            unowned="Nobody is known by them.",
        ),
        Dataset(
            name="pictures",
            store=Store.BLOBS,
            about="Pictures.",
            fields=(_field("key"),),
            edges=(Edge(kind=EdgeKind.INSIDE, columns=("key",), to="letters", to_columns=("picture",)),),
            retention=(WithParent(),),
            clauses=("RET-1",),
        ),
    ),
)


@pytest.fixture(params=KINDS)
def shop_url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """The address of a database with the shop's empty tables."""
    url = f"sqlite:///{tmp_path / 'shop.db'}"
    if request.param == "postgresql":
        url = request.getfixturevalue("postgresql_url")
    with written(url) as connection:
        METADATA.create_all(connection)
    return url


@contextmanager
def written(url: str) -> Iterator[sa.Connection]:
    """A connection that writes."""
    engine = sa.create_engine(url.replace("postgresql://", "postgresql+psycopg://"))
    try:
        with engine.begin() as connection:
            yield connection
    finally:
        engine.dispose()


def stored(url: str, time: datetime) -> datetime:
    """A time as the database takes it."""
    return time.replace(tzinfo=None) if url.startswith("sqlite") else time
