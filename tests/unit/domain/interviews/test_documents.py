import codecs

import pytest
from hypothesis import given
from hypothesis import strategies as st

from specstep.domain.errors import UnreadableDocument
from specstep.domain.interviews.documents import SIZE_LIMIT_BYTES, decode_document

TEXT = "Ein Brief für Zoë – 10 €.\nZweite Zeile."


@pytest.mark.parametrize(
    "data",
    [
        TEXT.encode(),
        codecs.BOM_UTF8 + TEXT.encode(),
        TEXT.encode("utf-16"),
        codecs.BOM_UTF16_BE + TEXT.encode("utf-16-be"),
        TEXT.replace("\n", "\r\n").encode(),
        TEXT.replace("\n", "\r").encode(),
    ],
)
def test_utf8_and_marked_utf16_read_as_the_same_text(data: bytes) -> None:
    assert decode_document("brief.md", data) == TEXT


@pytest.mark.parametrize(
    ("data", "says"),
    [
        (b"", "empty"),
        (b" \n\t\n", "empty"),
        (codecs.BOM_UTF8, "empty"),
        (b"%PDF-1.7 abc", "PDF"),
        (b"PK\x03\x04abc", "ZIP"),
        (b"\x89PNG\r\n", "picture"),
        (b"line one\nbad\x00byte", "line 2"),
        ("Grüße".encode("cp1252"), "UTF-8"),
        ("text".encode("utf-16-le"), "NUL"),
        (codecs.BOM_UTF16_LE + b"\x00\xd8x", "UTF-16"),
        (bytes(range(1, 9)) * 50 + b"a", "control"),
        (b"a" * (SIZE_LIMIT_BYTES + 1), "10 MB"),
    ],
)
def test_what_is_no_text_is_refused_with_a_reason_and_a_way_out(data: bytes, says: str) -> None:
    with pytest.raises(UnreadableDocument) as caught:
        decode_document("brief.md", data)
    assert caught.value.where == "brief.md"
    assert says in caught.value.what
    assert caught.value.hint


@given(st.binary(max_size=300))
def test_any_bytes_are_either_text_or_refused(data: bytes) -> None:
    try:
        text = decode_document("x", data)
    except UnreadableDocument:
        return
    assert "\x00" not in text
    assert "\r" not in text
    assert any(character.isalnum() for character in text)
