"""API keys: a person makes, names and revokes them; programs come with them (GEN-2, RET-6)."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from enum import StrEnum

import attrs

from specstep.application.audit import audit_event
from specstep.application.throttle import Throttle
from specstep.domain.accounts import Account
from specstep.domain.actors import Actor, Means, require_person
from specstep.domain.api_keys import ENTROPY_BYTES as KEY_ENTROPY_BYTES
from specstep.domain.api_keys import (
    NOBODYS,
    SALT_BYTES,
    ApiKey,
    make_key,
    matches,
    prefix_of,
    salted_hash,
    wrong_name,
)
from specstep.domain.audit import Action
from specstep.domain.errors import BadInput, Conflict, NotFound, Unavailable
from specstep.domain.ids import ENTROPY_BYTES, AccountId, ApiKeyId, uuid7
from specstep.domain.secrets import Secret
from specstep.ports.clocks import Clock, Entropy
from specstep.ports.persistence import Database, UnitOfWork

MOST = 100
"""How many keys an account may have."""
TRIES = 3
"""How often another prefix is tried; two in a million million keys have the same one."""
NOTE_EVERY = timedelta(minutes=1)
NOTE_AT = 500
"""After how long, and after how many keys, the times of last use are written: not with every request."""


class Refusal(StrEnum):
    """Why a key doesn't let somebody in. For logs and tests: whoever came with it hears the same for all of them."""

    MALFORMED = "malformed"
    UNKNOWN = "unknown"
    EXPIRED = "expired"
    THROTTLED = "throttled"


@attrs.frozen(kw_only=True)
class Authenticated:
    """The key is good; this is who acts, and for which account."""

    actor: Actor
    account: Account


@attrs.frozen(kw_only=True)
class Refused:
    """The key is not good."""

    because: Refusal


@attrs.frozen(kw_only=True)
class Minted:
    """A new key. The secret is shown now and never again: nobody has it after this."""

    key: ApiKey
    secret: Secret[str]


