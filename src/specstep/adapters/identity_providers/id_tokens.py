"""Id tokens: what must hold before anything in one is believed.

Source: OpenID Connect Core 1.0, section 3.1.3.7; RFC 8725 (best current practice for JSON Web Tokens).
"""

import hmac
import math
from collections.abc import Callable, Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any

import attrs
from joserfc import jwt
from joserfc.errors import JoseError
from joserfc.jwk import KeySet

from specstep.domain.secrets import Secret

SIGNED_BY = frozenset({"RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "ES256", "ES384", "ES512", "EdDSA"})
"""Signatures with a key pair. Nothing unsigned, and nothing signed with a secret that we hold ourselves."""

SKEW = timedelta(minutes=2)
OLDEST = timedelta(hours=24)
LONGEST = 20_000
Claims = Mapping[str, Any]


class Untrusted(Exception):
    """A token must not be believed; its text says why and repeats nothing of the token."""


class UnknownKey(Exception):
    """A token names a key that is not among those at hand; newer ones may have it."""


@attrs.frozen(kw_only=True)
class Expected:
    """What a token must say. `issuer` judges its issuer by all of its claims and by the key that signed it."""

    client_id: str
    nonce: Secret[str]
    now: datetime
    issuer: Callable[[Claims, Mapping[str, Any]], bool]
    algorithms: Sequence[str] = ("RS256",)


def read_id_token(token: object, keys: Sequence[Mapping[str, Any]], expected: Expected) -> Claims:
    """The claims of a token that holds all that is expected of it.

    Raises:
        Untrusted: it doesn't.
        UnknownKey: none of the keys is the one that it names.
    """
    if not isinstance(token, str) or len(token) > LONGEST or token.count(".") != 2:
        raise Untrusted("there is no id token.")
    header = _header(token)
    algorithm = header.get("alg")
    if algorithm not in SIGNED_BY or algorithm not in expected.algorithms:
        raise Untrusted("its id token is not signed in a way that is accepted.")
    key = _key(header, keys)
    try:
        claims = jwt.decode(token, KeySet.import_key_set({"keys": [dict(key)]}), algorithms=[algorithm]).claims
    except (JoseError, ValueError, TypeError, KeyError):
        raise Untrusted("its id token is not signed by it.") from None
    _check(claims, expected, key)
    return claims


def _header(token: str) -> Mapping[str, Any]:
    from joserfc.jws import extract_compact

    try:
        return extract_compact(token.encode()).headers()
    except (JoseError, ValueError, TypeError):
        raise Untrusted("its id token can't be read.") from None


def _key(header: Mapping[str, Any], keys: Sequence[Mapping[str, Any]]) -> Mapping[str, Any]:
    signing = [key for key in keys if key.get("use", "sig") == "sig" and key.get("kty") != "oct"]
    named = header.get("kid")
    found = [key for key in signing if key.get("kid") == named] if named is not None else signing
    if not found:
        raise UnknownKey
    if len(found) > 1:
        raise Untrusted("it is not clear by which key its id token is signed.")
    return found[0]


def _check(claims: Claims, expected: Expected, key: Mapping[str, Any]) -> None:
    if not expected.issuer(claims, key):
        raise Untrusted("its id token names another issuer.")
    audience = claims.get("aud")
    heard = [audience] if isinstance(audience, str) else audience
    if not isinstance(heard, list) or expected.client_id not in heard:
        raise Untrusted("its id token is meant for somebody else.")
    party = claims.get("azp")
    if (len(heard) > 1 or party is not None) and party != expected.client_id:
        raise Untrusted("its id token was given to somebody else.")
    nonce = claims.get("nonce")
    sent = nonce.encode("utf-8", "surrogatepass") if isinstance(nonce, str) else b""
    if not hmac.compare_digest(sent, expected.nonce.reveal().encode()):
        raise Untrusted("its id token answers another sign-in.")
    now = expected.now.timestamp()
    expires, issued = _time(claims, "exp"), _time(claims, "iat")
    if expires is None or issued is None:
        raise Untrusted("its id token doesn't say from when until when it is good.")
    begins = _time(claims, "nbf")
    skew = SKEW.total_seconds()
    if now >= expires + skew:
        raise Untrusted("its id token has expired.")
    if max(issued, issued if begins is None else begins) > now + skew or now - issued > OLDEST.total_seconds():
        raise Untrusted("its id token is of another time.")


def _time(claims: Claims, name: str) -> float | None:
    value = claims.get(name)
    if isinstance(value, bool) or not isinstance(value, int | float) or not math.isfinite(value):
        return None
    return float(value)
