"""Bring a database's schema to where this version of the program wants it, and back."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

import sqlalchemy as sa
from sqlalchemy.exc import SQLAlchemyError

from specstep.adapters.persistence.engines import create_sync_engine
from specstep.adapters.persistence.failures import translate

if TYPE_CHECKING:
    from alembic.config import Config

HEAD = "0012"
"""The newest revision; a test compares it with the scripts, so that a start need not read them."""

LOCK = 7_263_450_091  # any number of our own: it keeps two processes from migrating one PostgreSQL at a time


def upgrade(url: str) -> None:
    """Bring the schema to this version; quick when it is there already, and all or nothing.

    Raises:
        Misconfigured: the address is wrong.
        Unavailable: the database can't be reached or written.
    """
    with _connection(url) as connection:
        if _version(connection) == HEAD:
            return
        from alembic import command

        command.upgrade(_config(connection), "head")


def prepare(url: str) -> None:
    """Make a new database ready in one go, or bring one that is there up to date.

    A new one gets the tables as they are declared, without reading the scripts: a start from nothing takes a
    fraction of the time. That both ways lead to the same schema is held by a contract test.

    Raises:
        Misconfigured, Unavailable: as for `upgrade`.
    """
    with _connection(url) as connection:
        if sa.inspect(connection).get_table_names():
            fresh = False
        else:
            from specstep.adapters.persistence.tables import metadata

            fresh = True
            metadata.create_all(connection)
            version = sa.Table(
                "alembic_version", sa.MetaData(), sa.Column("version_num", sa.String(32), primary_key=True)
            )
            version.create(connection)
            connection.execute(version.insert().values(version_num=HEAD))
    if not fresh:
        upgrade(url)


def downgrade(url: str, revision: str = "base") -> None:
    """Take the schema back to an earlier revision; what only later ones can hold is lost."""
    with _connection(url) as connection:
        from alembic import command

        command.downgrade(_config(connection), revision)


def is_current(url: str) -> bool:
    """Whether the schema is at this version, by its version mark alone."""
    with _connection(url) as connection:
        return _version(connection) == HEAD


def check(url: str) -> tuple[str, ...]:
    """Where the schema differs from the tables that this version declares; empty when it doesn't."""
    from alembic.autogenerate import compare_metadata
    from alembic.migration import MigrationContext

    from specstep.adapters.persistence.tables import metadata

    def ours(name: str | None, kind: str, parents: object) -> bool:
        del parents
        return kind != "table" or name in metadata.tables  # the workflow engine keeps tables beside ours

    with _connection(url) as connection:
        options = {"include_name": ours, "compare_type": True}
        context = MigrationContext.configure(connection, opts=options)
        version = _version(connection)
        findings = [] if version == HEAD else [f"The schema's version is {version}; this program's is {HEAD}."]
        return (*findings, *(_words(difference) for difference in compare_metadata(context, metadata)))


def _words(difference: Any) -> str:
    if isinstance(difference, list):
        return "; ".join(_words(each) for each in difference)
    verb, *what = difference
    return f"{verb}: " + " ".join(getattr(each, "name", None) or str(each) for each in what if each is not None)


@contextmanager
def _connection(url: str) -> Iterator[sa.Connection]:
    """A connection in a transaction that no other process migrates beside."""
    engine = create_sync_engine(url)
    try:
        with engine.begin() as connection:
            if connection.dialect.name == "postgresql":
                connection.execute(sa.select(sa.func.pg_advisory_xact_lock(LOCK)))
            yield connection
    except (SQLAlchemyError, OSError) as error:
        raise translate(error) from error
    finally:
        engine.dispose()


def _version(connection: sa.Connection) -> str | None:
    if not sa.inspect(connection).has_table("alembic_version"):
        return None
    version = sa.table("alembic_version", sa.column("version_num"))
    return connection.execute(sa.select(version.c.version_num)).scalar()


def _config(connection: sa.Connection) -> "Config":
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(Path(__file__).parent).replace("%", "%%"))
    config.attributes["connection"] = connection
    return config
