"""E-mail by SMTP, to the mail server of a deployment's choice.

The content goes out in two parts: everything but the dot that ends it, then, once the mark is set, the dot. Until the
dot is out, no server has the message (RFC 5321, section 4.1.1.4), so whatever goes wrong before can be tried again.
After it only the server's answer tells, and without one the message is unclear.
"""

import re
import ssl
from collections.abc import Iterator
from contextlib import contextmanager
from urllib.parse import urlsplit

import aiosmtplib
import attrs

from specstep.adapters.email_senders.mime import mime, sender_of
from specstep.domain.errors import MessageDelayed, MessageRefused, MessageUnclear, Misconfigured
from specstep.domain.identities.emails import canonical_email
from specstep.domain.messages.values import Email
from specstep.ports.messages import HandingOver, Receipt, SenderSetup, unmarked

SERVICE = "The mail server"
TIMEOUT_S = 60.0
ANSWER_TIMEOUT_S = 600.0  # RFC 5321, section 4.5.3.2.6: a server may take its time once it has the dot
LOOPBACK = frozenset({"127.0.0.1", "::1", "localhost"})
PORTS = {"smtp": 587, "smtps": 465}
DOTS = re.compile(rb"(?m)^\.")
ENHANCED = re.compile(r"\b([245])\.([0-9]{1,3})\.([0-9]{1,3})\b")
UNREACHABLE_CODES = frozenset({551, 553})
UNREACHABLE = frozenset({"5.1.1", "5.1.2", "5.1.3", "5.1.6", "5.1.10", "5.2.1"})
"""Enhanced codes that say: there is no such mailbox. Source: RFC 3463, section 3.2 and 3.3; RFC 7505 for 5.1.10."""
NOT_ALLOWED_IN = frozenset({454, 530, 534, 535, 538})  # RFC 4954, section 6
ACCEPTED = (250, 251)
START = 354


@attrs.frozen(kw_only=True)
class Server:
    """Where a mail server is, and how it is spoken to."""

    host: str
    port: int
    implicit_tls: bool

    @property
    def loopback(self) -> bool:
        """Whether it runs on this machine, where a connection needs no TLS."""
        return self.host in LOOPBACK


def server_at(address: str) -> Server:
    """The server that an address names: smtp://host:587 for STARTTLS, smtps://host:465 for TLS from the beginning.

    Raises:
        Misconfigured: it names none.
    """
    try:
        parts = urlsplit(address)
        host, port = parts.hostname, parts.port
    except ValueError:
        host, port, parts = None, None, urlsplit("")
    if parts.scheme not in PORTS or not host or parts.username or parts.path.strip("/"):
        raise Misconfigured(
            setting="email_server",
            what="is no address of a mail server.",
            way_out="Set SPECSTEP_EMAIL_SERVER to smtp://host:587 or smtps://host:465.",
        )
    return Server(host=host, port=port or PORTS[parts.scheme], implicit_tls=parts.scheme == "smtps")


