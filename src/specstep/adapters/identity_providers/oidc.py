"""Providers that speak OpenID Connect: the authorization code flow with PKCE, and nothing else of it."""

import hashlib
from base64 import b64encode, urlsafe_b64encode
from collections.abc import Callable, Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any
from urllib.parse import quote_plus, urlencode

import attrs

from specstep.adapters.identity_providers.answers import code_of
from specstep.adapters.identity_providers.client import Client, is_trustworthy
from specstep.adapters.identity_providers.id_tokens import (
    SIGNED_BY,
    Claims,
    Expected,
    UnknownKey,
    Untrusted,
    read_id_token,
)
from specstep.domain.errors import BadInput, Misconfigured, SignInRefused, Unavailable
from specstep.domain.identities.emails import usable_email
from specstep.domain.identities.names import usable_name
from specstep.domain.identities.values import ProvenIdentity, usable_photo
from specstep.domain.photos import LARGEST_BYTES
from specstep.ports.clocks import Clock
from specstep.ports.identity_providers import Asked, ProviderSetup

FRESH = timedelta(hours=1)
AGAIN = timedelta(minutes=1)
SCOPE = "openid email profile"
PHOTO_TIMEOUT_S = 3.0
ANOTHERS = "the answer is another provider's."
DISCOVERY = "/.well-known/openid-configuration"
Metadata = Mapping[str, Any]
Keys = Sequence[Mapping[str, Any]]


@attrs.frozen(kw_only=True)
class Rules:
    """What is special about one provider.

    Args:
        issuer_of: the issuer under which a person is kept, by the claims, the provider's metadata and the key that
            signed; None where the token isn't the provider's.
        trusts_email: whether its word that an address is verified counts (EXT-1).
        keeps_photo: whether the address of a picture is kept (GEN-4).
        photo_at: where the picture itself lies, for who can't be asked by anybody else.
        scope: what is asked for.
    """

    issuer_of: Callable[[Claims, Metadata, Mapping[str, Any]], str | None]
    trusts_email: bool
    keeps_photo: bool
    photo_at: str = ""
    scope: str = SCOPE


def same_issuer(claims: Claims, metadata: Metadata, key: Mapping[str, Any]) -> str | None:
    """The rule of the standard: the token's issuer is the provider's."""
    del key
    issuer = metadata["issuer"]
    return str(issuer) if claims.get("iss") == issuer else None


