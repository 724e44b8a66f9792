"""What is kept of a message: never its words, and of its address no more than a hash."""

import hashlib
from datetime import datetime

import attrs

from specstep.domain.errors import Conflict
from specstep.domain.identities.emails import canonical_email
from specstep.domain.ids import AccountId, MessageId
from specstep.domain.messages.kinds import Channel
from specstep.domain.messages.values import DeliveryState

LONGEST_REASON = 200

STEPS: dict[DeliveryState, frozenset[DeliveryState]] = {
    DeliveryState.QUEUED: frozenset(set(DeliveryState) - {DeliveryState.QUEUED}),
    DeliveryState.UNCLEAR: frozenset(
        {DeliveryState.QUEUED, DeliveryState.SENT, DeliveryState.DELIVERED, DeliveryState.BOUNCED}
    ),
    DeliveryState.SENT: frozenset({DeliveryState.DELIVERED, DeliveryState.BOUNCED, DeliveryState.FAILED}),
    DeliveryState.DELIVERED: frozenset({DeliveryState.BOUNCED}),  # some servers take a message and think again
    DeliveryState.FAILED: frozenset({DeliveryState.QUEUED, DeliveryState.BOUNCED}),
    DeliveryState.BOUNCED: frozenset(),
    DeliveryState.SUPPRESSED: frozenset(),
}
"""What can become of a message, from each state."""

OVER = frozenset({DeliveryState.SENT, DeliveryState.DELIVERED, DeliveryState.BOUNCED, DeliveryState.SUPPRESSED})
"""States from which it is not sent again; what it was made of is not kept any longer."""


@attrs.frozen(kw_only=True)
class MessageRecord:
    """A message of an account.

    Args:
        data: what its template is filled with, as JSON: ids, names and times; None once the message is over.
        address_hash: where it was sent last.
        handed_over_at: since when it has been in somebody else's hands, as far as is known: the mark that is set
            before that and taken back where it didn't come to it.
        tries: how often it was tried.
        changed_at: when its state was last changed.
        because: why it went no further, without an address.
    """

    id: MessageId
    account_id: AccountId
    kind: str
    channel: Channel
    state: DeliveryState = DeliveryState.QUEUED
    created_at: datetime
    changed_at: datetime
    data: str | None = attrs.field(repr=False)
    address_hash: str | None = None
    handed_over_at: datetime | None = None
    tries: int = 0
    provider: str | None = None
    provider_id: str | None = None
    because: str = attrs.field(default="", validator=attrs.validators.max_len(LONGEST_REASON))

    def moved_to(self, state: DeliveryState, at: datetime, *, because: str = "") -> "MessageRecord":
        """The message in another state; once it is over, without what it was made of.

        Raises:
            Conflict: it can't get there from where it is.
        """
        if state not in STEPS[self.state]:
            raise Conflict(what=f"Message {self.id} is {self.state}; it can't become {state}.")
        data = None if state in OVER else self.data
        mark = None if state is DeliveryState.QUEUED else self.handed_over_at
        because = because[:LONGEST_REASON]
        return attrs.evolve(self, state=state, changed_at=at, because=because, data=data, handed_over_at=mark)


@attrs.frozen(kw_only=True)
class Preference:
    """That somebody wants messages of a kind on a channel, or doesn't."""

    account_id: AccountId
    kind: str
    channel: Channel
    wanted: bool
    changed_at: datetime


@attrs.frozen(kw_only=True)
class Suppression:
    """That nothing reaches an address of an account any more."""

    account_id: AccountId
    channel: Channel
    address_hash: str
    since: datetime


def address_hash(account: AccountId, channel: Channel, address: str) -> str:
    """What stands for an address of an account: the same for the same one, and nothing else can be told from it.

    The account's id is in it, so that two who have one address can't be found to.
    """
    canonical = canonical_email(address) if channel is Channel.EMAIL else address
    return hashlib.sha256(f"{account}\0{channel}\0{canonical}".encode()).hexdigest()
