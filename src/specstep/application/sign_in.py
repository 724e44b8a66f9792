"""Signing in: off to a provider, and back."""

from collections.abc import Mapping

import attrs

from specstep.application.identities import Admission, Identities, race
from specstep.application.sessions import OpenedSession, Sessions
from specstep.domain.errors import BadInput, SignInRefused, UnknownName
from specstep.domain.identities.attempts import (
    SignInAttempt,
    browser_hash,
    is_from,
    nonce_of,
    safe_path,
    verifier_of,
)
from specstep.domain.identities.linking import Course, Intent
from specstep.domain.identities.values import ProvenIdentity
from specstep.domain.ids import AccountId
from specstep.domain.secrets import Secret
from specstep.domain.sessions.cookies import SIGN_IN_LIFETIME
from specstep.domain.sessions.tokens import TOKEN_BYTES, presented, token_hash, token_of
from specstep.ports.clocks import Clock, Entropy
from specstep.ports.identity_providers import Asked, IdentityProvider
from specstep.ports.persistence import Database, UnitOfWork

NOT_OURS = "it was not begun in this browser, took longer than ten minutes, or is over already."


@attrs.frozen(kw_only=True)
class Departure:
    """Where to send a browser, and what its sign-in cookie holds meanwhile."""

    address: str
    browser: Secret[str]


@attrs.frozen(kw_only=True)
class Arrival:
    """What became of a sign-in: where it led to, the new session where there is one, and where to go on."""

    admission: Admission
    opened: OpenedSession | None
    next_path: str


@attrs.frozen(kw_only=True)
class SignIn:
    """Signs people in. `callback` is the address of this service that providers send browsers back to.

    It holds the provider's name in the place of `{provider}`: each has an address of its own, so that an answer of one
    can't pass for another's.
    """

    database: Database
    providers: Mapping[str, IdentityProvider]
    callback: str
    identities: Identities
    sessions: Sessions
    clock: Clock
    entropy: Entropy

    async def begin(
        self,
        provider: str,
        intent: Intent,
        *,
        browser: Secret[str] | None = None,
        session: Secret[str] | None = None,
        next_path: str | None = None,
        of_age: bool = False,
    ) -> Departure:
        """Send a browser to a provider.

        Args:
            browser: what its sign-in cookie holds already; with it, several tabs can be under way at once.
            session: its session's token; needed to link.
            next_path: where the person wants to go on; anything but a path of this service is left out.
            of_age: whether the person said that they are at least 16; needed to sign up (GOV-1).

        Raises:
            UnknownName: there is no such provider.
            BadInput: somebody links who isn't signed in, or signs up without having said that they are old enough.
            Unavailable: the provider can't be asked right now.
        """
        chosen = self._provider(provider)
        if intent is Intent.SIGN_UP and not of_age:
            what = "needs you to say that you are at least 16 years old."
            raise BadInput(where="signing up", what=what)
        asking = await self._asking(intent, session)
        if browser is None:
            browser = token_of(self.entropy.take(TOKEN_BYTES))
        state = token_of(self.entropy.take(TOKEN_BYTES))
        now = self.clock.now()
        attempt = SignInAttempt(
            state_hash=token_hash(state),
            browser_hash=browser_hash(browser, asking),
            provider=provider,
            intent=intent,
            next_path=safe_path(next_path),
            expires_at=now + SIGN_IN_LIFETIME,
        )
        address = await chosen.authorization(self._asked(provider, browser, state))
        async with self.database.unit() as unit:
            await unit.attempts.forget(before=now)
            await unit.attempts.add(attempt)
        return Departure(address=address, browser=browser)

    async def complete(
        self,
        provider: str,
        answer: Mapping[str, str],
        *,
        browser: Secret[str] | None,
        session: Secret[str] | None = None,
    ) -> Arrival:
        """Take a browser back from a provider. Each departure is good for one return.

        Args:
            answer: the parameters that the browser brings.
            browser: what its sign-in cookie holds.
            session: its session's token, if it has one; a sign-in replaces that session.

        Raises:
            UnknownName: there is no such provider.
            SignInRefused: it was called off, didn't begin in this browser, or can't be trusted.
            Conflict: the account is being deleted.
            Unavailable: the provider can't be asked right now.
        """
        chosen = self._provider(provider)
        state = presented(answer.get("state"))
        if state is None or browser is None:
            raise SignInRefused(provider=provider, because=NOT_OURS)
        async with self.database.unit() as unit:
            attempt = await unit.attempts.take(token_hash(state))
        if attempt is None or attempt.provider != provider or self.clock.now() >= attempt.expires_at:
            raise SignInRefused(provider=provider, because=NOT_OURS)
        asking = None
        if attempt.intent is Intent.LINK:
            principal = await self.sessions.authenticate(session)
            asking = None if principal is None else principal.account.id
        if not is_from(attempt, browser, asking):
            raise SignInRefused(provider=provider, because=NOT_OURS)
        proven = await chosen.identify(answer, self._asked(provider, browser, state))
        if proven.provider != provider:
            raise SignInRefused(provider=provider, because="another provider answered.")
        return await race(self.database, lambda unit: self._arrive(unit, attempt, proven, asking, session))

    async def _arrive(
        self,
        unit: UnitOfWork,
        attempt: SignInAttempt,
        proven: ProvenIdentity,
        asking: AccountId | None,
        session: Secret[str] | None,
    ) -> Arrival:
        admission = await self.identities.admit_in(unit, proven, attempt.intent, asking=asking)
        opened = None
        if admission.account is not None and admission.course not in (Course.LINK, Course.KEEP):
            opened = await self.sessions.open_in(unit, admission.account.id, proven.provider, instead_of=session)
        return Arrival(admission=admission, opened=opened, next_path=attempt.next_path)

    async def _asking(self, intent: Intent, session: Secret[str] | None) -> AccountId | None:
        if intent is not Intent.LINK:
            return None
        principal = await self.sessions.authenticate(session)
        if principal is None:
            raise BadInput(where="linking", what="needs you to be signed in.", way_out="Sign in first.")
        return principal.account.id

    def _provider(self, name: str) -> IdentityProvider:
        if name not in self.providers:
            raise UnknownName(
                where="sign-in provider", what=f"there is no {name!r} here.", known=tuple(sorted(self.providers))
            )
        return self.providers[name]

    def _asked(self, provider: str, browser: Secret[str], state: Secret[str]) -> Asked:
        return Asked(
            state=state,
            nonce=nonce_of(browser, state),
            verifier=verifier_of(browser, state),
            redirect_uri=self.callback.format(provider=provider),
        )
