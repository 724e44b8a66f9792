"""How the terminal shows an interview."""

import unicodedata
from collections.abc import Iterable

from rich.console import Console
from rich.table import Table
from rich.text import Text

from specstep.domain.interviews.facts import standing
from specstep.domain.interviews.phases import progress
from specstep.domain.interviews.state import InterviewState
from specstep.domain.interviews.topics import TOPICS
from specstep.domain.interviews.values import (
    CoverageLevel,
    Fact,
    Interview,
    InterviewStatus,
    Question,
    SourceKind,
)

HELP = (
    ("your answer", "Enter sends it; Alt-Enter (or Ctrl-J) starts a new line"),
    ("Enter alone", "take the recommended answer"),
    ("/decide", "you decide: it becomes an assumption that says why (or type: you decide)"),
    ("/skip", "pass over this question and its topic (or type: skip)"),
    ("/back", "correct your previous answer"),
    ("/facts", "everything taken so far"),
    ("/fix F-003 new text", "correct a fact"),
    ("/reject F-003", "take a fact out"),
    ("/coverage", "how far each topic is settled"),
    ("/done", "enough: finish now (or type: done)"),
    ("/help", "this list"),
    ("/leave, Ctrl-C, Ctrl-D", "leave; everything is saved, and it can be carried on"),
)
_SIGNS = {
    CoverageLevel.OPEN: "open",
    CoverageLevel.PARTIAL: "partly",
    CoverageLevel.COVERED: "settled",
    CoverageLevel.SKIPPED: "skipped",
    CoverageLevel.NOT_APPLICABLE: "not needed",
}


def plain(text: str) -> str:
    """The text without characters that could steer a terminal."""
    return "".join(c for c in text if c in "\n\t" or unicodedata.category(c) not in ("Cc", "Cf"))


def status_line(state: InterviewState) -> str:
    """Where the talk stands, in one line."""
    phases = " · ".join(f"{phase.value} {share:.0%}" for phase, share in progress(state.coverage))
    return f" {phases} · stakes {state.stakes.level.word} · /help"


def show_question(console: Console, question: Question) -> None:
    """The question, why it is asked, and what is recommended."""
    console.print()
    console.print(Text(plain(question.text), style="bold"))
    console.print(Text(f"Why: {plain(question.why)}", style="dim"))
    if question.recommended:
        console.print(Text.assemble(("Recommended: ", "green"), plain(question.recommended)))
        console.print(Text(f"  {plain(question.recommended_because)} (Enter takes it)", style="dim"))


def show_again(console: Console, question: Question) -> None:
    """The question once more, after something else was looked at."""
    console.print()
    console.print(Text(plain(question.text), style="bold"))


def show_facts(console: Console, facts: Iterable[Fact]) -> None:
    """Facts, one a line, with the id by which they can be corrected."""
    for fact in facts:
        assumed = " (assumed)" if fact.source.kind is SourceKind.ASSUMPTION else ""
        line = Text.assemble("  ", (fact.id, "cyan"), f" {fact.kind.value}{assumed}: ", plain(fact.text))
        console.print(line)


def show_taken(console: Console, state: InterviewState) -> None:
    """What the last answer gave, and what was taken out of it."""
    if state.redactions:
        some = "a secret was" if state.redactions == 1 else f"{state.redactions} secrets were"
        console.print(Text(f"Note: {some} taken out before anything was stored.", style="yellow"))
    new = standing(state.new_facts)
    if new:
        console.print(Text("I took from that (/fix or /reject what is wrong):", style="dim"))
        show_facts(console, new)


def show_all_facts(console: Console, interview: Interview) -> None:
    """Everything that stands."""
    facts = standing(interview.facts)
    if facts:
        show_facts(console, facts)
    else:
        console.print("Nothing has been taken yet.")


def show_coverage(console: Console, state: InterviewState) -> None:
    """Every topic with what it still lacks."""
    table = Table(box=None, pad_edge=False)
    for heading in ("Topic", "State", "Missing"):
        table.add_column(heading)
    for topic in state.coverage:
        lacking = "" if topic.level is CoverageLevel.SKIPPED else ", ".join(topic.missing)
        table.add_row(TOPICS[topic.topic].label, _SIGNS[topic.level], Text(lacking))
    console.print(table)


def show_help(console: Console) -> None:
    """What can be typed."""
    table = Table(box=None, show_header=False, pad_edge=False)
    for what, meaning in HELP:
        table.add_row(Text(what, style="cyan"), Text(meaning))
    console.print(table)


def show_farewell(console: Console, interview: Interview) -> None:
    """That nothing is lost, and the exact command that carries on."""
    console.print()
    if interview.status is InterviewStatus.COMPLETE:
        console.print(Text(f"The interview is finished: {plain(interview.title)}"))
        console.print("To add to it later:")
    else:
        console.print("Everything is saved. To carry on:")
    console.print(Text(f"  specstep interview --resume {interview.id}"), soft_wrap=True)
