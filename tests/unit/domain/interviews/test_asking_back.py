"""Questions that the person asks the interviewer."""

import pytest
from tests.samples.talks import facts_of

from specstep.domain.drafting.questions import opening_question
from specstep.domain.interviews.asking_back import AskedBack, asks_back, told_back
from specstep.domain.interviews.replies import settled_by
from specstep.domain.interviews.values import Question, QuestionIntent

QUESTION = Question(
    id="load.users",
    topic="load",
    intent=QuestionIntent.MISSING,
    text="How many people will use it?",
    why="It decides how it is built.",
    recommended="There are at most 200 users.",
    recommended_because="You named no figure.",
)


@pytest.mark.parametrize(
    "reply",
    ["What do you mean?", "what do you mean by that", "I don’t understand the question.", "?", "Why do you ask?",
     "was meinst du damit?", "Ich verstehe die Frage nicht", "que voulez-vous dire ?", "no entiendo la pregunta"],
)  # fmt: skip
def test_asking_for_the_meaning_is_told_from_an_answer(reply: str) -> None:
    assert asks_back(reply) is AskedBack.MEANING


@pytest.mark.parametrize(
    "reply",
    ["What would you suggest?", "what do you recommend", "For example?", "what is usual?", "Was schlagen Sie vor?",
     "Que proposez-vous ?", "¿Qué recomienda?"],
)  # fmt: skip
def test_asking_for_advice_is_told_from_an_answer(reply: str) -> None:
    assert asks_back(reply) is AskedBack.ADVICE


@pytest.mark.parametrize(
    "reply",
    ["What do you mean by a member: also guests? Guests can book too.", "Why people come is counted.", "yes", "",
     "What happens to my data?", "Members explain it to guests.", "Can I use it on a phone?"],
)  # fmt: skip
def test_whoever_says_or_asks_something_of_the_project_asks_nothing_back(reply: str) -> None:
    assert asks_back(reply) is None


@pytest.mark.parametrize("language", ["en", "de", "fr", "es", "it"])
@pytest.mark.parametrize("asked", list(AskedBack))
def test_the_reply_names_the_reason_or_an_answer_to_start_from(asked: AskedBack, language: str) -> None:
    told = told_back(asked, QUESTION, language)
    assert "There are at most 200 users" in told
    assert (QUESTION.why if asked is AskedBack.MEANING else QUESTION.recommended_because) in told
    assert "{" not in told + told_back(asked, opening_question(language), language)


def test_nothing_settles_a_question_and_asks_back_at_once() -> None:
    replies = ("ok", "yes", "you decide", "skip", "why", "what would you do", "no")
    assert not any(asks_back(reply) and settled_by(reply, QUESTION) for reply in replies)
    assert facts_of("why?")
