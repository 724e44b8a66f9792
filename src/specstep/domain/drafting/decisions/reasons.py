"""What stated limits say for or against an option, in words that name them."""

import attrs

from specstep.domain.documents.architecture import Architecture
from specstep.domain.documents.decisions import Option
from specstep.domain.drafting.shape.values import Concern, Shape, Technology
from specstep.domain.drafting.shape.words import listing, plural, several, short, unique
from specstep.domain.interviews.values import FactKind, Source


@attrs.frozen(kw_only=True)
class Way:
    """An option with its arguments; an argument that is empty is left out."""

    name: str
    pros: tuple[str, ...]
    cons: tuple[str, ...]

    def option(self) -> Option:
        """The option as the record shows it; one without an argument says so."""
        return Option(
            name=self.name,
            pros=unique(self.pros) or ("No statement speaks for it in particular",),
            cons=unique(self.cons) or ("No statement speaks against it",),
        )


@attrs.frozen(kw_only=True)
class Record:
    """A decision before it has its number."""

    title: str
    context: str
    drivers: tuple[str, ...]
    ways: tuple[Way, ...]
    chosen: str
    because: str
    good: tuple[str, ...]
    bad: tuple[str, ...]
    revisit_when: str
    sources: tuple[Source, ...] = ()
    accepted: bool = False
    technologies: tuple[str, ...] = attrs.field(default=())


def when(shape: Shape, text: str, *concerns: Concern) -> str:
    """The argument with the statement that gives it weight; empty where nobody said such a thing."""
    if not shape.has(*concerns):
        return ""
    refs = shape.refs(*concerns)
    tail = f"({', '.join(refs[:3])})" if refs else f"(“{short(shape.quote(*concerns), 80)}”)"
    return f"{text} {tail}"


def because(shape: Shape, refs: tuple[str, ...], text: str, *concerns: Concern) -> str:
    """The reason for a choice: the requirements by id, then the argument, then what was said."""
    quote = shape.quote(*concerns)
    said = f" Said: “{short(quote, 120)}”." if quote else ""
    return f"{listing(refs[:4])}: {text}.{said}" if refs else f"{text[:1].upper()}{text[1:]}.{said}"


def things_of(architecture: Architecture) -> str:
    return several([plural(entity.name) for entity in architecture.entities], "the entries")


def carried(architecture: Architecture, *prefixes: str) -> tuple[str, ...]:
    return unique(
        ref for item in architecture.elements if item.id.startswith(prefixes) for ref in item.requirements
    )


def said_about(shape: Shape, *concerns: Concern, also: FactKind | None = None) -> tuple[Source, ...]:
    """The sources of the statements by which the person settled something; none where it was only context."""
    settling = {FactKind.NEED, FactKind.DECISION, FactKind.LIMIT, FactKind.RULE, FactKind.QUALITY, also}
    return tuple(
        dict.fromkeys(
            fact.source
            for concern in concerns
            if concern in shape.found
            for fact in shape.found[concern].facts
            if fact.kind in settling
        )
    )[:3]


def unique_sources(items: tuple[Technology, ...]) -> tuple[Source, ...]:
    """The sources of the statements that settled these products, each once."""
    return tuple(dict.fromkeys(source for item in items for source in item.evidence.sources))
