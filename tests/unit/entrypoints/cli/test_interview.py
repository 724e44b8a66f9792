import io

import pytest
from prompt_toolkit.application import create_app_session
from prompt_toolkit.input import create_pipe_input
from prompt_toolkit.output import DummyOutput
from rich.console import Console
from tests.samples.talks import PlainModel, opened_interviews

from specstep.domain.accounts import LOCAL_OWNER as ME
from specstep.domain.errors import NotFound
from specstep.domain.ids import InterviewId
from specstep.domain.interviews.facts import standing
from specstep.domain.interviews.state import InterviewState
from specstep.domain.interviews.values import AnswerKind, FactStatus, InterviewStatus
from specstep.entrypoints.cli.interview import talk
from specstep.entrypoints.cli.interview_lines import PipedLines, PromptLines
from specstep.entrypoints.cli.interview_view import plain

BRIEF = "Volunteers can sign up for shifts. Volunteers can cancel a shift. Coordinators can see who is coming."


async def piped(
    *typed: str, brief: str | None = None, model: PlainModel | None = None
) -> tuple[InterviewState, str]:
    """A talk through a pipe, and what it showed."""
    shown = io.StringIO()
    console = Console(file=shown, width=200, no_color=True)
    lines = PipedLines(io.StringIO("".join(f"{line}\n" for line in typed)))
    state = await talk(await opened_interviews(model), ME, brief=brief, console=console, lines=lines)
    return state, shown.getvalue()


async def test_a_piped_talk_reads_line_by_line_and_says_how_to_carry_on() -> None:
    state, shown = await piped(BRIEF, "The goal is that no shift stays empty.")
    assert state.interview.status is InterviewStatus.OPEN
    assert len(standing(state.interview.facts)) == 4
    assert f"specstep interview --resume {state.interview.id}" in shown
    assert "What do you want to build" in shown
    assert "F-001 need: Volunteers can sign up for shifts." in shown
    assert "vision" in shown


async def test_an_empty_line_takes_the_recommended_answer() -> None:
    state, shown = await piped("", brief=BRIEF)
    assert state.interview.turns[2].answer is AnswerKind.RECOMMENDED
    assert "Recommended: " in shown


async def test_an_empty_line_at_the_very_start_asks_for_a_sentence() -> None:
    state, shown = await piped("")
    assert len(state.interview.turns) == 1
    assert "please write a sentence" in shown


async def test_decide_skip_and_done_are_one_word_each() -> None:
    state, shown = await piped("/decide", "/skip", "/done", brief=BRIEF)
    kinds = [turn.answer for turn in state.interview.turns if turn.answer]
    assert kinds == [AnswerKind.YOU_DECIDE, AnswerKind.SKIPPED]
    assert state.interview.status is InterviewStatus.COMPLETE
    assert "(assumed)" in shown
    assert "finished" in shown


@pytest.mark.parametrize("word", ["done", "That's enough.", "Fertig!", "j’ai fini", "listo"])
async def test_finishing_can_be_said_in_plain_words(word: str) -> None:
    state, _ = await piped("A shop for bread.", word)
    assert state.interview.status is InterviewStatus.COMPLETE


@pytest.mark.parametrize("word", ["quit", "exit", "salir"])
async def test_leaving_can_be_said_in_plain_words_and_finishes_nothing(word: str) -> None:
    state, shown = await piped("A shop for bread.", word, "This is not read any more.")
    assert state.interview.status is InterviewStatus.OPEN
    assert "--resume" in shown


async def test_facts_can_be_listed_corrected_and_rejected() -> None:
    state, shown = await piped(
        "/fix f-002 Cooks can cancel a shift.", "/reject F-001", "/facts", "/coverage", brief=BRIEF
    )
    by_id = {fact.id: fact.status for fact in state.interview.facts}
    assert list(by_id.values()) == [FactStatus.REJECTED, FactStatus.CORRECTED, FactStatus.TAKEN, FactStatus.TAKEN]
    assert "F-004 need: Cooks can cancel a shift." in shown
    assert "Security and privacy" in shown


async def test_back_corrects_the_previous_answer() -> None:
    state, shown = await piped("The goal is order.", "/back", "The goal is calm.", brief=BRIEF)
    assert state.interview.turns[2].content == "The goal is calm."
    assert {"The goal is calm."} == {f.text for f in standing(state.interview.facts) if "goal" in f.text}
    assert "You said: The goal is order." in shown


@pytest.mark.parametrize(
    "line", ["/fix", "/fix F-001", "/fix F-099 x", "/reject", "/reject F-099", "/nonsense", "/back"]
)
async def test_a_command_that_makes_no_sense_is_explained_and_the_talk_goes_on(line: str) -> None:
    state, shown = await piped(line, BRIEF)
    assert state.interview.facts
    assert "Traceback" not in shown


async def test_help_names_every_command() -> None:
    _, shown = await piped("/help")
    for command in ("/decide", "/skip", "/back", "/facts", "/fix", "/reject", "/coverage", "/done", "Alt-Enter"):
        assert command in shown


