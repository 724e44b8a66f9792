"""A real mail server (aiosmtpd) on loopback, that can be told to misbehave."""

import asyncio
import datetime as dt
import ipaddress
import ssl
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from email import message_from_bytes
from email.message import Message
from email.policy import default
from pathlib import Path
from typing import Any

import attrs
from aiosmtpd.smtp import SMTP, AuthResult, Envelope, Session
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID


@attrs.define
class Mailbox:
    """What a server took, and how it answers: each answer is used up, and 250 comes after the last."""

    port: int = 0
    taken: list[bytes] = attrs.field(factory=list)
    senders: list[str] = attrs.field(factory=list)
    recipients: list[str] = attrs.field(factory=list)
    at_recipient: list[str] = attrs.field(factory=list)
    at_end: list[str] = attrs.field(factory=list)
    wait_s: float = 0.0
    lose_after: bool = False
    secure: list[bool] = attrs.field(factory=list)
    connections: int = 0

    async def handle_RCPT(
        self, server: SMTP, session: Session, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        if self.at_recipient:
            return self.at_recipient.pop(0)
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:
        await asyncio.sleep(self.wait_s)
        if self.at_end:
            return self.at_end.pop(0)
        self.taken.append(bytes(envelope.content or b""))
        self.senders.append(str(envelope.mail_from))
        self.recipients.extend(envelope.rcpt_tos)
        self.secure.append(session.ssl is not None)
        if self.lose_after:
            assert server.transport is not None
            server.transport.abort()
        return "250 2.0.0 OK, queued as 4711"

    @property
    def messages(self) -> list[Message]:
        return [message_from_bytes(each, policy=default) for each in self.taken]


def _authenticated(server: SMTP, session: Session, envelope: Envelope, mechanism: str, data: Any) -> AuthResult:
    return AuthResult(success=data.login == b"service" and data.password == b"right", handled=False)


@asynccontextmanager
async def mail_server(
    mailbox: Mailbox, *, tls: ssl.SSLContext | None = None, port: int = 0, **options: Any
) -> AsyncIterator[Mailbox]:
    """The server, in the caller's loop."""
    servers: list[SMTP] = []

    def make() -> SMTP:
        mailbox.connections += 1
        made = SMTP(
            mailbox,
            hostname="localhost",
            tls_context=tls,
            authenticator=_authenticated,
            enable_SMTPUTF8=True,
            **options,
        )
        servers.append(made)
        return made

    listening = await asyncio.get_running_loop().create_server(make, "127.0.0.1", port)
    mailbox.port = listening.sockets[0].getsockname()[1]
    try:
        yield mailbox
    finally:
        listening.close()
        for each in servers:
            if each.transport is not None:
                each.transport.abort()
        await asyncio.sleep(0)


@asynccontextmanager
async def raw_server(talk: Callable[[asyncio.StreamReader, asyncio.StreamWriter], Any]) -> AsyncIterator[int]:
    """A server that does what a coroutine says, for what no real one would do; yields its port."""
    server = await asyncio.start_server(talk, "127.0.0.1", 0)
    try:
        yield server.sockets[0].getsockname()[1]
    finally:
        server.close()


def certificate(folder: Path, name: str = "localhost") -> tuple[ssl.SSLContext, ssl.SSLContext]:
    """A server's and a client's TLS, around a certificate that the client trusts."""
    key = ec.generate_private_key(ec.SECP256R1())
    named = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, name)])
    now = dt.datetime.now(dt.UTC)
    names: list[x509.GeneralName] = [x509.DNSName(name)]
    if name == "localhost":
        names.append(x509.IPAddress(ipaddress.ip_address("127.0.0.1")))
    made = (
        x509.CertificateBuilder()
        .subject_name(named)
        .issuer_name(named)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - dt.timedelta(days=1))
        .not_valid_after(now + dt.timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName(names), critical=False)
        .sign(key, hashes.SHA256())
    )
    file = folder / f"{name}.pem"
    pem = key.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    file.write_bytes(pem + made.public_bytes(serialization.Encoding.PEM))
    server = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    server.load_cert_chain(file)
    client = ssl.create_default_context(cafile=str(file))
    client.minimum_version = ssl.TLSVersion.TLSv1_2
    return server, client
