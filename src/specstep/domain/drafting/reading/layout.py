"""A text taken apart by its layout into passages, in linear time."""

import re
from itertools import pairwise

import attrs

from specstep.domain.drafting.reading.passages import Line, Passage, Shape, joined
from specstep.domain.drafting.reading.sections import section_of
from specstep.domain.drafting.reading.tables import cells, is_separator, row_priority, row_sentence, statement_cell
from specstep.domain.drafting.reading.transcripts import after_stamp, introduction, is_stamp, speakers
from specstep.domain.language.predicates import find_predicate
from specstep.domain.language.words import tokens

_FENCE = re.compile(r"(```|~~~)")
_HEADING = re.compile(r"(#{1,6})\s+(?P<text>.+?)\s*#*$")
_BOLD_LINE = re.compile(r"(?:\*\*|__)(?P<text>[^*_]{2,80})(?:\*\*|__):?$")
_UNDERLINE = re.compile(r"(?:={3,}|-{3,})\s*$")
_RULE = re.compile(r"(?:\*\s?){3,}$|(?:-\s?){3,}$|(?:_\s?){3,}$")
_ITEM = re.compile(
    r"(?:[-*+•‣▪◦·–—]|\(?\d{1,3}[.)](?=\s)|\(?[a-zA-Z]\)|\d{1,2}(?:\.\d{1,2}){1,3}\.?(?=\s[A-ZÀ-Þ]))\s+(?:\[[ xX]\]\s+)?(?=\S)"
)
_ENTRY = re.compile(r"(?P<key>[\w][\w -]{0,30}):\s*(?P<value>.*)$")
_MAIL_HEAD = re.compile(
    r"(?:from|to|cc|bcc|date|sent|subject|reply-to|von|an|betreff|datum|gesendet|objet|asunto)\s*:", re.IGNORECASE
)
_QUOTED = re.compile(r"(?:>\s?)+")
_LABELLED = re.compile(r"[^\W\d_][\w /-]{1,24}: ")
_MAX_HEADING = 80
_MAX_DEPTH = 20
_LABEL = 8  # below all levels of headings


@attrs.define
class _Reader:
    """What is open while the lines go by."""

    names: frozenset[str]
    passages: list[Passage] = attrs.Factory(list)
    headings: list[tuple[int, str]] = attrs.Factory(list)
    block: list[Line] = attrs.Factory(list)
    item: tuple[int, bool] | None = None  # indent of the open item
    stems: list[tuple[int, str]] = attrs.Factory(list)
    speaker: str | None = None
    head: tuple[str, ...] | None = None

    def close(self) -> None:
        """Turn the open lines into passages."""
        if not self.block:
            return
        if self.item is not None:
            self.emit(self.block, Shape.ITEM, self.stem_for(self.item[0]))
        else:
            for lines in _paragraphs(self.block):
                self.emit(lines, Shape.PARAGRAPH, None)
        self.block, self.item = [], None

    def emit(self, lines: list[Line], shape: Shape, stem: str | None) -> None:
        text, pieces = joined(lines)
        if not text.strip():
            return
        self.passages.append(
            Passage(text=text, pieces=pieces, line=lines[0].number, shape=shape,
                    headings=tuple(heading for _, heading in self.headings), stem=stem, speaker=self.speaker,
                    depth=lines[0].depth)
        )  # fmt: skip

    def stem_for(self, indent: int) -> str | None:
        parts = [stem for at, stem in self.stems if at < indent]
        return parts[-1] if parts else None


def passages(text: str) -> tuple[Passage, ...]:
    """The passages of a text in order; in a mail with quoted replies, what was written first comes first."""
    lines = _lines(text)
    reader = _Reader(names=speakers([line.text for line in lines if line.text]))
    index = _front_matter(lines, reader)
    mail_head = index == 0
    while index < len(lines):
        line = lines[index]
        if mail_head and line.text and not _MAIL_HEAD.match(line.text):
            mail_head = False
        index = _step(reader, lines, index, mail_head)
    reader.close()
    found = _with_stems(reader.passages)
    return tuple(sorted(found, key=lambda passage: -passage.depth))


def _lines(text: str) -> list[Line]:
    found: list[Line] = []
    start = 0
    for number, raw in enumerate(text.splitlines(keepends=True), start=1):
        quoted = _QUOTED.match(raw)
        depth = min(quoted.group().count(">"), _MAX_DEPTH) if quoted else 0
        content = raw[quoted.end() :] if quoted else raw
        indent = len(content[:200].expandtabs(4)) - len(content[:200].expandtabs(4).lstrip())
        lead = len(content) - len(content.lstrip())
        found.append(
            Line(
                number=number,
                start=start + len(raw) - len(content) + lead,
                text=content.strip(),
                indent=indent,
                depth=depth,
            )
        )
        start += len(raw)
    return found