async def test_a_model_that_fails_loses_no_answer_and_enter_tries_again() -> None:
    state, shown = await piped("The goal is order.", "", brief=BRIEF, model=PlainModel(fails_at={3}))
    assert "it broke off" in shown
    assert "is saved" in shown
    assert "The goal is order." in {fact.text for fact in state.interview.facts}
    assert state.question is not None


async def test_a_model_that_fails_at_the_brief_leaves_an_interview_to_carry_on() -> None:
    state, shown = await piped("", brief=BRIEF, model=PlainModel(fails_at={1}))
    assert len(standing(state.interview.facts)) == 3
    assert "Enter tries again" in shown


async def test_agreeing_to_the_last_look_ends_the_talk_with_what_is_assumed_and_what_stays_open() -> None:
    state, shown = await piped(*[""] * 40, brief=BRIEF)
    assert state.interview.status is InterviewStatus.COMPLETE
    assert "Statements of yours: 3" in shown
    assert "Assumed: " in shown
    assert "Still open: " in shown
    assert "The interview is finished" in shown


async def test_adding_something_at_the_last_look_is_taken_before_the_talk_ends() -> None:
    state, shown = await piped(*[""] * 14, "Cooks can see allergies.", "", brief=BRIEF)
    assert "Cooks can see allergies." in {fact.text for fact in standing(state.interview.facts)}
    assert "Cooks can see allergies." in shown.partition("The interview is finished")[0]


@pytest.mark.parametrize("asked", ["what do you mean?", "why?", "What would you suggest?"])
async def test_asking_back_is_answered_and_the_question_goes_on_waiting(asked: str) -> None:
    state, shown = await piped(asked, brief=BRIEF)
    assert state.question is not None
    assert state.remark
    assert shown.count(state.question.text) == 2
    assert len(standing(state.interview.facts)) == 3


async def test_a_talk_is_led_in_its_own_language() -> None:
    _, shown = await piped("Wir sind ein Verein und wollen Termine buchen.", "was meinst du damit?")
    assert "Empfohlen: " in shown
    assert "Das habe ich daraus entnommen" in shown
    assert "Recommended" not in shown
    assert "Alles ist gespeichert." in shown


@pytest.mark.parametrize("word", ["back", "Undo", "zurück", "annuler"])
async def test_going_back_can_be_said_in_plain_words(word: str) -> None:
    state, _ = await piped("The goal is order.", word, "The goal is calm.", brief=BRIEF)
    assert state.interview.turns[2].content == "The goal is calm."


async def test_no_line_is_longer_than_a_narrow_terminal() -> None:
    shown = io.StringIO()
    console = Console(file=shown, width=60, no_color=True)
    typed = io.StringIO(f"{BRIEF}\n\n/help\n/coverage\n")
    await talk(await opened_interviews(), ME, console=console, lines=PipedLines(typed))
    long = [line for line in shown.getvalue().splitlines() if len(line) > 60 and "--resume" not in line]
    assert long == []


async def test_an_interview_is_carried_on_with_the_same_question() -> None:
    interviews = await opened_interviews()
    before = await interviews.start(ME, BRIEF)
    shown = io.StringIO()
    console = Console(file=shown, width=200)
    after = await talk(
        interviews, ME, resume=before.interview.id, console=console, lines=PipedLines(io.StringIO(""))
    )
    assert after.question == before.question
    assert before.question is not None
    assert before.question.text in shown.getvalue()
    with pytest.raises(NotFound):
        await talk(interviews, ME, resume=InterviewId("none"), console=console, lines=PipedLines(io.StringIO("")))


async def test_what_people_write_cannot_steer_the_terminal_or_its_markup() -> None:
    _, shown = await piped("[red]Cooks[/red] can see \x1b[2Jallergies.", "/facts")
    assert "[red]Cooks[/red]" in shown
    assert "\x1b[2J" not in shown
    assert plain("a\x1b\x07\u202eb\n") == "ab\n"


async def typed(keys: str) -> InterviewState:
    """A talk at the prompt with editing."""
    with create_pipe_input() as pipe, create_app_session(input=pipe, output=DummyOutput()):
        pipe.send_text(keys)
        console = Console(file=io.StringIO(), width=100)
        return await talk(await opened_interviews(), ME, brief=BRIEF, console=console, lines=PromptLines())


async def test_enter_sends_and_alt_enter_starts_a_new_line() -> None:
    state = await typed("The goal is order.\x1b\rNames are kept.\r\x04")
    assert state.interview.turns[2].content == "The goal is order.\nNames are kept."


async def test_control_d_and_control_c_leave_with_everything_saved() -> None:
    for key in ("\x04", "\x03"):
        state = await typed(f"The goal is order.\r{key}")
        assert state.interview.turns[2].content == "The goal is order."
        assert state.interview.status is InterviewStatus.OPEN


async def test_back_offers_the_old_text_for_editing() -> None:
    state = await typed("The goal is order.\r/back\r\x7f and calm.\r\x04")
    assert state.interview.turns[2].content == "The goal is order and calm."
