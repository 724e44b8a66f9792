"""Profile photos: pictures of a bounded size, of kinds that are told by their first bytes."""

from datetime import datetime

import attrs

LARGEST_BYTES = 512 * 1024
KINDS: tuple[tuple[bytes, int, str], ...] = (
    (b"\xff\xd8\xff", 0, "image/jpeg"),
    (b"\x89PNG\r\n\x1a\n", 0, "image/png"),
    (b"GIF87a", 0, "image/gif"),
    (b"GIF89a", 0, "image/gif"),
    (b"WEBP", 8, "image/webp"),
)
"""First bytes, from which place on, and what they stand for. Nothing that can hold a script is among them."""


@attrs.frozen(kw_only=True)
class Photo:
    """A picture as it was at a provider at some time."""

    content: bytes = attrs.field(repr=False)
    content_type: str
    cached_at: datetime


def photo_of(content: bytes, now: datetime) -> Photo | None:
    """The picture, or None where it isn't one: of another kind, empty or too large.

    Its type is read out of its bytes; what whoever sent it says of it doesn't count.

    Source: GEN-4; whatwg MIME Sniffing, section 6.1 (image type patterns).
    """
    if len(content) > LARGEST_BYTES:
        return None
    for start, place, content_type in KINDS:
        riff = content_type != "image/webp" or content.startswith(b"RIFF")
        if riff and content[place : place + len(start)] == start and len(content) > place + len(start):
            return Photo(content=content, content_type=content_type, cached_at=now)
    return None
