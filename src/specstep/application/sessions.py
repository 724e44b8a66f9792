"""Sessions: who a browser belongs to, and how that ends."""

from collections.abc import Sequence

import attrs

from specstep.application.accounts import account_named
from specstep.application.api_keys import revoke_all_in
from specstep.application.audit import audit_event
from specstep.domain.accounts import LOCAL_OWNER, Account, Role
from specstep.domain.audit import DETAIL_LIMIT, Action
from specstep.domain.errors import BadInput, Conflict, NotFound
from specstep.domain.ids import ENTROPY_BYTES, AccountId, SessionId, uuid7
from specstep.domain.secrets import Secret
from specstep.domain.sessions.tokens import TOKEN_BYTES, token_hash, token_of
from specstep.domain.sessions.values import Session, SessionLimits, is_over, open_session, seen
from specstep.ports.clocks import Clock, Entropy
from specstep.ports.persistence import Database, UnitOfWork

LOCAL = "local"


@attrs.frozen(kw_only=True)
class Principal:
    """Whom a request comes from."""

    account: Account
    session: Session


@attrs.frozen(kw_only=True)
class OpenedSession:
    """A session with its token, which is shown this once."""

    session: Session
    token: Secret[str]


@attrs.frozen(kw_only=True)
class Sessions:
    """The sessions of accounts. `local_owner`: nobody signs in here, so the owner's browser is let in as it comes."""

    database: Database
    clock: Clock
    entropy: Entropy
    limits: SessionLimits
    local_owner: bool = False

    async def open_in(
        self, unit: UnitOfWork, account: AccountId, provider: str, *, instead_of: Secret[str] | None = None
    ) -> OpenedSession:
        """Sign a browser in, as a part of the caller's unit of work: always with a token that nobody has seen before.

        Args:
            instead_of: the token that the browser had until now; its session ends, whosever it was.

        Raises:
            Conflict: the account is being deleted.

        Source: GEN-6; ASVS 5.0, 7.2.4 (a new token at each sign-in).
        """
        now = self.clock.now()
        if instead_of is not None and (old := await unit.sessions.find(token_hash(instead_of))) is not None:
            await unit.sessions.remove(old.account_id, old.id)
        token = token_of(self.entropy.take(TOKEN_BYTES))
        id = SessionId(uuid7(now, self.entropy.take(ENTROPY_BYTES)))
        session = open_session(id, account, token_hash(token), provider, now=now, limits=self.limits)
        await unit.sessions.add(session)
        await unit.audit.add(audit_event(self.entropy, now, Action.SIGNED_IN, account, id, detail=provider))
        return OpenedSession(session=session, token=token)

    async def enter_locally(self, *, instead_of: Secret[str] | None = None) -> OpenedSession:
        """Sign the local owner's browser in, where no sign-in provider is configured.

        Raises:
            Conflict: people sign in here.
        """
        if not self.local_owner:
            raise Conflict(what="People sign in here; there is no local owner to act as.")
        async with self.database.unit() as unit:
            return await self.open_in(unit, LOCAL_OWNER, LOCAL, instead_of=instead_of)

    async def authenticate(self, token: Secret[str] | None) -> Principal | None:
        """Whom a request with this token comes from; None where it opens nothing (any more)."""
        if token is None:
            return None
        now = self.clock.now()
        async with self.database.reading() as unit:
            session = await unit.sessions.find(token_hash(token))
            account = None if session is None else await unit.accounts.get(session.account_id)
        if session is None or account is None or account.closing_at is not None or is_over(session, now):
            return None
        if session.provider == LOCAL and not self.local_owner:
            return None  # people sign in here by now
        if (noted := seen(session, now, self.limits)) != session:
            async with self.database.unit() as unit:
                await unit.sessions.note(noted)
        return Principal(account=account, session=noted)

    async def sign_out(self, token: Secret[str]) -> None:
        """End the session of a token; one that has ended already is no error."""
        async with self.database.unit() as unit:
            session = await unit.sessions.find(token_hash(token))
            if session is not None:
                await self._end(unit, session, Action.SIGNED_OUT)

    async def list(self, account: AccountId) -> Sequence[Session]:
        """Where an account is signed in, the last one first."""
        now = self.clock.now()
        async with self.database.reading() as unit:
            return [each for each in await unit.sessions.list(account) if not is_over(each, now)]

    async def revoke(self, account: AccountId, id: SessionId) -> None:
        """End one of an account's sessions; its next request is refused.

        Raises:
            NotFound: the account has no such session.
        """
        async with self.database.unit() as unit:
            session = next((each for each in await unit.sessions.list(account) if each.id == id), None)
            if session is None:
                raise NotFound(kind="session", id=id)
            await self._end(unit, session, Action.SESSION_REVOKED)

    async def end_all(
        self, account: str, *, by: AccountId | None, keep: SessionId | None = None, reason: str = ""
    ) -> int:
        """End all sessions of an account in one act; how many there were (SEC-10).

        Where somebody else than its owner asks, all of its API keys end with them.

        Args:
            account: its id or its verified e-mail address.
            by: the account itself, or an operator; None for whoever runs the program beside its database.
            keep: the one that the account's owner asks from.

        Raises:
            NotFound: there is no such account, or `by` may not do this.
            BadInput: the reason is longer than the audit log takes.
        """
        if len(reason) > DETAIL_LIMIT:
            raise BadInput(where="reason", what=f"is longer than {DETAIL_LIMIT} characters.")
        now = self.clock.now()
        async with self.database.unit() as unit:
            asking = None if by is None else await unit.accounts.get(by)
            found = await account_named(unit, account)
            operator = asking is not None and asking.role is Role.OPERATOR
            if found is None or not (operator or by in (None, found.id)):
                raise NotFound(kind="account", id=account)
            number = await unit.sessions.clear(found.id, keep=keep)
            if by != found.id:  # who signs out elsewhere keeps their keys; an account taken over loses them
                await revoke_all_in(unit, found.id, by=by, now=now, entropy=self.entropy)
            told = audit_event(self.entropy, now, Action.SESSIONS_ENDED, found.id, found.id, detail=reason)
            await unit.audit.add(attrs.evolve(told, actor=by))
            return number

    async def _end(self, unit: UnitOfWork, session: Session, action: Action) -> None:
        await unit.sessions.remove(session.account_id, session.id)
        told = audit_event(self.entropy, self.clock.now(), action, session.account_id, session.id)
        await unit.audit.add(told)
