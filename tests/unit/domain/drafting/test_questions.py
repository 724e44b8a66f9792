import re

import attrs
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.samples.talks import fact, facts_of

from specstep.domain.drafting.asking.languages import ENGLISH, LANGUAGES
from specstep.domain.drafting.questions import ASKED_AT_MOST, QUESTIONS_AT_MOST, ask_question, opening_question
from specstep.domain.interviews.contradictions import find_contradictions
from specstep.domain.interviews.coverage import coverage
from specstep.domain.interviews.stakes import Stakes
from specstep.domain.interviews.topics import TOPICS
from specstep.domain.interviews.vagueness import find_vagueness
from specstep.domain.interviews.values import Fact, FactKind, Phase, Question, QuestionIntent
from specstep.domain.tasks.inputs import AskQuestion

SHIFTS = (
    "Volunteers can sign up for shifts.",
    "Volunteers can cancel a shift.",
    "Coordinators can see who is coming.",
)


def next_question(
    facts: tuple[Fact, ...],
    asked: tuple[Question, ...] = (),
    skipped: tuple[str, ...] = (),
    language: str = "en",
) -> Question | None:
    task = AskQuestion(
        language=language,
        phase=Phase.VISION,
        facts=facts,
        coverage=coverage(facts, skipped),
        contradictions=find_contradictions(facts),
        vagueness=find_vagueness(facts),
        asked=asked,
        skipped=skipped,
    )
    return ask_question(task).question


def all_questions(facts: tuple[Fact, ...], skipped: tuple[str, ...] = (), language: str = "en") -> list[Question]:
    """Every question that is asked of somebody who never says anything more."""
    asked: list[Question] = []
    while (question := next_question(facts, tuple(asked), skipped, language)) is not None:
        asked.append(question)
        assert len(asked) <= ASKED_AT_MOST
    return asked


def test_an_empty_talk_begins_with_an_open_question() -> None:
    question = next_question(())
    assert question == opening_question("en")
    assert question.intent is QuestionIntent.OPENING


def test_a_question_names_what_the_person_said() -> None:
    texts = [question.text for question in all_questions(facts_of(*SHIFTS))]
    assert "You said volunteers can cancel a shift: until when?" in texts
    assert any("coordinators" in text and "volunteers" in text for text in texts)


def test_the_deadline_for_cancelling_is_not_asked_once_it_was_said() -> None:
    facts = facts_of(*SHIFTS, "Volunteers can cancel a shift until 12 hours before it starts.")
    assert "probe.cancel" not in {question.id for question in all_questions(facts)}


def test_a_contradiction_comes_first_and_quotes_both_sides() -> None:
    facts = facts_of(*SHIFTS, "Only coordinators can delete a shift.", "Volunteers can delete a shift.")
    question = next_question(facts)
    assert question is not None
    assert question.intent is QuestionIntent.CONTRADICTION
    assert question.about == ("F-004", "F-005")
    assert "Only coordinators can delete a shift" in question.text
    assert "Volunteers can delete a shift" in question.text
    assert question.recommended == "Volunteers can delete a shift."


def test_a_vague_word_is_asked_about_with_the_sentence_it_stands_in() -> None:
    facts = facts_of(*SHIFTS, ("The board must be fast.", FactKind.QUALITY, "quality"))
    vague = [question for question in all_questions(facts) if question.intent is QuestionIntent.VAGUE]
    assert [question.about for question in vague] == [("F-004",)]
    assert "“The board must be fast”" in vague[0].text
    assert re.search(r"\d", vague[0].recommended)


def test_a_weekend_tool_gets_a_handful_of_questions_and_a_payment_system_many() -> None:
    tool = facts_of("I want a small command-line tool just for me that renames my photos.")
    shop = facts_of(
        "Merchants can charge a card.", "Merchants can refund a payment.", "There are 20,000 merchants.",
        "Customers pay in the browser.",
    )  # fmt: skip
    assert 2 <= len(all_questions(tool)) <= 5
    assert len(all_questions(shop)) >= 15
    assert len(all_questions(facts_of(*SHIFTS))) <= QUESTIONS_AT_MOST[Stakes.MEDIUM] + 1


def test_the_last_question_is_a_look_at_the_whole_and_then_there_is_none() -> None:
    questions = all_questions(facts_of(*SHIFTS))
    intents = [question.intent for question in questions]
    assert intents[-1] is QuestionIntent.CONFIRMATION
    assert intents.count(QuestionIntent.CONFIRMATION) == 1


