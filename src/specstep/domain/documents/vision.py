"""The vision and the product requirements document."""

import attrs

from specstep.domain.documents.statements import Statement


@attrs.frozen(kw_only=True)
class Actor:
    """Someone or some group that uses the system or has a stake in it. `aliases` are other names they go by."""

    name: str
    description: str
    goals: tuple[str, ...] = ()
    aliases: tuple[str, ...] = ()
    statement: Statement | None = None


@attrs.frozen(kw_only=True)
class Measure:
    """How one can tell that a goal was reached. `target` is None where nobody has said one yet."""

    goal: str
    measure: str
    target: str | None
    statement: Statement | None = None


@attrs.frozen(kw_only=True)
class Vision:
    """Why the project exists, for whom, and where it ends.

    `system_name` is the subject of its requirements: the product's own name where it has one, otherwise "the
    system". `stakes` is "low", "medium" or "high", with the reason: it sets how deep the package goes.
    """

    title: str
    system_name: str
    summary: str
    problem: tuple[Statement, ...]
    goals: tuple[Statement, ...]
    actors: tuple[Actor, ...]
    in_scope: tuple[Statement, ...]
    non_goals: tuple[Statement, ...]
    later: tuple[Statement, ...]
    context: tuple[Statement, ...]
    measures: tuple[Measure, ...] = ()
    stakes: str = "medium"
    stakes_because: str = ""