@attrs.define(kw_only=True, eq=False)
class ApiKeys:
    """The keys of accounts. Each act is a person's; what comes with a key can't make, see, rename or revoke keys."""

    database: Database
    clock: Clock
    entropy: Entropy
    throttle: Throttle | None = None
    _uses: dict[ApiKeyId, datetime] = attrs.field(factory=dict, init=False)
    _noted_at: datetime | None = attrs.field(default=None, init=False)

    async def mint(self, actor: Actor, name: str, *, expires_at: datetime | None = None) -> Minted:
        """A new key for the account.

        Args:
            actor: who wants it.
            name: what to call it; up to 100 characters.
            expires_at: from when on it is refused; None: never.

        Raises:
            HumanRequired: a key or token came.
            BadInput: the name can't be one, or the time is not to come.
            Conflict: the account has 100 keys, or is being deleted.
            NotFound: there is no such account.
        """
        require_person(actor, "Making an API key")
        now = self.clock.now()
        named = _name(name)
        if expires_at is not None and expires_at <= now:
            raise BadInput(where="expires_at", what="the time has passed already.", way_out="Name one to come.")
        for _ in range(TRIES - 1):
            try:
                return await self._mint(actor, named, expires_at, now)
            except _PrefixTaken:
                continue
        return await self._mint(actor, named, expires_at, now)

    async def list(self, actor: Actor) -> Sequence[ApiKey]:
        """The account's keys, newest first; raises HumanRequired."""
        require_person(actor, "Listing API keys")
        await self.flush()
        async with self.database.reading() as unit:
            return await unit.api_keys.list(actor.account)

    async def rename(self, actor: Actor, id: ApiKeyId, name: str) -> None:
        """Call a key otherwise.

        Raises:
            HumanRequired: a key or token came.
            BadInput: the name can't be one.
            NotFound: the account has no such key.
        """
        require_person(actor, "Renaming an API key")
        now, named = self.clock.now(), _name(name)
        async with self.database.unit() as unit:
            await unit.api_keys.rename(actor.account, id, named)
            event = audit_event(self.entropy, now, Action.API_KEY_RENAMED, actor.account, id, detail=named)
            await unit.audit.add(event)

    async def revoke(self, actor: Actor, id: ApiKeyId) -> None:
        """End a key at once, in every process: hash and prefix go, its id and name stay in the event (RET-6).

        Raises:
            HumanRequired: a key or token came.
            NotFound: the account has no such key.
        """
        require_person(actor, "Revoking an API key")
        now = self.clock.now()
        async with self.database.unit() as unit:
            key = await unit.api_keys.get(actor.account, id)
            if key is None:
                raise NotFound(kind="API key", id=id)
            await unit.api_keys.remove(actor.account, id)
            event = audit_event(self.entropy, now, Action.API_KEY_REVOKED, actor.account, id, detail=key.name)
            await unit.audit.add(event)
        self._uses.pop(id, None)

    async def authenticate(self, secret: Secret[str], *, address: str | None = None) -> Authenticated | Refused:
        """Who comes with this key. It is looked up each time, so that a revocation counts from its commit on.

        What is no key by its checksum is refused without a look-up; an unknown prefix costs as much as a wrong key.
        An address that has come with too many that are not good is refused without a look-up, whatever it brings.

        Args:
            address: where the request comes from; None at the machine itself.

        Raises:
            Unavailable: the database can't be asked; nobody is let in.
        """
        if self.throttle is None or address is None:
            return await self._authenticate(secret)
        if await self.throttle.refuses(address):
            return Refused(because=Refusal.THROTTLED)
        answer = await self._authenticate(secret)
        if isinstance(answer, Refused):
            await self.throttle.failed(address)
        return answer

    async def _authenticate(self, secret: Secret[str]) -> Authenticated | Refused:
        prefix = prefix_of(secret)
        if prefix is None:
            return Refused(because=Refusal.MALFORMED)
        async with self.database.reading() as unit:
            key = await unit.api_keys.with_prefix(prefix)
            good = matches(secret, NOBODYS if key is None else key.salted)
            # Only for a good key: for a wrong one the time would tell that there is its prefix.
            account = await unit.accounts.get(key.account_id) if key is not None and good else None
        if key is None or account is None or account.closing_at is not None:
            return Refused(because=Refusal.UNKNOWN)
        now = self.clock.now()
        if key.expires_at is not None and key.expires_at <= now:
            return Refused(because=Refusal.EXPIRED)
        await self._note(key.id, now)
        actor = Actor(account=key.account_id, means=Means.API_KEY, credential=key.id)
        return Authenticated(actor=actor, account=account)

    async def flush(self) -> None:
        """Write the times of last use that are still in memory; what can't be written now stays there."""
        uses, self._uses = self._uses, {}
        if not uses:
            return
        try:
            async with self.database.unit() as unit:
                await unit.api_keys.used(uses)
        except (Unavailable, Conflict):
            self._uses = {**uses, **self._uses}
        self._noted_at = self.clock.now()

    async def _note(self, id: ApiKeyId, now: datetime) -> None:
        self._uses[id] = now
        if self._noted_at is None:
            self._noted_at = now
        if abs(now - self._noted_at) >= NOTE_EVERY or len(self._uses) >= NOTE_AT:
            await self.flush()

    async def _mint(self, actor: Actor, name: str, expires_at: datetime | None, now: datetime) -> Minted:
        secret = make_key(self.entropy.take(KEY_ENTROPY_BYTES))
        key = ApiKey(
            id=ApiKeyId(uuid7(now, self.entropy.take(ENTROPY_BYTES))),
            account_id=actor.account,
            name=name,
            prefix=str(prefix_of(secret)),
            salted=salted_hash(secret, self.entropy.take(SALT_BYTES)),
            created_at=now,
            expires_at=expires_at,
        )
        async with self.database.unit() as unit:
            if await unit.accounts.get(actor.account) is None:  # held: two at once can't both be the hundredth
                raise NotFound(kind="account", id=actor.account)
            if len(await unit.api_keys.list(actor.account)) >= MOST:
                raise Conflict(what=f"The account has {MOST} API keys already.", way_out="Revoke one first.")
            if await unit.api_keys.with_prefix(key.prefix) is not None:
                raise _PrefixTaken
            await unit.api_keys.add(key)
            event = audit_event(self.entropy, now, Action.API_KEY_CREATED, actor.account, key.id, detail=name)
            await unit.audit.add(event)
        return Minted(key=key, secret=secret)


class _PrefixTaken(Conflict):
    """Another key has this prefix."""

    def __init__(self) -> None:
        super().__init__(what="Another API key begins the same.", way_out="Try again.")


async def revoke_all_in(
    unit: UnitOfWork, account: AccountId, *, by: AccountId | None, now: datetime, entropy: Entropy
) -> int:
    """End all keys of an account, as a part of the caller's unit of work; how many there were (SEC-10)."""
    keys = await unit.api_keys.list(account)
    for key in keys:
        await unit.api_keys.remove(account, key.id)
        told = audit_event(entropy, now, Action.API_KEY_REVOKED, account, key.id, detail=key.name)
        await unit.audit.add(attrs.evolve(told, actor=by))
    return len(keys)


def _name(name: str) -> str:
    named = name.strip()
    if why := wrong_name(named):
        raise BadInput(where="name", what=why)
    return named
