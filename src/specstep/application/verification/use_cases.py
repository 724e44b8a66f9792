"""Phones: somebody names a number, gets a code there, and shows by it that the number is theirs (COL-2)."""

from collections.abc import Sequence
from datetime import timedelta

import attrs

from specstep.application.audit import audit_event
from specstep.application.keyring.loading import KeyRing
from specstep.application.limits import Limits
from specstep.application.limits import Use as Limited
from specstep.application.verification.outcomes import CodeSent, NotVerified, TooMany, Verified
from specstep.application.verification.sends import Texts, counted
from specstep.domain.audit import Action
from specstep.domain.errors import Conflict, MessageUnclear, NotFound, SpecStepError
from specstep.domain.ids import ENTROPY_BYTES, AccountId, uuid7
from specstep.domain.keyring.hashing import is_hash_of, key_of_hash, keyed_hash
from specstep.domain.keyring.ring import Ring
from specstep.domain.keyring.values import Place
from specstep.domain.messages.kinds import VERIFICATION_CODE
from specstep.domain.secrets import Secret
from specstep.domain.verification.numbers import PhoneNumber, Use, read_number
from specstep.domain.verification.values import ENTROPY_BYTES as CODE_ENTROPY_BYTES
from specstep.domain.verification.values import (
    LIFETIME,
    TRIES,
    Phone,
    PhoneCode,
    Refusal,
    code_of,
    is_over,
    missed,
    read_code,
)
from specstep.ports.clocks import Clock, Entropy
from specstep.ports.persistence import Database, UnitOfWork

CODES = "phone_codes.code_hash"