def test_phases_follow_each_other() -> None:
    order = list(Phase)
    phases = [order.index(TOPICS[question.topic].phase) for question in all_questions(facts_of(*SHIFTS))[:-1]]
    assert phases == sorted(phases)


def test_skipped_topics_are_left_alone() -> None:
    topics = {question.topic for question in all_questions(facts_of(*SHIFTS), ("data", "users"))[:-1]}
    assert not topics & {"data", "users"}


def test_our_own_recommendations_are_never_quoted_as_the_persons_words() -> None:
    asked: list[Question] = []
    facts = facts_of(*SHIFTS)
    while (question := next_question(facts, tuple(asked))) is not None:
        for earlier in asked:
            assert not earlier.recommended or earlier.recommended.rstrip(".") not in question.text
        asked.append(question)
        number = len(facts) + 1
        facts = (*facts, fact(question.recommended, FactKind.NEED, question.topic, number))


def test_every_language_asks_in_its_own_words() -> None:
    for language, texts in LANGUAGES.items():
        assert set(texts.wordings) <= set(ENGLISH.wordings), language
        assert set(texts.exact) == set(ENGLISH.exact), language
        primary = {f"{topic.key}.{topic.evidence[0].key}" for topic in TOPICS.values()}
        assert primary <= set(texts.wordings), language


@pytest.mark.parametrize(
    ("language", "text", "begins"),
    [
        ("de", "Mitglieder können sich für Kurse anmelden.", "Sie sagten"),
        ("fr", "Les bénévoles peuvent s'inscrire.", "Vous avez dit"),
        ("es", "Los voluntarios pueden inscribirse.", "Usted dijo"),
    ],
)
def test_other_languages_quote_the_person_too(language: str, text: str, begins: str) -> None:
    questions = all_questions(facts_of((text, FactKind.NEED, "capabilities")), language=language)
    assert any(question.text.startswith(begins) and text.rstrip(".") in question.text for question in questions)
    assert not any("You said" in question.text for question in questions)


def test_a_language_without_texts_is_asked_in_english() -> None:
    assert opening_question("nl") == opening_question("en")


FACTS = st.lists(
    st.tuples(
        st.sampled_from(
            [*SHIFTS, "It must be fast.", "Only admins can pay.", "Guests can pay.", "Names are stored.", "Just for me.",
             "We have 9000 users.", "{said} and {actor}", "Hm", "I don't know?", "It is secure, easy etc."]
        ),
        st.sampled_from(list(FactKind)),
        st.sampled_from([*TOPICS, "other"]),
    ),
    max_size=10,
)  # fmt: skip


@settings(max_examples=60, deadline=None)
@given(
    FACTS,
    st.lists(st.sampled_from(list(TOPICS)), max_size=4),
    st.sampled_from(["en", "de", "fr", "es", "und", "it"]),
)
def test_whatever_was_said_the_questions_end_differ_and_give_reasons(
    said: list[tuple[str, FactKind, str]], skipped: list[str], language: str
) -> None:
    questions = all_questions(facts_of(*said), tuple(skipped), language)
    assert len({question.id for question in questions}) == len(questions)
    assert len({question.text for question in questions}) == len(questions)
    known = {f.id for f in facts_of(*said)}
    for question in questions:
        assert question.text
        assert question.why
        assert question.topic in {*TOPICS, "other"}
        assert set(question.about) <= known
        assert question.recommended_because
        assert question.recommended or question.id in ("opening", "purpose.what")


@settings(max_examples=30, deadline=None)
@given(FACTS)
def test_the_same_talk_is_always_asked_the_same(said: list[tuple[str, FactKind, str]]) -> None:
    facts = facts_of(*said)
    assert next_question(facts) == next_question(tuple(attrs.evolve(f) for f in facts))


def test_a_question_quotes_the_beginning_of_a_long_sentence_and_not_all_of_it() -> None:
    said = (
        "Die Anmeldung kann Termine verschieben, Therapeuten sperren (Urlaub, Krankheit) und Rezepte erfassen: Anzahl "
        "der Behandlungen, Ausstellungsdatum, Krankenkasse."
    )
    questions = all_questions(facts_of((said, FactKind.NEED, "capabilities")), language="de")
    quoting = [
        question.text for question in questions if "Die Anmeldung kann Termine verschieben" in question.text
    ]
    assert quoting
    assert not any("Therapeuten" in text for text in quoting)
