"""`/settings/notifications`: which messages somebody gets (RIG-6)."""

from aiohttp import web

from specstep.application.messages.preferences import CHOICES
from specstep.domain.messages.kinds import KINDS, SIGN_UP_NOTICE, TEST, Channel
from specstep.domain.verification.numbers import Use
from specstep.entrypoints.web.calls import Call
from specstep.entrypoints.web.pages.settings.frame import PATH, Sent, done, section, shows, takes

HERE = f"{PATH}/notifications"
TO_OPERATORS = (SIGN_UP_NOTICE, TEST)


async def choices(call: Call[None]) -> web.StreamResponse:
    """Show them."""
    kept = await call.services.post.preferences.all(call.account)
    numbers = await call.services.verification.phones(call.account)
    kinds = dict.fromkeys(kind for kind, _ in CHOICES)
    return section(
        call,
        HERE,
        kinds=[(kind, {each: kept[kind.key, each] for each in kind.channels}) for kind in kinds],
        channels=((Channel.EMAIL, "E-mail"), (Channel.SMS, "Short message")),
        reachable={
            Channel.EMAIL: bool(call.who.account.email),
            Channel.SMS: any(n.use is Use.SMS for n in numbers),
        },
        essential=[kind for kind in KINDS if kind.essential and kind not in TO_OPERATORS],
    )


async def choose(call: Sent) -> web.StreamResponse:
    """Take the whole form: what isn't ticked is off."""
    kept = await call.services.post.preferences.all(call.account)
    for (kind, channel), wanted in kept.items():
        ticked = f"{kind}:{channel}" in call.taken
        if ticked != wanted:
            await call.services.post.preferences.choose(call.account, kind, channel, wanted=ticked)
    return done(HERE, "saved")


ROUTES = (shows(HERE, choices, "Which messages I get"), takes(HERE, choose, "Choose which messages I get"))
