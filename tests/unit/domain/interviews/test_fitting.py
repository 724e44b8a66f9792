"""Which short replies can be answers to which questions."""

import attrs
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from specstep.domain.drafting.asking.languages import LANGUAGES
from specstep.domain.interviews.fitting import Misfit, is_gibberish, misfit, says_nothing
from specstep.domain.interviews.values import Question, QuestionIntent

QUESTION = Question(
    id="rules.any",
    topic="rules",
    intent=QuestionIntent.MISSING,
    text="What must never happen?",
    why="It matters.",
    recommended="Nothing gets lost.",
    recommended_because="It is usual.",
)


def asked(id: str) -> Question:
    return attrs.evolve(QUESTION, id=id, topic=id.partition(".")[0])


@pytest.mark.parametrize(
    ("id", "reply"),
    [
        ("rules.any", "blue"), ("rules.any", "🙂🙂"), ("rules.any", "asdfgh"), ("rules.any", "80"), ("users.who", "blue"),
        ("load.users", "members"), ("success.measure", "green ones"), ("data.retention", "80"), ("capabilities.needs", "hmmmm"),
    ],
)  # fmt: skip
def test_a_reply_that_the_question_cannot_take_is_unclear(id: str, reply: str) -> None:
    assert misfit(reply, asked(id)) is Misfit.UNCLEAR


@pytest.mark.parametrize(
    ("id", "reply"),
    [
        ("rules.any", "14 boats"), ("data.what", "max 2 hours"), ("users.who", "14 boats"), ("failure.worst", "until 2 hours before"),
        ("load.users", "Petra decides who may take which boat"),
    ],
)  # fmt: skip
def test_a_reply_about_something_else_is_known_for_one(id: str, reply: str) -> None:
    assert misfit(reply, asked(id)) is Misfit.ELSEWHERE


@pytest.mark.parametrize(
    ("id", "reply"),
    [
        ("rules.any", "double bookings"), ("rules.any", "Nobody sees another member's address."), ("rules.any", "overbooking"),
        ("users.who", "members"), ("users.who", "Mitglieder"), ("users.who", "me"), ("users.who", "80 members"), ("users.who", "300 sellers"), ("users.who", "parents"),
        ("load.users", "about 80"), ("load.users", "a few dozen"), ("load.users", "no idea, ask Petra some time"), ("data.retention", "forever"),
        ("data.retention", "two years"), ("data.retention", "bis zum Austritt"), ("data.what", "names"), ("money.budget", "nothing"),
        ("capabilities.needs", "cancel"), ("capabilities.needs", "cancelling"), ("capabilities.needs", "no"), ("law.which", "GDPR"),
        ("interfaces.device", "phone"), ("opening", "A shop."), ("rules.any", "会員は予約できる"), ("confirmation", "blue"),
    ],
)  # fmt: skip
def test_a_short_answer_that_fits_is_left_alone(id: str, reply: str) -> None:
    assert misfit(reply, asked(id)) is None


@pytest.mark.parametrize("language", list(LANGUAGES))
def test_every_recommended_answer_fits_its_own_question(language: str) -> None:
    for key, wording in LANGUAGES[language].wordings.items():
        texts = (wording.recommended,) if isinstance(wording.recommended, str) else wording.recommended
        for text in texts:
            if text and "{" not in text:
                assert misfit(text, asked(key.partition("@")[0])) is None, (key, text)


@settings(max_examples=50)
@given(st.text(max_size=30), st.sampled_from(["rules.any", "users.who", "load.users", "data.what", "x"]))
def test_whatever_is_typed_gets_a_verdict_and_signs_alone_say_nothing(reply: str, id: str) -> None:
    verdict = misfit(reply, asked(id))
    assert not says_nothing(reply) or verdict is Misfit.UNCLEAR


@pytest.mark.parametrize(
    "word", ["property", "power", "were", "tree", "strengths", "Rhythmus", "SQL", "XLSX", "HTTPS"]
)
def test_real_words_are_no_gibberish(word: str) -> None:
    assert not is_gibberish(word)
