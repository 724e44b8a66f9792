"""PostgreSQL's roles of least privilege: what serves may not change the audit log, what keeps the promises may."""

import re
from collections.abc import Sequence

from sqlalchemy.exc import SQLAlchemyError

from specstep.adapters.persistence.engines import create_sync_engine, parse
from specstep.adapters.persistence.failures import translate
from specstep.adapters.persistence.tables import audit_events, metadata, policies
from specstep.domain.errors import BadInput, Misconfigured
from specstep.policies.inventory import INVENTORY
from specstep.policies.model import OnAccountDeletion

APPLICATION = "specstep_app"
POLICY = "specstep_policy"
ENGINE_SCHEMA = "dbos"
VERSION_TABLE = "alembic_version"
BOOKS = frozenset({policies.policy_marks.name, policies.policy_tallies.name, policies.policy_rule_runs.name})
NAME = re.compile(r"[a-z_][a-z0-9_]{0,62}")
LEAST_VERSION = (18,)
"""Before, statistics of rows that are gone can be dropped by a table's owner only."""


def statements(application: str = APPLICATION, policy: str = POLICY) -> Sequence[str]:
    """What makes the two roles what they are, whatever they were before; both only group what login roles may do.

    The application's role adds to the audit log and reads it. The policy role takes events out when their time has
    come, and empties in them just what the inventory says is anonymized; it can't write any, nor change what or
    when they tell.

    Raises:
        BadInput: a name that PostgreSQL would have to quote, or one for both.
    """
    for name in (application, policy):
        if not NAME.fullmatch(name):
            what = "must begin with a letter and hold small letters, digits and underscores only."
            raise BadInput(where=f"the role {name!r}", what=what)
    if application == policy:
        raise BadInput(where=f"the role {policy!r}", what="can't be both of the roles.")
    log = audit_events.name
    written = sorted(name for name in metadata.tables if name != log and name not in BOOKS)
    books = ", ".join(sorted(BOOKS))
    both, every = f"{application}, {policy}", ", ".join(sorted(metadata.tables))
    return (
        *(_made(name) for name in (application, policy)),
        f"GRANT USAGE ON SCHEMA public TO {both}",
        f"REVOKE ALL ON {every} FROM {both}",
        f"GRANT SELECT ON {every}, {VERSION_TABLE} TO {both}",
        f"GRANT INSERT, UPDATE, DELETE ON {', '.join(written)} TO {application}",
        f"GRANT INSERT ON {log} TO {application}",
        f"GRANT UPDATE, DELETE ON {', '.join(written)} TO {policy}",
        f"GRANT UPDATE ({', '.join(_anonymized())}), DELETE ON {log} TO {policy}",
        f"GRANT INSERT, UPDATE, DELETE ON {books} TO {policy}",
        f"GRANT MAINTAIN ON {every} TO {policy}",
        f"GRANT USAGE ON SCHEMA {ENGINE_SCHEMA} TO {both}",
        f"GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA {ENGINE_SCHEMA} TO {application}",
        f"GRANT USAGE ON ALL SEQUENCES IN SCHEMA {ENGINE_SCHEMA} TO {application}",
        f"GRANT SELECT ON ALL TABLES IN SCHEMA {ENGINE_SCHEMA} TO {policy}",
    )


def apply(url: str, application: str = APPLICATION, policy: str = POLICY) -> None:
    """Make the roles, as the owner of the tables; all or nothing, and again after each upgrade.

    Raises:
        BadInput: as for `statements`.
        Misconfigured: it is no PostgreSQL, or one that is too old.
        Unavailable: it can't be reached, or refuses.
    """
    require_postgresql(url)
    engine = create_sync_engine(url)
    try:
        with engine.begin() as connection:
            if (engine.dialect.server_version_info or (0,)) < LEAST_VERSION:
                raise Misconfigured(
                    setting="database_url",
                    what=f"these roles need PostgreSQL {LEAST_VERSION[0]}.",
                    way_out="On an older one the sweep must run as the owner of the tables.",
                )
            for statement in statements(application, policy):
                connection.exec_driver_sql(statement)
    except (SQLAlchemyError, OSError) as error:
        raise translate(error) from error
    finally:
        engine.dispose()


def require_postgresql(url: str) -> None:
    """See that the database knows roles.

    Raises:
        Misconfigured: it doesn't.
    """
    if parse(url).get_backend_name() != "postgresql":
        raise Misconfigured(
            setting="database_url",
            what="SQLite has no roles.",
            way_out="There the connections that serve refuse to change the audit log by themselves.",
        )


def _anonymized() -> Sequence[str]:
    (dataset,) = [each for each in INVENTORY.datasets if each.name == audit_events.name]
    return [field.name for field in dataset.fields if field.on_account_deletion is OnAccountDeletion.ANONYMIZE]


def _made(role: str) -> str:
    return f"DO $$ BEGIN CREATE ROLE {role} NOLOGIN; EXCEPTION WHEN duplicate_object THEN NULL; END $$"
