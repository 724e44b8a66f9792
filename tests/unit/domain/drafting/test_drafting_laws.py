"""What holds of every draft, whatever the briefing says."""

import re

from hypothesis import example, given, settings
from hypothesis import strategies as st
from tests.unit.domain.drafting.briefings import SHIFTS, Drafted, briefing, drafted

from specstep.domain.documents.architecture import Architecture
from specstep.domain.documents.decisions import Decisions
from specstep.domain.documents.delivery import DeliveryPlan
from specstep.domain.documents.ledger import compose_fates
from specstep.domain.documents.requirements import Fate, Pattern, RequirementKind
from specstep.domain.drafting.requirements.precision import vague_words

ACTORS = (
    "Volunteers",
    "A coordinator",
    "The treasurer",
    "Members",
    "Only admins",
    "Each tenant",
    "I",
    "We",
    "Users",
)
MODALS = ("can", "must", "should be able to", "may", "want to", "cannot", "must not", "need to", "")
ACTIONS = (
    "cancel a booking", "export the member list as CSV", "see all open invoices", "upload up to 5 photos",
    "create, edit and delete recipes", "sign up for a shift", "pay 12.50 EUR", "approve refunds over 200 euros",
    "quickly find a book", "book a room for 90 minutes", "get an email", "report defects such as leaks, noise, etc.",
)  # fmt: skip
TAILS = (
    "", " up to 24 hours before it starts", " within 3 days", " if possible", " when the season starts",
    " so that nobody waits", " at most 2 times per week", " as soon as possible", " while the gate is open",
)  # fmt: skip
THINGS = (
    "Invoices must be stored for 10 years.", "The page must load within 1.5 seconds.", "Each boat has a name and 4 seats.",
    "The system sends a reminder 3 days before the exam.", "No more than 30 pupils per class.", "It should be fast.",
    "Everything must be intuitive and robust.", "If the payment fails, the order is cancelled after 15 minutes.",
    "The budget is about $3,000.", "It must go live before 1 September 2027.", "We use Django and SQLite.",
    "Availability must be 99.9% per month.", "DATA MUST NOT LEAVE THE EU.", "Login with 2FA", "???", "ok",
)  # fmt: skip
KINDS = ("need", "rule", "quality", "limit", "data", "decision", "goal", "actor", "context", "non-goal", "later",
         "question", "aside")  # fmt: skip


def _said(actor: str, modal: str, action: str, tail: str) -> str:
    return f"{actor} {modal} {action}{tail}.".replace("  ", " ")


statements = st.one_of(
    st.builds(
        _said, st.sampled_from(ACTORS), st.sampled_from(MODALS), st.sampled_from(ACTIONS), st.sampled_from(TAILS)
    ),
    st.sampled_from(THINGS),
)
briefings = st.lists(st.tuples(st.sampled_from(KINDS), statements), max_size=6)


QUOTED = re.compile(r"“[^”]*”")


def _figures(text: str) -> set[str]:
    return set(re.findall(r"\d+(?:[.,]\d+)*", text))


def _check_references(draft: Drafted) -> None:
    items = draft.requirements.items
    ids = [item.id for item in items]
    assert len(ids) == len(set(ids))
    titles = [item.title.lower() for item in items]
    assert len(titles) == len(set(titles))
    places = draft.acceptance.places()
    assert set(places) == set(ids)
    for feature in draft.acceptance.features:
        names = [scenario.name.lower() for scenario in feature.scenarios]
        assert len(names) == len(set(names))
        for scenario in feature.scenarios:
            assert scenario.given
            assert scenario.when
            assert scenario.then
            assert all(step.strip() for step in (*scenario.given, *scenario.when, *scenario.then))
            assert "\n" not in "".join((*scenario.given, *scenario.when, *scenario.then, scenario.name))
    terms = {name.lower() for term in draft.glossary.terms for name in (term.name, *term.aliases)}
    actors = {actor.name for actor in draft.vision.actors}
    for item in items:
        assert set(item.actors) <= actors
        assert {name.lower() for name in (*item.actors, *item.entities)} <= terms
    for story in draft.stories.items:
        assert story.role in actors
        assert story.goal
        assert story.benefit
        assert set(story.requirements) <= set(ids)


def _check_wording(draft: Drafted) -> None:
    for item in draft.requirements.items:
        if item.pattern is None:
            continue
        assert len(re.findall(r"\bshall\b", QUOTED.sub("", item.text))) == 1, item.text
        assert re.match(
            r"^(?:(?:When|While|Where|If) .+, (?:then )?)?[Tt]he (?:system|project) shall \S", item.text
        ), item.text
        own = QUOTED.sub("", item.text)
        assert not re.search(r"\b(?:etc|such as|and so on|if possible|as soon as possible)\b", own)
        assert not {"quickly", "fast", "intuitive", "robust", "easy"} & set(vague_words(own)), item.text
        begins = {"When": Pattern.EVENT, "While": Pattern.STATE, "Where": Pattern.OPTIONAL, "If": Pattern.UNWANTED}
        expected = begins.get(item.text.split()[0], Pattern.UBIQUITOUS)
        assert item.pattern in {expected, Pattern.COMPLEX} or expected is Pattern.UBIQUITOUS


def _check_sources(draft: Drafted) -> None:
    by_id = {fact.id: fact for fact in draft.briefing.facts}
    for item in draft.requirements.items:
        assert item.facts
        assert {source.quote for source in item.sources} == {by_id[fact].source.quote for fact in item.facts}
    used: dict[str, str] = {}
    for item in draft.requirements.items:
        for fact in item.facts:
            used[fact] = used.get(fact, "") + " " + item.text + " " + item.rationale
    for fact, text in used.items():
        assert _figures(by_id[fact].text) <= _figures(text), (by_id[fact].text, text)


def _check_fates(draft: Drafted) -> None:
    nothing = Architecture(
        summary="",
        drivers=(),
        elements=(),
        relations=(),
        entities=(),
        relationships=(),
        runtime=(),
        deployment=(),
        sections=(),
    )
    fates = compose_fates(
        draft.briefing.facts,
        draft.vision,
        draft.requirements,
        nothing,
        Decisions(items=()),
        DeliveryPlan(milestones=(), tasks=(), risks=()),
    )
    assert [fate.fact for fate in fates] == [fact.id for fact in draft.briefing.facts]
    questions = {question.id.lower() for question in draft.requirements.open_questions}
    for fate in fates:
        assert fate.where if fate.fate is Fate.USED else fate.why
        for place in fate.where:
            if "open-questions" in place:
                assert place.partition("#")[2] in questions


@settings(max_examples=60, deadline=None)
@given(briefings)
@example([])
@example(list(SHIFTS))
@example(
    [("need", "No more than 12 volunteers per shift."), ("rule", "There must be at most 12 volunteers per shift.")]
)
def test_a_draft_is_whole_and_keeps_what_was_said(said: list[tuple[str, str]]) -> None:
    draft = drafted(briefing(*said))
    _check_references(draft)
    _check_wording(draft)
    _check_sources(draft)
    _check_fates(draft)


def test_quality_requirements_have_a_figure_and_a_circumstance() -> None:
    draft = drafted(
        briefing(
            ("quality", "Pages must load within 2 seconds."), ("quality", "The site must be available 99.5 %.")
        )
    )
    for item in draft.requirements.items:
        assert item.kind is RequirementKind.QUALITY
        assert item.pattern is not Pattern.UBIQUITOUS
        assert _figures(item.text)