def _front_matter(lines: list[Line], reader: _Reader) -> int:
    if not lines or lines[0].text != "---":
        return 0
    end = next((index for index in range(1, min(len(lines), 60)) if lines[index].text in {"---", "..."}), None)
    if end is None:
        return 1
    for line in lines[1:end]:
        if _ENTRY.match(line.text[:200]):
            reader.emit([line], Shape.ENTRY, None)
        elif line.text:
            reader.emit([line], Shape.ASIDE, None)
    return end + 1


def _step(reader: _Reader, lines: list[Line], index: int, mail_head: bool) -> int:
    line = lines[index]
    text = line.text
    if reader.block and reader.block[-1].depth != line.depth:
        reader.close()
    if not text:
        reader.close()
        reader.head = None
        return index + 1
    if _FENCE.match(text):
        return _code(reader, lines, index)
    if mail_head and _MAIL_HEAD.match(text):
        reader.close()
        reader.emit([line], Shape.ENTRY, None)
        return index + 1
    following = lines[index + 1].text if index + 1 < len(lines) else ""
    if "|" in text and (reader.head is not None or is_separator(following)):
        reader.close()
        return _table(reader, line, following, index)
    reader.head = None
    ahead = next((each.text for each in lines[index + 1 : index + 4] if each.text), "")
    if heading := _heading(line, following, reader) or _numbered(line, ahead, reader):
        level, words, used = heading
        reader.close()
        reader.headings = [(at, said) for at, said in reader.headings if at < level] + [(level, words)]
        reader.stems, reader.item = [], None
        if re.search(r"\d", words):
            reader.emit([line], Shape.HEADING, None)
        return index + used
    if _RULE.match(text) or is_stamp(text):
        reader.close()
        return index + 1
    if introduced := introduction(text, reader.names):
        reader.close()
        reader.speaker, begin = introduced
        rest = text[begin:]
        reader.stems = []
        if rest.strip():
            reader.block = [attrs.evolve(line, text=rest, start=line.start + begin)]
        return index + 1
    if (stamp := after_stamp(text)) and len(text) > stamp:
        reader.close()
        reader.block = [attrs.evolve(line, text=text[stamp:], start=line.start + stamp)]
        return index + 1
    if item := _ITEM.match(text):
        _open_item(reader, line, item.end())
        return index + 1
    if reader.item is not None and line.indent <= reader.item[0] and not _goes_on(reader.block[-1], line):
        reader.close()
    if not reader.block and reader.headings and reader.headings[-1][0] == _LABEL and _list_is_over(reader):
        reader.headings.pop()
    reader.block.append(line)
    return index + 1


def _list_is_over(reader: _Reader) -> bool:
    """A label such as "Rules:" heads its list, not the paragraphs after it."""
    return bool(reader.passages) and reader.passages[-1].shape is Shape.ITEM


def _goes_on(before: Line, line: Line) -> bool:
    return line.text[:1].islower() and not before.text.endswith((".", "!", "?", ":"))


def _open_item(reader: _Reader, line: Line, begin: int) -> None:
    if reader.item is not None and reader.block and line.indent > reader.item[0]:
        parent, _ = joined(reader.block)
        stem = parent
        indent = reader.item[0]
        above = reader.stem_for(indent)
        reader.close()
        reader.stems = [(at, said) for at, said in reader.stems if at < indent]
        reader.stems.append((indent, f"{above}\n{stem}" if above else stem))
    else:
        if reader.item is None and reader.block:
            last = reader.block[-1].text
            whole, _ = joined(reader.block)
            reader.close()
            if last.endswith(":"):
                reader.stems = [(-1, whole)]
        reader.close()
        reader.stems = [(at, said) for at, said in reader.stems if at < line.indent]
        if not reader.stems and reader.passages and reader.passages[-1].text.endswith(":"):
            previous = reader.passages[-1]
            if previous.shape is Shape.PARAGRAPH and previous.speaker == reader.speaker:
                reader.stems = [(-1, previous.text)]
    reader.item = (line.indent, True)
    reader.block = [attrs.evolve(line, text=line.text[begin:], start=line.start + begin)]


def _with_stems(found: list[Passage]) -> list[Passage]:
    """Drop what is only the stem of the items that follow it, since they say it."""
    used = {part for passage in found if passage.stem for part in passage.stem.split("\n")}
    kept: list[Passage] = []
    for passage in found:
        if passage.text in used and passage.text.endswith(":") and passage.shape is not Shape.ROW:
            before = max((match.end() for match in re.finditer(r"[.!?]\s", passage.text)), default=0)
            if before:
                kept.append(attrs.evolve(passage, text=passage.text[:before].rstrip()))
            continue
        if passage.text in used and passage.shape is Shape.ITEM and not find_predicate(tokens(passage.text)):
            continue
        kept.append(passage)
    return kept


