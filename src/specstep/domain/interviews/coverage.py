"""How far each topic is settled, shown all through an interview."""

from collections.abc import Iterable

from specstep.domain.ids import FactId
from specstep.domain.interviews.evidence import Evidence, Facts
from specstep.domain.interviews.facts import telling
from specstep.domain.interviews.stakes import Stakes, assess_stakes
from specstep.domain.interviews.topics import TOPICS, Topic
from specstep.domain.interviews.values import CoverageLevel, TopicCoverage


def needed(topic: Topic, facts: Facts, stakes: Stakes) -> tuple[Evidence, ...]:
    """The evidence of a topic that is worth having at these stakes."""
    return tuple(item for item in topic.evidence if item.stakes <= stakes and item.applies(facts))


def missing(topic: Topic, facts: Facts, stakes: Stakes) -> tuple[Evidence, ...]:
    """The evidence of a topic that is worth having and that no fact gives."""
    return tuple(item for item in needed(topic, facts, stakes) if not item.settled_by(facts))


def coverage(facts: Facts, skipped: Iterable[str] = ()) -> tuple[TopicCoverage, ...]:
    """Every topic of the table, in its order.

    While stakes and kind of project stay the same, another fact never lowers a share: evidence is only ever added.
    """
    told = telling(facts)
    stakes = assess_stakes(facts).level
    passed_over = frozenset(skipped)
    return tuple(_cover(topic, told, stakes, passed_over) for topic in TOPICS.values())


def overall(topics: Iterable[TopicCoverage]) -> float:
    """The mean share of the topics that apply, 0 to 1; skipped topics count as they are."""
    shares = [topic.share for topic in topics if topic.level is not CoverageLevel.NOT_APPLICABLE]
    return sum(shares) / len(shares) if shares else 1.0


def _cover(topic: Topic, told: Facts, stakes: Stakes, skipped: frozenset[str]) -> TopicCoverage:
    wanted = needed(topic, told, stakes)
    speaking: set[FactId] = {fact.id for fact in told if fact.topic == topic.key}
    settled = 0
    lacking = []
    for item in wanted:
        found = item.settled_by(told)
        speaking.update(found)
        settled += bool(found)
        if not found:
            lacking.append(item.missing)
    facts = tuple(fact.id for fact in told if fact.id in speaking)
    unasked = 1.0 if facts else 0.0
    share = settled / len(wanted) if wanted else unasked
    if not wanted and not facts:
        level = CoverageLevel.NOT_APPLICABLE
    elif share == 1.0:
        level = CoverageLevel.COVERED
    elif topic.key in skipped:
        level = CoverageLevel.SKIPPED
    else:
        level = CoverageLevel.PARTIAL if facts else CoverageLevel.OPEN
    return TopicCoverage(topic=topic.key, level=level, share=share, facts=facts, missing=tuple(lacking))
