"""A message put into words, at the moment of its sending: who gets it, and whether they still want it."""

import json

import attrs

from specstep.application.messages.preferences import Unsubscribing, wants
from specstep.domain.ids import AccountId, GenerationId
from specstep.domain.messages.kinds import SIGN_UP_NOTICE, Channel, Kind, kind_named
from specstep.domain.messages.records import MessageRecord, address_hash
from specstep.domain.messages.rendering import Service, short, words
from specstep.domain.messages.values import Email, Sms
from specstep.domain.verification.numbers import Use
from specstep.ports.persistence import Database, UnitOfWork

NO_ADDRESS = "there is no address any more"
NOT_WANTED = "it was called off"
UNREACHABLE = "nothing reaches this address"
ONE_CLICK = "List-Unsubscribe=One-Click"  # RFC 8058, section 3.1


@attrs.frozen(kw_only=True)
class Composed:
    """A message ready to go, and what stands for its address."""

    message: Email | Sms
    address_hash: str


@attrs.frozen(kw_only=True)
class Composer:
    """Puts messages into words. `operator`: the address that is told of sign-ups."""

    database: Database
    unsubscribing: Unsubscribing
    service: Service
    operator: str = ""

    async def compose(self, message: MessageRecord) -> Composed | str:
        """The message, or why it isn't to be sent.

        Raises:
            BadInput: it can't be put into words.
            CannotDecrypt, Misconfigured, Unavailable: the key ring can't be used for the link that calls it off.
        """
        kind, account = kind_named(message.kind), message.account_id
        async with self.database.reading() as unit:
            to = await self._address(unit, account, kind, message.channel)
            if to is None or message.data is None:
                return NO_ADDRESS
            if not await wants(unit, account, kind, message.channel):
                return NOT_WANTED
            hashed = address_hash(account, message.channel, to)
            if await unit.messages.suppressed(account, message.channel, hashed):
                return UNREACHABLE
            data = dict(json.loads(message.data)) | {"title": await _title(unit, account, message.data)}
        if message.channel is Channel.SMS:
            return Composed(message=short(kind, data, self.service, to=to), address_hash=hashed)
        link = ""
        if not kind.essential and self.service.home:
            token = await self.unsubscribing.token(account, kind, message.channel)
            link = f"{self.service.home}/unsubscribe/{token}"
        headers = {"List-Unsubscribe": f"<{link}>", "List-Unsubscribe-Post": ONE_CLICK} if link else {}
        email = words(kind, data, self.service, unsubscribe=link).to(to, headers)
        return Composed(message=email, address_hash=hashed)

    async def _address(self, unit: UnitOfWork, account: AccountId, kind: Kind, channel: Channel) -> str | None:
        if channel is Channel.SMS:
            phone = await unit.phones.get(account, Use.SMS)
            return None if phone is None else phone.number.e164
        if kind == SIGN_UP_NOTICE:
            return self.operator or None
        found = await unit.accounts.get(account)
        return None if found is None else found.email


async def _title(unit: UnitOfWork, account: AccountId, data: str) -> str:
    """What the package that a message is about is called; it is read when it is needed and kept nowhere else."""
    generation = json.loads(data).get("generation")
    if generation is None:
        return ""
    found = await unit.packages.of_generation(account, GenerationId(generation))
    return "" if found is None else found.title
