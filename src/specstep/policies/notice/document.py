"""A document as a row of blocks, and its writing as Markdown and HTML."""

import html
from collections.abc import Iterable

import attrs

STYLE = (
    "body{font:1rem/1.6 system-ui,sans-serif;max-width:46rem;margin:2rem auto;padding:0 1rem;color:#1b1b1b;"
    "background:#fff}h1,h2{line-height:1.25}table{border-collapse:collapse;width:100%}th,td{text-align:left;"
    "vertical-align:top;padding:.4rem .6rem;border-bottom:1px solid #767676}div{overflow-x:auto}"
    "@media(prefers-color-scheme:dark){body{color:#eee;background:#161616}}"
)


def _texts(items: Iterable[str]) -> tuple[str, ...]:
    return tuple(items)


def _rows(rows: Iterable[tuple[str, ...]]) -> tuple[tuple[str, ...], ...]:
    return tuple(rows)


@attrs.frozen
class Heading:
    """A heading of a section."""

    text: str


@attrs.frozen
class Paragraph:
    """Some sentences."""

    text: str


@attrs.frozen
class Points:
    """A list of points."""

    items: tuple[str, ...] = attrs.field(converter=_texts)


@attrs.frozen
class Grid:
    """A table with its header."""

    header: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...] = attrs.field(converter=_rows)


Block = Heading | Paragraph | Points | Grid


def _blocks(blocks: Iterable[Block]) -> tuple[Block, ...]:
    return tuple(blocks)


@attrs.frozen
class Document:
    """A title and what stands below it."""

    title: str
    blocks: tuple[Block, ...] = attrs.field(converter=_blocks)


def as_markdown(document: Document) -> str:
    """The document in Markdown."""
    parts = [f"# {_escape(document.title)}", *(_markdown(block) for block in document.blocks)]
    return "\n\n".join(parts) + "\n"


def as_html(document: Document) -> str:
    """The document as a page of its own that loads nothing."""
    body = "\n".join(_html(block) for block in document.blocks)
    title = html.escape(document.title)
    return (
        f'<!doctype html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n'
        f'<meta name="viewport" content="width=device-width, initial-scale=1">\n<title>{title}</title>\n'
        f"<style>{STYLE}</style>\n</head>\n<body>\n<main>\n<h1>{title}</h1>\n{body}\n</main>\n</body>\n</html>\n"
    )


def _markdown(block: Block) -> str:
    match block:
        case Heading(text=text):
            return f"## {_escape(text)}"
        case Paragraph(text=text):
            return _escape(text)
        case Points(items=items):
            return "\n".join(f"- {_escape(item)}" for item in items)
        case Grid(header=header, rows=rows):
            lines = [
                _row(map(_escape, header)),
                _row("---" for _ in header),
                *(_row(map(_escape, row)) for row in rows),
            ]
            return "\n".join(lines)


def _row(cells: Iterable[str]) -> str:
    return f"| {' | '.join(cell.replace('|', chr(92) + '|') for cell in cells)} |"


def _escape(text: str) -> str:
    """The text so that Markdown shows it as it is."""
    folded = " ".join(text.split())
    for mark in "\\`*_[]<>#":
        folded = folded.replace(mark, f"\\{mark}")
    return folded


def _html(block: Block) -> str:
    match block:
        case Heading(text=text):
            return f"<h2>{html.escape(text)}</h2>"
        case Paragraph(text=text):
            return f"<p>{html.escape(text)}</p>"
        case Points(items=items):
            return "<ul>\n" + "".join(f"<li>{html.escape(item)}</li>\n" for item in items) + "</ul>"
        case Grid(header=header, rows=rows):
            head = "".join(f'<th scope="col">{html.escape(cell)}</th>' for cell in header)
            lines = "".join(
                "<tr>" + "".join(f"<td>{html.escape(cell)}</td>" for cell in row) + "</tr>\n" for row in rows
            )
            label = html.escape(header[0])
            return (
                f'<div tabindex="0" role="region" aria-label="{label}"><table>\n<thead><tr>{head}</tr></thead>\n'
                f"<tbody>\n{lines}</tbody>\n</table></div>"
            )


def as_json(document: Document) -> dict[str, object]:
    """The document's sections for programs: each with its heading and its texts, points and rows."""
    sections: list[dict[str, object]] = []
    parts: list[object] = []
    for block in (Heading(""), *document.blocks):
        match block:
            case Heading(text=text):
                parts = []
                sections.append({"heading": text, "parts": parts})
            case Paragraph(text=text):
                parts.append({"text": text})
            case Points(items=items):
                parts.append({"points": list(items)})
            case Grid(header=header, rows=rows):
                parts.append({"rows": [dict(zip(header, row, strict=True)) for row in rows]})
    return {"title": document.title, "sections": [each for each in sections if each["heading"] or each["parts"]]}
