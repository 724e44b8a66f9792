"""The transcript with every quoted passage marked, so that a source is one click away."""

import re
from collections.abc import Iterable, Mapping, Sequence
from itertools import pairwise

import attrs

from specstep.domain.documents.package import Package
from specstep.domain.interviews.values import Source, SourceKind
from specstep.domain.rendering.page.places import Anchors


@attrs.frozen(kw_only=True)
class Segment:
    """A stretch of text, with the anchors of the quotes that begin here and of those that it is part of."""

    text: str
    starts: tuple[str, ...] = ()
    within: tuple[str, ...] = ()


@attrs.frozen(kw_only=True)
class Passage:
    """A text of the talk, cut where quotes begin and end."""

    segments: tuple[Segment, ...]


@attrs.frozen(kw_only=True)
class Quotes:
    """The passages by reference ("T1", "R1"; "T2:recommended" for a question's recommended answer), and the
    anchor of each (ref, quote) that was found."""

    passages: dict[str, Passage]
    anchors: dict[tuple[str, str], str]


def mark_quotes(package: Package, anchors: Anchors) -> Quotes:
    """Finds every quote of the package in the text that it names, white space folded."""
    texts = {turn.ref: turn.content for turn in package.dossier.turns}
    texts |= {
        f"{turn.ref}:recommended": turn.question.recommended
        for turn in package.dossier.turns
        if turn.question is not None
    }
    texts |= {document.ref: document.text for document in package.dossier.references}
    return mark(texts, ((source.ref, source.quote) for source in _sources(package) if source.quote), anchors)


def mark(texts: Mapping[str, str], quotes: Iterable[tuple[str, str]], anchors: Anchors) -> Quotes:
    """Finds quotes in the texts that their references name; "T2:5" is line 5 of T2, and what stands nowhere is left out."""
    spans: dict[str, list[tuple[int, int, str]]] = {ref: [] for ref in texts}
    found: dict[tuple[str, str], str] = {}
    for said, quote in quotes:
        if (said, quote) in found:
            continue
        base, _, line = said.partition(":")
        for ref in (base, f"{base}:recommended"):
            span = _find(texts.get(ref, ""), quote, int(line) if line.isdecimal() else 1)
            if span is not None:
                name = anchors.give("quote", f"{base}-{len(spans[ref]) + 1}")
                found[said, quote] = name
                spans[ref].append((*span, name))
                break
    return Quotes(passages={ref: _cut(text, spans[ref]) for ref, text in texts.items()}, anchors=found)


def _sources(package: Package) -> Iterable[Source]:
    for fact in package.dossier.facts:
        yield fact.source
    groups: list[Sequence[Source]] = [item.sources for item in package.requirements.items]
    groups += [term.sources for term in package.glossary.terms]
    groups += [decision.sources for decision in package.decisions.items]
    for group in groups:
        yield from (source for source in group if source.kind is not SourceKind.ASSUMPTION)


def _find(text: str, quote: str, line: int) -> tuple[int, int] | None:
    """Where the quote stands: at or after the line, otherwise anywhere."""
    words = quote.split()
    if not words or not text:
        return None
    pattern = re.compile(r"\s+".join(re.escape(word) for word in words))
    start = 0
    for _ in range(line - 1):
        start = text.find("\n", start) + 1
        if not start:
            break
    match = pattern.search(text, start) or pattern.search(text)
    return match.span() if match else None


def _cut(text: str, spans: Sequence[tuple[int, int, str]]) -> Passage:
    edges = sorted({0, len(text), *(edge for start, end, _ in spans for edge in (start, end))})
    segments = [
        Segment(
            text=text[left:right],
            starts=tuple(name for start, _, name in spans if start == left),
            within=tuple(name for start, end, name in spans if start <= left and right <= end),
        )
        for left, right in pairwise(edges)
    ]
    return Passage(segments=tuple(segments))
