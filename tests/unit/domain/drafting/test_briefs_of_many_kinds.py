"""Briefs as people write them: mails, chats, calls, tenders, notes. What is held of every one of them."""

import re
from datetime import UTC, datetime
from functools import lru_cache
from pathlib import Path

import pytest
from tests.unit.domain.drafting.briefings import Drafted, drafted

from specstep.domain.drafting.reading.take_facts import take_facts
from specstep.domain.drafting.requirements.fidelity import broken
from specstep.domain.drafting.requirements.quoting import QUOTING
from specstep.domain.ids import TurnId
from specstep.domain.interviews.contradictions import find_contradictions
from specstep.domain.interviews.vagueness import find_vagueness
from specstep.domain.interviews.values import Fact, FactKind, FactStatus, Phase, Speaker, Turn
from specstep.domain.language.detection import language_of
from specstep.domain.tasks.inputs import Briefing, TakeFacts

BRIEFS = tuple(
    path
    for path in sorted((Path(__file__).parents[3] / "samples" / "briefs").iterdir())
    if language_of(path.read_text(encoding="utf-8")) == "en"
)
NAMES = tuple(path.stem for path in BRIEFS)
NEGATIVE = re.compile(
    r"\b(?:not|no|never|without|except|prevent|only|cannot|nobody|nothing|none|less|lower)\b|n't\b", re.IGNORECASE
)
OBLIGING = {FactKind.NEED, FactKind.RULE, FactKind.DATA, FactKind.LIMIT, FactKind.QUALITY, FactKind.DECISION}
STRUCTURE = re.compile(
    r"^\W*\d+(?:\.\d+)*[.)]? |^[(\[]?\d\d?:\d\d.*?[)\]]? |^\w+(?: \(\w+\))? +\d+:\d\d [AP]M$|^\| *[A-Z]+-?\d+ *\||\|",
    re.MULTILINE,
)
"""Numbers of items and times of contributions, which are not said by anybody."""
DOUBLED = re.compile(r"\b([a-z]+) \1\b|\b(?:the|an?|each) (?:the|an?|each)\b", re.IGNORECASE)


def folded(text: str) -> str:
    return " ".join(text.split())


@lru_cache
def read(name: str) -> tuple[str, tuple[Fact, ...], Drafted]:
    text = next(path for path in BRIEFS if path.stem == name).read_text(encoding="utf-8")
    turn = Turn(
        id=TurnId("t"), number=1, speaker=Speaker.PERSON, phase=Phase.VISION, content=text, at=datetime(2027, 1, 1, tzinfo=UTC)
    )  # fmt: skip
    taken = take_facts(TakeFacts(language="und", turns=(turn,)))
    standing = tuple(fact for fact in taken.facts if fact.status in {FactStatus.TAKEN, FactStatus.CORRECTED})
    made = drafted(
        Briefing(
            title=taken.title or "A project",
            language=taken.language,
            facts=standing,
            contradictions=find_contradictions(standing),
            vagueness=find_vagueness(standing),
        )
    )
    return text, taken.facts, made


def requirement_texts(name: str) -> list[str]:
    return [item.text for item in read(name)[2].requirements.items]


@pytest.mark.parametrize("name", NAMES)
def test_every_quote_stands_in_the_brief(name: str) -> None:
    text, facts, made = read(name)
    for fact in facts:
        assert folded(fact.source.quote or "") in folded(text)
    for item in made.requirements.items:
        assert all(folded(source.quote or "") in folded(text) for source in item.sources)


@pytest.mark.parametrize("name", NAMES)
def test_no_figure_of_the_brief_is_lost_among_its_facts(name: str) -> None:
    text, facts, _ = read(name)
    body = STRUCTURE.sub(" ", text)
    kept = " ".join(f"{fact.text} {fact.source.quote}" for fact in facts)
    assert set(re.findall(r"\d+(?:[.,:]\d+)*", body)) - set(re.findall(r"\d+(?:[.,:]\d+)*", kept)) == set()


@pytest.mark.parametrize("name", NAMES)
def test_each_figure_of_an_obligation_stands_in_its_requirements(name: str) -> None:
    _, _, made = read(name)
    for fact in made.briefing.facts:
        items = [item for item in made.requirements.items if fact.id in item.facts]
        said = " ".join(f"{item.text} {item.rationale}" for item in items)
        if items:
            assert set(re.findall(r"\d+(?:[.,:]\d+)*", fact.text)) <= set(re.findall(r"\d+(?:[.,:]\d+)*", said)), (
                fact.text
            )


