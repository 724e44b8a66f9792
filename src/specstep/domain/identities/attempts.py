"""Sign-ins under way: a browser has gone to its provider, and is to come back within ten minutes.

What a sign-in needs on its way back (nonce, PKCE verifier) is derived from two secrets that only the browser brings
along: its cookie, and the state in the address. The database holds hashes of these alone.
"""

import hashlib
import hmac
import re
from datetime import datetime

import attrs

from specstep.domain.identities.linking import Intent
from specstep.domain.ids import AccountId
from specstep.domain.secrets import Secret
from specstep.domain.sessions.tokens import derived, token_hash

PATH = re.compile(r"/(?:[A-Za-z0-9._~!$&'()*+,;=:@%-][A-Za-z0-9._~!$&'()*+,;=:@%/?-]*)?")
LONGEST_PATH = 1000


@attrs.frozen(kw_only=True)
class SignInAttempt:
    """One sign-in under way; `next_path` is where the person goes on afterwards."""

    state_hash: str
    browser_hash: str
    provider: str
    intent: Intent
    next_path: str
    expires_at: datetime


def browser_hash(browser: Secret[str], asking: AccountId | None) -> str:
    """What is kept of a browser: it stands for its cookie, and for who was signed in when they went to link."""
    return hashlib.sha256(f"{token_hash(browser)} {asking or ''}".encode()).hexdigest()


def is_from(attempt: SignInAttempt, browser: Secret[str], asking: AccountId | None) -> bool:
    """Whether this browser, with this person signed in, is the one that left."""
    return hmac.compare_digest(attempt.browser_hash, browser_hash(browser, asking))


def nonce_of(browser: Secret[str], state: Secret[str]) -> Secret[str]:
    """What the id token must repeat."""
    return Secret(derived(browser, f"nonce {state.reveal()}".encode("utf-8", "surrogatepass")))


def verifier_of(browser: Secret[str], state: Secret[str]) -> Secret[str]:
    """The PKCE code verifier: 43 letters that have 256 bits.

    Source: RFC 7636, section 4.1.
    """
    return Secret(derived(browser, f"verifier {state.reveal()}".encode("utf-8", "surrogatepass")))


def safe_path(wanted: str | None) -> str:
    """Where to go on: a path on this host, or its start where something else is wanted."""
    if not wanted or len(wanted) > LONGEST_PATH or not PATH.fullmatch(wanted):
        return "/"
    segments = wanted.partition("?")[0].split("/")[1:]
    # Browsers resolve dots before they follow; what is left could begin with two slashes, which is another host.
    return "/" if {"", ".", ".."} & set(segments[:-1]) or segments[-1] in (".", "..") else wanted
