"""The bindings around phones, and of what carriers tell of messages.

Apart from the container, because most commands need neither.
"""

from typing import TYPE_CHECKING

from dishka import AsyncContainer

from specstep.application.keyring.loading import KeyRing
from specstep.application.limits import Limits
from specstep.application.verification.sends import Texts
from specstep.application.verification.use_cases import Verification
from specstep.entrypoints.settings import Settings
from specstep.entrypoints.wiring.message_setups import twilio_reports_address
from specstep.entrypoints.wiring.secret_files import secret_of
from specstep.ports.clocks import Clock, Entropy
from specstep.ports.persistence import Database

if TYPE_CHECKING:
    from specstep.application.messages.inbound import Inbound
    from specstep.application.messages.reports import DeliveryReports
    from specstep.ports.delivery_reports import ReportReader


async def make_verification(container: AsyncContainer, texts: Texts) -> Verification:
    """Bind it to the adapters of a container."""
    get = container.get
    return Verification(
        database=await get(Database),
        keyring=await get(KeyRing),
        limits=await get(Limits),
        texts=texts,
        clock=await get(Clock),
        entropy=await get(Entropy),
    )


def make_inbound(settings: Settings, reports: "DeliveryReports") -> "Inbound":
    """Who is expected to tell what became of messages: Twilio where it carries them, Azure where it has a key.

    Raises:
        Misconfigured: a secret can't be read.
    """
    from specstep.adapters.delivery_reports import azure, twilio
    from specstep.application.messages.inbound import Inbound

    readers: dict[str, ReportReader] = {}
    token = secret_of("sms_secret_file", settings.sms_secret_file, "SPECSTEP_SMS_SECRET")
    address = twilio_reports_address(settings)
    if address and token is not None:
        readers["twilio"] = twilio.TwilioReports(token=token, address=address)
    key = secret_of("azure_reports_key_file", settings.azure_reports_key_file, "SPECSTEP_AZURE_REPORTS_KEY")
    if key is not None:
        readers["azure-communication"] = azure.AzureReports(key=key)
    return Inbound(reports=reports, readers=readers)