@attrs.define(kw_only=True)
class OpenIdProvider:
    """One provider. Its metadata and keys are asked for once an hour; a token with an unknown key asks again."""

    name: str
    recipient: str
    issuer: str
    setup: ProviderSetup
    rules: Rules
    clock: Clock
    named: str = ""  # how it calls itself, where that is not its address
    client: Client = attrs.field(default=attrs.Factory(lambda self: Client(provider=self.name), takes_self=True))
    _metadata: tuple[datetime, Metadata] | None = attrs.field(default=None, init=False)
    _keys: tuple[datetime, Keys] | None = attrs.field(default=None, init=False)

    async def authorization(self, asked: Asked) -> str:
        """The provider's authorization address with all that it needs."""
        metadata = await self._discovered()
        challenge = hashlib.sha256(asked.verifier.reveal().encode()).digest()
        query = {
            "response_type": "code",
            "client_id": self.setup.client_id,
            "redirect_uri": asked.redirect_uri,
            "scope": self.rules.scope,
            "state": asked.state.reveal(),
            "nonce": asked.nonce.reveal(),
            "code_challenge": urlsafe_b64encode(challenge).rstrip(b"=").decode(),
            "code_challenge_method": "S256",
        }
        address = str(metadata["authorization_endpoint"])
        return f"{address}{'&' if '?' in address else '?'}{urlencode(query)}"

    async def identify(self, answer: Mapping[str, str], asked: Asked) -> ProvenIdentity:
        """Whom the provider's id token names, once it has been checked."""
        metadata = await self._discovered()
        self._check_issuer(answer, metadata)
        tokens = await self._exchanged(code_of(self.name, answer), asked, metadata)
        claims, issuer = await self._proven(tokens.get("id_token"), asked, metadata)
        if answer.get("iss") not in (None, metadata["issuer"], issuer):
            raise SignInRefused(provider=self.name, because=ANOTHERS)
        email = usable_email(claims.get("email"))
        photo = await self._photo(tokens.get("access_token"))
        try:
            return ProvenIdentity(
                provider=self.name,
                photo=photo,
                issuer=issuer,
                subject=str(claims.get("sub") or ""),
                email=email,
                verified=self.rules.trusts_email and email is not None and claims.get("email_verified") is True,
                display_name=usable_name(claims.get("name")),
                photo_url=usable_photo(claims.get("picture")) if self.rules.keeps_photo else None,
            )
        except BadInput:
            raise SignInRefused(provider=self.name, because="its id token names nobody.") from None

    async def _photo(self, token: object) -> bytes | None:
        """The person's picture where it is kept; without one, or without an answer, they come in all the same."""
        usable = isinstance(token, str) and token.isascii() and token.isprintable()
        if not self.rules.photo_at or not token or not usable:
            return None
        client, headers = (
            attrs.evolve(self.client, timeout_s=PHOTO_TIMEOUT_S),
            {"Authorization": f"Bearer {token}"},
        )
        try:
            return await client.get_bytes(self.rules.photo_at, headers, largest=LARGEST_BYTES)
        except Unavailable:
            return None

    def _check_issuer(self, answer: Mapping[str, str], metadata: Metadata) -> None:
        # RFC 9207: an answer of another provider must not be taken to this one. One that is many issuers names the
        # person's, which is known only after the exchange; `identify` looks again then.
        said, issuer = answer.get("iss"), str(metadata["issuer"])
        promised = metadata.get("authorization_response_iss_parameter_supported") is True
        if (said is None and promised) or (said is not None and said != issuer and "{" not in issuer):
            raise SignInRefused(provider=self.name, because=ANOTHERS)

    async def _exchanged(self, code: str, asked: Asked, metadata: Metadata) -> Mapping[str, Any]:
        form = {
            "grant_type": "authorization_code",
            "code": code,
            "redirect_uri": asked.redirect_uri,
            "code_verifier": asked.verifier.reveal(),
        }
        id, secret = self.setup.client_id, self.setup.client_secret.reveal()
        headers = {}
        if "client_secret_post" in metadata.get("token_endpoint_auth_methods_supported", ()):
            form |= {"client_id": id, "client_secret": secret}
        else:  # RFC 6749, section 2.3.1
            pair = f"{quote_plus(id)}:{quote_plus(secret)}".encode()
            headers["Authorization"] = f"Basic {b64encode(pair).decode()}"
        reply = await self.client.post(str(metadata["token_endpoint"]), form, headers)
        body = reply.body if isinstance(reply.body, dict) else {}
        if body.get("error") == "invalid_client":
            raise Misconfigured(setting=f"{self.name}_client_secret", what="the provider doesn't accept it.")
        if 400 <= reply.status < 500 and reply.status != 429:
            raise SignInRefused(provider=self.name, because="it doesn't accept the code (any more).")
        if reply.status != 200:
            raise self.client.failed(f"it answered with status {reply.status}.")
        return body

    async def _proven(self, token: object, asked: Asked, metadata: Metadata) -> tuple[Claims, str]:
        issuers: list[str] = []

        def issuer(claims: Claims, key: Mapping[str, Any]) -> bool:
            found = self.rules.issuer_of(claims, metadata, key)
            issuers.extend([] if found is None else [found])
            return found is not None

        algorithms = metadata.get("id_token_signing_alg_values_supported")
        expected = Expected(
            client_id=self.setup.client_id,
            nonce=asked.nonce,
            now=self.clock.now(),
            issuer=issuer,
            algorithms=[each for each in algorithms if each in SIGNED_BY]
            if isinstance(algorithms, list)
            else ["RS256"],
        )
        try:
            try:
                claims = read_id_token(token, await self._signing_keys(metadata, FRESH), expected)
            except UnknownKey:
                claims = read_id_token(token, await self._signing_keys(metadata, AGAIN), expected)
        except UnknownKey:
            raise SignInRefused(provider=self.name, because="its id token is signed by no key of its.") from None
        except Untrusted as error:
            raise SignInRefused(provider=self.name, because=str(error)) from None
        return claims, issuers[-1]

    async def _discovered(self) -> Metadata:
        now = self.clock.now()
        if self._metadata is not None and now - self._metadata[0] < FRESH:
            return self._metadata[1]
        found = await self.client.get_object(self.issuer.rstrip("/") + DISCOVERY)
        endpoints = (found.get(each) for each in ("authorization_endpoint", "token_endpoint", "jwks_uri"))
        if found.get("issuer") != (self.named or self.issuer) or not all(map(is_trustworthy, endpoints)):
            raise self.client.failed("its description is not its own.")
        self._metadata = (now, found)
        return found

    async def _signing_keys(self, metadata: Metadata, fresh: timedelta) -> Keys:
        now = self.clock.now()
        if self._keys is not None and now - self._keys[0] < fresh:
            return self._keys[1]
        found = (await self.client.get_object(str(metadata["jwks_uri"]))).get("keys")
        if not isinstance(found, list):
            raise self.client.failed("it shows no keys.")
        keys = [each for each in found if isinstance(each, dict)]
        self._keys = (now, keys)
        return keys
