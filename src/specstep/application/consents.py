"""Consents: given and withdrawn by a person, and asked for by whatever does something optional (RIG-7)."""

from collections.abc import Sequence

import attrs

from specstep.application.audit import audit_event
from specstep.domain.actors import Actor, require_person
from specstep.domain.audit import Action
from specstep.domain.consents import Consent, ConsentKind
from specstep.domain.errors import NotFound
from specstep.domain.ids import ENTROPY_BYTES, AccountId, ConsentId, uuid7
from specstep.ports.clocks import Clock, Entropy
from specstep.ports.persistence import Database, UnitOfWork


@attrs.frozen(kw_only=True)
class Consents:
    """The consents of accounts. What nobody consented to is off.

    Args:
        notice_version: the version of the privacy notice that people are shown.
    """

    database: Database
    clock: Clock
    entropy: Entropy
    notice_version: str

    async def give(self, actor: Actor, kind: ConsentKind) -> Consent:
        """Consent; who has consented already is answered with that.

        Raises:
            HumanRequired: a key or token came.
            NotFound: there is no such account.
            Conflict: it is being deleted.
        """
        require_person(actor, "Consenting")
        now = self.clock.now()
        async with self.database.unit() as unit:
            await _require(unit, actor.account)
            if (standing := await unit.consents.standing(actor.account, kind)) is not None:
                return standing
            given = Consent(
                id=ConsentId(uuid7(now, self.entropy.take(ENTROPY_BYTES))),
                account_id=actor.account,
                kind=kind,
                notice_version=self.notice_version,
                given_at=now,
            )
            await unit.consents.add(given)
            told = audit_event(self.entropy, now, Action.CONSENT_GIVEN, actor.account, given.id, detail=kind)
            await unit.audit.add(told)
            return given

    async def withdraw(self, actor: Actor, kind: ConsentKind) -> None:
        """Take a consent back, from this moment on; where there is none, nothing changes. A key may do this, too.

        Raises:
            NotFound: there is no such account.
        """
        now = self.clock.now()
        async with self.database.unit() as unit:
            await _require(unit, actor.account)
            standing = await unit.consents.standing(actor.account, kind)
            if standing is None:
                return
            await unit.consents.withdraw(actor.account, kind, now)
            told = audit_event(
                self.entropy, now, Action.CONSENT_WITHDRAWN, actor.account, standing.id, detail=kind
            )
            await unit.audit.add(told)

    async def list(self, account: AccountId) -> Sequence[Consent]:
        """Everything that an account has consented to, the last first, with what it has withdrawn."""
        async with self.database.reading() as unit:
            return await unit.consents.list(account)

    async def allows(self, account: AccountId, kind: ConsentKind) -> bool:
        """Whether this may be done with this account's data now. Ask each time: a withdrawal holds at once."""
        async with self.database.reading() as unit:
            return await unit.consents.standing(account, kind) is not None


async def _require(unit: UnitOfWork, account: AccountId) -> None:
    """See that the account is there; held, so that two can't consent at once."""
    if await unit.accounts.get(account) is None:
        raise NotFound(kind="account", id=account)
