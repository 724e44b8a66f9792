"""A file that a person hands in as a brief or a reference, read as text or refused with a way out (COL-4)."""

import codecs
import unicodedata

from specstep.domain.errors import UnreadableDocument

SIZE_LIMIT_BYTES = 10 * 1024 * 1024
ANSWER_AT_MOST = 60_000
"""Characters of one answer: some twenty pages."""
_BOMS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_MAGIC = (
    (b"%PDF", "a PDF"),
    (b"PK\x03\x04", "a ZIP archive or an Office document"),
    (b"\xd0\xcf\x11\xe0", "an old Office document"),
    (b"\x89PNG", "a picture"),
    (b"\xff\xd8\xff", "a picture"),
    (b"GIF8", "a picture"),
    (b"\x1f\x8b", "a compressed file"),
    (b"\x7fELF", "a program"),
    (b"{\\rtf", "an RTF document"),
)
_AS_TEXT = "Save it as plain text or Markdown (UTF-8) and hand that in."
_CONTROL_SHARE = 0.01


def decode_document(name: str, data: bytes) -> str:
    """The text of a document, with line ends as "\\n" and without a byte-order mark.

    UTF-8, and UTF-16 or UTF-32 with a byte-order mark, are read. Anything else is refused rather than guessed:
    a wrong guess would put words into the person's mouth that nobody notices until they stand in a package.

    Raises:
        UnreadableDocument: empty, too large, not text, or in another encoding.
    """
    if len(data) > SIZE_LIMIT_BYTES:
        size, limit = len(data) / 1024 / 1024, SIZE_LIMIT_BYTES // 1024 // 1024
        what = f"it has {size:.1f} MB, and {limit} MB is the most that can be read."
        raise UnreadableDocument(where=name, what=what, way_out="Hand in the part that matters, or split it.")
    for magic, kind in _MAGIC:
        if data.startswith(magic):
            raise UnreadableDocument(where=name, what=f"it is {kind}, not a text.", way_out=_AS_TEXT)
    text = _decoded(name, data).replace("\r\n", "\n").replace("\r", "\n")
    check_text(name, text)
    return text


def check_text(name: str, text: str) -> None:
    """Refuse what is empty, too large, or has characters that no text has.

    Raises:
        UnreadableDocument: see above.
    """
    if "\x00" in text:
        at = text.count("\n", 0, text.index("\x00")) + 1
        raise UnreadableDocument(
            where=name, what=f"line {at} has a NUL character; text has none.", way_out=_AS_TEXT
        )
    if not any(character.isalnum() for character in text):
        raise UnreadableDocument(
            where=name, what="it is empty.", way_out="Write at least one sentence about the project."
        )
    if len(text.encode("utf-8", "replace")) > 3 * SIZE_LIMIT_BYTES:
        raise UnreadableDocument(
            where=name, what="it is too long.", way_out="Hand in the part that matters, or split it."
        )
    if any("\ud800" <= c <= "\udfff" for c in text):
        raise UnreadableDocument(
            where=name, what="it has half a character in it (a lone surrogate).", way_out=_AS_TEXT
        )
    strange = sum(unicodedata.category(c) in ("Cc", "Cs") and c not in "\n\r\t\f\v\x1b" for c in text)
    if strange > _CONTROL_SHARE * len(text):
        raise UnreadableDocument(where=name, what="it is not a text (control characters).", way_out=_AS_TEXT)


def check_answer(text: str) -> None:
    """Refuse what cannot be one answer of a talk: what is no text, or is as long as a book.

    Raises:
        UnreadableDocument: see above.
    """
    if len(text) > ANSWER_AT_MOST:
        what = f"it has {len(text):,} characters, and {ANSWER_AT_MOST:,} is the most for one."
        way_out = "Say the part that matters, or start from it as a document (specstep interview --brief FILE)."
        raise UnreadableDocument(where="answer", what=what, way_out=way_out)
    if not any(character.isalnum() for character in text) and text.strip() and "\x00" not in text:
        return  # signs alone are replied to
    check_text("answer", text)


def _decoded(name: str, data: bytes) -> str:
    for bom, encoding in _BOMS:
        if data.startswith(bom):
            try:
                return data.decode(encoding).removeprefix("\ufeff")
            except UnicodeDecodeError as error:
                what = f"it says it is {encoding.removesuffix('-sig').upper()}, but byte {error.start} is not."
                raise UnreadableDocument(where=name, what=what, way_out=_AS_TEXT) from None
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        what = f"it is not UTF-8 (line {line}, byte {error.start})."
        way_out = "Save it as UTF-8: every editor can (“Save as … encoding”), or: iconv -f WINDOWS-1252 -t UTF-8."
        raise UnreadableDocument(where=name, what=what, way_out=way_out) from None
