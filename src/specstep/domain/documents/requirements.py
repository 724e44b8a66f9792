"""Requirements: singular, verifiable, each with its source."""

from decimal import Decimal
from enum import StrEnum

import attrs

from specstep.domain.documents.statements import OpenQuestion
from specstep.domain.ids import FactId
from specstep.domain.interviews.values import Source
from specstep.domain.language.nouns import plural


class RequirementKind(StrEnum):
    """What a requirement constrains: behaviour, its quality, or the solution."""

    FUNCTIONAL = "functional"
    QUALITY = "quality"
    CONSTRAINT = "constraint"


class Pattern(StrEnum):
    """The EARS forms (Mavin et al., "Easy Approach to Requirements Syntax", RE'09)."""

    UBIQUITOUS = "ubiquitous"
    EVENT = "event"
    STATE = "state"
    OPTIONAL = "optional"
    UNWANTED = "unwanted"
    COMPLEX = "complex"


class Priority(StrEnum):
    """MoSCoW."""

    MUST = "must"
    SHOULD = "should"
    COULD = "could"
    WONT = "wont"


UNSORTED = "general"
"""The area of a requirement that is about none of the known things."""


@attrs.frozen(kw_only=True)
class Bound:
    """A requirement's figure, formalised: `variable` lies between `low` and `high` (None: unbounded), in `unit`.

    Requirements that bound the same variable must leave it a value.
    """

    variable: str
    low: Decimal | None
    high: Decimal | None
    unit: str


@attrs.frozen(kw_only=True)
class Requirement:
    """One obligation.

    `id` is FR-001, QR-001 or CR-001 by kind. `area` groups requirements by what they are about ("shifts",
    "reminders"). `characteristic` names the quality characteristic (ISO/IEC 25010) of a quality requirement.
    `actors` and `entities` are names from vision and glossary. `verification` is "test", "inspection",
    "analysis" or "demonstration" (ISO/IEC/IEEE 29148).
    """

    id: str
    kind: RequirementKind
    pattern: Pattern | None
    title: str
    text: str
    priority: Priority
    sources: tuple[Source, ...]
    facts: tuple[FactId, ...]
    rationale: str = ""
    area: str = ""
    characteristic: str | None = None
    actors: tuple[str, ...] = ()
    entities: tuple[str, ...] = ()
    bounds: tuple[Bound, ...] = ()
    verification: str = "test"

    @property
    def group(self) -> str:
        """Under which heading it stands: its area; without one, the people whom it concerns, or the system alone."""
        if self.area not in {"", UNSORTED} or self.pattern is None:
            return self.area or UNSORTED
        return plural(self.actors[0]) if self.actors else "the system by itself"


class Fate(StrEnum):
    """What became of a fact."""

    USED = "used"
    DEFERRED = "deferred"
    REJECTED = "rejected"


@attrs.frozen(kw_only=True)
class FactFate:
    """The one fate of one fact. `where` names requirement ids or "path#heading" places; `why` is never empty for
    a fact that was deferred or rejected."""

    fact: FactId
    fate: Fate
    where: tuple[str, ...] = ()
    why: str = ""


@attrs.frozen(kw_only=True)
class Requirements:
    """All requirements, the questions left open, and the fate of each fact that the writing settled."""

    items: tuple[Requirement, ...]
    open_questions: tuple[OpenQuestion, ...]
    fates: tuple[FactFate, ...]
    unchecked: tuple[str, ...] = ()  # checks that do not apply, say for the language, with the reason

    def by_id(self) -> dict[str, Requirement]:
        """The requirements by id; ids are unique in a valid package (criterion 1)."""
        return {item.id: item for item in self.items}
