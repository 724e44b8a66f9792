"""Where each thing of a package is shown, when its sections and files are pages of their own."""

import re
from urllib.parse import quote

from markupsafe import Markup, escape

from specstep.domain.packages.contents import Contents
from specstep.domain.rendering.page.places import ID, Link
from specstep.domain.rendering.slugs import anchor, slug

HEADING = re.compile(r"^#{1,6}\s+(.+?)\s*#*$", re.MULTILINE)
PLAIN = re.compile(r"[A-Z]{1,4}-?\d{1,5}")


class Places:
    """Links into the pages of one package.

    Args:
        base: the path that all of them begin with.
    """

    def __init__(self, contents: Contents, base: str) -> None:
        self.overview = base
        self._base = base
        self._contents = contents
        self._ids: dict[str, str] = {}
        for section, ids in (
            ("requirements", (each.id for each in contents.requirements.requirements)),
            ("questions", (each.id for each in contents.requirements.open_questions)),
            ("ledger", (each.id for each in contents.ledger.facts)),
            ("transcript", (each.ref for each in contents.transcript.turns)),
            ("transcript", (each.ref for each in contents.transcript.references)),
        ):
            for id in ids:
                self._ids.setdefault(id, f"{base}/{section}#{quote(element_id(id))}")
        self._headings()

    def _headings(self) -> None:
        """Tasks, tests, risks and whatever else has an id as the first word of a heading."""
        for path in self._contents.files:
            if not path.endswith(".md"):
                continue
            for match in HEADING.finditer(self._contents.text(path)):
                id = match[1].partition(" ")[0]
                if ID.fullmatch(id):
                    self._ids.setdefault(id, self.file(path, heading_id(anchor(match[1].replace("\\", "")))))

    def file(self, path: str, element: str = "") -> str:
        """The page of a file; `element` is one on it."""
        return f"{self._base}/files/{quote(path)}" + (f"#{quote(element)}" if element else "")

    def section(self, name: str, element: str = "") -> str:
        """A section."""
        return f"{self._base}/{name}" + (f"#{quote(element)}" if element else "")

    def link(self, where: str) -> Link | None:
        """What an id, a path, "path#heading" or "path:scenario" names; None when it is shown nowhere."""
        if where in self._ids:
            return Link(self._ids[where], where)
        path, _, heading = where.partition("#")
        if path in self._contents.files:
            return Link(self.file(path, heading_id(heading) if heading else ""), where)
        path, _, scenario = where.partition(":")
        if scenario and path in self._contents.files:
            return Link(self.file(path, heading_id(anchor(scenario))), scenario)
        if heading in self._ids:
            return Link(self._ids[heading], where)
        return None

    def linked(self, text: str) -> Markup:
        """The text, escaped, in which each known id is a link."""
        parts: list[Markup] = []
        end = 0
        for match in ID.finditer(text):
            if match.group() in self._ids:
                parts += [
                    escape(text[end : match.start()]),
                    Markup('<a href="{}">{}</a>').format(self._ids[match.group()], match.group()),
                ]
                end = match.end()
        return Markup("").join([*parts, escape(text[end:])])


def element_id(id: str) -> str:
    """The element id of something that has an id; never one that the pages themselves use."""
    return id if PLAIN.fullmatch(id) else f"i-{slug(id)}"


def heading_id(name: str) -> str:
    """The element id of a heading by its anchor."""
    return f"s-{name}"
