"""`/v1/notification-preferences`: which messages somebody gets (RIG-6)."""

from specstep.domain.errors import UnknownName
from specstep.domain.messages.kinds import BY_KEY, Channel
from specstep.entrypoints.web.calls import Call
from specstep.entrypoints.web.routes import Route
from specstep.entrypoints.web.wire import Invalid, Listed, Message


class Preference(Message, frozen=True, kw_only=True):
    """A kind of message by a channel, when it is sent, and whether it is wanted."""

    kind: str
    channel: Channel
    about: str
    wanted: bool


class Choice(Message, frozen=True, kw_only=True):
    """One of them, put on or off."""

    kind: str
    channel: Channel = Channel.EMAIL
    wanted: bool


async def list_(call: Call[None]) -> Listed[Preference]:
    """All that can be chosen; essential messages are no choice, and are not among these."""
    return await _all(call)


async def choose(call: Call[Choice]) -> Listed[Preference]:
    """Put one on or off."""
    chosen = call.taken
    try:
        await call.services.post.preferences.choose(
            call.account, chosen.kind, chosen.channel, wanted=chosen.wanted
        )
    except UnknownName as error:
        raise Invalid("There is no such kind of message.", "/kind") from error
    return await _all(call)


async def _all(call: Call[None] | Call[Choice]) -> Listed[Preference]:
    every = await call.services.post.preferences.all(call.account)
    return Listed(
        items=[
            Preference(kind=kind, channel=channel, about=BY_KEY[kind].about, wanted=wanted)
            for (kind, channel), wanted in every.items()
        ]
    )


PATH = "/v1/notification-preferences"
ROUTES = (
    Route(method="GET", path=PATH, handler=list_, about="Which messages I get", gives=Listed[Preference]),
    Route(
        method="PATCH",
        path=PATH,
        handler=choose,
        about="Put a kind of message on or off",
        notes="Essential ones are always sent.",
        takes=Choice,
        gives=Listed[Preference],
    ),
)
