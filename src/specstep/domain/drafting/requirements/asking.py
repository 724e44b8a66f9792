"""The open questions: what a builder would need to know and nobody said."""

import re

import attrs

from specstep.domain.documents.glossary import Glossary
from specstep.domain.documents.requirements import Requirement
from specstep.domain.documents.statements import OpenQuestion
from specstep.domain.documents.vision import Vision
from specstep.domain.drafting.reading.naming import title_of
from specstep.domain.drafting.reading.projects import separate_projects
from specstep.domain.drafting.requirements.lacking import lacking
from specstep.domain.interviews.values import Fact, FactKind
from specstep.domain.tasks.inputs import Briefing

GAPS_AT_MOST = 12


@attrs.define
class _Asked:
    text: str
    why: str
    topic: str
    facts: tuple[str, ...]
    rank: int


@attrs.define
class Questions:
    """Collects questions; each is asked once."""

    asked: list[_Asked] = attrs.field(factory=list)

    def add(self, text: str, why: str, topic: str, facts: tuple[str, ...] = (), rank: int = 5) -> None:
        """Ask, unless it was asked already; `rank` 0 comes first."""
        for other in self.asked:
            if other.text == text:
                other.facts = tuple(dict.fromkeys((*other.facts, *facts)))
                return
        self.asked.append(_Asked(text=text, why=why, topic=topic, facts=facts, rank=rank))

    def vague(self, fact: Fact, words: tuple[str, ...]) -> None:
        """Ask for the measure of a statement that has none."""
        named = f" by “{words[0]}”" if words else ""
        self.add(
            f"What exactly is meant{named} in “{fact.text.strip().rstrip('.')}”: which figure, measured under which conditions?",
            "The statement names no measure that somebody could check, so no requirement was made of it.",
            fact.topic,
            (fact.id,),
            rank=1,
        )

    def measure(self, fact: Fact, word: str) -> None:
        """Ask for the figure behind a word that was left out of a requirement."""
        self.add(
            f"Which figure is meant by “{word}” in “{fact.text.strip().rstrip('.')}”?",
            "The requirement stands without the word, because nobody could check it.",
            fact.topic,
            (fact.id,),
            rank=3,
        )

    def open_list(self, fact: Fact, lists: tuple[str, ...]) -> None:
        """Ask what else an open-ended list holds."""
        self.add(
            f"Which items belong to “{lists[-1] if len(lists[-1]) > 4 else fact.text.strip().rstrip('.')}” besides those named?",
            "The list was left open; the requirement covers only what was named.",
            fact.topic,
            (fact.id,),
            rank=3,
        )

    def ranked(self, items: tuple[Requirement, ...]) -> tuple[OpenQuestion, ...]:
        """All questions in order of weight; those that a fact hangs on are all kept, of the others the first twelve."""
        first = sorted(self.asked, key=lambda asked: asked.rank)
        gaps_left = GAPS_AT_MOST
        kept: list[_Asked] = []
        for asked in first:
            if asked.rank >= 4:
                if gaps_left <= 0:
                    continue
                gaps_left -= 1
            kept.append(asked)
        return tuple(
            OpenQuestion(
                id=f"Q-{number:03d}",
                text=asked.text,
                why=asked.why,
                topic=asked.topic,
                blocks=tuple(item.id for item in items if set(item.facts) & set(asked.facts)),
                facts=tuple(asked.facts),  # type: ignore[arg-type]
            )
            for number, asked in enumerate(kept, start=1)
        )


def gaps(
    briefing: Briefing, vision: Vision, glossary: Glossary, items: tuple[Requirement, ...], questions: Questions
) -> None:
    """Add what the person asked, what contradicts itself, and what is lacking."""
    by_id = {fact.id: fact for fact in briefing.facts}
    _several_projects(briefing, questions)
    for contradiction in briefing.contradictions:
        first, second = by_id.get(contradiction.first), by_id.get(contradiction.second)
        if first is None or second is None:
            continue
        questions.add(
            f"Which holds: “{first.text.strip().rstrip('.')}” or “{second.text.strip().rstrip('.')}”?",
            f"Both cannot hold: {contradiction.why}",
            second.topic,
            (first.id, second.id),
            rank=0,
        )
    for fact in briefing.facts:
        if fact.kind is FactKind.QUESTION:
            text = " ".join(fact.text.split())
            questions.add(
                text if text.endswith("?") else f"To be settled: {text.rstrip('.')}?",
                "The person asked this or left it open.",
                fact.topic,
                (fact.id,),
                rank=2,
            )
    for term in glossary.terms:
        if term.kind == "acronym" and term.expansion is None:
            questions.add(
                f"What does “{term.name}” stand for?",
                "Nobody has said it, and it is not common knowledge.",
                "words",
                rank=3,
            )
    for rank, gap in enumerate(lacking(briefing, vision, glossary, items)):
        questions.add(gap.text, gap.why, gap.topic, gap.facts, rank=4 + rank)


def _several_projects(briefing: Briefing, questions: Questions) -> None:
    """Ask whether a brief that holds unrelated projects should become several packages, naming each."""
    projects = separate_projects(briefing.facts)
    if len(projects) < 2:
        return
    named = tuple(_called(group) for group in projects)
    listed = f"{', '.join(f'“{name}”' for name in named[:-1])} and “{named[-1]}”"
    count = {2: "two", 3: "three", 4: "four"}.get(len(projects), str(len(projects)))
    questions.add(
        f"This seems to be {count} projects: {listed}. Should they become {count} packages?",
        "The statements about them have nothing in common, and one package describes one system.",
        "purpose",
        tuple(group[0].id for group in projects),
        rank=0,
    )


def _called(group: tuple[Fact, ...]) -> str:
    goal = next((fact for fact in group if fact.kind is FactKind.GOAL), group[0])
    said = re.sub(r"^.*\b(?:second|another|other|separate|different) \w+: ", "", goal.text)
    return title_of((), said) or goal.text.strip().rstrip(".")
