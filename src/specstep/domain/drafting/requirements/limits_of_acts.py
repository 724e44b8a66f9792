"""One requirement for each limit of what somebody may do: "book a boat, at most two hours, no more than 7 days ahead"."""

import re

import attrs

from specstep.domain.drafting.english.verbs import is_base
from specstep.domain.language.values import Clause, Modality, SubjectRole

LIMIT = re.compile(
    r"^(?:for )?(?:at most|no more than|not more than|up to|at least|no less than) (?:once|twice|\S+ (?:minutes?|hours?|days?|weeks?|months?|times?))\b",
    re.IGNORECASE,
)
ORDER = re.compile(r"^(?P<verb>[a-z]+) (?:an?|the|their|its|[€$£]?\d)", re.IGNORECASE)
DURATION = re.compile(
    r"^\S+ \S+ \S+ (?:minutes?|hours?|days?|weeks?|months?)$|^\S+ \S+ (?:minutes?|hours?|days?|weeks?|months?)$"
)
OWN_FIGURE = re.compile(r"\s+(?:for|within|until|by) (?:(?:up to|at most|at least) )?\d.*$")


def apart(clause: Clause) -> tuple[Clause, ...]:
    """The clause once for what is done, once for each limit behind a comma, and once for each further act."""
    segments = re.split(r",\s+(?:and\s+)?", clause.rest)
    if clause.subject_role is not SubjectRole.ACTOR or clause.negated or clause.passive or len(segments) < 2:
        return (clause,)
    head, *others = segments
    limits = [segment for segment in others if LIMIT.match(segment)]
    acts = [segment for segment in others if (order := ORDER.match(segment)) and is_base(order["verb"].lower())]
    if not limits or len(limits) + len(acts) < len(others) or not re.search(r"[a-z]{3}", head):
        return (clause,)
    if clause.modality is Modality.IS:  # a limit of what is done says how far one may go, not that one must
        clause = attrs.evolve(clause, modality=Modality.CAN)
    thing = OWN_FIGURE.sub("", head)
    bounded = tuple(attrs.evolve(clause, rest=f"{thing} {_phrased(limit)}") for limit in limits)
    further = tuple(
        attrs.evolve(clause, verb=act.split(" ")[0].lower(), rest=act.partition(" ")[2]) for act in acts
    )
    return (attrs.evolve(clause, rest=head), *bounded, *further)


def _phrased(limit: str) -> str:
    return f"for {limit}" if DURATION.match(limit) else limit
