"""The decision log: what was decided while the package was made, and why."""

from collections.abc import Iterable, Sequence

import attrs

from specstep.domain.documents.decisions import Decisions
from specstep.domain.documents.reviews import Choice
from specstep.domain.interviews.values import Contradiction, Fact, SourceKind


@attrs.frozen(kw_only=True)
class Rewrite:
    """A repair round: which criteria had failed in how many places, and which documents were written again."""

    round: int
    failed: tuple[tuple[int, str, int], ...]  # (criterion, name, places)
    documents: tuple[str, ...]


def compose_choices(
    facts: Sequence[Fact],
    contradictions: Iterable[Contradiction],
    decisions: Decisions,
    rewrites: Iterable[Rewrite],
    *,
    at_budget: Sequence[str] = (),
) -> tuple[Choice, ...]:
    """The log in the order in which things happened.

    Args:
        at_budget: the documents that were drafted without the model because the budget was used up.
    """
    entries: list[tuple[str, str, str, tuple[str, ...]]] = [
        ("interviewer", f"Assumed: {fact.text}", fact.source.why, (fact.id,))
        for fact in facts
        if fact.source.kind is SourceKind.ASSUMPTION
    ]
    entries += [
        (
            "requirements engineer",
            f"Left {found.first} and {found.second} to be settled by the person",
            found.why,
            (found.first, found.second),
        )
        for found in contradictions
    ]
    entries += [
        ("architect", f"{decision.title}: {decision.chosen} ({decision.status})", decision.because, (decision.id,))
        for decision in decisions.items
    ]
    for rewrite in rewrites:
        reasons = "; ".join(
            f"criterion {number} ({name}) failed in {places} place{'s' if places != 1 else ''}"
            for number, name, places in rewrite.failed
        )
        entries.append(
            ("editor", f"Round {rewrite.round}: wrote {', '.join(rewrite.documents)} again", reasons, ())
        )
    if at_budget:
        entries.append(
            ("editor", f"Drafted without a model: {', '.join(at_budget)}", "The budget was used up.", ())
        )
    return tuple(
        Choice(number=number, agent=agent, what=what, why=why, refs=refs)
        for number, (agent, what, why, refs) in enumerate(entries, start=1)
    )
