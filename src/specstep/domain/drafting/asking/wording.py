"""Texts with places for the person's own things."""

import re
from collections.abc import Mapping

import attrs

_PLACE = re.compile(r"\{(\w+)\}")
Template = str | tuple[str, ...]
"""One text, or several: the first one whose places can all be filled is taken; the last one has none to fill."""


@attrs.frozen
class Wording:
    """A question, why it is asked, the answer that is recommended, and why that one."""

    text: Template
    why: Template
    recommended: Template
    because: Template


@attrs.frozen
class Worded:
    """A wording with its places filled."""

    text: str
    why: str
    recommended: str
    because: str


def fill(wording: Wording, things: Mapping[str, str]) -> Worded | None:
    """The wording with the person's things in it, or None where no text fits what is known."""
    texts = [_first(part, things) for part in (wording.text, wording.why, wording.recommended, wording.because)]
    if any(text is None for text in texts):
        return None
    return Worded(*(text for text in texts if text is not None))


def _first(template: Template, things: Mapping[str, str]) -> str | None:
    for text in (template,) if isinstance(template, str) else template:
        if all(things.get(place) for place in _PLACE.findall(text)):
            return _PLACE.sub(lambda match: things[match[1]], text)
    return None
