"""An e-mail as it goes over the wire."""

from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP, SMTPUTF8

from specstep.domain.errors import Misconfigured
from specstep.domain.identities.emails import canonical_email, usable_email
from specstep.domain.messages.values import Email, one_line
from specstep.ports.messages import SenderSetup

MAILED_BY_MACHINE = "auto-generated"


def message_id(key: str, setup: SenderSetup) -> str:
    """The message's Message-ID: the same at each try, so that whoever gets it twice can tell.

    Source: RFC 5322, section 3.6.4.
    """
    return f"<{key}@{sender_of(setup).rpartition('@')[2]}>"


def sender_of(setup: SenderSetup) -> str:
    """The address that e-mail comes from.

    Raises:
        Misconfigured: it is none.
    """
    if usable_email(setup.sender) is None:
        raise Misconfigured(
            setting="email_from",
            what="is no e-mail address that messages could come from.",
            way_out="Set SPECSTEP_EMAIL_FROM.",
        )
    return canonical_email(setup.sender)


def mime(email: Email, *, key: str, setup: SenderSetup) -> EmailMessage:
    """The whole message, its text part first; addresses beyond ASCII make it one for servers that know SMTPUTF8.

    Source: RFC 5322; RFC 2046, section 5.1.4 (alternatives, the plainest first); RFC 3834 (Auto-Submitted).
    """
    to, sender = canonical_email(email.to), sender_of(setup)
    message = EmailMessage(policy=SMTP if (to + sender).isascii() else SMTPUTF8)
    message["From"] = _mailbox(sender, one_line(setup.name))
    message["To"] = _mailbox(to)
    message["Subject"] = email.subject
    message["Message-ID"] = message_id(key, setup)
    message["Auto-Submitted"] = email.headers.get("Auto-Submitted", MAILED_BY_MACHINE)
    for name, content in email.headers.items():
        if name != "Auto-Submitted":
            message[name] = content
    message.set_content(email.text, cte="quoted-printable")
    message.add_alternative(email.html, subtype="html", cte="quoted-printable")
    return message


def _mailbox(address: str, name: str = "") -> Address:
    local, _, domain = address.rpartition("@")
    return Address(display_name=name, username=local, domain=domain)  # `addr_spec` takes ASCII only