@attrs.frozen(kw_only=True)
class Verification:
    """The phones of accounts. A code is kept as a hash under a key of the ring, for ten minutes at most (RET-9)."""

    database: Database
    keyring: KeyRing
    limits: Limits
    texts: Texts
    clock: Clock
    entropy: Entropy

    async def begin(self, account: AccountId, number: str, *, address: str | None = None) -> CodeSent | TooMany:
        """Send a code to a number; an earlier code of the account's is good no more.

        Whose the number is already, if anybody's, makes no difference to what happens or what is answered.

        Args:
            number: as the person wrote it.
            address: where the request came from.

        Raises:
            BadInput: it is no number that short messages reach.
            NotFound, Conflict: there is no such account, or it is being deleted, or the number is verified already.
            MessageRefused, MessageDelayed, Misconfigured: the message can't be sent; no code is on its way.
            Unavailable: sends can't be counted right now, so none goes out.

        Source: SEC-8.
        """
        read = read_number(number, Use.SMS)
        async with self.database.reading() as unit:
            await _require_open(unit, account)
            known = await unit.phones.get(account, Use.SMS)
        if known is not None and known.number == read:
            raise Conflict(what="This number is verified already.")
        ring = await self.keyring.current()
        for subject, limit in counted(ring, account, read, address):
            verdict = await self.limits.hit(Limited.MESSAGES, subject, limit)
            if verdict.retry_after is not None:
                return TooMany(retry_after=verdict.retry_after)
        now = self.clock.now()
        secret = code_of(self.entropy.take(CODE_ENTROPY_BYTES))
        id = uuid7(now, self.entropy.take(ENTROPY_BYTES))
        hashed = keyed_hash(ring, secret, _place(account, read))
        code = PhoneCode(account_id=account, number=read, code_hash=hashed, sent_at=now, expires_at=now + LIFETIME)
        async with self.database.unit() as unit:
            await _require_open(unit, account)
            await unit.phone_codes.forget(before=now)
            await unit.phone_codes.put(code)
            await unit.audit.add(audit_event(self.entropy, now, Action.PHONE_CODE_REQUESTED, account, account))
        await self._send(code, secret, id)
        return CodeSent(number=read, expires_at=code.expires_at)

    async def confirm(self, account: AccountId, typed: str) -> Verified | NotVerified:
        """Take a code that somebody typed; the right one is gone as the number becomes the account's, in one step.

        Raises:
            Conflict: the account is being deleted.
            Unavailable, Misconfigured: the key ring or the database can't be used.
        """
        secret = read_code(typed)
        ring = await self._ring_for(account)
        now = self.clock.now()
        async with self.database.unit() as unit:
            # Held: of two who come at once with the last try, or with the right code, one comes second.
            found = None if await unit.accounts.get(account) is None else await unit.phone_codes.get(account)
            if found is None or is_over(found, now):
                await unit.phone_codes.forget(before=now)
                await unit.phone_codes.remove(account)
                return NotVerified(because=Refusal.OVER)
            if secret is None:
                return NotVerified(because=Refusal.WRONG, tries_left=TRIES - found.tries)
            await unit.phone_codes.remove(account)
            if is_hash_of(ring, found.code_hash, secret, _place(account, found.number)):
                phone = Phone(account_id=account, use=Use.SMS, number=found.number, set_at=now, verified_at=now)
                await unit.phones.put(phone)
                await unit.audit.add(audit_event(self.entropy, now, Action.PHONE_VERIFIED, account, account))
                return Verified(phone=phone)
            left = missed(found)
            if left is not None:
                await unit.phone_codes.put(left)
            tries_left = 0 if left is None else TRIES - left.tries
            return NotVerified(because=Refusal.WRONG, tries_left=tries_left)

    async def set_contact(self, account: AccountId, number: str) -> Phone:
        """Keep a number at which somebody can be called; it isn't verified, and no message goes there.

        Raises:
            BadInput: it is no number that anybody has.
            NotFound, Conflict: there is no such account, or it is being deleted.
        """
        now = self.clock.now()
        phone = Phone(account_id=account, use=Use.CONTACT, number=read_number(number, Use.CONTACT), set_at=now)
        async with self.database.unit() as unit:
            await _require_open(unit, account)
            await unit.phones.put(phone)
            event = audit_event(self.entropy, now, Action.PHONE_SET, account, account, detail=Use.CONTACT)
            await unit.audit.add(event)
        return phone

    async def phones(self, account: AccountId) -> Sequence[Phone]:
        """The account's numbers."""
        async with self.database.reading() as unit:
            return await unit.phones.list(account)

    async def remove(self, account: AccountId, use: Use) -> None:
        """Forget a number; with the one for short messages goes a code that is on its way.

        Raises:
            NotFound: the account has no such number and no such code.
        """
        now = self.clock.now()
        async with self.database.unit() as unit:
            phone = await unit.phones.get(account, use)
            code = await unit.phone_codes.get(account) if use is Use.SMS else None
            if phone is None and code is None:
                raise NotFound(kind="phone", id=use)
            await unit.phones.remove(account, use)
            if use is Use.SMS:
                await unit.phone_codes.remove(account)
            event = audit_event(self.entropy, now, Action.PHONE_REMOVED, account, account, detail=use)
            await unit.audit.add(event)

    async def forget_over(self) -> int:
        """Remove the codes whose ten minutes are over; how many there were. To be called every few minutes (RET-9)."""
        async with self.database.unit() as unit:
            return await unit.phone_codes.forget(before=self.clock.now())

    async def _send(self, code: PhoneCode, secret: Secret[str], key: str) -> None:
        """Send a code that is kept already. One that can't be sent is kept no longer; one that may be on its way is."""
        # The one place where a code is shown: to the phone that it shall verify.
        data = {"code": secret.reveal(), "minutes": str(LIFETIME // timedelta(minutes=1))}
        try:
            await self.texts.send(code.account_id, VERIFICATION_CODE, data, to=code.number.e164, key=key)
        except MessageUnclear:
            return
        except SpecStepError:
            async with self.database.unit() as unit:
                kept = await unit.phone_codes.get(code.account_id)
                if kept is not None and kept.code_hash == code.code_hash:
                    await unit.phone_codes.remove(code.account_id)
            raise

    async def _ring_for(self, account: AccountId) -> Ring:
        """The ring with the key that the account's code is hashed under, also where that was made a moment ago."""
        ring = await self.keyring.current()
        async with self.database.reading() as unit:
            found = await unit.phone_codes.get(account)
        key = None if found is None else key_of_hash(found.code_hash)
        if key is not None and key not in ring.keys and key not in ring.lost:
            ring = await self.keyring.fresh(older_than=ring)
        return ring


def _place(account: AccountId, number: PhoneNumber) -> Place:
    return Place(purpose=CODES, owner=account, row=number.e164)


async def _require_open(unit: UnitOfWork, account: AccountId) -> None:
    found = await unit.accounts.get(account)  # held in a unit that writes: two at once come one after the other
    if found is None:
        raise NotFound(kind="account", id=account)
    if found.closing_at is not None:
        raise Conflict(what=f"Account {account} is being deleted.")
