"""Statements with their sources, the stuff that every document is made of."""

import attrs

from specstep.domain.ids import FactId, InterviewId
from specstep.domain.interviews.values import Fact, ReferenceDocument, Source, Turn


@attrs.frozen(kw_only=True)
class Statement:
    """One sentence of a document, with what it rests on."""

    text: str
    sources: tuple[Source, ...]
    facts: tuple[FactId, ...] = ()


@attrs.frozen(kw_only=True)
class OpenQuestion:
    """Something that the package does not know, and what hangs on it.

    `recommended` is an answer to start from, where there is a sensible one; `meanwhile` says what the package takes
    for granted until somebody answers.
    """

    id: str
    text: str
    why: str
    topic: str
    blocks: tuple[str, ...] = ()  # requirement or document ids
    facts: tuple[FactId, ...] = ()
    recommended: str = ""
    meanwhile: str = ""


@attrs.frozen(kw_only=True)
class Dossier:
    """The snapshot that a generation works on (COL-3): redacted turns and references, and the facts taken.

    `language` is an ISO 639-1 code or "und".
    """

    interview_id: InterviewId
    title: str
    language: str
    turns: tuple[Turn, ...]
    references: tuple[ReferenceDocument, ...]
    facts: tuple[Fact, ...]
    redactions: int = 0
    skipped_topics: tuple[str, ...] = ()
