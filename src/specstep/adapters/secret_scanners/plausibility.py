"""Whether a word that stands where a secret would stand looks like one."""

import re
from itertools import pairwise
from math import log2

LIKELY_LENGTH = 6
KEY_LENGTH = 20
KEY_BITS_PER_CHARACTER = 3.3

PLACEHOLDER = re.compile(
    r"(?i)^[\[<({$%*._-]|^x{3,}|^\*+$|^(?:my|your|the|some|new|old|current)[_-]|example|placeholder|change[_-]?me|"
    r"dummy|redacted|secret removed|^(?:password|passwort|secret|token|key|pass|pwd|user|username)\d{0,2}$"
)
TECHNICAL = re.compile(
    r"(?i)^(?:sha|md|hs|rs|es|ps|aes|rsa|utf|uuid|ipv|tls|ssl|http|oauth|argon|scrypt|pbkdf|base|ed|fips|rfc|iso|"
    r"owasp|pkcs|totp|fido|web|us|fr|qr|cr|adr|[xvspktm])[-_]?v?\d{1,6}(?:[./_-][a-z0-9]{1,8}){0,3}[a-z]{0,2}$"
)
MEASURE = re.compile(
    r"(?i)^[<>≤≥~±]?\d+(?:[.,:–-]\d+)?[-–]?(?:[a-zäöü%€$£°]{1,12})?$|^\d{1,4}[-–/.]\d{1,2}[-–/.]\d{1,4}$"
)
ADDRESS = re.compile(
    r"(?i)^[\w.+-]+@[\w-]+\.[\w.-]+$|^[a-z]+://|^www\.|^/[\w./-]+$|"
    r"^[\w.-]+\.(?:md|txt|json|ya?ml|html?|py|com|org|net|de)$"
)
HASHES = re.compile(r"^[0-9a-f]{7,12}$|^[0-9a-f]{40}$|^(?:sha\d{1,3}:)?[0-9a-f]{64}$")
NAME = re.compile(r"^[A-Za-z]+(?:[-_./'’][A-Za-z]+)*[(),]*$|^[a-z]+[A-Z]?[a-z]*\d?\(.*$|^[a-z]+(?:_[a-z0-9]+)+$")
UNUSUAL = set("!@#$%^&*+=?~|\\")


def is_no_placeholder(word: str) -> bool:
    """Whether the word is not one that stands for a secret in an example."""
    return PLACEHOLDER.search(word) is None


def is_mixed(word: str) -> bool:
    """Whether it has letters and digits, as tokens have and words don't."""
    return any(c.isdigit() for c in word) and any(c.isalpha() for c in word) and TECHNICAL.match(word) is None


def is_credential(word: str) -> bool:
    """Whether a single word could be a password or token: no plain word, measure, address or technical name."""
    if word.isdigit():
        return len(word) >= LIKELY_LENGTH
    if len(word) < LIKELY_LENGTH or ADDRESS.match(word) or MEASURE.match(word) or TECHNICAL.match(word):
        return False
    if NAME.match(word):
        return _has_inner_capitals(word)
    return any(c.isdigit() for c in word) or any(c in UNUSUAL for c in word)


def is_quoted_secret(phrase: str) -> bool:
    """Whether a quoted phrase that is called a password could be one: a word, or a few words without a verb."""
    words = phrase.split()
    if len(words) == 1:
        return not MEASURE.match(phrase) and not TECHNICAL.match(phrase)
    return (
        len(words) >= 3
        and all(word.islower() and word.isalpha() for word in words)
        and not (
            {"at", "least", "must", "is", "the", "a", "required", "or", "and", "be", "your", "not"} & set(words)
        )
    )


def is_pin(word: str) -> bool:
    """Whether it is a number of the length that people type into a keypad."""
    return word.isdigit() and 4 <= len(word) <= 8


def is_key(word: str) -> bool:
    """Whether a word that is merely called a key is long and random enough to be one."""
    if len(word) < KEY_LENGTH or ADDRESS.match(word) or HASHES.match(word) or not is_mixed(word):
        return False
    shares = [word.count(character) / len(word) for character in set(word)]
    return -sum(share * log2(share) for share in shares) >= KEY_BITS_PER_CHARACTER


def _has_inner_capitals(word: str) -> bool:
    """Random letters ("qWzXkLmB") change case again and again; names ("JavaScript", "OAuth") hardly do."""
    changes = sum(1 for a, b in pairwise(word) if a.islower() and b.isupper())
    return word.isalpha() and changes >= 3
