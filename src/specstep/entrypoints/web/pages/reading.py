"""`/generations/{id}/package`: a package to read in, section by section and file by file."""

import asyncio
import posixpath
from collections.abc import Callable, Mapping
from typing import Any

import attrs
from aiohttp import web

from specstep.application.packages import Archive
from specstep.domain.errors import NotFound
from specstep.domain.ids import GenerationId
from specstep.domain.packages.comparison import compare
from specstep.domain.packages.contents import Contents, Criterion, Finding, read_contents
from specstep.domain.packages.documents import show_document
from specstep.domain.packages.places import Places, element_id, heading_id
from specstep.domain.packages.search import search
from specstep.domain.packages.sources import find_sources
from specstep.domain.rendering.page.images import read_image
from specstep.domain.rendering.slugs import anchor
from specstep.entrypoints.web.calls import Call
from specstep.entrypoints.web.pages.layout import HTML, page
from specstep.entrypoints.web.routes import Route, Who

ONE = "/generations/{id}/package"
TEXTS = (".csv", ".feature", ".json", ".mmd", ".txt", ".yaml", ".yml")
MOST_SHOWN = 300_000
FIRST = ("README.md", "docs/01-vision.md", "docs/02-prd.md", "architecture/README.md", "delivery/roadmap.md")
"""What somebody new to a package reads first, where it is there."""

SECTIONS: Mapping[str, tuple[str, Callable[[Contents], int | None]]] = {
    "requirements": ("Requirements", lambda c: len(c.requirements.requirements)),
    "questions": ("Open questions", lambda c: len(c.requirements.open_questions)),
    "traceability": ("Traceability", lambda c: len(c.matrix.rows)),
    "ledger": ("Ledger of facts", lambda c: len(c.ledger.facts)),
    "scores": ("Scores", lambda c: sum(not each.passed for each in c.scores.criteria) or None),
    "reviews": ("Reviews", lambda c: len(c.reviews.reviews)),
    "decisions": ("Decision log", lambda c: len(c.decisions.decisions)),
    "transcript": ("Transcript", lambda c: len(c.transcript.turns)),
    "files": ("All files", lambda c: len(c.files)),
}
"""Title and count of each section, by the last part of its path."""


@attrs.frozen(kw_only=True)
class Opened:
    """A package that somebody reads in."""

    archive: Archive
    contents: Contents
    places: Places

    def folders(self) -> Mapping[str, list[str]]:
        """Its files by their folder; what lies at the root comes first."""
        found: dict[str, list[str]] = {}
        for path in sorted(self.contents.files, key=lambda each: (posixpath.dirname(each), each)):
            found.setdefault(posixpath.dirname(path), []).append(path)
        return found

    def findings(self) -> Mapping[str, list[tuple[Criterion, Finding]]]:
        """What the rubric found, by the id or file that it concerns."""
        found: dict[str, list[tuple[Criterion, Finding]]] = {}
        for criterion in self.contents.scores.criteria:
            for finding in criterion.findings:
                where = finding.where.partition("#")[0]
                found.setdefault(where, []).append((criterion, finding))
        return found


async def overview(call: Call[None]) -> web.StreamResponse:
    """What it is, and what is found in it, where somebody looks for something."""
    opened = await _open(call)
    query = call.request.query.get("q", "")
    found = await asyncio.to_thread(search, opened.contents, query) if query.strip() else None
    drawing = opened.contents.files.get("architecture/diagrams/context.svg")
    return _shown(
        call,
        opened,
        "overview",
        "Overview",
        q=query,
        found=found,
        first=[path for path in FIRST if path in opened.contents.files],
        image=None if drawing is None else read_image(drawing),
    )


async def section(call: Call[None]) -> web.StreamResponse:
    """One of its sections; the filters come as a query."""
    name = call.path("section")
    if name not in SECTIONS:
        raise NotFound(kind="section of a package", id=name)
    opened = await _open(call)
    wanted = {key: value for key, value in call.request.query.items() if value}
    sources = await asyncio.to_thread(find_sources, opened.contents, opened.places)
    rows = {row.requirement: row for row in opened.contents.matrix.rows}
    title = SECTIONS[name][0]
    return _shown(call, opened, name, title, wanted=wanted, sources=sources, rows=rows)


async def read(call: Call[None]) -> web.StreamResponse:
    """One of its files, as it is best read."""
    opened, path = await _open(call), call.path("path")
    content = opened.contents.files.get(path)
    if content is None:
        raise NotFound(kind="file in the package", id=path)
    values: dict[str, object] = {
        "path": path,
        "size": len(content),
        "document": None,
        "image": None,
        "lines": None,
    }
    if path.endswith(".md"):
        values["document"] = await asyncio.to_thread(show_document, opened.contents, path, opened.places)
    elif path.endswith(".svg"):
        values["image"] = read_image(content)
    elif path.endswith(TEXTS):
        values["lines"] = opened.contents.text(path)[:MOST_SHOWN].splitlines()
    return _shown(call, opened, "file", path, cut=len(content) > MOST_SHOWN, **values)


async def beside(call: Call[None]) -> web.StreamResponse:
    """Two packages side by side; without another one, a choice of those there are."""
    opened = await _open(call)
    id, other = call.path("id"), call.request.query.get("with", "")
    records = await call.services.packages.list(call.account)
    others = [each for each in records if each.generation_id != id and each.deleted_at is None]
    values: dict[str, Any] = {"others": others, "other": None, "compared": None}
    if other:
        before = await _open(call, other)
        compared = await asyncio.to_thread(compare, before.contents, opened.contents)
        values |= {"other": before, "compared": compared}
    return _shown(call, opened, "compare", "Compare", chosen=other, **values)


async def _open(call: Call[Any], id: str | None = None) -> Opened:
    id = call.path("id") if id is None else id
    archive = await call.services.packages.read(call.account, GenerationId(id))
    if archive.record.deleted_at is not None:
        raise NotFound(kind="package of generation", id=id)

    def unpacked() -> Opened:
        contents = read_contents(archive.files)
        base = f"/generations/{archive.record.generation_id}/package"
        return Opened(archive=archive, contents=contents, places=Places(contents, base))

    return await asyncio.to_thread(unpacked)


def _shown(call: Call[None], opened: Opened, name: str, title: str, **values: Any) -> web.StreamResponse:
    contents = opened.contents
    return page(
        call,
        f"package/{name}",
        c=contents,
        record=opened.archive.record,
        places=opened.places,
        link=opened.places.link,
        linked=opened.places.linked,
        base=opened.places.overview,
        api=f"/v1{opened.places.overview}",
        at=element_id,
        heading_at=lambda text: heading_id(anchor(text)),
        sections=[(key, called, count(contents)) for key, (called, count) in SECTIONS.items()],
        folders=opened.folders(),
        findings=opened.findings(),
        picture_of=lambda path: read_image(contents.files[path]),
        here=name,
        title=title,
        language=contents.requirements.language,
        **values,
    )


def _page(path: str, handler: Callable[[Call[None]], Any], about: str) -> Route:
    return Route(method="GET", path=path, handler=handler, about=about, who=Who.PERSON, media=HTML)


ROUTES = (
    _page(ONE, overview, "A package to read in"),
    _page(f"{ONE}/compare", beside, "Two packages side by side"),
    _page(f"{ONE}/files/{{path:.+}}", read, "A file of a package to read"),
    _page(f"{ONE}/{{section}}", section, "A section of a package"),
)
