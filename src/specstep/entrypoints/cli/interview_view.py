"""How the terminal shows an interview."""

import unicodedata
from collections.abc import Iterable

from rich.console import Console
from rich.table import Table
from rich.text import Text

from specstep.domain.interviews.facts import standing, telling
from specstep.domain.interviews.phases import progress
from specstep.domain.interviews.state import InterviewState
from specstep.domain.interviews.values import (
    CoverageLevel,
    Fact,
    FactKind,
    Interview,
    InterviewStatus,
    SourceKind,
)
from specstep.entrypoints.cli.interview_words import ENGLISH, words_for

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
_WIDE = 76
_LISTED_AT_MOST = 12
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


def status_line(state: InterviewState, width: int = 100) -> str:
    """Where the talk stands, in one line that fits the width."""
    words = words_for(state.interview.language)
    settled = [(words.phase(phase), share) for phase, share in progress(state.coverage)]
    if width < _WIDE:
        return f" {' · '.join(f'{name} {share * 100:.0f}' for name, share in settled)} % · /help"
    phases = " · ".join(f"{name} {share:.0%}" for name, share in settled)
    return f" {phases} · {words.stakes} {words.levels[state.stakes.level - 1]} · /help"


def show_question(console: Console, state: InterviewState) -> None:
    """The question, why it is asked, and what is recommended; after a remark, that and the question alone."""
    question, words = state.question, words_for(state.interview.language)
    if question is None:
        return
    if state.remark:
        console.print()
        console.print(Text(plain(state.remark), style="yellow"))
        show_again(console, state)
        return
    console.print()
    console.print(Text(plain(question.text), style="bold"))
    console.print(Text(f"{words.why}: {plain(question.why)}", style="dim"))
    if question.recommended:
        console.print(Text.assemble((f"{words.recommended}: ", "green"), plain(question.recommended)))
        console.print(Text(f"  {plain(question.recommended_because)} ({words.takes_it})", style="dim"))


def show_again(console: Console, state: InterviewState) -> None:
    """The question once more, after something else was looked at."""
    if state.question is not None:
        console.print()
        console.print(Text(plain(state.question.text), style="bold"))


def show_facts(console: Console, facts: Iterable[Fact], language: str) -> None:
    """Facts, one a line, with the id by which they can be corrected."""
    words = words_for(language)
    for fact in facts:
        assumed = f" ({words.assumed})" if fact.source.kind is SourceKind.ASSUMPTION else ""
        line = Text.assemble("  ", (fact.id, "cyan"), f" {words.kind(fact.kind)}{assumed}: ", plain(fact.text))
        console.print(line)


def show_taken(console: Console, state: InterviewState) -> None:
    """What the last answer gave, and what was taken out of it."""
    if state.redactions:
        some = "a secret was" if state.redactions == 1 else f"{state.redactions} secrets were"
        console.print(Text(f"Note: {some} taken out before anything was stored.", style="yellow"))
    new = standing(state.new_facts)
    if new:
        console.print(Text(words_for(state.interview.language).taken, style="dim"))
        show_facts(console, new, state.interview.language)


def show_all_facts(console: Console, interview: Interview) -> None:
    """Everything that stands."""
    facts = standing(interview.facts)
    if facts:
        show_facts(console, facts, interview.language)
    else:
        console.print(words_for(interview.language).nothing_taken)


def show_summary(console: Console, state: InterviewState) -> None:
    """What was said, what is assumed, and what stays open; a last look before the package is made."""
    words = words_for(state.interview.language)
    told = telling(state.interview.facts)
    assumed = [fact for fact in told if fact.source.kind is SourceKind.ASSUMPTION]
    console.print()
    console.print(words.counted.format(said=len(told) - len(assumed), assumed=len(assumed)))
    for fact in assumed[:_LISTED_AT_MOST]:
        console.print(Text.assemble((f"  {words.agreed}: ", "dim"), plain(fact.text)))
    for what in open_matters(state)[:_LISTED_AT_MOST]:
        console.print(Text.assemble((f"  {words.still_open}: ", "yellow"), plain(what)))


def open_matters(state: InterviewState) -> tuple[str, ...]:
    """What is contradictory, asked by the person, or missing, as the package will list it among its open questions."""
    by_id = {fact.id: fact.text for fact in state.interview.facts}
    clashes = [f"{by_id[each.first]} ↔ {by_id[each.second]}" for each in state.contradictions]
    asked = [fact.text for fact in standing(state.interview.facts) if fact.kind is FactKind.QUESTION]
    words = words_for(state.interview.language)
    lacking = [
        ", ".join(topic.missing) if words is ENGLISH else words.topic(topic.topic)
        for topic in state.coverage
        if topic.missing and topic.level is not CoverageLevel.NOT_APPLICABLE
    ]
    return (*clashes, *asked, *lacking)


def show_coverage(console: Console, state: InterviewState) -> None:
    """Every topic with what it still lacks."""
    table = Table(box=None, pad_edge=False)
    for heading in ("Topic", "State", "Missing"):
        table.add_column(heading)
    for topic in state.coverage:
        lacking = "" if topic.level is CoverageLevel.SKIPPED else ", ".join(topic.missing)
        table.add_row(words_for(state.interview.language).topic(topic.topic), _SIGNS[topic.level], Text(lacking))
    console.print(table)


def show_help(console: Console) -> None:
    """What can be typed."""
    table = Table(box=None, show_header=False, pad_edge=False)
    for what, meaning in HELP:
        table.add_row(Text(what, style="cyan"), Text(meaning))
    console.print(table)


def show_farewell(console: Console, state: InterviewState) -> None:
    """That nothing is lost, and the exact command that carries on."""
    interview, words = state.interview, words_for(state.interview.language)
    if interview.status is InterviewStatus.COMPLETE:
        show_summary(console, state)
        console.print()
        console.print(Text(f"{words.finished}: {plain(interview.title)}"))
        console.print(words.add_later)
    else:
        console.print()
        console.print(words.saved)
    console.print(Text(f"  specstep interview --resume {interview.id}"), soft_wrap=True)
