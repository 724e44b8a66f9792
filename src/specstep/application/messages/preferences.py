"""Which messages somebody wants: chosen in Settings, or called off with the link in a message (RIG-6)."""

import base64
import binascii
import json
from collections.abc import Mapping

import attrs

from specstep.application.keyring.loading import KeyRing
from specstep.domain.errors import BadInput, CannotDecrypt, NotFound, UnknownName
from specstep.domain.ids import AccountId
from specstep.domain.keyring.values import Place
from specstep.domain.messages.kinds import BY_KEY, KINDS, Channel, Kind, kind_named
from specstep.domain.messages.records import Preference
from specstep.domain.secrets import Secret
from specstep.ports.clocks import Clock
from specstep.ports.persistence import Database, UnitOfWork

PLACE = Place(purpose="unsubscribe-links", owner="service", row="every")
LONGEST_TOKEN = 600
CHOICES = tuple((kind, channel) for kind in KINDS if not kind.essential for channel in kind.channels)
"""What can be chosen: every kind that isn't essential, on each of its channels."""


async def wants(unit: UnitOfWork, account: AccountId, kind: Kind, channel: Channel) -> bool:
    """Whether somebody gets messages of a kind on a channel; those that aren't essential start off."""
    if kind.essential:
        return True
    for each in await unit.messages.preferences(account):
        if (each.kind, each.channel) == (kind.key, channel):
            return each.wanted
    return False


@attrs.frozen(kw_only=True)
class Preferences:
    """What somebody has chosen."""

    database: Database
    clock: Clock

    async def all(self, account: AccountId) -> Mapping[tuple[str, Channel], bool]:
        """Every choice there is, by kind and channel, and whether it is on."""
        async with self.database.reading() as unit:
            kept = {(each.kind, each.channel): each.wanted for each in await unit.messages.preferences(account)}
        return {(kind.key, channel): kept.get((kind.key, channel), False) for kind, channel in CHOICES}

    async def choose(self, account: AccountId, kind: str, channel: Channel, *, wanted: bool) -> None:
        """Put a kind on or off.

        Raises:
            UnknownName: there is no such kind.
            BadInput: it is essential, or doesn't go by that channel.
            NotFound: there is no such account.
            Conflict: it is being deleted.
        """
        found = kind_named(kind)
        if (found, channel) not in CHOICES:
            what = "is essential and can't be called off." if found.essential else f"doesn't go by {channel}."
            raise BadInput(where=f"message {kind}", what=what)
        async with self.database.unit() as unit:
            await _keep(unit, account, found, channel, self.clock, wanted=wanted)


@attrs.frozen(kw_only=True)
class Unsubscribing:
    """Links that call off a kind of message, for whoever holds the message: no sign-in is needed.

    A link is sealed under the key ring: nobody can make one, or turn it into one for somebody or something else. It
    can call off and nothing else, so it needs no end.

    Source: RFC 8058.
    """

    database: Database
    keyring: KeyRing
    clock: Clock

    async def token(self, account: AccountId, kind: Kind, channel: Channel) -> str:
        """What such a link holds."""
        plain = Secret(json.dumps([account, kind.key, channel]).encode())
        sealed = await self.keyring.seal(plain, PLACE)
        return base64.urlsafe_b64encode(sealed).decode().rstrip("=")

    async def look(self, token: str) -> Kind:
        """The kind that a link calls off; raises NotFound where it is none of ours."""
        return (await self._opened(token))[1]

    async def apply(self, token: str) -> Kind:
        """Call it off; a second time, or once the account is gone, changes nothing and is no error.

        Raises:
            NotFound: the link is none of ours.
            Unavailable: the key ring or the database can't be used right now.
        """
        account, kind, channel = await self._opened(token)
        async with self.database.unit() as unit:
            found = await unit.accounts.get(account)
            if found is not None and found.closing_at is None and await wants(unit, account, kind, channel):
                await _keep(unit, account, kind, channel, self.clock, wanted=False)
        return kind

    async def _opened(self, token: str) -> tuple[AccountId, Kind, Channel]:
        try:
            if len(token) > LONGEST_TOKEN:
                raise ValueError("longer than any of ours")
            sealed = base64.b64decode(token + "=" * (-len(token) % 4), altchars=b"-_", validate=True)
            account, kind, channel = json.loads((await self.keyring.open(sealed, PLACE)).reveal())
            return AccountId(account), BY_KEY[kind], Channel(channel)
        except (ValueError, binascii.Error, CannotDecrypt, UnknownName, KeyError) as error:
            raise NotFound(kind="link", id="to unsubscribe") from error


async def _keep(
    unit: UnitOfWork, account: AccountId, kind: Kind, channel: Channel, clock: Clock, *, wanted: bool
) -> None:
    if await unit.accounts.get(account) is None:
        raise NotFound(kind="account", id=account)
    await unit.messages.prefer(
        Preference(account_id=account, kind=kind.key, channel=channel, wanted=wanted, changed_at=clock.now())
    )
