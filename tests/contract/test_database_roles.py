"""The roles of least privilege on a real PostgreSQL: everything works with them, and nothing more does."""

import secrets
from collections.abc import Iterator

import attrs
import pytest
import sqlalchemy as sa
from tests.samples.promises import SessionWorkflows, house
from tests.samples.records import ANNA, event
from tests.servers.postgresql import PostgreSQLServer

from specstep.adapters.persistence import migrations, roles
from specstep.adapters.persistence.engines import create_sync_engine, parse
from specstep.adapters.workflows.dbos import DbosWorkflows
from specstep.adapters.workflows.memory import MemoryStore
from specstep.domain.errors import BadInput, Misconfigured
from specstep.ports.workflows import RunState

pytestmark = pytest.mark.postgresql


@attrs.frozen(kw_only=True)
class Guarded:
    """A database with the roles, and the addresses under which three people reach it."""

    owner: str
    application: str
    policy: str


@pytest.fixture
def guarded(postgresql_server: PostgreSQLServer) -> Iterator[Guarded]:
    mark = secrets.token_hex(4)
    application, policy = f"app_{mark}", f"policy_{mark}"
    with postgresql_server.fresh() as url:
        migrations.upgrade(url)
        engine = create_sync_engine(url)
        with engine.begin() as connection:
            connection.exec_driver_sql(f"CREATE SCHEMA {roles.ENGINE_SCHEMA}")
        roles.apply(url, application, policy)
        roles.apply(url, application, policy)  # as after an upgrade
        with engine.begin() as connection:
            for group in (application, policy):
                connection.exec_driver_sql(f"CREATE ROLE {group}_in LOGIN IN ROLE {group}")
        yield Guarded(
            owner=url,
            application=parse(url).set(username=f"{application}_in").render_as_string(hide_password=False),
            policy=parse(url).set(username=f"{policy}_in").render_as_string(hide_password=False),
        )
        with engine.begin() as connection:
            for group in (application, policy):
                connection.exec_driver_sql(f"DROP OWNED BY {group}")
                connection.exec_driver_sql(f"DROP ROLE {group}_in")
                connection.exec_driver_sql(f"DROP ROLE {group}")
        engine.dispose()


def refused(url: str, statement: str) -> bool:
    """Whether the database says that this role may not do it."""
    engine = create_sync_engine(url)
    try:
        with engine.connect() as connection:
            connection.exec_driver_sql(statement)
    except sa.exc.ProgrammingError as error:
        return getattr(error.orig, "sqlstate", None) == "42501"  # insufficient_privilege
    finally:
        engine.dispose()
    return False


async def test_SEC_6_what_serves_adds_to_the_audit_log_and_only_the_policy_role_lets_events_go(
    guarded: Guarded,
) -> None:
    host = SessionWorkflows(MemoryStore())
    async with house(guarded.application, workflows=host, policies_url=guarded.policy) as home:
        await home.settle(ANNA, 1)
        async with home.database.unit() as unit:
            await unit.audit.add(event(9))
        for act in ("DELETE FROM", "TRUNCATE"):
            assert refused(guarded.application, f"{act} audit_events")
        assert refused(guarded.application, "UPDATE audit_events SET detail = ''")
        assert refused(guarded.application, "DELETE FROM policy_rule_runs")
        for column in ("at", "action", "id"):
            assert refused(guarded.policy, f"UPDATE audit_events SET {column} = {column}")
        assert refused(guarded.policy, "INSERT INTO audit_events (id) VALUES ('forged')")
        for url in (guarded.application, guarded.policy):
            assert refused(url, "DROP TABLE audit_events")
            assert refused(url, "UPDATE alembic_version SET version_num = '0'")

        assert (await home.delete(ANNA)).state == RunState.DONE
        run = await home.ended(await home.promises.retention.start())
        assert run.state == RunState.DONE, run
        told = {row["id"]: row for row in _owned(guarded.owner)}
        assert (told["event-009"]["actor_id"], told["event-009"]["subject_id"]) == (None, None)


def _owned(url: str) -> list[sa.RowMapping]:
    engine = create_sync_engine(url)
    try:
        with engine.connect() as connection:
            return list(connection.exec_driver_sql("SELECT * FROM audit_events").mappings())
    finally:
        engine.dispose()


async def test_the_workflow_engine_runs_under_the_application_s_role(guarded: Guarded) -> None:
    from tests.contract.workflow_homes import ended, job

    making = DbosWorkflows(guarded.owner)
    await making.connect()
    await making.drain(timeout_s=0)
    name = str(parse(guarded.application).username).removesuffix("_in")
    roles.apply(guarded.owner, name, name.replace("app_", "policy_"))

    async def handler(context: object) -> str:
        return "done"

    host = DbosWorkflows(guarded.application, sweep_s=0.2)
    await host.start({"job": handler})  # type: ignore[dict-item]
    try:
        await host.submit(job("run"))
        assert (await ended(host, "run")).result == "done"
        assert await host.purge() == 1
    finally:
        await host.drain(timeout_s=10)


@pytest.mark.parametrize(("application", "policy"), [("a; DROP", "b"), ("same", "same"), ("A", "b"), ("", "b")])
def test_names_of_roles_are_plain_and_two(application: str, policy: str) -> None:
    with pytest.raises(BadInput):
        roles.statements(application, policy)


def test_sqlite_has_no_roles() -> None:
    with pytest.raises(Misconfigured, match="no roles"):
        roles.apply("sqlite:///x.db")
