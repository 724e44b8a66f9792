"""Providers that know who somebody is: where to send a browser, and what to make of what it brings back."""

from collections.abc import Mapping
from typing import Protocol

import attrs

from specstep.domain.identities.values import ProvenIdentity
from specstep.domain.secrets import Secret


@attrs.frozen(kw_only=True)
class Asked:
    """What one sign-in asked its provider with; the same on the way there and back."""

    state: Secret[str]
    nonce: Secret[str]
    verifier: Secret[str]
    redirect_uri: str


@attrs.frozen(kw_only=True)
class ProviderSetup:
    """What a deployment has registered with a provider. `tenant`: whose people may come, for Microsoft."""

    client_id: str
    client_secret: Secret[str]
    tenant: str = "common"


class IdentityProvider(Protocol):
    """One provider. Nothing is kept between the two calls, so any process can take the second one."""

    @property
    def name(self) -> str:
        """How people and settings call it."""
        ...

    @property
    def recipient(self) -> str:
        """Whom it stands for, by the inventory's name: they learn that somebody signs in here (USE-8)."""
        ...

    async def authorization(self, asked: Asked) -> str:
        """The address at the provider to send the browser to.

        Raises:
            Unavailable: the provider can't be asked right now.
        """
        ...

    async def identify(self, answer: Mapping[str, str], asked: Asked) -> ProvenIdentity:
        """Who came back, once everything about the answer has been checked. A code is good once.

        Args:
            answer: the parameters that the browser brought back; whoever calls has found `state` to be theirs.

        Raises:
            SignInRefused: the person called it off, or the answer isn't to be trusted.
            Unavailable: the provider can't be asked right now.
        """
        ...


@attrs.frozen
class IdentityProviders:
    """Those that people can sign in with here, by name; none where the local owner is alone."""

    by_name: Mapping[str, IdentityProvider]
