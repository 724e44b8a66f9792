"""Ways into an account: who comes with which identity is let into which account, and what a person may change of that.

Everything that belongs together happens in one transaction. Where two come at the same time with what only one can
have, the database refuses one of them, who then meets what the other left behind.
"""

from collections.abc import Awaitable, Callable, Sequence
from datetime import datetime
from typing import TypeVar

import attrs

from specstep.application.audit import audit_event
from specstep.application.messages.queueing import Messages
from specstep.domain.accounts import Account
from specstep.domain.audit import Action
from specstep.domain.errors import Conflict, NotFound
from specstep.domain.identities.linking import Course, Decision, Intent, backed, decide, may_remove
from specstep.domain.identities.values import Identity, ProvenIdentity
from specstep.domain.ids import ENTROPY_BYTES, AccountId, IdentityId, SessionId, uuid7
from specstep.domain.messages.kinds import IDENTITY_LINKED, SIGN_UP_NOTICE
from specstep.domain.photos import photo_of
from specstep.ports.clocks import Clock, Entropy
from specstep.ports.persistence import Database, UnitOfWork

TRIES = 4  # each lost race leaves something behind that the next try finds
NAMELESS = "New account"
KEEPS_PHOTOS = "microsoft"
"""Whose pictures are kept, because nobody but their owner can ask for them (GEN-4)."""
Result = TypeVar("Result")


@attrs.frozen(kw_only=True)
class Admission:
    """Where an identity led to. Without an account the way ends here, and `says` tells the person how to go on."""

    course: Course
    account: Account | None = None
    identity: Identity | None = None
    says: str | None = None

    @property
    def owner_hears(self) -> bool:
        """Whether the account's owner is due a message: their account has one more way in (EXT-1)."""
        return self.course in (Course.JOIN, Course.LINK)

    @property
    def operator_hears(self) -> bool:
        """Whether an operator who asked for it is due a message: somebody signed up (USE-3)."""
        return self.course is Course.OPEN


async def race(database: Database, act: Callable[[UnitOfWork], Awaitable[Result]]) -> Result:
    """What an act does in a unit of work of its own; it is repeated where somebody else was faster.

    Raises:
        Conflict: it was refused every time.
    """
    for _ in range(TRIES - 1):
        try:
            async with database.unit() as unit:
                return await act(unit)
        except Conflict:
            continue
    async with database.unit() as unit:
        return await act(unit)


