"""GitHub: plain OAuth 2, so who came is asked of its API; the number of an account never changes, its name does.

Source: docs.github.com/apps/oauth-apps, "Authorizing OAuth apps"; docs.github.com/rest/users (November 2026).
"""

import hashlib
from base64 import urlsafe_b64encode
from collections.abc import Mapping
from typing import Any
from urllib.parse import urlencode

import attrs

from specstep.adapters.identity_providers.answers import code_of
from specstep.adapters.identity_providers.client import Client
from specstep.domain.errors import Misconfigured, SignInRefused
from specstep.domain.identities.emails import usable_email
from specstep.domain.identities.names import usable_name
from specstep.domain.identities.values import ProvenIdentity, usable_photo
from specstep.ports.clocks import Clock
from specstep.ports.identity_providers import Asked, ProviderSetup

ISSUER = "https://github.com"
API = "https://api.github.com"
SCOPE = "read:user user:email"
VERSION = "2022-11-28"


@attrs.frozen(kw_only=True)
class GitHubProvider:
    """GitHub, or what stands in for it at another address."""

    setup: ProviderSetup
    site: str = ISSUER
    api: str = API
    client: Client = attrs.field(factory=lambda: Client(provider="github"))
    name: str = attrs.field(default="github", init=False)
    recipient: str = attrs.field(default="sign-in-github", init=False)

    async def authorization(self, asked: Asked) -> str:
        """GitHub's authorization address with all that it needs."""
        challenge = hashlib.sha256(asked.verifier.reveal().encode()).digest()
        query = {
            "client_id": self.setup.client_id,
            "redirect_uri": asked.redirect_uri,
            "scope": SCOPE,
            "state": asked.state.reveal(),
            "code_challenge": urlsafe_b64encode(challenge).rstrip(b"=").decode(),
            "code_challenge_method": "S256",
        }
        return f"{self.site}/login/oauth/authorize?{urlencode(query)}"

    async def identify(self, answer: Mapping[str, str], asked: Asked) -> ProvenIdentity:
        """Whom GitHub's API names for the code; its token is forgotten afterwards."""
        token = await self._exchanged(code_of(self.name, answer), asked)
        headers = {
            "Authorization": f"Bearer {token}",
            "Accept": "application/vnd.github+json",
            "X-GitHub-Api-Version": VERSION,
        }
        person = await self.client.get_object(f"{self.api}/user", headers)
        number = person.get("id")
        if isinstance(number, bool) or not isinstance(number, int):
            raise SignInRefused(provider=self.name, because="it names nobody.")
        reply = await self.client.get(f"{self.api}/user/emails?per_page=100", headers)
        email, verified = _primary(reply.body)
        return ProvenIdentity(
            provider=self.name,
            issuer=ISSUER,
            subject=str(number),
            email=email,
            verified=verified,
            display_name=usable_name(person.get("name")) or usable_name(person.get("login")),
            photo_url=usable_photo(person.get("avatar_url")),
        )

    async def _exchanged(self, code: str, asked: Asked) -> str:
        form = {
            "client_id": self.setup.client_id,
            "client_secret": self.setup.client_secret.reveal(),
            "code": code,
            "redirect_uri": asked.redirect_uri,
            "code_verifier": asked.verifier.reveal(),
        }
        reply = await self.client.post(f"{self.site}/login/oauth/access_token", form)
        body = reply.body if isinstance(reply.body, dict) else {}
        if reply.status >= 500 or reply.status == 429:
            raise self.client.failed(f"it answered with status {reply.status}.")
        if body.get("error") == "incorrect_client_credentials":
            raise Misconfigured(setting="github_client_secret", what="GitHub doesn't accept it.")
        token = body.get("access_token")
        if (
            "error" in body
            or not isinstance(token, str)
            or not (token.isascii() and token.isprintable() and token)
        ):
            raise SignInRefused(provider=self.name, because="it doesn't accept the code (any more).")
        return token


def _primary(emails: Any) -> tuple[str | None, bool]:
    """The primary address and whether it is verified. One that isn't primary may be somebody else's by now."""
    for each in emails if isinstance(emails, list) else ():
        if isinstance(each, dict) and each.get("primary") is True and (email := usable_email(each.get("email"))):
            return email, each.get("verified") is True
    return None, False


def github(setup: ProviderSetup, clock: Clock, *, site: str = ISSUER, api: str = API) -> GitHubProvider:
    """GitHub."""
    del clock  # it gives nothing that expires
    return GitHubProvider(setup=setup, site=site, api=api)
