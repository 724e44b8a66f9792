"""How an interview moves on: vision, requirements, architecture, review."""

from specstep.domain.interviews.topics import TOPICS
from specstep.domain.interviews.values import CoverageLevel, Phase, Question, QuestionIntent, TopicCoverage

ORDER = tuple(Phase)
_UNSETTLED = (CoverageLevel.OPEN, CoverageLevel.PARTIAL)


def phase_of_topic(topic: str) -> Phase:
    """The phase that a topic belongs to; what is outside the table is spoken of with the requirements."""
    return TOPICS[topic].phase if topic in TOPICS else Phase.REQUIREMENTS


def phase_of_question(question: Question | None) -> Phase:
    """Where the talk stands when this question is asked; with nothing left to ask, it is at its review."""
    if question is None or question.intent is QuestionIntent.CONFIRMATION:
        return Phase.REVIEW
    return phase_of_topic(question.topic)


def current_phase(coverage: tuple[TopicCoverage, ...]) -> Phase:
    """The first phase with a topic that is not settled."""
    unsettled = {phase_of_topic(topic.topic) for topic in coverage if topic.level in _UNSETTLED}
    return next((phase for phase in ORDER if phase in unsettled), Phase.REVIEW)


def progress(coverage: tuple[TopicCoverage, ...]) -> tuple[tuple[Phase, float], ...]:
    """How far each phase is settled, 0 to 1: the mean share of its topics that apply; skipped ones are settled."""
    shares: dict[Phase, list[float]] = {phase: [] for phase in ORDER[:-1]}
    for topic in coverage:
        if topic.level is not CoverageLevel.NOT_APPLICABLE:
            settled = topic.level is CoverageLevel.SKIPPED
            shares[phase_of_topic(topic.topic)].append(1.0 if settled else topic.share)
    return tuple((phase, sum(values) / len(values) if values else 1.0) for phase, values in shares.items())
