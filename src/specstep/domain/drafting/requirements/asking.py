"""The open questions: what a builder would need to know and nobody said."""

import re

import attrs

from specstep.domain.documents.glossary import Glossary
from specstep.domain.documents.requirements import Requirement
from specstep.domain.documents.statements import OpenQuestion
from specstep.domain.documents.vision import Vision
from specstep.domain.drafting.reading.naming import title_of
from specstep.domain.drafting.reading.projects import OF_ANOTHER, separate_projects
from specstep.domain.drafting.requirements.lacking import lacking
from specstep.domain.interviews.values import Fact, FactKind
from specstep.domain.tasks.inputs import Briefing

GAPS_AT_MOST = {"low": 4, "medium": 8, "high": 12}
"""A person answers a handful of questions about a weekend tool, and a dozen about a payment system."""


LEFT_OPEN = re.compile(
    r"^(?:open(?: question)?|not sure|unclear|unsure|question|to be decided|tbd)\s*[:–-]\s*", re.IGNORECASE
)
WHETHER = re.compile(
    r"\b(?:whether|if) (?P<who>(?:[\w'-]+ ){0,4}?[\w'-]+) (?P<modal>will|should|can|may|must|is|are|could) (?P<what>[^?]+)$"
)


@attrs.define
class _Asked:
    text: str
    why: str
    topic: str
    facts: tuple[str, ...]
    rank: int
    recommended: str = ""
    meanwhile: str = ""


@attrs.define
class Questions:
    """Collects questions; each is asked once."""

    asked: list[_Asked] = attrs.field(factory=list)

    def add(
        self,
        text: str,
        why: str,
        topic: str,
        facts: tuple[str, ...] = (),
        rank: int = 5,
        recommended: str = "",
        meanwhile: str = "",
    ) -> None:
        """Ask, unless it was asked already; `rank` 0 comes first."""
        for other in self.asked:
            if other.text == text:
                other.facts = tuple(dict.fromkeys((*other.facts, *facts)))
                return
        self.asked.append(
            _Asked(
                text=text,
                why=why,
                topic=topic,
                facts=facts,
                rank=rank,
                recommended=recommended,
                meanwhile=meanwhile,
            )
        )

    def vague(self, fact: Fact, words: tuple[str, ...]) -> None:
        """Ask for the measure of a statement that has none."""
        named = f" by “{words[0]}”" if words else ""
        self.add(
            f"What exactly is meant{named} in “{fact.text.strip().rstrip('.')}”: which figure, measured under which conditions?",
            "The statement names no measure that somebody could check, so no requirement was made of it.",
            fact.topic,
            (fact.id,),
            rank=1,
            meanwhile="nothing is built or tested for it",
        )

    def unclear(self, fact: Fact) -> None:
        """Ask what a statement means that is kept in the person's own words."""
        self.add(
            f"What exactly shall the system do, for whom and when, where it says “{fact.text.strip().rstrip('.!')}”?",
            "The requirement quotes the statement, because no rewording of it was certain to say the same.",
            fact.topic,
            (fact.id,),
            rank=3,
        )

    def measure(self, fact: Fact, word: str) -> None:
        """Ask for the figure behind a word that was left out of a requirement."""
        self.add(
            f"Which figure is meant by “{word}” in “{fact.text.strip().rstrip('.')}”?",
            "The requirement stands without the word, because nobody could check it.",
            fact.topic,
            (fact.id,),
            rank=3,
            meanwhile=f"the requirement holds as it is written, without “{word}”",
        )

    def open_list(self, fact: Fact, lists: tuple[str, ...]) -> None:
        """Ask what else an open-ended list holds."""
        self.add(
            f"Which items belong to “{lists[-1] if len(lists[-1]) > 4 else fact.text.strip().rstrip('.')}” besides those named?",
            "The list was left open; the requirement covers only what was named.",
            fact.topic,
            (fact.id,),
            rank=3,
            meanwhile="the list ends with what was named",
        )

    def ranked(self, items: tuple[Requirement, ...], stakes: str = "high") -> tuple[OpenQuestion, ...]:
        """All questions in order of weight; those that a fact hangs on are all kept, of the others as many as the
        stakes are worth."""
        first = sorted(self.asked, key=lambda asked: asked.rank)
        gaps_left = GAPS_AT_MOST.get(stakes, GAPS_AT_MOST["high"])
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
                recommended=asked.recommended,
                meanwhile=asked.meanwhile,
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
            meanwhile="the later statement holds",
        )
    for fact in briefing.facts:
        if fact.kind is FactKind.QUESTION:
            questions.add(
                _as_question(fact.text),
                "The person asked this or left it open.",
                fact.topic,
                (fact.id,),
                rank=2,
                meanwhile="no requirement settles it",
            )
    _unknown_words(glossary, questions)
    for rank, gap in enumerate(lacking(briefing, vision, glossary, items)):
        questions.add(
            gap.text,
            gap.why,
            gap.topic,
            gap.facts,
            rank=4 + rank,
            recommended=gap.recommended,
            meanwhile=gap.meanwhile,
        )


def _as_question(said: str) -> str:
    """What the person left open, as a question: "I don't know whether guests may borrow" asks "May guests borrow?"."""
    text = LEFT_OPEN.sub("", " ".join(said.split()))
    text = text[:1].upper() + text[1:]
    if text.endswith("?"):
        return text
    if match := WHETHER.search(text):
        return f"{match['modal'].capitalize()} {match['who']} {match['what'].rstrip('.')}?"
    return f"To be settled: {text.rstrip('.')}?"


def _unknown_words(glossary: Glossary, questions: Questions) -> None:
    """One question for all the short forms that nobody spelled out."""
    names = [f"“{term.name}”" for term in glossary.terms if term.kind == "acronym" and term.expansion is None]
    if not names:
        return
    listed = names[0] if len(names) == 1 else f"{', '.join(names[:-1])} and {names[-1]}"
    questions.add(
        f"What {'does' if len(names) == 1 else 'do'} {listed} stand for?",
        "Nobody has said it, and it is not common knowledge.",
        "words",
        rank=3,
        meanwhile="they are used as they were said" if len(names) > 1 else "it is used as it was said",
    )


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
        "One package describes one system: this one is about the first, and the statements about what else was wanted stand"
        " in its vision as out of scope.",
        "purpose",
        tuple(group[0].id for group in projects),
        rank=0,
        meanwhile="one package describes them all",
    )


def _called(group: tuple[Fact, ...]) -> str:
    goal = next((fact for fact in group if fact.kind is FactKind.GOAL or OF_ANOTHER in fact.text), group[0])
    said = re.sub(r"^.*\b(?:second|another|other|separate|different) \w+: ", "", goal.text)
    said = re.sub(
        r"^(?:The|the) (?:first|second|third|other) (?:one |project )?is ", "", said.removeprefix(OF_ANOTHER)
    )
    said = said.rpartition(" project: ")[2]
    return title_of((), said) or goal.text.strip().rstrip(".")
