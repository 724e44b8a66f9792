"""Where on the page everything lies: one anchor per id, document and heading."""

import re
from collections.abc import Mapping

import attrs
from markupsafe import Markup, escape

from specstep.domain.rendering.slugs import slug

ID = re.compile(r"(?<![\w-])[A-Z]{1,4}-\d{1,5}(?![\w-])")
LONGEST = 120


@attrs.frozen
class Link:
    """A target on the page (`href` begins with "#") and what to call it."""

    href: str
    label: str


class Anchors:
    """Hands out element ids of ASCII letters, digits and hyphens; never the same one twice."""

    def __init__(self) -> None:
        self._taken: set[str] = set()

    def give(self, prefix: str, text: str) -> str:
        """A new element id that begins with the prefix and resembles the text."""
        wanted = f"{prefix}-{slug(text, LONGEST)}"
        name, number = wanted, 1
        while name in self._taken:
            number += 1
            name = f"{wanted}-{number}"
        self._taken.add(name)
        return name


class Places:
    """Finds the anchor of an id, of a scenario or of "path#heading".

    Args:
        ids: the anchor of each id.
        documents: by path the anchor and the title of each Markdown document.
        headings: by path the anchors of its headings by their slug.
        names: what to call an id that is no word for people, such as an element's.
    """

    def __init__(
        self,
        ids: Mapping[str, str],
        documents: Mapping[str, tuple[str, str]],
        headings: Mapping[str, Mapping[str, str]],
        names: Mapping[str, str],
    ) -> None:
        self._ids = ids
        self._documents = documents
        self._headings = headings
        self._names = names

    def anchor(self, id: str) -> str:
        """The element id of something that has one."""
        return self._ids[id]

    def link(self, where: str) -> Link | None:
        """The target that a place names, as exactly as it is known; None when it lies nowhere on the page."""
        if where in self._ids:
            return Link(f"#{self._ids[where]}", self._names.get(where, where))
        path, _, heading = where.partition("#")
        if path in self._documents:
            whole, title = self._documents[path]
            exact = self._headings.get(path, {}).get(heading)
            label = f"{title}: {heading.replace('-', ' ')}" if heading else title
            return Link(f"#{exact or whole}", label)
        if heading and heading in self._ids:
            return Link(f"#{self._ids[heading]}", where)
        return None

    def linked(self, text: str) -> Markup:
        """The text, escaped, in which each known id is a link."""
        parts: list[Markup] = []
        end = 0
        for match in ID.finditer(text):
            if match.group() not in self._ids:
                continue
            parts += [
                escape(text[end : match.start()]),
                Markup('<a href="#{}">{}</a>').format(self._ids[match.group()], match.group()),
            ]
            end = match.end()
        parts.append(escape(text[end:]))
        return Markup("").join(parts)