@pytest.mark.parametrize("name", NAMES)
def test_what_was_wanted_became_a_requirement_or_a_question(name: str) -> None:
    _, _, made = read(name)
    settled = {fate.fact for fate in made.requirements.fates}
    assert not [fact.text for fact in made.briefing.facts if fact.kind in OBLIGING and fact.id not in settled]


@pytest.mark.parametrize("name", NAMES)
def test_no_requirement_is_torn_doubles_words_or_speaks_in_the_first_person(name: str) -> None:
    for text in requirement_texts(name):
        own = re.sub(r"“[^”]*”", "such", text)
        assert not broken(text), text
        assert not DOUBLED.search(own), text
        assert len(re.findall(r"\bshall\b", own)) == 1, text


@pytest.mark.parametrize("name", NAMES)
def test_a_negation_stays_a_negation(name: str) -> None:
    _, _, made = read(name)
    for item in made.requirements.items:
        facts = [fact for fact in made.briefing.facts if fact.id in item.facts]
        if re.search(r"\b(?:not|prevent|exclude)\b", re.sub(r"“[^”]*”", "", item.text)):
            assert any(NEGATIVE.search(fact.text) for fact in facts), item.text


@pytest.mark.parametrize("name", NAMES)
def test_what_is_quoted_was_said_and_is_asked_about(name: str) -> None:
    text, _, made = read(name)
    asked = " ".join(question.text for question in made.requirements.open_questions)
    for item in made.requirements.items:
        if match := QUOTING.search(item.text):
            told = [fact.text for fact in made.briefing.facts if fact.id in item.facts]
            plain = folded(re.sub(r"[“”\"]", '"', text)).lower()
            assert match["said"].lower() in plain or any(match["said"] in said for said in told), item.text
            settled = re.search("respect this (?:limit|decision)", item.text)
            assert settled or any(said.strip().rstrip(".!") in asked for said in told), item.text


@pytest.mark.parametrize("name", NAMES)
def test_scenarios_have_steps_and_no_two_of_a_feature_share_a_name(name: str) -> None:
    for feature in read(name)[2].acceptance.features:
        names = [scenario.name.lower() for scenario in feature.scenarios]
        assert len(names) == len(set(names))
        assert all(scenario.given and scenario.when and scenario.then for scenario in feature.scenarios)


MENDED = (
    ("After 5 p.m. only the shop can change an order.", "The system shall let only the shop change an order after 5 p.m."),
    ("A walker never takes more than four dogs.", "The system shall prevent a walker from taking more than four dogs."),
    ("If a key isn't back by 7 p.m. the owner gets an alert.", "When a key is not back by 7 p.m., the system shall send the owner an alert."),
    ("Claim files are kept for 10 years.", "The system shall keep claim files for 10 years."),
    ("Leavers are not migrated but archived.", "The system shall act as stated: “Leavers are not migrated but archived”."),
    ("It must not be possible to leave the application.", "The system shall prevent a user from leaving the application."),
    ("As a gym owner, I want to see my visits so that I can plan.", "The system shall let a gym owner see their visits."),
    ("I don't want anybody booking less than three hours ahead.", "The system shall prevent a user from booking less than three hours ahead."),
    ("When internet dies orders must keep coming.", "If internet dies, then the system shall ensure that orders keep coming."),
    ("A student must never be examined by their own supervisor.", "The system shall prevent an own supervisor from examining a student."),
)  # fmt: skip


@pytest.mark.parametrize(("said", "expected"), MENDED)
def test_a_sentence_that_was_once_mangled_is_kept_whole(said: str, expected: str) -> None:
    turn = Turn(
        id=TurnId("t"), number=1, speaker=Speaker.PERSON, phase=Phase.VISION, content=f"We need an app. {said}",
        at=datetime(2027, 1, 1, tzinfo=UTC),
    )  # fmt: skip
    taken = take_facts(TakeFacts(language="en", turns=(turn,)))
    made = drafted(Briefing(title="A project", language="en", facts=taken.facts))
    assert [item.text for item in made.requirements.items] == [expected]
