"""What is promised about a talk: it is kept as it was, can be put right, and a generation keeps what it was given."""

from tests.samples.talks import CountedBytes, PlainModel, TickingClock, opened_interviews

from specstep.adapters.persistence.memory import MemoryDatabase
from specstep.adapters.workflows.memory import MemoryWorkflows
from specstep.application.codec import decode
from specstep.application.generations.use_cases import Generations
from specstep.domain.accounts import LOCAL_OWNER, Account
from specstep.domain.documents.statements import Dossier
from specstep.domain.generations.values import ProfileName
from specstep.domain.interviews.values import InterviewStatus, Phase, Speaker

ME = LOCAL_OWNER
BRIEF = "Volunteers can sign up for shifts. Coordinators can see who is coming."


async def test_COL_3_every_turn_is_kept_in_order_with_speaker_phase_and_time() -> None:
    interviews = await opened_interviews()
    state = await interviews.start(ME, BRIEF)
    for said in ("About forty volunteers.", "They use phones.", "Only on weekends."):
        state = await interviews.answer(ME, state.interview.id, said)
    turns = (await interviews.get(ME, state.interview.id)).interview.turns
    assert [turn.number for turn in turns] == list(range(1, len(turns) + 1))
    assert [turn.at for turn in turns] == sorted(turn.at for turn in turns)
    assert all(isinstance(turn.phase, Phase) for turn in turns)
    assert [turn.content for turn in turns if turn.speaker is Speaker.PERSON] == [
        BRIEF,
        "About forty volunteers.",
        "They use phones.",
        "Only on weekends.",
    ]


async def test_COL_3_a_turn_can_be_put_right_also_when_the_talk_is_over() -> None:
    interviews = await opened_interviews()
    state = await interviews.start(ME, BRIEF)
    state = await interviews.finish(ME, state.interview.id)
    assert state.interview.status is InterviewStatus.COMPLETE
    said = state.interview.turns[0]
    state = await interviews.correct_turn(ME, state.interview.id, said.id, "Helpers can sign up for shifts.")
    assert state.interview.turns[0].content == "Helpers can sign up for shifts."
    assert (state.interview.turns[0].number, state.interview.turns[0].at) == (said.number, said.at)


async def test_COL_3_a_generation_works_on_what_it_was_given() -> None:
    database = MemoryDatabase()
    clock, entropy = TickingClock(), CountedBytes()
    async with database.unit() as unit:
        await unit.accounts.add(Account(id=ME, display_name="Owner", created_at=clock.now()))
    interviews = await opened_interviews(PlainModel(), database)
    generations = Generations(
        database=database,
        workflows=MemoryWorkflows(),
        clock=clock,
        entropy=entropy,
        provider="offline",
        profiles=frozenset({ProfileName.FAST}),
    )
    state = await interviews.start(ME, BRIEF)
    given = await interviews.dossier(ME, state.interview.id)
    generation = await generations.start(ME, given)
    await interviews.correct_turn(ME, state.interview.id, state.interview.turns[0].id, "Nobody can sign up.")
    async with database.reading() as unit:
        kept = decode(str(await unit.generations.snapshot(ME, generation.id)), Dossier)
    assert kept == given
    assert await interviews.dossier(ME, state.interview.id) != given
