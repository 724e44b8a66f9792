"""Tells by its form whether a value can be the hash or ciphertext that it is said to be."""

import base64
import contextlib
import re

from specstep.policies.model import Protection

HEX = re.compile(r"(?:[0-9a-f]{2})+|(?:[0-9A-F]{2})+")
CRYPT = re.compile(r"\$[a-z0-9-]{1,20}\$\S{20,}")  # the modular crypt format: $argon2id$…, $2b$…
LABELLED = re.compile(r"[a-z][a-z0-9_-]{1,20}[:$]\S+")  # sha512:16384:salt:hash, pbkdf2_sha256$…
KEY = re.compile(r"sf_[0-9A-Za-z]{8}_[0-9A-Za-z]{49}")  # an API key of SpecStep's; of no length that base64 has
HASH_BYTES = (16, 20, 24, 28, 32, 48, 64)
LEAST_CIPHERTEXT = 28  # a nonce of 12 bytes and a tag of 16
MOSTLY = 0.95


def why_not(protection: Protection, value: object) -> str | None:
    """Why the value can't be what the protection says; None: by its form it can. Never tells the value."""
    if value is None or protection is Protection.NONE:
        return None
    if not isinstance(value, str | bytes | memoryview):
        return f"a value of type {type(value).__name__}"
    plain = bytes(value) if isinstance(value, memoryview) else value
    if not plain:
        return "an empty value"
    if (text := plain if isinstance(plain, str) else _text(plain)) is not None and KEY.fullmatch(text):
        return "an API key in the clear"
    ok = _ciphertext(plain) if protection is Protection.CIPHERTEXT else _hash(plain)
    if ok:
        return None
    return (
        f"a readable text of {len(plain)} characters" if _readable(plain) else f"{len(plain)} characters or bytes"
    )


def _hash(value: str | bytes) -> bool:
    if isinstance(value, bytes):
        text = _text(value)
        return (len(value) in HASH_BYTES and not _readable(value)) or (text is not None and _hash(text))
    if CRYPT.fullmatch(value):
        return True
    if LABELLED.fullmatch(value):
        last = re.split(r"[:$]", value)[-1]
        return _hash(last) if last else False
    return any(len(raw) in HASH_BYTES and not _readable(raw) for raw in _decoded(value))


def _ciphertext(value: str | bytes) -> bool:
    if isinstance(value, bytes):
        text = _text(value)
        return (len(value) >= LEAST_CIPHERTEXT and not _readable(value)) or (
            text is not None and _ciphertext(text)
        )
    if LABELLED.fullmatch(value):
        return any(_ciphertext(part) for part in re.split(r"[:$]", value))
    return any(len(raw) >= LEAST_CIPHERTEXT and not _readable(raw) for raw in _decoded(value))


def _decoded(value: str) -> list[bytes]:
    """What the text may stand for, in hexadecimal and both kinds of base64."""
    if HEX.fullmatch(value):
        return [bytes.fromhex(value)]
    found = []
    for alphabet in (b"+/", b"-_"):
        with contextlib.suppress(ValueError):
            found.append(base64.b64decode(value + "=" * (-len(value) % 4), altchars=alphabet, validate=True))
    return found


def _text(value: bytes) -> str | None:
    try:
        return value.decode("ascii")
    except UnicodeDecodeError:
        return None


def _readable(value: str | bytes) -> bool:
    """Whether it reads as a text: nearly all of it is printable."""
    try:
        text = value if isinstance(value, str) else value.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return sum(letter.isprintable() or letter.isspace() for letter in text) >= MOSTLY * len(text)
