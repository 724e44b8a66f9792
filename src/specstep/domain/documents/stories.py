"""User stories."""

import attrs


@attrs.frozen(kw_only=True)
class Story:
    """As a role I want a goal, so that a benefit. `id` is US-001. `benefit_open` says that nobody named the
    benefit and it was taken from the project's goal."""

    id: str
    role: str
    goal: str
    benefit: str
    requirements: tuple[str, ...]
    benefit_open: bool = False


@attrs.frozen(kw_only=True)
class Stories:
    """The stories by actor, in the order of the requirements."""

    items: tuple[Story, ...]
