"""Hashes and ciphertext are told from readable values by their form, and no value is ever told."""

import base64
import hashlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from specstep.policies.audit.forms import why_not
from specstep.policies.model import Protection

API_KEY = f"sf_{'Ab3' * 2}d4_{'7' * 49}"
HASHED = (Protection.HASH, Protection.KEYED_HASH)
random_bytes = st.binary(min_size=29, max_size=200).filter(lambda raw: sum(byte > 127 for byte in raw) > 4)


@given(st.binary(), st.sampled_from(("sha1", "sha256", "sha384", "sha512", "md5")))
def test_a_digest_passes_in_every_usual_writing(content: bytes, name: str) -> None:
    digest = hashlib.new(name, content)
    written: list[str | bytes] = [digest.digest(), digest.hexdigest(), digest.hexdigest().upper()]
    written += [base64.b64encode(digest.digest()).decode(), base64.urlsafe_b64encode(digest.digest()).decode()]
    written += [digest.hexdigest().encode(), f"{name}:16384:6f1a2b3c:{digest.hexdigest()}"]
    for value in written:
        for protection in HASHED:
            assert why_not(protection, value) is None


@pytest.mark.parametrize(
    "value",
    [
        "$argon2id$v=19$m=65536,t=3,p=4$c29tZXNhbHQ$RdescudvJCsgt3ub+b7dWRWJTmaasQWEG0GhIhGpNXk",
        "$2b$12$R9h/cIPz0gi.URNNX3kh2OPST9/PgBkqquzi.Ss7KIUgO2t0jWMUW",
    ],
)
def test_a_password_hash_passes(value: str) -> None:
    assert why_not(Protection.HASH, value) is None


@given(random_bytes)
def test_ciphertext_passes_in_every_usual_writing(raw: bytes) -> None:
    for value in (
        raw,
        memoryview(raw),
        raw.hex(),
        base64.b64encode(raw).decode(),
        base64.urlsafe_b64encode(raw).decode(),
    ):
        assert why_not(Protection.CIPHERTEXT, value) is None


@given(st.text(st.characters(codec="utf-8", categories=("L", "N", "P", "S", "Zs")), min_size=1, max_size=15))
def test_a_short_text_is_neither_hash_nor_ciphertext(text: str) -> None:
    for protection in (*HASHED, Protection.CIPHERTEXT):
        for value in (text, text.encode()):
            assert why_not(protection, value) is not None


@pytest.mark.parametrize(
    "value",
    [
        "correct horse battery staple and more",
        "hunter2",
        "",
        b"",
        17,
        '{"access_token": "ya29.a0AfH6SMBx", "scope": "drive.readonly"}',
        base64.b64encode(b"a readable text in base64 is no ciphertext").decode(),
        b"a readable text in bytes is no ciphertext either",
    ],
)
def test_what_can_be_read_passes_for_nothing_and_is_not_told(value: object) -> None:
    for protection in (*HASHED, Protection.CIPHERTEXT):
        said = why_not(protection, value)
        assert said is not None
        assert not value or str(value) not in said


BYTES = bytes(range(120, 250))


@pytest.mark.parametrize("size", range(1, 100))
def test_a_hash_has_a_size_that_hashes_have(size: int) -> None:
    expected = size in (16, 20, 24, 28, 32, 48, 64)
    for value in (BYTES[:size], BYTES[:size].hex(), f"sha256:salt:{BYTES[:size].hex()}"):
        assert (why_not(Protection.HASH, value) is None) == expected


@pytest.mark.parametrize("size", [1, 27, 28, 29, 100])
def test_ciphertext_has_room_for_a_nonce_and_a_tag(size: int) -> None:
    for value in (BYTES[:size], BYTES[:size].hex(), f"v1:{BYTES[:size].hex()}"):
        assert (why_not(Protection.CIPHERTEXT, value) is None) == (size >= 28)


def test_a_text_stays_readable_with_one_odd_character_in_twenty() -> None:
    almost = "a\n" * 19 + "\0\0"
    assert why_not(Protection.CIPHERTEXT, almost.encode()) == "a readable text of 40 characters"
    assert why_not(Protection.CIPHERTEXT, (almost + "\0").encode()) is None


def test_ciphertext_passes_beside_its_key_and_as_bytes_of_a_text() -> None:
    for value in (f"v1:key-7:{BYTES[:40].hex()}", BYTES[:40].hex().encode()):
        assert why_not(Protection.CIPHERTEXT, value) is None


def test_a_readable_text_is_no_hash_in_whatever_writing() -> None:
    for value in (b"sixteen letters!".hex(), base64.b64encode(b"sixteen letters!").decode(), b"sixteen letters!"):
        assert why_not(Protection.HASH, value) is not None


@pytest.mark.parametrize(
    ("value", "why"),
    [
        (17, "a value of type int"),
        ("", "an empty value"),
        ("hunter2", "a readable text of 7 characters"),
        (BYTES[:9], "9 characters or bytes"),
        (API_KEY, "an API key in the clear"),
        (API_KEY.encode(), "an API key in the clear"),
        (API_KEY[:-1], "a readable text of 60 characters"),
        (f"{API_KEY}0", "a readable text of 62 characters"),
        (f"x{API_KEY}", "a readable text of 62 characters"),
    ],
)
def test_what_is_wrong_is_told_without_the_value(value: object, why: str) -> None:
    assert why_not(Protection.HASH, value) == why


@pytest.mark.parametrize("value", ["sha256:", "sha256:salt:", "$x$short", "ab:cd"])
def test_a_label_alone_is_no_hash(value: str) -> None:
    assert why_not(Protection.HASH, value) is not None


def test_nothing_is_asked_of_what_is_absent_or_unprotected() -> None:
    assert why_not(Protection.HASH, None) is None
    assert why_not(Protection.NONE, "anything") is None
