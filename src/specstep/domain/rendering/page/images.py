"""Pictures as part of the page."""

import base64
import re

import attrs

VIEW_BOX = re.compile(rb"""<svg\b[^>]*?\bviewBox=["'][-\d.]+[ ,]+[-\d.]+[ ,]+([\d.]+)[ ,]+([\d.]+)["']""")
BROAD = 760.0
BROADER = 1250.0


@attrs.frozen(kw_only=True)
class Image:
    """A picture's data: URL. `shape` is "broad" or "broader" where it must scroll to stay readable on a phone, and
    on any screen."""

    url: str
    shape: str


def read_image(svg: bytes) -> Image:
    """The picture, ready to be shown."""
    found = VIEW_BOX.search(svg)
    width = float(found.group(1)) if found else 0.0
    return Image(
        url=f"data:image/svg+xml;base64,{base64.b64encode(svg).decode()}",
        shape="broader" if width > BROADER else "broad" if width > BROAD else "",
    )
