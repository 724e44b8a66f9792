"""Reads a page as a browser would: its tags, attributes and text."""

from html.parser import HTMLParser


class Page(HTMLParser):
    """All start tags with their attributes, the text outside scripts and styles, and what these hold."""

    def __init__(self, html: str) -> None:
        super().__init__(convert_charrefs=True)
        self.tags: list[tuple[str, dict[str, str]]] = []
        self.inlined: dict[str, list[str]] = {"script": [], "style": []}
        self._inside = ""
        self._texts: list[str] = []
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Keeps the tag."""
        self.tags.append((tag, {name: value or "" for name, value in attrs}))
        if tag in self.inlined:
            self._inside = tag
            self.inlined[tag].append("")

    def handle_endtag(self, tag: str) -> None:
        """Leaves a script or style."""
        if tag == self._inside:
            self._inside = ""

    def handle_data(self, data: str) -> None:
        """Keeps text, apart from code."""
        if self._inside:
            self.inlined[self._inside][-1] += data
        else:
            self._texts.append(data)

    @property
    def text(self) -> str:
        """What a person reads, white space folded."""
        return " ".join("".join(self._texts).split())

    def values(self, name: str) -> list[str]:
        """The values of an attribute wherever it stands."""
        return [attributes[name] for _, attributes in self.tags if name in attributes]

    def active(self) -> list[str]:
        """Whatever could run or load something, other than the page's own two scripts."""
        found = [
            f"{tag} {name}={value[:60]}"
            for tag, attributes in self.tags
            for name, value in attributes.items()
            if name.startswith("on")
            or name in ("style", "srcdoc", "action", "formaction", "srcset")
            or (name == "src" and not value.startswith("data:image/svg+xml;base64,"))
            or (
                name in ("href", "xlink:href")
                and value.split(":")[0].lower() in ("javascript", "data", "vbscript")
            )
        ]
        found += [
            tag
            for tag, _ in self.tags
            if tag
            in {"iframe", "object", "embed", "base", "form", "link", "foreignobject", "frame", "video", "math"}
        ]
        found += ["a script of somebody else's"] * max(0, len(self.inlined["script"]) - 2)
        found += ["a style of somebody else's"] * max(0, len(self.inlined["style"]) - 1)
        return found
