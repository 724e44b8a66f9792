"""What is said about those who carry messages, as the settings say."""

from specstep.entrypoints.settings import Settings
from specstep.entrypoints.wiring.secret_files import secret_of
from specstep.ports.messages import SenderSetup

SENDER_NAME = "SpecStep"


def email_setup(settings: Settings) -> SenderSetup:
    """What is said about whoever carries e-mail; raises Misconfigured where its secret can't be read."""
    return SenderSetup(
        sender=settings.email_from,
        name=SENDER_NAME,
        folder=settings.outbox_dir,
        server=settings.email_server,
        account=settings.email_account,
        secret=secret_of("email_secret_file", settings.email_secret_file, "SPECSTEP_EMAIL_SECRET"),
    )


def sms_setup(settings: Settings) -> SenderSetup:
    """What is said about whoever carries short messages; raises Misconfigured where its secret can't be read."""
    return SenderSetup(
        sender=settings.sms_from,
        name=SENDER_NAME,
        folder=settings.outbox_dir,
        server=settings.sms_server,
        account=settings.sms_account,
        secret=secret_of("sms_secret_file", settings.sms_secret_file, "SPECSTEP_SMS_SECRET"),
        reports_to=twilio_reports_address(settings),
    )


def twilio_reports_address(settings: Settings) -> str:
    """Where Twilio is to tell what became of short messages; empty where this service can't be reached, or another one carries them."""
    if settings.sms != "twilio" or not settings.public_url:
        return ""
    from specstep.adapters.delivery_reports.twilio import PATH

    return settings.public_url.rstrip("/") + PATH
