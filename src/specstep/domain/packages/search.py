"""Search over everything that a package says."""

import re
import unicodedata
from collections.abc import Iterable, Sequence

import attrs

from specstep.domain.packages.contents import Contents
from specstep.domain.rendering.slugs import anchor

MOST_HITS = 50
LONGEST_QUERY = 200
AROUND = 70
HEADING = re.compile(r"^#{1,6}\s+(.+?)\s*#*$")
FENCE = re.compile(r"^\s*(```|~~~)")
LINK = re.compile(r"\[([^\]]*)\]\([^)\s]*\)")
RANKS = {"Requirement": 8, "Open question": 7, "Decision": 5, "Fact": 3, "Transcript": 2}


@attrs.frozen(kw_only=True)
class Entry:
    """Something that can be found. `section` and `anchor` say where it is shown: of a file, `section` is its path."""

    kind: str
    name: str
    text: str
    section: str
    anchor: str = ""


@attrs.frozen(kw_only=True)
class Hit:
    """An entry that has all the words, and the text around the first of them: found parts are marked as such."""

    entry: Entry
    around: tuple[tuple[str, bool], ...]


@attrs.frozen(kw_only=True)
class Found:
    """The best hits, and how many there were."""

    hits: tuple[Hit, ...]
    count: int


def search(contents: Contents, query: str) -> Found:
    """What has all the words of a query, best first; nothing where it has none."""
    words = tuple(dict.fromkeys(fold(query[:LONGEST_QUERY]).split()))
    if not words:
        return Found(hits=(), count=0)
    found = []
    for place, entry in enumerate(_entries(contents)):
        head, text = fold(entry.name), fold(entry.text)
        if all(word in head or word in text for word in words):
            rank = 10 * sum(word in head for word in words) + RANKS.get(entry.kind, 0)
            found.append((-rank, place, entry))
    found.sort(key=lambda each: each[:2])
    best = found[:MOST_HITS]
    return Found(
        hits=tuple(Hit(entry=entry, around=_around(entry.text, words)) for _, _, entry in best), count=len(found)
    )


def fold(text: str) -> str:
    """A text as it is compared: without case and accents."""
    plain = "".join(char for char in unicodedata.normalize("NFKD", text) if not unicodedata.combining(char))
    return plain.casefold()


def _entries(contents: Contents) -> Iterable[Entry]:
    for item in contents.requirements.requirements:
        text = f"{item.text} {item.rationale}".strip()
        yield Entry(
            kind="Requirement",
            name=f"{item.id} {item.title}",
            text=text,
            section="requirements",
            anchor=item.id,
        )
    for question in contents.requirements.open_questions:
        text = f"{question.text} {question.why}"
        yield Entry(kind="Open question", name=question.id, text=text, section="questions", anchor=question.id)
    for fact in contents.ledger.facts:
        yield Entry(kind="Fact", name=fact.id, text=fact.text, section="ledger", anchor=fact.id)
    for choice in contents.decisions.decisions:
        text = f"{choice.what} {choice.why}"
        name = f"{choice.number}, {choice.agent}"
        yield Entry(kind="Decision", name=name, text=text, section="decisions", anchor=f"decision-{choice.number}")
    for turn in contents.transcript.turns:
        yield Entry(kind="Transcript", name=turn.ref, text=turn.content, section="transcript", anchor=turn.ref)
    for reference in contents.transcript.references:
        yield Entry(
            kind="Transcript", name=reference.name, text=reference.text, section="transcript", anchor=reference.ref
        )
    for path in contents.files:
        if path.endswith(".md"):
            yield from _sections(path, contents.text(path))
        elif path.endswith((".feature", ".yaml", ".txt")):
            yield Entry(kind="Document", name=path, text=contents.text(path), section=path)


def _sections(path: str, markdown: str) -> Iterable[Entry]:
    """A document, cut at its headings."""
    name, place, lines, fenced = path, "", list[str](), False
    for line in markdown.splitlines():
        if FENCE.match(line):
            fenced = not fenced
        heading = None if fenced else HEADING.match(line)
        if heading is None:
            lines.append(line)
            continue
        if any(each.strip() for each in lines):
            yield Entry(kind="Document", name=name, text=_plain(lines), section=path, anchor=place)
        name, place, lines = _plain([heading[1]]), f"s-{anchor(_plain([heading[1]]))}", []
    if any(each.strip() for each in lines):
        yield Entry(kind="Document", name=name, text=_plain(lines), section=path, anchor=place)


def _plain(lines: Sequence[str]) -> str:
    """Lines without the marks that only a renderer needs."""
    return LINK.sub(r"\1", "\n".join(lines)).replace("\\", "")


def _around(text: str, words: Sequence[str]) -> tuple[tuple[str, bool], ...]:
    """The text around the first of the words, cut where words begin and end."""
    folded = " ".join(text.split())
    pattern = re.compile("|".join(re.escape(each) for each in sorted(words, key=len, reverse=True)), re.IGNORECASE)
    first = pattern.search(folded)
    start = max(0, first.start() - AROUND) if first else 0
    cut = folded[start : start + 3 * AROUND]
    parts: list[tuple[str, bool]] = [("… ", False)] if start else []
    end = 0
    for match in pattern.finditer(cut):
        parts += [(cut[end : match.start()], False), (match.group(), True)]
        end = match.end()
    parts.append((cut[end:] + (" …" if start + 3 * AROUND < len(folded) else ""), False))
    return tuple((part, marked) for part, marked in parts if part)
