"""Tokens of sessions: opaque, of 256 bits; only their hashes are kept."""

import base64
import hashlib
import hmac

from specstep.domain.secrets import Secret

TOKEN_BYTES = 32
LONGEST = 200
CSRF_PURPOSE = b"specstep csrf token"


def token_of(entropy: bytes) -> Secret[str]:
    """A token made of 32 random bytes."""
    if len(entropy) != TOKEN_BYTES:
        raise ValueError(f"a token needs {TOKEN_BYTES} bytes of entropy, not {len(entropy)}")
    return Secret(_text(entropy))


def token_hash(token: Secret[str]) -> str:
    """What is kept of a token. A fast hash will do: nobody guesses 256 bits."""
    return hashlib.sha256(token.reveal().encode("utf-8", "surrogatepass")).hexdigest()


def presented(value: str | None) -> Secret[str] | None:
    """A token that a browser presents; None where it presents none, or what can't be one."""
    return Secret(value) if value and len(value) <= LONGEST else None


def derived(token: Secret[str], purpose: bytes) -> str:
    """A value for a purpose that only who has the token can tell, and from which nobody finds the token."""
    key = token.reveal().encode("utf-8", "surrogatepass")
    return _text(hmac.new(key, purpose, hashlib.sha256).digest())


def csrf_token(token: Secret[str]) -> str:
    """What a page of this session carries, and its unsafe requests send back."""
    return derived(token, CSRF_PURPOSE)


def csrf_matches(token: Secret[str], sent: str | None) -> bool:
    """Whether a request sent what a page of this session carries."""
    expected = csrf_token(token).encode()
    return hmac.compare_digest(expected, (sent or "").encode("utf-8", "surrogatepass"))


def _text(value: bytes) -> str:
    return base64.urlsafe_b64encode(value).rstrip(b"=").decode()
