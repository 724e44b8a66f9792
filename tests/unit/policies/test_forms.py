"""Hashes and ciphertext are told from readable values by their form, and no value is ever told."""

import base64
import hashlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from specstep.policies.audit.forms import why_not
from specstep.policies.model import Protection

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


def test_nothing_is_asked_of_what_is_absent_or_unprotected() -> None:
    assert why_not(Protection.HASH, None) is None
    assert why_not(Protection.NONE, "anything") is None
