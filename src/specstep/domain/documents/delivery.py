"""Roadmap, tasks and risks."""

import attrs


@attrs.frozen(kw_only=True)
class Milestone:
    """A state worth showing to somebody. `id` is M1, M2, …"""

    id: str
    title: str
    outcome: str
    requirements: tuple[str, ...]
    date: str = ""  # only where the person named one


@attrs.frozen(kw_only=True)
class Task:
    """A piece of work of hours to a few days. `id` is T-001; `size` is S, M or L; `done_when` can be checked."""

    id: str
    title: str
    description: str
    milestone: str
    requirements: tuple[str, ...]
    elements: tuple[str, ...] = ()  # architecture element ids
    depends_on: tuple[str, ...] = ()
    done_when: tuple[str, ...] = ()
    size: str = "M"


@attrs.frozen(kw_only=True)
class Risk:
    """Something that may go wrong here. `id` is R-001; likelihood and impact are low, medium or high."""

    id: str
    text: str
    likelihood: str
    impact: str
    response: str
    trigger: str
    refs: tuple[str, ...] = ()  # requirement, fact or task ids


@attrs.frozen(kw_only=True)
class DeliveryPlan:
    """In which order it is built, by which tasks, and what may get in the way."""

    milestones: tuple[Milestone, ...]
    tasks: tuple[Task, ...]
    risks: tuple[Risk, ...]
