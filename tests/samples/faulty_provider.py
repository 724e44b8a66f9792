"""A provider of our own that can do everything wrong, one thing at a time."""

import hmac
import json
import time
from base64 import urlsafe_b64encode
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from functools import cache
from typing import Any

import attrs
from aiohttp import web
from joserfc import jwt
from joserfc.jwk import RSAKey

CLIENT_ID = "specstep"
Change = Callable[[dict[str, Any]], Any]


@cache
def key(id: str, number: int = 1) -> RSAKey:
    """A signing key; the same for the same id and number, because making one takes time."""
    return RSAKey.generate_key(2048, parameters={"kid": id, "use": "sig", "alg": "RS256"})


@attrs.define
class FaultyProvider:
    """Right in everything, unless told otherwise. It speaks both OpenID Connect and GitHub's dialect."""

    url: str = ""
    keys: list[RSAKey] = attrs.Factory(lambda: [key("first")])
    claims: dict[str, Any] = attrs.Factory(dict)
    header: dict[str, Any] = attrs.Factory(dict)
    metadata: dict[str, Any] = attrs.Factory(dict)
    token: Change = attrs.field(default=lambda body: body)
    token_status: int = 200
    user: Any = attrs.Factory(lambda: {"id": 1, "login": "anna", "name": "Anna"})
    emails: Any = attrs.Factory(list)
    raw: dict[str, web.Response] = attrs.Factory(dict)
    asked: list[str] = attrs.Factory(list)
    forms: list[dict[str, str]] = attrs.Factory(list)

    def issued(self) -> dict[str, Any]:
        """The claims of its next id token; None leaves one out."""
        now = int(time.time())
        said = {
            "iss": self.url,
            "aud": CLIENT_ID,
            "sub": "1",
            "iat": now,
            "exp": now + 300,
            "email_verified": True,
        }
        said |= {"email": "anna@example.com", "name": "Anna", "nonce": "", **self.claims}
        return {name: value for name, value in said.items() if value is not None}

    def signed(self) -> str:
        """An id token."""
        header = {"alg": "RS256", "kid": self.keys[0].kid, **self.header}
        return jwt.encode({k: v for k, v in header.items() if v is not None}, self.issued(), self.keys[0])

    async def answer(self, request: web.Request) -> web.StreamResponse:
        """Whatever is asked for."""
        self.asked.append(request.path)
        if request.path in self.raw:
            return self.raw.pop(request.path)
        if request.path.endswith("openid-configuration"):
            return web.json_response(
                {
                    "issuer": self.url,
                    "authorization_endpoint": f"{self.url}/authorize",
                    "token_endpoint": f"{self.url}/token",
                    "jwks_uri": f"{self.url}/keys",
                    "id_token_signing_alg_values_supported": ["RS256"],
                    **self.metadata,
                }
            )
        if request.path == "/keys":
            return web.json_response({"keys": [each.as_dict(private=False) for each in self.keys]})
        if request.path == "/user":
            return web.json_response(self.user)
        if request.path == "/user/emails":
            return web.json_response(self.emails)
        self.forms.append({name: str(value) for name, value in (await request.post()).items()})
        body = {"access_token": "gho_1", "token_type": "bearer"}
        if request.path == "/token":
            body["id_token"] = self.signed()
        return web.json_response(self.token(body), status=self.token_status)


@asynccontextmanager
async def faulty_provider() -> AsyncIterator[FaultyProvider]:
    """One, running on loopback."""
    provider = FaultyProvider()
    app = web.Application()
    app.router.add_route("*", "/{path:.*}", provider.answer)
    runner = web.AppRunner(app, access_log=None)
    await runner.setup()
    site = web.TCPSite(runner, "127.0.0.1", 0)
    await site.start()
    provider.url = f"http://127.0.0.1:{runner.addresses[0][1]}"
    try:
        yield provider
    finally:
        await runner.cleanup()


def unsigned(claims: dict[str, Any]) -> str:
    """A token with the algorithm none."""
    return f"{_part({'alg': 'none', 'kid': 'first'})}.{_part(claims)}."


def signed_with_a_secret(claims: dict[str, Any], secret: bytes) -> str:
    """A token of HS256 under whatever is taken for the secret; libraries refuse to make some of these."""
    body = f"{_part({'alg': 'HS256', 'kid': 'first'})}.{_part(claims)}"
    return f"{body}.{_text(hmac.digest(secret, body.encode(), 'sha256'))}"


def _part(value: object) -> str:
    return _text(json.dumps(value).encode())


def _text(value: bytes) -> str:
    return urlsafe_b64encode(value).rstrip(b"=").decode()
