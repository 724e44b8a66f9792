"""One name per thing, and what each means."""

import attrs

from specstep.domain.interviews.values import Source


@attrs.frozen(kw_only=True)
class Term:
    """A word of the domain. `kind` is "actor", "entity", "system", "acronym" or "concept"; `expansion` is an
    acronym's long form, None where nobody gave it (then it is an open question)."""

    name: str
    definition: str
    kind: str
    aliases: tuple[str, ...] = ()
    expansion: str | None = None
    sources: tuple[Source, ...] = ()


@attrs.frozen(kw_only=True)
class Glossary:
    """The terms in alphabetical order."""

    terms: tuple[Term, ...]