@attrs.frozen(kw_only=True)
class Identities:
    """The identities of accounts.

    Args:
        notice_version: the version of the privacy notice that people are shown; each sign-up keeps it (GOV-4).
    """

    database: Database
    clock: Clock
    entropy: Entropy
    notice_version: str | None = None
    messages: Messages | None = None

    async def admit(self, proven: ProvenIdentity, intent: Intent, *, asking: AccountId | None = None) -> Admission:
        """Let somebody in with an identity that their provider has proven.

        Args:
            asking: who is signed in, where an identity is to be linked.

        Raises:
            Conflict: the account that it leads to is being deleted.
        """
        return await race(self.database, lambda unit: self.admit_in(unit, proven, intent, asking=asking))

    async def admit_in(
        self, unit: UnitOfWork, proven: ProvenIdentity, intent: Intent, *, asking: AccountId | None = None
    ) -> Admission:
        """The same as a part of the caller's unit of work, which repeats it on Conflict."""
        now = self.clock.now()
        known = await unit.identities.find(proven.issuer, proven.subject)
        address = proven.verified_email
        holder = None if address is None else await unit.accounts.with_email(address)
        decision = decide(proven, intent, known=known, holder=holder, asking=asking)
        if decision.says is not None:
            return Admission(course=decision.course, says=decision.says)
        account = await self._account(unit, decision, proven, now)
        if known is None:
            identity = self._identity(account.id, proven, now)
            await unit.identities.add(identity)
            action = Action.IDENTITY_JOINED if decision.course is Course.JOIN else Action.IDENTITY_ADDED
            await self._note(unit, action, account.id, identity, now)
        else:
            identity = _as_told(known, proven, now)
            await unit.identities.update(identity)
        if proven.photo is not None and (photo := photo_of(proven.photo, now)) is not None:
            await unit.photos.put(account.id, photo)
        account = await _settle(unit, account)
        admission = Admission(course=decision.course, account=account, identity=identity)
        await self._tell(unit, admission, now)
        return admission

    async def _tell(self, unit: UnitOfWork, admission: Admission, now: datetime) -> None:
        """Queue the messages that are due: to the owner (EXT-1), or to an operator who asked for them (USE-3)."""
        account, identity = admission.account, admission.identity
        if self.messages is None or account is None or identity is None:
            return
        about = {"provider": identity.provider, "at": now.isoformat()}
        if admission.owner_hears:
            await self.messages.queue(unit, account.id, IDENTITY_LINKED, about, key=identity.id)
        if admission.operator_hears:
            await self.messages.queue(unit, account.id, SIGN_UP_NOTICE, about, key=account.id)

    async def list(self, account: AccountId) -> Sequence[Identity]:
        """The identities of an account, the first one first."""
        async with self.database.reading() as unit:
            return await unit.identities.list(account)

    async def remove(self, account: AccountId, id: IdentityId, *, keep: SessionId | None = None) -> None:
        """Close a way into an account.

        Who may have come in by it is signed out, and an address that only this identity proved opens nothing any
        more.

        Args:
            keep: the session that the account's owner asks from.

        Raises:
            NotFound: the account has no such identity.
            Conflict: it is the last one.
        """
        now = self.clock.now()
        async with self.database.unit() as unit:
            owner = await unit.accounts.get(account)  # INVARIANT: held, so that two can't remove the last two
            every = tuple(await unit.identities.list(account))
            found = next((each for each in every if each.id == id), None)
            if owner is None or found is None:
                raise NotFound(kind="identity", id=id)
            if not may_remove(found, every):
                raise Conflict(what="This is the only way into the account.", way_out="Link another one first.")
            await unit.identities.remove(account, id)
            if all(each.provider != found.provider for each in every if each.id != id):
                await self._forget_photo(unit, account, found.provider)
            await unit.sessions.clear(account, keep=keep)
            await self._note(unit, Action.IDENTITY_REMOVED, account, found, now)
            await _settle(unit, owner)

    async def _forget_photo(self, unit: UnitOfWork, account: AccountId, provider: str) -> None:
        """Let the picture go with the last identity at the one provider whose pictures are kept."""
        if provider == KEEPS_PHOTOS:
            await unit.photos.remove(account)

    async def choose_email(self, account: AccountId, id: IdentityId) -> Account:
        """Make the address of one of its identities the account's own.

        Raises:
            NotFound: the account has no such identity, or that has no address.
        """
        async with self.database.unit() as unit:
            owner = await unit.accounts.get(account)
            found = next((each for each in await unit.identities.list(account) if each.id == id), None)
            if owner is None or found is None or found.email is None:
                raise NotFound(kind="identity", id=id)
            return await _settle(unit, attrs.evolve(owner, email=found.email, verified_email=None))

    async def _account(
        self, unit: UnitOfWork, decision: Decision, proven: ProvenIdentity, now: datetime
    ) -> Account:
        if decision.account is not None:
            found = await unit.accounts.get(decision.account)
            if found is None:
                raise NotFound(kind="account", id=decision.account)
            if found.closing_at is not None:
                raise Conflict(what="This account is being deleted.")
            return found
        opened = Account(
            id=AccountId(uuid7(now, self.entropy.take(ENTROPY_BYTES))),
            display_name=proven.display_name or NAMELESS,
            created_at=now,
            email=proven.email,
            verified_email=proven.verified_email,  # INVARIANT: at once, so that of two who open with one address one is refused
            age_confirmed_at=now,
            photo_url=proven.photo_url,
            notice_version=self.notice_version,
        )
        await unit.accounts.add(opened)
        await unit.audit.add(audit_event(self.entropy, now, Action.ACCOUNT_CREATED, opened.id, opened.id))
        return opened

    def _identity(self, account: AccountId, proven: ProvenIdentity, now: datetime) -> Identity:
        return Identity(
            id=IdentityId(uuid7(now, self.entropy.take(ENTROPY_BYTES))),
            account_id=account,
            provider=proven.provider,
            issuer=proven.issuer,
            subject=proven.subject,
            email=proven.email,
            email_verified=proven.verified_email is not None,
            added_at=now,
            last_signed_in_at=now,
        )

    async def _note(
        self, unit: UnitOfWork, action: Action, account: AccountId, identity: Identity, now: datetime
    ) -> None:
        await unit.audit.add(
            audit_event(self.entropy, now, action, account, identity.id, detail=identity.provider)
        )


def _as_told(known: Identity, proven: ProvenIdentity, now: datetime) -> Identity:
    return attrs.evolve(
        known, email=proven.email, email_verified=proven.verified_email is not None, last_signed_in_at=now
    )


async def _settle(unit: UnitOfWork, account: Account) -> Account:
    """Store the account with its address as its identities back it; a proven one that is another's stays unproven."""
    settled = backed(account, await unit.identities.list(account.id))
    if settled.verified_email is not None:
        holder = await unit.accounts.with_email(settled.verified_email)
        if holder is not None and holder.id != account.id:
            settled = attrs.evolve(settled, verified_email=None)
    await unit.accounts.update(settled)
    return settled
