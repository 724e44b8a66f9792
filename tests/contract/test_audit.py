"""The audit log: what it answers on every database, who may read it, and that nobody changes it."""

import asyncio
from collections.abc import AsyncIterator
from datetime import timedelta

import attrs
import pytest
import pytest_asyncio
import sqlalchemy as sa
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.samples.databases import KINDS, database_of, opened, settle_people
from tests.samples.promises import house
from tests.samples.records import ANNA, BELA, NOON, event

from specstep.adapters.persistence.engines import create_sync_engine
from specstep.adapters.persistence.memory import MemoryDatabase
from specstep.adapters.persistence.policies.deletions import SqlErasures
from specstep.adapters.persistence.policies.running import PolicyDatabase
from specstep.adapters.persistence.tables import accounts, audit_events
from specstep.application.audit import AuditLog, read_cursor
from specstep.application.deletions.steps import deletion_run
from specstep.domain.accounts import Account, Role
from specstep.domain.audit import Action, AuditEvent, AuditQuery, actions_named
from specstep.domain.errors import BadInput, NotFound, UnknownName
from specstep.domain.ids import AccountId, AuditEventId
from specstep.policies.inventory import INVENTORY
from specstep.ports.persistence import Database

PEOPLE = st.sampled_from([None, ANNA.id, BELA.id])
TIMES = st.integers(0, 4).map(lambda number: NOON + timedelta(seconds=number))
ACTIONS = st.sampled_from([Action.SIGNED_IN, Action.SIGNED_OUT, Action.API_KEY_CREATED])
SUBJECTS = st.sampled_from([None, "key-1", ANNA.id, BELA.id])


@st.composite
def histories(draw: st.DrawFn) -> list[AuditEvent]:
    """Events of two people, many at the same time."""
    return [
        AuditEvent(
            id=AuditEventId(f"event-{number:03}"),
            at=draw(TIMES),
            action=draw(ACTIONS),
            actor=draw(PEOPLE),
            subject_account=draw(PEOPLE),
            subject_id=draw(SUBJECTS),
            detail=draw(st.sampled_from(["", "nightly", f"of {ANNA.id}"])),
        )
        for number in range(draw(st.integers(0, 8)))
    ]


QUERIES = st.builds(
    AuditQuery,
    account=PEOPLE,
    actions=st.none() | st.frozensets(ACTIONS),
    since=st.none() | TIMES,
    until=st.none() | TIMES,
    subject=SUBJECTS,
    after=st.none() | st.tuples(TIMES, st.integers(0, 8).map(lambda number: AuditEventId(f"event-{number:03}"))),
    limit=st.integers(1, 5),
)


@pytest_asyncio.fixture(params=KINDS)
async def database(request: pytest.FixtureRequest) -> AsyncIterator[Database]:
    async with database_of(request.param, request) as found:
        await settle_people(found)
        yield found


def refill(url: str, events: list[AuditEvent]) -> None:
    """Two people and these events, and nothing else."""
    engine = create_sync_engine(url)
    with engine.begin() as connection:
        for table in (audit_events, accounts):
            connection.execute(sa.delete(table))
        for each in (ANNA, BELA):
            row = {"id": each.id, "display_name": each.display_name, "created_at": each.created_at}
            connection.execute(sa.insert(accounts).values(role=each.role.value, **row))
        for told in events:
            fields = attrs.asdict(told)
            actor, subject = fields.pop("actor"), fields.pop("subject_account")
            connection.execute(
                sa.insert(audit_events).values(**fields, actor_id=actor, subject_account_id=subject)
            )
    engine.dispose()


@given(histories(), st.lists(QUERIES, min_size=4, max_size=4))
@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_a_search_finds_what_the_query_takes_as_in_memory(
    sqlite_database_url: str, events: list[AuditEvent], queries: list[AuditQuery]
) -> None:
    async def both() -> None:
        memory = MemoryDatabase()
        await settle_people(memory)
        async with memory.unit() as unit:
            for each in events:
                await unit.audit.add(each)
        refill(sqlite_database_url, events)
        async with opened(sqlite_database_url) as database, database.reading() as sql, memory.reading() as plain:
            for query in queries:
                assert await sql.audit.search(query) == await plain.audit.search(query)

    asyncio.run(both())


