"""The bindings of what carries messages.

Apart from the container, because most commands send none.
"""

import attrs
from dishka import AsyncContainer

from specstep.application.keyring.loading import KeyRing
from specstep.application.messages.at_once import ShortMessages
from specstep.application.messages.composing import Composer
from specstep.application.messages.farewell import Farewell
from specstep.application.messages.preferences import Preferences, Unsubscribing
from specstep.application.messages.queueing import Messages
from specstep.application.messages.reports import DeliveryReports
from specstep.application.messages.sending import Messenger
from specstep.domain.errors import Misconfigured
from specstep.domain.messages.rendering import Service
from specstep.domain.messages.values import Email, Sms
from specstep.entrypoints.settings import Settings
from specstep.entrypoints.wiring.message_setups import SENDER_NAME
from specstep.ports.clocks import Clock
from specstep.ports.messages import EmailSender, HandingOver, Receipt, SmsSender, unmarked
from specstep.ports.persistence import Database

AT_HOME = frozenset({"console", "file"})


@attrs.frozen
class Unusable:
    """Stands for a carrier that can't be used as it is set up, so that what is queued waits for an operator."""

    error: Misconfigured
    recipient: str = "none"
    deduplicates: bool = True

    async def send(self, message: Email | Sms, *, key: str, handing_over: HandingOver = unmarked) -> Receipt:
        """Say what is wrong."""
        del message, key, handing_over
        raise self.error


@attrs.frozen(kw_only=True)
class Post:
    """The use cases around messages, and the handler of their jobs."""

    messages: Messages
    messenger: Messenger
    preferences: Preferences
    unsubscribing: Unsubscribing
    reports: DeliveryReports
    at_once: ShortMessages
    farewell: Farewell
    service: Service
    email: EmailSender


def service_of(settings: Settings) -> Service:
    """What messages say about who sends them."""
    return Service(name=SENDER_NAME, home=settings.public_url.rstrip("/"))


def require_home(settings: Settings) -> None:
    """See that messages that leave this machine can be called off.

    Raises:
        Misconfigured: nobody said where this service is reached.
    """
    if settings.email not in AT_HOME and not settings.public_url:
        raise Misconfigured(
            setting="public_url",
            what="messages hold links to this service, and nobody said where it is reached.",
            way_out="Set SPECSTEP_PUBLIC_URL.",
        )


async def email_of(container: AsyncContainer) -> EmailSender:
    """Whoever carries e-mail here, or what says why nobody can."""
    try:
        require_home(await container.get(Settings))
        email: EmailSender = await container.get(EmailSender)
    except Misconfigured as error:
        return Unusable(error)
    return email


async def sms_of(container: AsyncContainer) -> SmsSender:
    """The same for short messages."""
    try:
        sms: SmsSender = await container.get(SmsSender)
    except Misconfigured as error:
        return Unusable(error)
    return sms


async def make_post(container: AsyncContainer) -> Post:
    """Bind them to the adapters of a container."""
    get = container.get
    database, clock, settings = await get(Database), await get(Clock), await get(Settings)
    email, sms, service = await email_of(container), await sms_of(container), service_of(settings)
    unsubscribing = Unsubscribing(database=database, keyring=await get(KeyRing), clock=clock)
    composer = Composer(
        database=database, unsubscribing=unsubscribing, service=service, operator=settings.operator_email
    )
    return Post(
        messages=await get(Messages),
        messenger=Messenger(database=database, composer=composer, email=email, sms=sms, clock=clock),
        preferences=Preferences(database=database, clock=clock),
        unsubscribing=unsubscribing,
        reports=DeliveryReports(database=database, clock=clock),
        at_once=ShortMessages(database=database, sms=sms, service=service, clock=clock),
        farewell=Farewell(email=email, service=service),
        service=service,
        email=email,
    )
