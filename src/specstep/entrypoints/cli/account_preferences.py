"""`specstep account preferences`: which messages somebody wants."""

from typing import Literal

from specstep.domain.accounts import LOCAL_OWNER
from specstep.domain.ids import AccountId
from specstep.domain.messages.kinds import BY_KEY, Channel
from specstep.entrypoints.cli.exits import Exit
from specstep.entrypoints.cli.jobs import tell
from specstep.entrypoints.cli.parameters import Json
from specstep.entrypoints.library import SpecStep
from specstep.entrypoints.settings import load_settings


async def preferences(
    kind: str | None = None,
    choice: Literal["on", "off"] = "on",
    *,
    channel: Channel = Channel.EMAIL,
    account: str = LOCAL_OWNER,
    json: Json = False,
) -> int:
    """Show which messages an account gets, or put a kind of them on or off; essential ones are always sent.

    Parameters
    ----------
    kind
        The kind of message to put on or off; without one, nothing changes.
    choice
        on or off.
    channel
        By which way: email or sms.
    account
        The account's id [default: the local owner's].
    json
        Print one JSON object.
    """
    whose = AccountId(account)
    async with SpecStep.open(settings=load_settings()) as spec:
        chosen = (await spec.post()).preferences
        if kind is not None:
            await chosen.choose(whose, kind, channel, wanted=choice == "on")
        every = await chosen.all(whose)
    lines = [
        f"{'on ' if on else 'off'}  {name} by {way}: {BY_KEY[name].about}" for (name, way), on in every.items()
    ]
    items = [{"kind": name, "channel": way.value, "wanted": on} for (name, way), on in every.items()]
    tell({"account": whose, "items": items}, lines, as_json=json)
    return Exit.DONE