async def test_pages_follow_each_other_without_gap_or_repetition_while_events_come(database: Database) -> None:
    async with database.unit() as unit:
        for number in range(7):  # three of them at one time
            await unit.audit.add(event(number, at=NOON + timedelta(seconds=max(0, number - 2))))
    log, seen, cursor = AuditLog(database=database), list[str](), None
    for turn in range(9):
        after = None if cursor is None else read_cursor(cursor)
        page = await log.page(AuditQuery(limit=2, after=after), by=None)
        seen += [each.id for each in page.events]
        async with database.unit() as unit:
            await unit.audit.add(event(100 + turn))
        if (cursor := page.cursor) is None:
            break
    assert seen == [f"event-{number:03}" for number in (6, 5, 4, 3, 2, 1, 0)]
    assert [each.id async for each in log.each(AuditQuery(until=NOON + timedelta(seconds=9)), by=None)] == seen


async def test_SEC_6_people_read_their_own_events_and_operators_everybodys(database: Database) -> None:
    operator = Account(id=AccountId("op"), display_name="Op", role=Role.OPERATOR, created_at=NOON)
    async with database.unit() as unit:
        await unit.accounts.add(operator)
        await unit.audit.add(event(1))
        await unit.audit.add(event(2, actor=BELA.id, subject_account=BELA.id))
        await unit.audit.add(event(3, actor=None, subject_account=None))
    log = AuditLog(database=database)
    mine = await log.mine(ANNA.id, AuditQuery(account=BELA.id))
    assert [each.id for each in mine.events] == ["event-001"]
    assert len((await log.page(AuditQuery(), by=operator.id)).events) == 3
    for stranger in (ANNA.id, AccountId("nobody")):
        with pytest.raises(NotFound):
            await log.page(AuditQuery(), by=stranger)


def test_acts_are_named_one_by_one_or_by_what_they_are_about() -> None:
    assert actions_named(["session", "api-key.created"]) == {
        Action.SIGNED_IN,
        Action.SIGNED_OUT,
        Action.SESSION_REVOKED,
        Action.SESSIONS_ENDED,
        Action.API_KEY_CREATED,
    }
    with pytest.raises(UnknownName, match="session"):
        actions_named(["sessions"])


@pytest.mark.parametrize("text", ["", "x", "é", "bm90aGluZw==", "MjAyNi0wMS0wMVQwMDowMDowMCBpZA=="])
def test_a_cursor_that_no_page_gave_is_refused(text: str) -> None:
    with pytest.raises(BadInput):
        read_cursor(text)


@pytest.mark.parametrize("act", ["UPDATE audit_events SET detail = 'x'", "DELETE FROM audit_events"])
async def test_SEC_7_connections_that_serve_on_sqlite_refuse_to_change_the_log(
    sqlite_database_url: str, act: str
) -> None:
    async with opened(sqlite_database_url) as database:
        await settle_people(database)
        async with database.unit() as unit:
            await unit.audit.add(event(1))
        async with database.engines.writer.connect() as connection:
            with pytest.raises(sa.exc.IntegrityError, match="only added to"):
                await connection.exec_driver_sql(act)
        async with database.reading() as unit:
            assert await unit.audit.list(ANNA.id, limit=9) == [event(1)]


@given(histories())
@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_RET_12_nothing_that_is_left_of_an_event_leads_to_the_person_or_to_another_event(
    sqlite_database_url: str, events: list[AuditEvent]
) -> None:
    refill(sqlite_database_url, events)
    policies = PolicyDatabase(sqlite_database_url, INVENTORY)
    erasures = SqlErasures(policies)

    async def erase() -> None:
        await erasures.mark(ANNA.id, "run")
        await erasures.remove(ANNA.id, "run")

    asyncio.run(erase())
    with policies.engine.connect() as connection:
        rows = {row.id: row for row in connection.execute(sa.select(audit_events))}
    policies.close()
    assert rows.keys() == {each.id for each in events}
    for told in events:
        row = rows[told.id]
        left = (row.actor_id, row.subject_account_id, row.subject_id, row.detail)
        assert (row.at, row.action) == (told.at, told.action)
        if ANNA.id in (told.actor, told.subject_account):
            assert left == (None, None, None, "")
        else:
            assert left == (told.actor, told.subject_account, told.subject_id, told.detail)


async def test_RET_12_the_event_about_a_deletion_is_named_by_chance(sqlite_database_url: str) -> None:
    names = set()
    async with house(sqlite_database_url) as home:
        for _ in range(2):
            assert (await home.delete(ANNA)).state == "done"
            names |= {row["id"] for row in home.table("audit_events") if row["action"] == "account.deleted"}
            await home.promises.deletions.forget(deletion_run(ANNA.id))
            async with home.database.unit() as unit:
                await unit.accounts.add(ANNA)
    assert len(names) == 2, "the same account at the same time, and nothing in common"
