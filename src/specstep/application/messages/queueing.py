"""Putting messages into the queue, inside the act that they tell of."""

import json
from collections.abc import Mapping, Sequence

import attrs

from specstep.application.messages.preferences import wants
from specstep.domain.errors import BadInput, Conflict, NotFound
from specstep.domain.ids import ENTROPY_BYTES, AccountId, MessageId, RunId, derived_id, uuid7
from specstep.domain.messages.kinds import SIGN_UP_NOTICE, Channel, Kind
from specstep.domain.messages.records import MessageRecord
from specstep.domain.messages.values import DeliveryState
from specstep.domain.verification.numbers import Use
from specstep.ports.clocks import Clock, Entropy
from specstep.ports.persistence import Database, UnitOfWork
from specstep.ports.workflows import Job, Workflows

KIND = "message"


def message_run(id: MessageId, tries: int = 0) -> RunId:
    """The run that sends this message; when it is sent again by hand, another one for each time."""
    return RunId(f"{KIND}-{id}" if not tries else f"{KIND}-{id}-{tries}")


@attrs.frozen(kw_only=True)
class Messages:
    """The queue of messages. `operator`: the address that is told of sign-ups; empty: nobody is."""

    database: Database
    workflows: Workflows
    clock: Clock
    entropy: Entropy
    operator: str = ""

    async def queue(
        self,
        unit: UnitOfWork,
        account: AccountId,
        kind: Kind,
        data: Mapping[str, str],
        *,
        key: str | None = None,
        channel: Channel = Channel.EMAIL,
    ) -> MessageId | None:
        """Queue a message in the caller's unit of work: both are kept, or neither.

        Args:
            data: what its template is filled with (the kind says which): ids, names and times, no content of people.
            key: what it is about, where that may be told twice and must be sent once.

        Returns:
            The message's id; None where there is nobody to send it to, or they don't want it.

        Raises:
            BadInput: the kind needs more than `data` has, or can't go this way.
            Conflict: the account is being deleted.
        """
        _check(kind, data, channel)
        if not await wants(unit, account, kind, channel):
            return None
        if not await self._reachable(unit, account, kind, channel):
            return None
        now = self.clock.now()
        if key is None:
            id = MessageId(uuid7(now, self.entropy.take(ENTROPY_BYTES)))
        else:
            id = MessageId(derived_id(KIND, json.dumps([account, kind.key, channel, key])))
            if await unit.messages.get(id) is not None:
                return id
        message = MessageRecord(
            id=id,
            account_id=account,
            kind=kind.key,
            channel=channel,
            created_at=now,
            changed_at=now,
            data=json.dumps({name: data[name] for name in kind.needs}, ensure_ascii=False),
        )
        await unit.messages.add(message)
        await self.workflows.submit_in(unit.transaction, Job(key=message_run(id), kind=KIND, account_id=account))
        return id

    async def tell(
        self, unit: UnitOfWork, account: AccountId, kind: Kind, data: Mapping[str, str], *, key: str | None = None
    ) -> None:
        """Queue a message on each channel on which somebody wants it; otherwise like `queue`."""
        for channel in kind.channels:
            await self.queue(unit, account, kind, data, key=key, channel=channel)

    async def list(self, *, account: AccountId | None = None, limit: int = 100) -> Sequence[MessageRecord]:
        """The newest first; of everybody, for an operator, unless an account is named."""
        async with self.database.reading() as unit:
            return await unit.messages.list(account=account, limit=limit)

    async def get(self, id: MessageId) -> MessageRecord:
        """One message, for an operator; raises NotFound."""
        async with self.database.reading() as unit:
            return _there(await unit.messages.get(id), id)

    async def retry(self, id: MessageId) -> RunId:
        """Send a message again that failed, is unclear, or waits for an operator.

        Raises:
            NotFound: there is no such message.
            Conflict: it was sent, called off, or its sending is under way.
        """
        now = self.clock.now()
        async with self.database.unit() as unit:
            found = _there(await unit.messages.get(id), id)
            if found.state is not DeliveryState.QUEUED:
                found = found.moved_to(DeliveryState.QUEUED, now)
            elif found.handed_over_at is not None:
                raise Conflict(what=f"Message {id} is being sent right now.")
            if found.data is None:
                raise Conflict(what=f"What message {id} was made of is not kept any more.")
            again = attrs.evolve(found, tries=found.tries + 1)
            await unit.messages.update(again)
            run = message_run(id, again.tries)
            await self.workflows.submit_in(unit.transaction, Job(key=run, kind=KIND, account_id=found.account_id))
        return run

    async def _reachable(self, unit: UnitOfWork, account: AccountId, kind: Kind, channel: Channel) -> bool:
        if channel is Channel.SMS:
            return await unit.phones.get(account, Use.SMS) is not None
        if kind == SIGN_UP_NOTICE:
            return bool(self.operator)
        found = await unit.accounts.get(account)
        return found is not None and found.email is not None


def _check(kind: Kind, data: Mapping[str, str], channel: Channel) -> None:
    if channel not in kind.channels:
        raise BadInput(where=f"message {kind.key}", what=f"doesn't go by {channel}.")
    if missing := sorted(set(kind.needs) - set(data)):
        raise BadInput(where=f"message {kind.key}", what=f"needs {', '.join(missing)}.")


def _there(found: MessageRecord | None, id: MessageId) -> MessageRecord:
    if found is None:
        raise NotFound(kind="message", id=id)
    return found
