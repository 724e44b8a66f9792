"""What every database promises: the same tests on memory, SQLite and PostgreSQL."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from datetime import datetime, timedelta, timezone
from decimal import Decimal

import attrs
import pytest
import pytest_asyncio
from tests.samples.databases import KINDS, database_of, settle_people
from tests.samples.records import (
    ANNA,
    BELA,
    NOON,
    answer,
    asking_turn,
    event,
    fact,
    full_interview,
    generation,
    interview,
    package,
    reference,
    turn,
)

from specstep.domain.accounts import Account, Role
from specstep.domain.errors import BadInput, Conflict, NotFound, Unavailable
from specstep.domain.exports import StoredExport
from specstep.domain.generations.values import Status, Usage
from specstep.domain.ids import AccountId, BlobKey, ExportId, RunId, TurnId
from specstep.domain.interviews.values import FactStatus, InterviewStatus, Phase
from specstep.ports.persistence import Database, UnitOfWork


@pytest_asyncio.fixture(params=KINDS)
async def database(request: pytest.FixtureRequest) -> AsyncIterator[Database]:
    async with database_of(request.param, request) as opened:
        await settle_people(opened)
        yield opened


async def keep_generation(database: Database, number: int = 1, owner: Account = ANNA) -> None:
    async with database.unit() as unit:
        await unit.interviews.add(interview(number, owner))
        await unit.generations.add(generation(number, owner))


# Accounts


async def test_an_account_comes_back_as_it_was_stored(database: Database) -> None:
    async with database.reading() as unit:
        assert await unit.accounts.get(BELA.id) == BELA
        assert await unit.accounts.get(AccountId("nobody")) is None


async def test_an_account_can_be_changed(database: Database) -> None:
    changed = attrs.evolve(ANNA, display_name="Anna B.", role=Role.SUPPORT)
    async with database.unit() as unit:
        await unit.accounts.update(changed)
    async with database.reading() as unit:
        assert await unit.accounts.get(ANNA.id) == changed


async def test_an_account_that_is_not_there_cannot_be_changed(database: Database) -> None:
    with pytest.raises(NotFound):
        async with database.unit() as unit:
            await unit.accounts.update(attrs.evolve(ANNA, id=AccountId("nobody")))


NEW: dict[str, Callable[[UnitOfWork], Awaitable[object]]] = {
    "interview": lambda unit: unit.interviews.add(interview(2)),
    "turns": lambda unit: unit.interviews.add_turns(ANNA.id, interview(1).id, [turn(9)]),
    "reference": lambda unit: unit.interviews.add_reference(ANNA.id, interview(1).id, reference(9)),
    "facts": lambda unit: unit.interviews.put_facts(ANNA.id, interview(1).id, [fact(9)]),
    "generation": lambda unit: unit.generations.add(generation(1, id="generation-009")),
    "answer": lambda unit: unit.answers.add(answer("another")),
    "package": lambda unit: unit.packages.add(package(1)),
    "file": lambda unit: unit.blobs.intend(ANNA.id, BlobKey("another"), NOON),
    "export": lambda unit: unit.exports.add(stored_export()),
}


@pytest.mark.parametrize("what", NEW)
async def test_a_closing_account_takes_nothing_new_and_others_do(database: Database, what: str) -> None:
    await keep_generation(database)
    async with database.unit() as unit:
        await unit.accounts.update(attrs.evolve(ANNA, closing_at=NOON))
    with pytest.raises(Conflict, match="being deleted"):
        async with database.unit() as unit:
            await NEW[what](unit)
    await keep_generation(database, 3, BELA)
    async with database.unit() as unit:
        await unit.accounts.update(ANNA)
    async with database.unit() as unit:
        await NEW[what](unit)


async def test_closing_accounts_are_listed_in_pages(database: Database) -> None:
    async with database.unit() as unit:
        assert await unit.accounts.closing(limit=9) == []
        closing = [attrs.evolve(each, closing_at=NOON) for each in (ANNA, BELA)]
        for each in closing:
            await unit.accounts.update(each)
    async with database.reading() as unit:
        assert await unit.accounts.closing(limit=9) == closing
        assert await unit.accounts.closing(limit=1) == closing[:1]
        assert await unit.accounts.closing(limit=9, after=ANNA.id) == closing[1:]


async def test_announced_files_are_known_by_their_account(database: Database) -> None:
    async with database.unit() as unit:
        for number, owner in ((1, ANNA), (2, BELA), (3, ANNA)):
            await unit.blobs.intend(owner.id, BlobKey(f"file-{number}"), NOON)
        await unit.blobs.entomb(ANNA.id, BlobKey("file-3"), NOON)
    async with database.reading() as unit:
        assert await unit.blobs.announced(ANNA.id) == [BlobKey("file-1")]


# Units of work


async def test_what_an_error_leaves_behind_is_nothing(database: Database) -> None:
    async def break_off() -> None:
        async with database.unit() as unit:
            await unit.interviews.add(full_interview())
            await unit.audit.add(event())
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        await break_off()
    async with database.reading() as unit:
        assert await unit.interviews.get(ANNA.id, full_interview().id) is None
        assert not await unit.audit.list(ANNA.id, limit=10)


async def test_a_unit_in_which_something_was_refused_keeps_nothing_even_if_the_error_was_swallowed(
    database: Database,
) -> None:
    async def swallow() -> None:
        async with database.unit() as unit:
            await unit.interviews.add(interview(1))
            with pytest.raises(Conflict):
                await unit.interviews.add(interview(1))

    with pytest.raises(Conflict):
        await swallow()
    async with database.reading() as unit:
        assert await unit.interviews.get(ANNA.id, interview(1).id) is None


async def test_a_unit_sees_what_it_has_written_and_nobody_else_does_before_the_end(database: Database) -> None:
    async with database.unit() as writing:
        await writing.interviews.add(interview())
        assert await writing.interviews.get(ANNA.id, interview().id) is not None
        async with database.reading() as reading:
            assert await reading.interviews.get(ANNA.id, interview().id) is None


async def test_a_reading_unit_keeps_seeing_the_state_it_began_with(database: Database) -> None:
    async with database.reading() as reading:
        assert await reading.interviews.get(ANNA.id, interview().id) is None
        async with database.unit() as writing:
            await writing.interviews.add(interview())
        assert await reading.interviews.get(ANNA.id, interview().id) is None


async def test_a_reading_unit_refuses_to_write(database: Database) -> None:
    with pytest.raises(Unavailable):
        async with database.reading() as unit:
            await unit.interviews.add(interview())


async def test_a_cancelled_unit_keeps_nothing_and_lets_the_next_one_in(database: Database) -> None:
    inside = asyncio.Event()

    async def never_ends() -> None:
        async with database.unit() as unit:
            await unit.interviews.add(interview(1))
            inside.set()
            await asyncio.Event().wait()

    task = asyncio.create_task(never_ends())
    await inside.wait()
    task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await task
    async with database.unit() as unit:
        assert await unit.interviews.get(ANNA.id, interview(1).id) is None
        await unit.interviews.add(interview(2))


async def test_a_record_cannot_refer_to_what_is_not_there(database: Database) -> None:
    with pytest.raises(Conflict):
        async with database.unit() as unit:
            await unit.generations.add(generation())
    with pytest.raises(Conflict):
        async with database.unit() as unit:
            await unit.interviews.add(interview(owner=attrs.evolve(ANNA, id=AccountId("nobody"))))


async def test_many_writers_at_once_lose_no_update(database: Database) -> None:
    await keep_generation(database)

    async def increment(number: int) -> None:
        async with database.unit() as unit:
            stored = await unit.generations.get(ANNA.id, generation().id)
            assert stored is not None
            usage = stored.usage + Usage(calls=1, cost_usd=Decimal("0.001"))
            await unit.generations.update(attrs.evolve(stored, usage=usage), expected=Status.QUEUED)
            await unit.audit.add(event(number))

    await asyncio.gather(*(increment(number) for number in range(50)))
    async with database.reading() as unit:
        stored = await unit.generations.get(ANNA.id, generation().id)
        assert stored is not None
        assert stored.usage == generation().usage + Usage(calls=50, cost_usd=Decimal("0.050"))
        assert len(await unit.audit.list(ANNA.id, limit=100)) == 50


# Interviews


async def test_an_interview_comes_back_with_all_that_it_has(database: Database) -> None:
    async with database.unit() as unit:
        await unit.interviews.add(full_interview())
    async with database.reading() as unit:
        assert await unit.interviews.get(ANNA.id, full_interview().id) == full_interview()


async def test_an_interview_is_changed_without_what_hangs_on_it(database: Database) -> None:
    stored = full_interview()
    changes = {
        "title": "Blumenladen",
        "language": "de",
        "status": InterviewStatus.COMPLETE,
        "phase": Phase.REVIEW,
        "updated_at": NOON + timedelta(days=1),
    }
    async with database.unit() as unit:
        await unit.interviews.add(stored)
        await unit.interviews.update(interview(1, created_at=NOON + timedelta(days=9), **changes))
    async with database.reading() as unit:
        assert await unit.interviews.get(ANNA.id, stored.id) == attrs.evolve(stored, **changes)


async def test_turns_are_appended_in_order_and_a_number_is_taken_once(database: Database) -> None:
    id = interview().id
    async with database.unit() as unit:
        await unit.interviews.add(interview(turns=(turn(1),)))
    async with database.unit() as unit:
        await unit.interviews.add_turns(ANNA.id, id, [asking_turn(2), turn(3)])
    with pytest.raises(Conflict):
        async with database.unit() as unit:
            await unit.interviews.add_turns(ANNA.id, id, [turn(3, "Too late.", id=TurnId("another"))])
    async with database.reading() as unit:
        stored = await unit.interviews.get(ANNA.id, id)
    assert stored is not None
    assert stored.turns == (turn(1), asking_turn(2), turn(3))


async def test_two_who_answer_at_once_leave_one_turn(database: Database) -> None:
    async with database.unit() as unit:
        await unit.interviews.add(interview())

    async def say(who: int) -> None:
        async with database.unit() as unit:
            await unit.interviews.add_turns(
                ANNA.id, interview().id, [turn(1, f"I am {who}", id=TurnId(f"t{who}"))]
            )

    outcomes = await asyncio.gather(*(say(who) for who in range(8)), return_exceptions=True)
    assert sorted(type(outcome).__name__ for outcome in outcomes) == ["Conflict"] * 7 + ["NoneType"]


async def test_a_turn_can_be_corrected(database: Database) -> None:
    corrected = turn(1, "We sell trees.")
    async with database.unit() as unit:
        await unit.interviews.add(full_interview())
        await unit.interviews.replace_turn(ANNA.id, full_interview().id, corrected)
    async with database.reading() as unit:
        stored = await unit.interviews.get(ANNA.id, full_interview().id)
    assert stored is not None
    assert stored.turns == (corrected, *full_interview().turns[1:])


async def test_reference_documents_come_and_go(database: Database) -> None:
    id = interview().id
    async with database.unit() as unit:
        await unit.interviews.add(interview())
        await unit.interviews.add_reference(ANNA.id, id, reference(2))
        await unit.interviews.add_reference(ANNA.id, id, reference(1))
        await unit.interviews.remove_reference(ANNA.id, id, reference(2).id)
    with pytest.raises(Conflict):
        async with database.unit() as unit:
            await unit.interviews.add_reference(ANNA.id, id, reference(1))
    async with database.reading() as unit:
        stored = await unit.interviews.get(ANNA.id, id)
    assert stored is not None
    assert stored.references == (reference(1),)


async def test_facts_are_replaced_where_they_stand_and_new_ones_come_last(database: Database) -> None:
    id = interview().id
    rejected = fact(2, status=FactStatus.REJECTED)
    async with database.unit() as unit:
        await unit.interviews.add(interview(facts=(fact(3), fact(2), fact(10))))
        await unit.interviews.put_facts(ANNA.id, id, [fact(1), rejected])
    async with database.reading() as unit:
        stored = await unit.interviews.get(ANNA.id, id)
    assert stored is not None
    assert stored.facts == (fact(3), rejected, fact(10), fact(1))


MISSING: dict[str, Callable[[UnitOfWork], Awaitable[object]]] = {
    "update": lambda unit: unit.interviews.update(interview(9)),
    "add_turns": lambda unit: unit.interviews.add_turns(ANNA.id, interview(9).id, [turn(1)]),
    "add_no_turns": lambda unit: unit.interviews.add_turns(ANNA.id, interview(9).id, []),
    "replace_turn": lambda unit: unit.interviews.replace_turn(ANNA.id, interview(1).id, turn(1)),
    "add_reference": lambda unit: unit.interviews.add_reference(ANNA.id, interview(9).id, reference(1)),
    "remove_reference": lambda unit: unit.interviews.remove_reference(ANNA.id, interview(1).id, reference(1).id),
    "put_facts": lambda unit: unit.interviews.put_facts(ANNA.id, interview(9).id, [fact(1)]),
    "page": lambda unit: unit.interviews.list(ANNA.id, limit=1, before=interview(9).id),
    "generation": lambda unit: unit.generations.update(generation(9), expected=Status.QUEUED),
    "snapshot": lambda unit: unit.generations.put_snapshot(ANNA.id, generation(9).id, "{}"),
    "package": lambda unit: unit.packages.update(package(9)),
    "remove_package": lambda unit: unit.packages.remove(ANNA.id, package(9).id),
    "export_link": lambda unit: unit.exports.put_link(ANNA.id, stored_export(9).id, "cd" * 32),
    "remove_export": lambda unit: unit.exports.remove(ANNA.id, stored_export(9).id),
}


@pytest.mark.parametrize("act", MISSING.values(), ids=MISSING.keys())
async def test_what_is_not_there_cannot_be_changed(
    database: Database, act: Callable[[UnitOfWork], Awaitable[object]]
) -> None:
    async with database.unit() as unit:
        await unit.interviews.add(interview(1))
    with pytest.raises(NotFound):
        async with database.unit() as unit:
            await act(unit)


# Whose things these are


async def test_somebody_elses_things_are_not_there(database: Database) -> None:
    await keep_generation(database, 1, BELA)
    async with database.unit() as unit:
        await unit.packages.add(package(1, BELA))
        await unit.answers.add(answer(owner=BELA))
        await unit.generations.put_snapshot(BELA.id, generation().id, "{}")
    async with database.reading() as unit:
        assert await unit.interviews.get(ANNA.id, interview().id) is None
        assert await unit.generations.get(ANNA.id, generation().id) is None
        assert await unit.generations.snapshot(ANNA.id, generation().id) is None
        assert await unit.packages.get(ANNA.id, package().id) is None
        assert await unit.packages.of_generation(ANNA.id, generation().id) is None
        assert await unit.answers.get(ANNA.id, RunId("run-1"), "draft") is None
        for found in (
            await unit.interviews.list(ANNA.id, limit=9),
            await unit.generations.list(ANNA.id, limit=9),
            await unit.packages.list(ANNA.id, limit=9),
            await unit.answers.list(ANNA.id, RunId("run-1")),
        ):
            assert not found


FOREIGN: dict[str, Callable[[UnitOfWork], Awaitable[object]]] = {
    "update": lambda unit: unit.interviews.update(interview(1)),
    "add_turns": lambda unit: unit.interviews.add_turns(ANNA.id, interview(1).id, [turn(9)]),
    "replace_turn": lambda unit: unit.interviews.replace_turn(ANNA.id, interview(1).id, turn(1)),
    "add_reference": lambda unit: unit.interviews.add_reference(ANNA.id, interview(1).id, reference(9)),
    "remove_reference": lambda unit: unit.interviews.remove_reference(ANNA.id, interview(1).id, reference(1).id),
    "put_facts": lambda unit: unit.interviews.put_facts(ANNA.id, interview(1).id, [fact(1)]),
    "generation": lambda unit: unit.generations.update(generation(1), expected=Status.QUEUED),
    "package": lambda unit: unit.packages.update(package(1)),
    "remove_package": lambda unit: unit.packages.remove(ANNA.id, package(1).id),
    "export_link": lambda unit: unit.exports.put_link(ANNA.id, stored_export(1).id, "cd" * 32),
    "remove_export": lambda unit: unit.exports.remove(ANNA.id, stored_export(1).id),
}


@pytest.mark.parametrize("act", FOREIGN.values(), ids=FOREIGN.keys())
async def test_somebody_elses_things_cannot_be_changed(
    database: Database, act: Callable[[UnitOfWork], Awaitable[object]]
) -> None:
    async with database.unit() as unit:
        await unit.interviews.add(full_interview(1, BELA))
        await unit.generations.add(generation(1, BELA))
        await unit.packages.add(package(1, BELA))
        await unit.exports.add(stored_export(1, BELA))
    with pytest.raises(NotFound):
        async with database.unit() as unit:
            await act(unit)
    async with database.reading() as unit:
        assert await unit.interviews.get(BELA.id, interview().id) == full_interview(1, BELA)
        assert await unit.generations.get(BELA.id, generation().id) == generation(1, BELA)
        assert await unit.packages.get(BELA.id, package().id) == package(1, BELA)


async def test_nothing_can_be_hung_on_somebody_elses_things(database: Database) -> None:
    await keep_generation(database, 1, BELA)
    with pytest.raises(Conflict):
        async with database.unit() as unit:
            await unit.generations.add(generation(2, ANNA, interview_id=interview(1).id))
    with pytest.raises(Conflict):
        async with database.unit() as unit:
            await unit.packages.add(package(1, ANNA))


# Lists


async def test_lists_give_the_newest_first_page_by_page_without_what_was_deleted(database: Database) -> None:
    same_time = {"created_at": NOON}
    async with database.unit() as unit:
        await unit.interviews.add(interview(99, BELA))
        for number in (1, 3, 2, 5, 4):
            changes = same_time if number in (2, 3) else {}
            await unit.interviews.add(interview(number, turns=(turn(1),), **changes))
            await unit.generations.add(generation(number, **changes))
            await unit.packages.add(package(number, **changes))
        await unit.interviews.update(interview(4, deleted_at=NOON))
        await unit.generations.update(generation(4, deleted_at=NOON), expected=Status.QUEUED)
        await unit.packages.update(package(4, deleted_at=NOON))
    async with database.reading() as unit:
        first = await unit.interviews.list(ANNA.id, limit=2)
        rest = await unit.interviews.list(ANNA.id, limit=9, before=first[-1].id)
        assert [each.id for each in (*first, *rest)] == [interview(number).id for number in (5, 1, 3, 2)]
        assert all(not each.turns for each in first)
        after_deleted = await unit.interviews.list(ANNA.id, limit=1, before=interview(4).id)
        assert [each.id for each in after_deleted] == [interview(1).id]

        made = await unit.generations.list(ANNA.id, limit=3)
        made_before = await unit.generations.list(ANNA.id, limit=9, before=made[-1].id)
        assert [each.id for each in (*made, *made_before)] == [generation(n).id for n in (5, 1, 3, 2)]

        kept = await unit.packages.list(ANNA.id, limit=1)
        kept_before = await unit.packages.list(ANNA.id, limit=9, before=kept[-1].id)
        assert [each.id for each in (*kept, *kept_before)] == [package(n).id for n in (5, 1, 3, 2)]


# Generations


async def test_a_generation_comes_back_as_it_was_stored(database: Database) -> None:
    await keep_generation(database)
    moved = generation().moved_to(Status.RUNNING, NOON + timedelta(days=1))
    done = moved.moved_to(Status.FAILED, NOON + timedelta(days=2), failure="No disk.", resumable=True)
    finished = attrs.evolve(done, gate_passed=False, stopped_by="budget")
    async with database.unit() as unit:
        assert await unit.generations.get(ANNA.id, generation().id) == generation()
        await unit.generations.update(moved, expected=Status.QUEUED)
        await unit.generations.update(finished, expected=Status.RUNNING)
    async with database.reading() as unit:
        assert await unit.generations.get(ANNA.id, generation().id) == finished


async def test_only_one_of_many_moves_a_generation_on(database: Database) -> None:
    await keep_generation(database)

    async def start(number: int) -> None:
        moved = generation().moved_to(Status.RUNNING, NOON + timedelta(seconds=number))
        async with database.unit() as unit:
            await unit.generations.update(moved, expected=Status.QUEUED)
            await unit.audit.add(event(number))

    outcomes = await asyncio.gather(*(start(number) for number in range(8)), return_exceptions=True)
    assert sorted(type(outcome).__name__ for outcome in outcomes) == ["Conflict"] * 7 + ["NoneType"]
    async with database.reading() as unit:
        assert len(await unit.audit.list(ANNA.id, limit=9)) == 1


async def test_what_a_generation_was_given_is_kept_once(database: Database) -> None:
    await keep_generation(database)
    async with database.unit() as unit:
        assert await unit.generations.snapshot(ANNA.id, generation().id) is None
        await unit.generations.put_snapshot(ANNA.id, generation().id, '{"facts": []}')
    with pytest.raises(Conflict):
        async with database.unit() as unit:
            await unit.generations.put_snapshot(ANNA.id, generation().id, "{}")
    async with database.reading() as unit:
        assert await unit.generations.snapshot(ANNA.id, generation().id) == '{"facts": []}'


# Answers of models


async def test_a_run_and_step_have_one_answer(database: Database) -> None:
    async with database.unit() as unit:
        await unit.answers.add(answer("b"))
        await unit.answers.add(answer("a"))
        await unit.answers.add(answer("a", run=RunId("run-2")))
    with pytest.raises(Conflict):
        async with database.unit() as unit:
            await unit.answers.add(answer("a", content="{}"))
    async with database.reading() as unit:
        assert await unit.answers.get(ANNA.id, RunId("run-1"), "a") == answer("a")
        assert await unit.answers.get(ANNA.id, RunId("run-1"), "c") is None
        assert await unit.answers.list(ANNA.id, RunId("run-1")) == [answer("a"), answer("b")]


# Packages


async def test_a_package_comes_back_changes_and_goes(database: Database) -> None:
    await keep_generation(database)
    changed = package(1, title="Flowers", expires_at=NOON + timedelta(days=30), deleted_at=NOON)
    async with database.unit() as unit:
        await unit.packages.add(package())
    async with database.unit() as unit:
        assert await unit.packages.get(ANNA.id, package().id) == package()
        await unit.packages.update(changed)
        assert await unit.packages.of_generation(ANNA.id, generation().id) == changed
        await unit.packages.remove(ANNA.id, package().id)
    async with database.reading() as unit:
        assert await unit.packages.get(ANNA.id, package().id) is None


def stored_export(number: int = 1, owner: Account = ANNA, **changes: object) -> StoredExport:
    fields: dict[str, object] = {
        "id": ExportId(f"export-{number:03}"),
        "account_id": owner.id,
        "blob": BlobKey(f"exports/{number:03}"),
        "size_bytes": 5_000_000_000,
        "sha256": "ab" * 32,
        "created_at": NOON + timedelta(seconds=number),
        "expires_at": NOON + timedelta(days=7),
    }
    return StoredExport(**(fields | changes))  # type: ignore[arg-type]


async def test_an_export_comes_back_gets_its_link_and_goes(database: Database) -> None:
    first, second = stored_export(1), stored_export(2)
    async with database.unit() as unit:
        for each in (first, second, stored_export(3, BELA)):
            await unit.exports.add(each)
        await unit.exports.put_link(ANNA.id, first.id, "cd" * 32)
    linked = attrs.evolve(first, link_sha256="cd" * 32)
    async with database.unit() as unit:
        assert await unit.exports.list(ANNA.id, limit=9) == [second, linked]
        assert await unit.exports.list(ANNA.id, limit=1) == [second]
        assert await unit.exports.of_link("cd" * 32) == await unit.exports.get(ANNA.id, first.id) == linked
        assert await unit.exports.of_link("ef" * 32) is None
        await unit.exports.remove(ANNA.id, first.id)
    async with database.reading() as unit:
        assert await unit.exports.get(ANNA.id, first.id) is None
    with pytest.raises(Conflict):
        async with database.unit() as unit:
            await unit.blobs.intend(ANNA.id, second.blob, NOON)
    with pytest.raises(Conflict):
        async with database.unit() as unit:
            await unit.exports.add(stored_export(4, blob=second.blob))


async def test_a_generation_has_one_package_and_a_package_its_own_file(database: Database) -> None:
    await keep_generation(database, 1)
    await keep_generation(database, 2)
    async with database.unit() as unit:
        await unit.packages.add(package(1))
    with pytest.raises(Conflict):
        async with database.unit() as unit:
            await unit.packages.add(attrs.evolve(package(2), generation_id=generation(1).id))
    with pytest.raises(Conflict):
        async with database.unit() as unit:
            await unit.packages.add(attrs.evolve(package(2), blob=package(1).blob))


# The audit trail


async def test_the_trail_lists_what_an_account_did_and_what_was_done_to_it(database: Database) -> None:
    by_anna = event(1, subject_account=None, detail="Grüße")
    to_anna = event(2, actor=BELA.id)
    of_bela = event(3, actor=BELA.id, subject_account=BELA.id)
    of_nobody = event(4, actor=None, subject_account=None)
    async with database.unit() as unit:
        for each in (by_anna, to_anna, of_bela, of_nobody):
            await unit.audit.add(each)
    async with database.reading() as unit:
        assert await unit.audit.list(ANNA.id, limit=9) == [to_anna, by_anna]
        assert await unit.audit.list(BELA.id, limit=1) == [of_bela]


async def test_an_event_cannot_be_written_over(database: Database) -> None:
    async with database.unit() as unit:
        await unit.audit.add(event(1))
    with pytest.raises(Conflict):
        async with database.unit() as unit:
            await unit.audit.add(event(1, detail="another story"))
    async with database.reading() as unit:
        assert await unit.audit.list(ANNA.id, limit=9) == [event(1)]
        assert not {"update", "remove", "delete"} & set(dir(unit.audit))


# The journal of files


async def test_entries_stay_unsettled_until_they_are_settled(database: Database) -> None:
    async with database.unit() as unit:
        for hours, key in enumerate(("a", "b", "c")):
            await unit.blobs.intend(ANNA.id, BlobKey(key), NOON + timedelta(hours=hours))
        await unit.blobs.entomb(ANNA.id, BlobKey("d"), NOON + timedelta(hours=9))
        await unit.blobs.settle(BlobKey("b"))
        await unit.blobs.settle(BlobKey("never there"))
        await unit.blobs.entomb(ANNA.id, BlobKey("a"), NOON + timedelta(hours=3))
    async with database.reading() as unit:
        assert await unit.blobs.unsettled(before=NOON + timedelta(hours=3), limit=9) == ["c"]
        assert await unit.blobs.unsettled(before=NOON + timedelta(hours=10), limit=2) == ["c", "a"]


async def test_a_file_is_announced_by_one_account_which_may_say_so_again(database: Database) -> None:
    key = BlobKey("a")
    async with database.unit() as unit:
        await unit.blobs.intend(ANNA.id, key, NOON)
        await unit.blobs.intend(ANNA.id, key, NOON + timedelta(hours=1))
    with pytest.raises(Conflict):
        async with database.unit() as unit:
            await unit.blobs.intend(BELA.id, key, NOON)
    async with database.reading() as unit:
        assert await unit.blobs.unsettled(before=NOON + timedelta(hours=1), limit=9) == []
        assert await unit.blobs.unsettled(before=NOON + timedelta(hours=2), limit=9) == [key]


async def test_the_file_of_a_record_or_of_a_tombstone_cannot_be_announced(database: Database) -> None:
    await keep_generation(database)
    async with database.unit() as unit:
        await unit.packages.add(package())
        await unit.blobs.entomb(ANNA.id, BlobKey("going"), NOON)
    for key in (package().blob, BlobKey("going")):
        with pytest.raises(Conflict):
            async with database.unit() as unit:
                await unit.blobs.intend(ANNA.id, key, NOON)
    async with database.reading() as unit:
        assert await unit.blobs.unsettled(before=NOON + timedelta(hours=1), limit=9) == ["going"]


async def test_an_intent_is_fulfilled_once_and_not_after_its_file_was_claimed(database: Database) -> None:
    async with database.unit() as unit:
        for key in ("a", "b", "c"):
            await unit.blobs.intend(ANNA.id, BlobKey(key), NOON)
        await unit.blobs.fulfil(ANNA.id, BlobKey("a"))
    later = NOON + timedelta(hours=1)
    async with database.unit() as unit:
        assert await unit.blobs.claim(before=later, at=later, limit=1) == ["b"]
        assert await unit.blobs.claim(before=later, at=later, limit=9) == ["c"]
        assert await unit.blobs.claim(before=later, at=later, limit=9) == []
    for account, name in ((ANNA, "a"), (ANNA, "b"), (BELA, "c")):
        with pytest.raises(Conflict):
            async with database.unit() as unit:
                await unit.blobs.fulfil(account.id, BlobKey(name))


# Texts and times


@pytest.mark.parametrize("text", ["\x00", "half \ud83d", "before\x00after"])
async def test_text_that_some_database_cannot_keep_is_refused_by_all(database: Database, text: str) -> None:
    for act in (
        lambda unit: unit.interviews.add(interview(2, turns=(turn(1, text),))),
        lambda unit: unit.interviews.update(interview(1, title=text)),
        lambda unit: unit.interviews.add_turns(ANNA.id, interview(1).id, [turn(7, text)]),
        lambda unit: unit.interviews.put_facts(ANNA.id, interview(1).id, [fact(1, text)]),
        lambda unit: unit.answers.add(answer(content=text)),
        lambda unit: unit.blobs.intend(ANNA.id, BlobKey(text), NOON),
        lambda unit: unit.accounts.update(attrs.evolve(ANNA, display_name=text)),
        lambda unit: unit.audit.add(event(detail=text)),
    ):
        async with database.unit() as unit:
            if await unit.interviews.get(ANNA.id, interview(1).id) is None:
                await unit.interviews.add(interview(1))
        with pytest.raises(BadInput):
            async with database.unit() as unit:
                await act(unit)


ODD_TEXTS = (
    "",
    " ",
    "\ufeffwith a byte order mark",
    "e\u0301 is not é",
    "👩\u200d👩\u200d👧 \U0010ffff",
    "\r\n\t\x01",
    "'; DROP TABLE turns; --",
    "%s :x {} \\",
)


@pytest.mark.parametrize("text", ODD_TEXTS)
async def test_any_other_text_comes_back_as_it_was(database: Database, text: str) -> None:
    said, given, taken = turn(1, text), reference(1, text), fact(1, text)
    stored = interview(1, title=text, turns=(said,), references=(given,), facts=(taken,))
    async with database.unit() as unit:
        await unit.interviews.add(stored)
    async with database.reading() as unit:
        assert await unit.interviews.get(ANNA.id, stored.id) == stored


async def test_a_huge_text_comes_back_whole(database: Database) -> None:
    text = "Straße 🌻 " * 1_000_000
    stored = interview(1, references=(reference(1, text),))
    async with database.unit() as unit:
        await unit.interviews.add(stored)
    async with database.reading() as unit:
        found = await unit.interviews.get(ANNA.id, stored.id)
    assert found is not None
    assert found.references[0].text == text


async def test_times_come_back_aware_and_in_utc(database: Database) -> None:
    async with database.unit() as unit:
        await unit.interviews.add(interview(1, created_at=NOON, turns=(turn(1, at=NOON),)))
    async with database.reading() as unit:
        found = await unit.interviews.get(ANNA.id, interview(1).id)
    assert found is not None
    assert (found.created_at, found.turns[0].at) == (NOON, NOON)
    assert found.created_at.utcoffset() == found.turns[0].at.utcoffset() == timedelta(0)


NOT_UTC = {
    "without a zone": datetime(2026, 3, 1),  # noqa: DTZ001 - this is what is refused
    "of another zone": NOON.astimezone(timezone(timedelta(hours=5, minutes=45))),
}


@pytest.mark.parametrize("at", NOT_UTC.values(), ids=NOT_UTC.keys())
async def test_a_time_that_is_not_in_utc_is_refused(database: Database, at: datetime) -> None:
    with pytest.raises(BadInput):
        async with database.unit() as unit:
            await unit.interviews.add(interview(1, created_at=at))


async def test_amounts_stay_exact(database: Database) -> None:
    amounts = [Decimal("0.1"), Decimal("0.10"), Decimal("1E-18"), Decimal("123456789012345678901234567890.01")]
    for number, amount in enumerate(amounts):
        async with database.unit() as unit:
            await unit.answers.add(answer(str(number), usage=Usage(cost_usd=amount)))
    async with database.reading() as unit:
        found = await unit.answers.list(ANNA.id, RunId("run-1"))
    assert [str(each.usage.cost_usd) for each in found] == [str(amount) for amount in amounts]
