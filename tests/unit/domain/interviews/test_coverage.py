import attrs
from hypothesis import assume, given
from hypothesis import strategies as st
from tests.samples.talks import fact, facts_of

from specstep.domain.interviews.coverage import coverage, overall
from specstep.domain.interviews.phases import ORDER, current_phase, progress
from specstep.domain.interviews.stakes import assess_stakes
from specstep.domain.interviews.topics import TOPICS, is_personal, is_shared, moves_money
from specstep.domain.interviews.values import CoverageLevel, Fact, FactKind, FactStatus, Phase

TEXTS = st.sampled_from(
    [
        "Volunteers can sign up for shifts.", "Only coordinators can delete a shift.", "Names are kept for 2 years.",
        "Customers pay by card.", "We have 20,000 users.", "It runs on a server in the EU.", "It is just for me.",
        "The page answers within 2 seconds.", "There are no accounts.", "A backup is made every night.", "Hello!",
    ]
)  # fmt: skip
FACTS = st.lists(
    st.tuples(TEXTS, st.sampled_from(list(FactKind)), st.sampled_from([*TOPICS, "other"])), max_size=8
)


def of_topic(facts: tuple[Fact, ...], topic: str, skipped: tuple[str, ...] = ()) -> CoverageLevel:
    return next(each.level for each in coverage(facts, skipped) if each.topic == topic)


def test_nothing_said_leaves_every_applicable_topic_open() -> None:
    levels = {each.level for each in coverage(())}
    assert levels <= {CoverageLevel.OPEN, CoverageLevel.NOT_APPLICABLE}
    assert of_topic((), "purpose") is CoverageLevel.OPEN


def test_topics_come_in_the_order_of_the_table() -> None:
    assert [each.topic for each in coverage(())] == list(TOPICS)


def test_a_tool_for_one_needs_no_law_and_no_load() -> None:
    facts = facts_of("A small script just for me.")
    assert of_topic(facts, "law") is CoverageLevel.NOT_APPLICABLE
    assert of_topic(facts, "load") is CoverageLevel.NOT_APPLICABLE


def test_a_skipped_topic_says_so_until_it_is_settled() -> None:
    assert of_topic((), "non-goals", ("non-goals",)) is CoverageLevel.SKIPPED
    facts = facts_of(("No mobile app.", FactKind.NON_GOAL, "non-goals"))
    assert of_topic(facts, "non-goals", ("non-goals",)) is CoverageLevel.COVERED


def test_rejected_facts_settle_nothing() -> None:
    rejected = attrs.evolve(fact("No app.", FactKind.NON_GOAL, "non-goals"), status=FactStatus.REJECTED)
    assert of_topic((rejected,), "non-goals") is CoverageLevel.OPEN


@given(FACTS, st.tuples(TEXTS, st.sampled_from(list(FactKind)), st.sampled_from([*TOPICS, "other"])))
def test_another_fact_lowers_no_share_while_the_kind_of_project_stays_the_same(
    said: list[tuple[str, FactKind, str]], more: tuple[str, FactKind, str]
) -> None:
    before, after = facts_of(*said), facts_of(*said, more)
    kinds = [(assess_stakes(f).level, is_personal(f), moves_money(f), is_shared(f)) for f in (before, after)]
    assume(kinds[0] == kinds[1])
    for old, new in zip(coverage(before), coverage(after), strict=True):
        assert new.share >= old.share


@given(FACTS, st.lists(st.sampled_from(list(TOPICS)), max_size=3))
def test_levels_shares_and_what_is_missing_agree(
    said: list[tuple[str, FactKind, str]], skipped: list[str]
) -> None:
    facts = facts_of(*said)
    topics = coverage(facts, skipped)
    for each in topics:
        assert 0 <= each.share <= 1
        assert set(each.facts) <= {fact.id for fact in facts}
        if each.level is CoverageLevel.COVERED:
            assert each.share == 1
            assert not each.missing
        if each.level in (CoverageLevel.OPEN, CoverageLevel.PARTIAL, CoverageLevel.SKIPPED):
            assert each.missing
    assert 0 <= overall(topics) <= 1
    assert current_phase(topics) in ORDER
    assert [phase for phase, _ in progress(topics)] == [Phase.VISION, Phase.REQUIREMENTS, Phase.ARCHITECTURE]
