"""API keys: their form, and the salted hash that is all that is kept of them.

A key is `sf_`, eight random letters (its prefix, by which it is found), `_`, 43 random letters (256 bits) and a
checksum of six, all in base62; so who mistypes one, or scans for one, needs no database to see it.
"""

import hashlib
import hmac
import re
import unicodedata
import zlib
from datetime import datetime

import attrs

from specstep.domain.ids import AccountId, ApiKeyId
from specstep.domain.secrets import Secret

MARK = "sf_"
DIGITS = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"
PREFIX_LENGTH = 8
SECRET_LENGTH = 43
CHECK_LENGTH = 6
FORM = re.compile(
    rf"{MARK}([0-9A-Za-z]{{{PREFIX_LENGTH}}})_[0-9A-Za-z]{{{SECRET_LENGTH + CHECK_LENGTH}}}", re.ASCII
)
ENTROPY_BYTES = 64
"""Far more than the letters hold, so that taking the remainder favours none of them."""
SALT_BYTES = 16
HASH_BYTES = 32
NAME_LIMIT = 100
NOBODYS = bytes(SALT_BYTES + HASH_BYTES)
"""What a key is compared with when none has its prefix, so that this takes as long."""


def _named(instance: object, attribute: "attrs.Attribute[str]", value: str) -> None:
    del instance, attribute
    if why := wrong_name(value):
        raise ValueError(why)


@attrs.frozen(kw_only=True)
class ApiKey:
    """A key as it is kept. `salted` is the salt and SHA-256 of salt and key; nobody gets back from it to the key."""

    id: ApiKeyId
    account_id: AccountId
    name: str = attrs.field(validator=_named)
    prefix: str
    salted: bytes = attrs.field(repr=False)
    created_at: datetime
    last_used_at: datetime | None = None
    expires_at: datetime | None = None

    @property
    def shown(self) -> str:
        """How it is told apart in a list."""
        return f"{MARK}{self.prefix}…"


def make_key(entropy: bytes) -> Secret[str]:
    """A new key out of 64 random bytes."""
    if len(entropy) != ENTROPY_BYTES:
        raise ValueError(f"a key needs {ENTROPY_BYTES} bytes of entropy, not {len(entropy)}")
    letters = _base62(int.from_bytes(entropy, "big"), PREFIX_LENGTH + SECRET_LENGTH)
    body = f"{MARK}{letters[:PREFIX_LENGTH]}_{letters[PREFIX_LENGTH:]}"
    return Secret(body + _checksum(body))


def prefix_of(key: Secret[str]) -> str | None:
    """The prefix of what has the form of a key, checksum included; None for all else."""
    text = key.reveal()
    match = FORM.fullmatch(text)
    if match is None or not hmac.compare_digest(text[-CHECK_LENGTH:], _checksum(text[:-CHECK_LENGTH])):
        return None
    return match[1]


def salted_hash(key: Secret[str], salt: bytes) -> bytes:
    """What is kept of a key: the salt, and SHA-256 of salt and key.

    A fast hash will do: a key is random, not chosen by people (GEN-2).
    """
    if len(salt) != SALT_BYTES:
        raise ValueError(f"a salt has {SALT_BYTES} bytes, not {len(salt)}")
    return salt + hashlib.sha256(salt + key.reveal().encode()).digest()


def matches(key: Secret[str], salted: bytes) -> bool:
    """Whether this is the key that was hashed, in a time that doesn't tell where they differ."""
    return hmac.compare_digest(salted_hash(key, salted[:SALT_BYTES]), salted)


def wrong_name(name: str) -> str | None:
    """Why a key can't be called so; None: it can."""
    if not name.strip():
        return "a key needs a name, so that you know which one to revoke."
    if len(name) > NAME_LIMIT:
        return f"a name has at most {NAME_LIMIT} characters."
    if any(unicodedata.category(letter) in ("Cc", "Cs", "Zl", "Zp") for letter in name):
        return "a name is one line of text."
    return None


def _base62(number: int, length: int) -> str:
    letters = []
    for _ in range(length):
        number, digit = divmod(number, len(DIGITS))
        letters.append(DIGITS[digit])
    return "".join(reversed(letters))


def _checksum(body: str) -> str:
    return _base62(zlib.crc32(body.encode()), CHECK_LENGTH)