class SmtpEmailSender:
    """Hands each e-mail to one server, over TLS 1.2 or better unless that is on this machine (SEC-1)."""

    recipient = "email-smtp"
    deduplicates = False

    def __init__(
        self,
        setup: SenderSetup,
        *,
        tls: ssl.SSLContext | None = None,
        timeout_s: float = TIMEOUT_S,
        answer_timeout_s: float = ANSWER_TIMEOUT_S,
    ) -> None:
        self._setup = setup
        self._server = server_at(setup.server)
        self._tls = tls
        self._timeout_s, self._answer_timeout_s = timeout_s, answer_timeout_s
        if setup.account and setup.secret is None:
            raise Misconfigured(
                setting="email_secret_file",
                what="there is an account at the mail server, and no password for it.",
                way_out="Name the password's file, or set SPECSTEP_EMAIL_SECRET.",
            )
        sender_of(setup)

    async def send(self, email: Email, *, key: str, handing_over: HandingOver = unmarked) -> Receipt:
        """Send it in a connection of its own; its name at the server is its Message-ID."""
        message = mime(email, key=key, setup=self._setup)
        content = DOTS.sub(b"..", message.as_bytes())
        to = canonical_email(email.to)
        client = self._client()
        try:
            with _translated():
                await self._open(client)
                await self._envelope(client, to)
                response = await client.execute_command(b"DATA")
                _require(response, START)
                _write(client, content if content.endswith(b"\r\n") else content + b"\r\n")
            await handing_over()
            return await self._end(client, key)
        finally:
            client.close()

    def _client(self) -> aiosmtplib.SMTP:
        return aiosmtplib.SMTP(
            hostname=self._server.host,
            port=self._server.port,
            use_tls=self._server.implicit_tls,
            start_tls=False,
            tls_context=self._context() if self._server.implicit_tls else None,
            timeout=self._timeout_s,
            local_hostname=sender_of(self._setup).rpartition("@")[2],
        )

    def _context(self) -> ssl.SSLContext:
        if self._tls is None:
            self._tls = ssl.create_default_context()
            self._tls.minimum_version = ssl.TLSVersion.TLSv1_2
        return self._tls

    async def _open(self, client: aiosmtplib.SMTP) -> None:
        """Connect, go over to TLS and log in.

        Raises:
            Misconfigured: the server offers no TLS, or doesn't let this service in.
        """
        await client.connect()
        await client.ehlo()
        if not self._server.implicit_tls:
            if client.supports_extension("starttls"):
                await client.starttls(tls_context=self._context(), server_hostname=self._server.host)
                await client.ehlo()
            elif not self._server.loopback:
                raise Misconfigured(
                    setting="email_server",
                    what="the mail server offers no TLS, and is not on this machine.",
                    way_out="Use another port or server; mail never goes out in the clear.",
                )
        if self._setup.account and self._setup.secret is not None:
            try:
                await client.login(self._setup.account, self._setup.secret.reveal())
            except aiosmtplib.SMTPAuthenticationError as error:
                if 400 <= error.code < 500 and error.code not in NOT_ALLOWED_IN:
                    raise
                raise _locked_out(error.code) from error
            except aiosmtplib.SMTPException as error:
                if isinstance(error, aiosmtplib.SMTPServerDisconnected | aiosmtplib.SMTPTimeoutError):
                    raise
                raise Misconfigured(
                    setting="email_account",
                    what="the mail server offers no way to log in that this service knows.",
                ) from error

    async def _envelope(self, client: aiosmtplib.SMTP, to: str) -> None:
        """Say who sends and who gets it."""
        sender, options, encoding = sender_of(self._setup), [], "ascii"
        if not (to + sender).isascii():
            if not client.supports_extension("smtputf8"):
                because = "it can't carry an address with letters beyond ASCII."
                raise MessageRefused(service=SERVICE, because=because)
            options, encoding = ["SMTPUTF8"], "utf-8"
        await client.mail(sender, options=options, encoding=encoding)
        await client.rcpt(to, encoding=encoding)

    async def _end(self, client: aiosmtplib.SMTP, key: str) -> Receipt:
        """Send the dot, and wait for the answer.

        Raises:
            MessageUnclear: none came.
        """
        protocol = client.protocol
        if protocol is None or not protocol.is_connected:
            raise MessageDelayed(service=SERVICE, reason="it was gone before it had the message.")
        try:
            protocol.write(b".\r\n")
            response = await protocol.read_response(timeout=self._answer_timeout_s)
        except (aiosmtplib.SMTPException, OSError) as error:
            raise MessageUnclear(service=SERVICE) from error
        if response.code != ACCEPTED[0]:
            raise _refusal(response.code, response.message)
        return Receipt(provider="smtp", provider_id=key, said=f"{response.code} {response.message}")


def _require(response: aiosmtplib.SMTPResponse, code: int) -> None:
    if response.code != code:
        raise aiosmtplib.SMTPResponseException(response.code, response.message)


def _write(client: aiosmtplib.SMTP, content: bytes) -> None:
    if client.protocol is None:
        raise aiosmtplib.SMTPServerDisconnected("Connection lost")
    client.protocol.write(content)


@contextmanager
def _translated() -> Iterator[None]:
    """What goes wrong before the server has the message, in our words; what the server said stays apart."""
    try:
        yield
    except aiosmtplib.SMTPRecipientRefused as error:
        raise _refusal(error.code, error.message, about_recipient=True) from error
    except aiosmtplib.SMTPResponseException as error:
        raise _refusal(error.code, error.message) from error
    except ssl.SSLCertVerificationError as error:
        raise _untrusted() from error
    except (aiosmtplib.SMTPException, OSError) as error:
        if _certificate(error):
            raise _untrusted() from error
        raise MessageDelayed(service=SERVICE, reason=f"it can't be reached ({type(error).__name__}).") from error


def _certificate(error: BaseException | None) -> bool:
    """Whether a certificate that isn't to be trusted is behind an error."""
    while error is not None:
        if isinstance(error, ssl.SSLCertVerificationError):
            return True
        error = error.__cause__ or error.__context__
    return False


def _untrusted() -> Misconfigured:
    return Misconfigured(
        setting="email_server",
        what="the mail server's certificate is not to be trusted.",
        way_out="Name the server as its certificate does.",
    )


def _locked_out(code: int) -> Misconfigured:
    return Misconfigured(
        setting="email_account",
        what=f"the mail server doesn't let this service in ({code}).",
        way_out="See to SPECSTEP_EMAIL_ACCOUNT and its password.",
    )


def _refusal(code: int, said: str, *, about_recipient: bool = False) -> Exception:
    """What a reply code means for the message; its text is kept apart, because it may hold the address.

    Source: RFC 5321, section 4.2.1 (4yz: later; 5yz: never), RFC 3463 for the enhanced codes.
    """
    match = ENHANCED.search(said)
    enhanced = match[0] if match else ""
    shown = f"{code} {enhanced}".strip()
    if code in NOT_ALLOWED_IN:
        return _locked_out(code)
    if not 500 <= code < 600:
        return MessageDelayed(service=SERVICE, reason=f"it answered {shown}.", said=f"{code} {said}")
    unknown = about_recipient and (code in UNREACHABLE_CODES or (code == 550 and not enhanced))
    return MessageRefused(
        service=SERVICE,
        because=f"it answered {shown}.",
        unreachable=enhanced in UNREACHABLE or unknown,
        said=f"{code} {said}",
    )
