"""Those who carry messages to people, one for each channel; and what is kept of the messages."""

from collections.abc import Awaitable, Callable, Sequence
from pathlib import Path
from typing import Protocol

import attrs

from specstep.domain.ids import AccountId, MessageId
from specstep.domain.messages.kinds import Channel
from specstep.domain.messages.records import MessageRecord, Preference, Suppression
from specstep.domain.messages.values import Email, Sms
from specstep.domain.secrets import Secret

HandingOver = Callable[[], Awaitable[None]]


async def unmarked() -> None:
    """Hand over without a mark."""


@attrs.frozen(kw_only=True)
class SenderSetup:
    """What a deployment says about whoever carries its messages; each takes from it what it needs.

    Args:
        sender: the address, or phone number, that messages come from.
        name: whom people see as the sender of an e-mail.
        folder: where messages are put that go nowhere.
        server: where the carrier is reached, as an address.
        account: who this service is there.
        secret: what shows that.
        reports_to: the address at which delivery reports are taken, for carriers that want it with each message.
    """

    sender: str = ""
    name: str = ""
    folder: Path = Path()
    server: str = ""
    account: str = ""
    secret: Secret[str] | None = None
    reports_to: str = ""


@attrs.frozen(kw_only=True)
class Receipt:
    """Who has taken a message over, and how they call it. `said`: what they answered, for whoever asked to see it."""

    provider: str
    provider_id: str
    said: str = attrs.field(default="", repr=False)


class EmailSender(Protocol):
    """Hands e-mails over to whoever delivers them. An address or a text never leaves it in an error's message."""

    @property
    def recipient(self) -> str:
        """Whom it gives addresses and texts to, by the inventory's name; "none" where they stay here."""
        ...

    @property
    def deduplicates(self) -> bool:
        """Whether what is handed over twice under one key is delivered once."""
        ...

    async def send(self, email: Email, *, key: str, handing_over: HandingOver = unmarked) -> Receipt:
        """Hand an e-mail over.

        Args:
            key: this message's own name, the same at each try (a UUID); goes along wherever the carrier takes one.
            handing_over: awaited once, at the last moment at which nobody has the message; what it raises ends the
                try.

        Raises:
            MessageRefused: it is not taken, and won't be.
            MessageDelayed: it was not taken now; nobody has it.
            MessageUnclear: it went out, and no answer came.
            Misconfigured: the carrier doesn't let this service in; an operator must act. Nobody has it.
        """
        ...


class SmsSender(Protocol):
    """Hands short messages over; everything as for e-mail."""

    @property
    def recipient(self) -> str: ...
    @property
    def deduplicates(self) -> bool: ...
    async def send(self, sms: Sms, *, key: str, handing_over: HandingOver = unmarked) -> Receipt: ...


class MessageRecords(Protocol):
    """What is kept of messages, and what people prefer."""

    async def add(self, message: MessageRecord) -> None:
        """Raises Conflict where there is one with this id."""
        ...

    async def get(self, id: MessageId) -> MessageRecord | None: ...

    async def known_as(self, provider: str, provider_id: str) -> MessageRecord | None:
        """The message that its carrier calls so."""
        ...

    async def list(self, *, account: AccountId | None = None, limit: int) -> Sequence[MessageRecord]:
        """The newest first; of everybody, unless an account is named."""
        ...

    async def update(self, message: MessageRecord) -> None:
        """Replace what may change; raises NotFound."""
        ...

    async def preferences(self, account: AccountId) -> Sequence[Preference]:
        """What somebody has chosen, by kind and channel; what they never chose isn't there."""
        ...

    async def prefer(self, preference: Preference) -> None:
        """Keep a choice in the place of an earlier one."""
        ...

    async def suppress(self, suppression: Suppression) -> None:
        """Keep that an address can't be reached; keeping it again changes nothing."""
        ...

    async def suppressed(self, account: AccountId, channel: Channel, address_hash: str) -> bool:
        """Whether an address of an account can't be reached."""
        ...
