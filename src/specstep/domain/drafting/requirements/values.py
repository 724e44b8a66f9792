"""What the parts of the requirements drafter hand to one another."""

import attrs

from specstep.domain.ids import FactId


@attrs.frozen(kw_only=True)
class Gap:
    """Something that nobody said; `recommended` and `meanwhile` as in an open question."""

    text: str
    why: str
    topic: str
    facts: tuple[FactId, ...] = ()
    recommended: str = ""
    meanwhile: str = ""
