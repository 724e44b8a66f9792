"""HTTP to a carrier of messages: one try, bounded in time and size, that always says whether the message went out.

A try is never repeated in here: only the caller knows whether a message that may have gone out can go out again.
"""

import json
import ssl
from collections.abc import Mapping
from functools import cache
from typing import Any

import aiohttp
import attrs
from yarl import URL

from specstep.domain.errors import MessageDelayed, MessageUnclear, Misconfigured
from specstep.domain.secrets import Secret
from specstep.ports.messages import HandingOver, SenderSetup, unmarked

CONNECT_S = 10.0
TIMEOUT_S = 30.0
LARGEST_BYTES = 100_000
LONGEST_WAIT_S = 86_400.0
SAID_LIMIT = 500
AGENT = "SpecStep"
LOOPBACK = ("127.0.0.1", "::1", "localhost")
NOT_NOW = (429, 503)
NOT_LET_IN = (401, 403)


@attrs.frozen(kw_only=True)
class Reply:
    """What a carrier answered. `said`: the beginning of it, for whoever asked to see it."""

    status: int
    body: Mapping[str, Any]
    retry_after_s: float | None = None
    said: str = attrs.field(default="", repr=False)


@attrs.frozen(kw_only=True)
class Client:
    """Asks one carrier. It follows no redirect and no proxy of the environment, and speaks TLS 1.2 or better."""

    carrier: str
    setting: str
    timeout_s: float = TIMEOUT_S
    connect_s: float = CONNECT_S

    async def ask(
        self,
        method: str,
        url: URL,
        *,
        headers: Mapping[str, str],
        body: bytes | None = None,
        handing_over: HandingOver = unmarked,
    ) -> Reply:
        """The carrier's answer.

        Args:
            handing_over: awaited just before the request goes out.

        Raises:
            MessageDelayed: it can't be reached, so it has nothing; or it said that it takes nothing now.
            MessageUnclear: the request went out, and no answer came that tells what became of it.
            Misconfigured: it doesn't let us in, or sends us elsewhere.
        """
        timeout = aiohttp.ClientTimeout(total=self.timeout_s, sock_connect=self.connect_s)
        asking = {"Accept": "application/json", "User-Agent": AGENT, **headers}
        async with aiohttp.ClientSession(
            timeout=timeout, trust_env=False, cookie_jar=aiohttp.DummyCookieJar()
        ) as http:
            await handing_over()
            try:
                async with http.request(
                    method, url, headers=asking, data=body, allow_redirects=False, ssl=_tls()
                ) as response:
                    reply = await _read(response)
            except (aiohttp.ClientConnectorError, aiohttp.ConnectionTimeoutError) as error:
                # INVARIANT: an error's own text is left out; it can hold the address with all that is in it.
                raise self.delayed(f"it can't be reached ({type(error).__name__}).") from None
            except (aiohttp.ClientError, TimeoutError, OSError, ValueError, RecursionError):
                raise MessageUnclear(service=self.carrier) from None
        return self._judged(reply)

    def delayed(self, reason: str, reply: Reply | None = None) -> MessageDelayed:
        """An error that says to try again later."""
        after, said = (None, "") if reply is None else (reply.retry_after_s, reply.said)
        return MessageDelayed(service=self.carrier, reason=reason, retry_after_s=after, said=said)

    def misconfigured(self, what: str) -> Misconfigured:
        """An error that only an operator can do something about."""
        return Misconfigured(setting=self.setting, what=what, way_out="`specstep doctor` shows what is set.")

    def _judged(self, reply: Reply) -> Reply:
        if 300 <= reply.status < 400:
            raise self.misconfigured(f"{self.carrier} answers from another address (status {reply.status}).")
        if reply.status in NOT_LET_IN:
            raise self.misconfigured(f"{self.carrier} doesn't let this service in (status {reply.status}).")
        if reply.status in NOT_NOW:
            raise self.delayed(f"it takes nothing right now (status {reply.status}).", reply)
        if reply.status >= 500:
            raise MessageUnclear(service=self.carrier)
        return reply


def require_server(setup: SenderSetup, setting: str, default: str = "") -> URL:
    """The carrier's address.

    Raises:
        Misconfigured: it is none, isn't https (this machine excepted), or holds more than where the carrier is.
    """
    try:
        url = URL(setup.server or default)
        plain = not (url.query_string or url.fragment or url.user or url.password)
    except ValueError:
        url, plain = URL(), False
    safe = url.scheme == "https" or (url.scheme == "http" and url.host in LOOPBACK)
    if not url.host or not plain or not safe:
        variable = f"SPECSTEP_{setting.upper()}"
        raise Misconfigured(setting=setting, what="is no https address.", way_out=f"Set {variable}.")
    return url


def require_secret(setup: SenderSetup, setting: str) -> Secret[str]:
    """The secret that shows who we are; raises Misconfigured where there is none."""
    if setup.secret is None:
        variable = f"SPECSTEP_{setting.upper()}"
        what = "there is no secret with which the carrier lets this service in."
        raise Misconfigured(
            setting=setting, what=what, way_out=f"Name its file in {variable}_FILE, or set {variable}."
        )
    return setup.secret


async def _read(response: aiohttp.ClientResponse) -> Reply:
    content = bytearray()
    async for piece in response.content.iter_chunked(65_536):
        content += piece
        if len(content) > LARGEST_BYTES:
            raise ValueError("the answer is too large")
    try:
        decoded = json.loads(content) if content else {}
    except (ValueError, RecursionError):
        if response.status < 300:
            raise
        decoded = {}
    return Reply(
        status=response.status,
        body=decoded if isinstance(decoded, dict) else {},
        retry_after_s=_seconds(response.headers.get("Retry-After", "")),
        said=content[:SAID_LIMIT].decode("utf-8", "replace"),
    )


def _seconds(text: str) -> float | None:
    """Retry-After in seconds; a date, or nonsense, is left aside."""
    digits = text.strip()
    return min(float(digits), LONGEST_WAIT_S) if digits.isascii() and digits.isdecimal() else None


@cache
def _tls() -> ssl.SSLContext:
    """Made once: reading all of a machine's certificates takes longer than asking."""
    context = ssl.create_default_context()
    context.minimum_version = ssl.TLSVersion.TLSv1_2  # SEC-1
    return context
