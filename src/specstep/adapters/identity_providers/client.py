"""HTTP to a provider: one answer of JSON, bounded in time and size, from where it was asked and nowhere else."""

import ipaddress
import json
import ssl
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from functools import cache
from typing import Any
from urllib.parse import urlsplit

import aiohttp
import attrs

from specstep.domain.errors import Unavailable

TIMEOUT_S = 10.0
LARGEST_BYTES = 1_000_000
AGENT = "SpecStep"


@attrs.frozen
class Reply:
    """What a provider said."""

    status: int
    body: Any


@attrs.frozen(kw_only=True)
class Client:
    """Asks one provider. It follows no redirect and no proxy of the environment, and speaks TLS 1.2 or better."""

    provider: str
    timeout_s: float = TIMEOUT_S

    async def get(self, url: str, headers: Mapping[str, str] | None = None) -> Reply:
        """The answer to a GET.

        Raises:
            Unavailable: there is none in time, or it is no JSON of a bounded size.
        """
        return await self._ask("GET", url, headers or {}, None)

    async def post(self, url: str, form: Mapping[str, str], headers: Mapping[str, str] | None = None) -> Reply:
        """The answer to a POST of form fields.

        Raises:
            Unavailable: as for `get`.
        """
        return await self._ask("POST", url, headers or {}, form)

    async def get_bytes(self, url: str, headers: Mapping[str, str] | None = None, *, largest: int) -> bytes | None:
        """What a GET is answered with; None where that is no success.

        Raises:
            Unavailable: there is no answer in time, it is too large, or it leads elsewhere.
        """
        async with self._asked("GET", url, {"Accept": "*/*", **(headers or {})}, None) as response:
            return await self._bounded(response, largest) if response.status == 200 else None

    async def get_object(self, url: str, headers: Mapping[str, str] | None = None) -> Mapping[str, Any]:
        """The JSON object that a GET is answered with.

        Raises:
            Unavailable: as for `get`, or there is no such object.
        """
        reply = await self.get(url, headers)
        if reply.status != 200 or not isinstance(reply.body, dict):
            raise self.failed(f"it answered with status {reply.status}.")
        return reply.body

    def failed(self, reason: str) -> Unavailable:
        """An error that says what the provider did."""
        return Unavailable(service=f"The sign-in provider {self.provider}", reason=reason)

    async def _ask(
        self, method: str, url: str, headers: Mapping[str, str], form: Mapping[str, str] | None
    ) -> Reply:
        async with self._asked(method, url, headers, form) as response:
            return Reply(response.status, await self._json(response))

    @asynccontextmanager
    async def _asked(
        self, method: str, url: str, headers: Mapping[str, str], form: Mapping[str, str] | None
    ) -> AsyncIterator[aiohttp.ClientResponse]:
        if not is_trustworthy(url):
            raise self.failed("one of its addresses is not https.")
        timeout = aiohttp.ClientTimeout(total=self.timeout_s)
        asking = {"Accept": "application/json", "User-Agent": AGENT, **headers}
        try:
            async with (
                aiohttp.ClientSession(
                    timeout=timeout, trust_env=False, cookie_jar=aiohttp.DummyCookieJar()
                ) as http,
                http.request(
                    method, url, headers=asking, data=form, allow_redirects=False, ssl=_tls()
                ) as response,
            ):
                if 300 <= response.status < 400:
                    raise self.failed("it sent us elsewhere.")
                yield response
        except (aiohttp.ClientError, TimeoutError, OSError) as error:
            # INVARIANT: the error's own text is left out; it can hold the address with all that is in it.
            raise self.failed(f"it can't be reached ({type(error).__name__}).") from None

    async def _json(self, response: aiohttp.ClientResponse) -> Any:
        body = await self._bounded(response, LARGEST_BYTES)
        try:
            return json.loads(body) if body else None
        except (ValueError, RecursionError):
            if response.status >= 400:
                return None
            raise self.failed("its answer is no JSON.") from None

    async def _bounded(self, response: aiohttp.ClientResponse, largest: int) -> bytes:
        body = bytearray()
        async for piece in response.content.iter_chunked(65_536):
            body += piece
            if len(body) > largest:
                raise self.failed("its answer is too large.")
        return bytes(body)


def is_trustworthy(url: object) -> bool:
    """Whether an address may be asked: https, or this very machine."""
    if not isinstance(url, str):
        return False
    try:
        parts = urlsplit(url)
        host = parts.hostname or ""
    except ValueError:
        return False
    if parts.username is not None or parts.password is not None or not host:
        return False
    return parts.scheme == "https" or (parts.scheme == "http" and _is_loopback(host))


def _is_loopback(host: str) -> bool:
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"


@cache
def _tls() -> ssl.SSLContext:
    """Made once: reading all of a machine's certificates takes longer than asking."""
    context = ssl.create_default_context()
    context.minimum_version = ssl.TLSVersion.TLSv1_2  # SEC-1
    return context
