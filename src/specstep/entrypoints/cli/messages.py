"""`specstep messages`: what was sent to people, and whether it arrived; for whoever runs the service."""

import sys
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from specstep.domain.errors import MessageDelayed, MessageRefused
from specstep.domain.ids import AccountId, MessageId
from specstep.domain.messages.kinds import TEST
from specstep.entrypoints.cli.exits import Exit
from specstep.entrypoints.cli.jobs import tell
from specstep.entrypoints.cli.parameters import Json
from specstep.entrypoints.library import SpecStep
from specstep.entrypoints.settings import load_settings

if TYPE_CHECKING:
    from specstep.domain.messages.records import MessageRecord


async def send_test(*, to: str, json: Json = False) -> int:
    """Send a message to an address, and show what the mail server said; nothing of it is kept.

    Parameters
    ----------
    to
        The address.
    json
        Print one JSON object.
    """
    from specstep.adapters.clocks.system import SystemClock, SystemEntropy
    from specstep.domain.ids import ENTROPY_BYTES, uuid7
    from specstep.domain.messages.rendering import words
    from specstep.entrypoints.wiring.message_setups import email_setup
    from specstep.entrypoints.wiring.messages import service_of
    from specstep.entrypoints.wiring.registries import EMAIL_SENDERS

    settings = load_settings()
    sender = EMAIL_SENDERS.load(settings.email)(email_setup(settings))
    key = uuid7(SystemClock().now(), SystemEntropy().take(ENTROPY_BYTES))
    try:
        receipt = await sender.send(words(TEST, {}, service_of(settings)).to(to, {}), key=key)
    except (MessageRefused, MessageDelayed) as error:
        if error.said:
            sys.stderr.write(f"The server said: {error.said}\n")
        raise
    said = receipt.said or "nothing"
    line = f"Handed over ({settings.email}); the other side said: {said}"
    tell({"id": key, "status": "sent", "carrier": settings.email, "said": receipt.said}, [line], as_json=json)
    return Exit.DONE


async def show_all(*, account: str | None = None, limit: int = 50, json: Json = False) -> int:
    """List messages, newest first: kinds, states and times, neither words nor addresses.

    Parameters
    ----------
    account
        Only those of this account.
    limit
        How many at most.
    json
        Print one JSON object.
    """
    async with SpecStep.open(settings=load_settings()) as spec:
        whose = None if account is None else AccountId(account)
        found = await (await spec.post()).messages.list(account=whose, limit=limit)
    lines = [_line(each) for each in found]
    tell({"items": [_told(each) for each in found]}, lines or ["There are no messages."], as_json=json)
    return Exit.DONE


async def show(id: str, *, json: Json = False) -> int:
    """Show what became of a message.

    Parameters
    ----------
    id
        The message's id.
    json
        Print one JSON object.
    """
    async with SpecStep.open(settings=load_settings()) as spec:
        found = await (await spec.post()).messages.get(MessageId(id))
    told = _told(found)
    tell(told, [f"{name}: {value}" for name, value in told.items() if value not in (None, "")], as_json=json)
    return Exit.DONE


async def retry(id: str, *, json: Json = False) -> int:
    """Send a message again that failed, is unclear, or waits for you; an unclear one may then arrive twice.

    Parameters
    ----------
    id
        The message's id.
    json
        Print one JSON object.
    """
    async with SpecStep.open(settings=load_settings()) as spec:
        run = await (await spec.post()).messages.retry(MessageId(id))
    tell({"id": id, "status": "queued", "run": run}, [f"The message {id} is queued again."], as_json=json)
    return Exit.DONE


def _line(message: "MessageRecord") -> str:
    why = f" ({message.because})" if message.because else ""
    return (
        f"{message.id}  {message.created_at:%Y-%m-%d %H:%M}  {message.kind} by {message.channel}: "
        f"{message.state}{why}"
    )


def _told(message: "MessageRecord") -> Mapping[str, Any]:
    handed = message.handed_over_at
    return {
        "id": message.id,
        "status": message.state.value,
        "kind": message.kind,
        "channel": message.channel.value,
        "accountId": message.account_id,
        "createdAt": message.created_at.isoformat(),
        "changedAt": message.changed_at.isoformat(),
        "handedOverAt": None if handed is None else handed.isoformat(),
        "tries": message.tries,
        "carrier": message.provider,
        "because": message.because,
    }
