"""Takes out of an SVG whatever could run, load or track, and gives it a title and a description."""

import re
from xml.etree import ElementTree as ET

from specstep.domain.errors import BadInput

_SVG = "http://www.w3.org/2000/svg"
_ELEMENTS = frozenset(
    [
        "svg",
        "g",
        "path",
        "rect",
        "circle",
        "ellipse",
        "line",
        "polyline",
        "polygon",
        "text",
        "tspan",
        "title",
        "desc",
        "defs",
        "marker",
        "clipPath",
        "linearGradient",
        "radialGradient",
        "stop",
    ]
)
_ATTRIBUTES = frozenset(
    [
        "viewBox",
        "width",
        "height",
        "x",
        "y",
        "x1",
        "x2",
        "y1",
        "y2",
        "dx",
        "dy",
        "cx",
        "cy",
        "r",
        "rx",
        "ry",
        "d",
        "points",
        "transform",
        "fill",
        "fill-opacity",
        "fill-rule",
        "stroke",
        "stroke-width",
        "stroke-opacity",
        "stroke-dasharray",
        "stroke-linecap",
        "stroke-linejoin",
        "opacity",
        "font-family",
        "font-size",
        "font-weight",
        "font-style",
        "letter-spacing",
        "text-anchor",
        "text-decoration",
        "dominant-baseline",
        "paint-order",
        "color",
        "class",
        "id",
        "role",
        "offset",
        "stop-color",
        "stop-opacity",
        "markerWidth",
        "markerHeight",
        "markerUnits",
        "refX",
        "refY",
        "orient",
        "preserveAspectRatio",
        "marker-start",
        "marker-end",
        "marker-mid",
        "clip-path",
        "gradientUnits",
        "visibility",
    ]
)
_FROM_STYLE = _ATTRIBUTES - {"class", "id", "role", "d", "points", "transform", "width", "height", "x", "y"}
_MIX = re.compile(r"color-mix\(in srgb,\s*(#[0-9A-Fa-f]{6})\s+(\d+)%,\s*(#[0-9A-Fa-f]{6})\)")
_LOCAL_URL = re.compile(r"url\(#[\w-]+\)")


def clean_svg(svg: bytes, title: str = "", description: str = "") -> bytes:
    """The picture with nothing but shapes and text, its styles as attributes, named for screen readers.

    Raises:
        BadInput: this is no well-formed SVG.
    """
    if b"<!" in svg.replace(b"<!--", b""):
        raise BadInput(where="picture", what="declares a document type, which a picture has no need of")
    try:
        root = ET.fromstring(svg)  # noqa: S314 - no document type, so no entity can expand
    except ET.ParseError as problem:
        raise BadInput(where="picture", what=f"is not well-formed SVG: {problem}") from problem
    if _local(root.tag) != "svg":
        raise BadInput(where="picture", what="is not an SVG")
    _clean(root)
    for extra in [child for child in root if _local(child.tag) in ("title", "desc")]:
        root.remove(extra)
    root.attrib.pop("id", None)
    root.set("role", "img")
    for tag, text in (("desc", description), ("title", title)):
        if text:
            child = ET.Element(tag)
            child.text = text
            root.insert(0, child)
    root.set("xmlns", _SVG)
    return ET.tostring(root, encoding="unicode").encode() + b"\n"


def _local(tag: object) -> str:
    return tag.rpartition("}")[2] if isinstance(tag, str) else ""


def _clean(element: ET.Element) -> None:
    element.tag = _local(element.tag)
    style = element.attrib.pop("style", "")
    declared = dict(part.split(":", 1) for part in style.split(";") if ":" in part)
    for name, value in declared.items():
        if name.strip() in _FROM_STYLE:
            element.set(name.strip(), value.strip())
    for name, value in list(element.attrib.items()):
        mixed = _MIX.sub(_mixed, value).replace("px", "") if name in ("rx", "ry") else _MIX.sub(_mixed, value)
        # A picture may point only into itself.
        if name not in _ATTRIBUTES or "url(" in _LOCAL_URL.sub("", mixed.lower()):
            del element.attrib[name]
        else:
            element.set(name, mixed)
    for child in list(element):
        if _local(child.tag) in _ELEMENTS:
            _clean(child)
        else:
            element.remove(child)


def _mixed(found: re.Match[str]) -> str:
    first, share, second = found[1], int(found[2]) / 100, found[3]
    channels = [
        round(int(first[at : at + 2], 16) * share + int(second[at : at + 2], 16) * (1 - share)) for at in (1, 3, 5)
    ]
    return "#" + "".join(f"{channel:02X}" for channel in channels)