def _code(reader: _Reader, lines: list[Line], index: int) -> int:
    reader.close()
    fence = lines[index].text[:3]
    end = next((at for at in range(index + 1, len(lines)) if lines[at].text.startswith(fence)), len(lines))
    inside = [line for line in lines[index + 1 : end] if line.text]
    if inside:
        reader.emit(inside, Shape.CODE, None)
    return end + 1


def _table(reader: _Reader, line: Line, following: str, index: int) -> int:
    if is_separator(line.text):
        return index + 1
    row = cells(line.text)
    if reader.head is None and is_separator(following):
        reader.head = tuple(cell for cell, _ in row)
        return index + 2
    head = reader.head or ()
    said = tuple(cell for cell, _ in row)
    headings = tuple(heading for _, heading in reader.headings)
    own = statement_cell(head, said)
    if own is not None:
        cell, offset = row[own]
        reader.passages.append(
            Passage(text=cell, pieces=((0, line.start + offset),), line=line.number, shape=Shape.ITEM, headings=headings,
                    speaker=reader.speaker, priority=row_priority(head, said), depth=line.depth)
        )  # fmt: skip
    else:
        reader.passages.append(
            Passage(text=line.text, pieces=((0, line.start),), line=line.number, shape=Shape.ROW, headings=headings,
                    speaker=reader.speaker, rendered=row_sentence(head, said) or line.text,
                    priority=row_priority(head, said), depth=line.depth)
        )  # fmt: skip
    return index + 1


def _heading(line: Line, following: str, reader: _Reader) -> tuple[int, str, int] | None:
    text = line.text
    if len(text) > _MAX_HEADING + 8:
        return None
    if match := _HEADING.match(text):
        return len(match.group(1)), match["text"].strip("*_ "), 1
    if match := _BOLD_LINE.match(text):
        return 7, match["text"].strip(": "), 1
    if not reader.block and _UNDERLINE.match(following) and "|" not in text and not _ITEM.match(text):
        return (1 if following.startswith("=") else 2), text, 2
    if not reader.block and text.endswith(":") and len(text) < 50 and not _ITEM.match(text) and not _is_stem(text):
        return _LABEL, text.rstrip(": "), 1
    if (
        not reader.block and len(text) < 40 and len(text.split()) <= 4 and text[-1].isalnum() and text[:1].isupper()
        and not _ITEM.match(text) and _ITEM.match(following) and section_of(text) is not None
    ):  # fmt: skip
        return _LABEL, text, 1
    if not reader.block and text.isupper() and 4 <= len(text) < 50 and not _ITEM.match(text) and " | " not in text:
        return _LABEL, text.capitalize().rstrip(":"), 1
    return None


_NUMBERED = re.compile(r"(?P<number>\d{1,2})[.)]?\s+(?P<text>[A-ZÀ-Þ][^\n]{2,60})$")
_LEVEL = 6


def _numbered(line: Line, ahead: str, reader: _Reader) -> tuple[int, str, int] | None:
    """A numbered heading in plain text, "3. Needs": a few words without a verb that no further item of a list follows."""
    match = _NUMBERED.match(line.text)
    if match is None or line.indent or not ahead or len(match["text"].split()) > _LEVEL:
        return None
    text = match["text"].rstrip(": ")
    if text[-1] in ".!?;," or re.match(r"\d{1,2}[.)]?\s", ahead) or find_predicate(tokens(text)):
        return None
    between = reader.block and not (reader.item is not None or reader.block[-1].text.endswith((".", "!", "?")))
    return None if between else (_LEVEL, text, 1)


def _is_stem(text: str) -> bool:
    """Whether "Volunteers can:" waits for its items to become a sentence."""
    return section_of(text) is None and find_predicate(tokens(text)) is not None


def _paragraphs(block: list[Line]) -> list[list[Line]]:
    """Undo wrapping, but keep lines apart that were ended on purpose."""
    lengths = [len(line.text) for line in block]
    longest = max(lengths)
    even = longest >= 66 and min(lengths[:-1], default=longest) >= 0.7 * longest
    groups: list[list[Line]] = [[block[0]]]
    for before, line in pairwise(block):
        word = len(line.text.split(" ", 1)[0])
        fits = len(before.text) + 1 + word <= longest - 3 or longest < 60
        on = even and line.text[:1].islower() and not before.text.endswith((".", "!", "?", ":"))
        if (fits and not on) or _LABELLED.match(line.text[:40]):
            groups.append([line])
        else:
            groups[-1].append(line)
    return groups
