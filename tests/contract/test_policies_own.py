"""SpecStep's own inventory, carried out on its own tables."""

from collections.abc import Iterator
from datetime import datetime, timedelta

import pytest
import sqlalchemy as sa
from tests.samples.databases import SQL_KINDS
from tests.samples.policy_worlds import Beside
from tests.samples.records import NOON

from specstep.adapters.persistence.engines import create_sync_engine
from specstep.adapters.persistence.tables import accounts, audit_events, interviews, metadata, turns
from specstep.policies.inventory import INVENTORY
from specstep.policies.plans import plan_erasure, plan_export, plan_sweep
from specstep.policies.sql import Erasing, Outcome, Schema, erase, export_rows, forget_traces, sweep

SCHEMA = Schema.of(metadata)


@pytest.fixture(params=SQL_KINDS)
def connection(request: pytest.FixtureRequest) -> Iterator[sa.Connection]:
    """Two accounts with an interview of one turn each, and an event about both."""
    engine = create_sync_engine(request.getfixturevalue(f"{request.param}_database_url"))
    with engine.connect() as opened:
        with opened.begin():
            for who in ("anna", "bela"):
                fill(opened, who)
            event = {"id": "e", "at": NOON, "action": "a", "detail": "about both"}
            opened.execute(sa.insert(audit_events).values(**event, actor_id="anna", subject_account_id="bela"))
        yield opened
    engine.dispose()


def fill(connection: sa.Connection, who: str) -> None:
    connection.execute(sa.insert(accounts).values(id=who, display_name=who, role="user", created_at=NOON))
    interview = {"id": f"i-{who}", "account_id": who, "title": "T", "language": "en", "status": "open"}
    times: dict[str, datetime] = {"created_at": NOON, "updated_at": NOON, "deleted_at": NOON}
    connection.execute(sa.insert(interviews).values(**interview, phase="vision", **times))
    turn = {"interview_id": f"i-{who}", "number": 1, "id": "t", "account_id": who, "content": f"I am {who}."}
    connection.execute(sa.insert(turns).values(**turn, speaker="person", phase="vision", at=NOON))


def ids(connection: sa.Connection, table: sa.Table) -> set[str]:
    with connection.begin():
        return {row[0] for row in connection.execute(sa.select(table))}


def test_RIG_3_an_account_goes_with_all_that_is_its_own(connection: sa.Connection) -> None:
    plan = plan_erasure(INVENTORY)
    report = erase(Erasing(connection=connection, schema=SCHEMA, plan=plan, account="anna", run="r"), Beside())
    forget_traces(connection, SCHEMA, ("accounts", "turns"))
    assert report.complete
    assert (ids(connection, accounts), ids(connection, interviews), ids(connection, turns)) == (
        {"bela"},
        {"i-bela"},
        {"i-bela"},
    )
    with connection.begin():
        event = connection.execute(sa.select(audit_events)).one()
    assert (event.actor_id, event.subject_account_id, event.detail) == (None, None, "")
    assert (event.at, event.action) == (NOON, "a")


@pytest.mark.parametrize(("late", "kept"), [(timedelta(microseconds=-1), 2), (timedelta(0), 0)])
def test_GEN_7_the_bin_is_emptied_after_30_days_and_not_before(
    connection: sa.Connection, late: timedelta, kept: int
) -> None:
    now = NOON + timedelta(days=30) + late
    report = sweep(connection, SCHEMA, plan_sweep(INVENTORY), now, run="s", files=Beside())
    assert len(ids(connection, interviews)) == len(ids(connection, turns)) == kept
    assert not report.findings
    assert {each.outcome for each in report.rules} == {Outcome.RAN, Outcome.ELSEWHERE}


def test_RIG_1_an_export_holds_what_one_person_said(connection: sa.Connection) -> None:
    found = list(export_rows(connection, SCHEMA, plan_export(INVENTORY), "anna", run="e"))
    assert [document["content"] for name, document in found if name == "turns"] == ["I am anna."]
    assert {name for name, _ in found} == {"accounts", "interviews", "turns", "audit_events"}
