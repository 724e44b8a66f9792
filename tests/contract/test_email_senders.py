"""Whoever carries e-mail: into a folder, onto the console, and to a real mail server that behaves well or badly."""

import asyncio
import ssl
from email import message_from_bytes
from email.policy import default
from pathlib import Path

import attrs
import pytest
from tests.servers.mail import Mailbox, certificate, mail_server, raw_server

from specstep.adapters.email_senders.console import ConsoleEmailSender
from specstep.adapters.email_senders.file import FileEmailSender
from specstep.adapters.email_senders.smtp import SmtpEmailSender, server_at
from specstep.domain.errors import (
    MessageDelayed,
    MessageRefused,
    MessageUnclear,
    Misconfigured,
    SpecStepError,
)
from specstep.domain.messages.values import Email
from specstep.domain.secrets import Secret
from specstep.ports.messages import SenderSetup

KEY = "01890000-0000-7000-8000-000000000001"
TO = "ada@example.net"
EMAIL = Email(
    to=TO,
    subject="Grüße 🌻",
    text="Es läuft.\n.\n..zwei Punkte\nFrom nobody\n",
    html="<p>Es läuft.</p>\n.\n",
    headers={"List-Unsubscribe": "<https://specs.example.org/unsubscribe/x>"},
)
SETUP = SenderSetup(sender="no-reply@example.org", name="SpecStep")


class Mark:
    """Counts how often a message was about to be handed over."""

    def __init__(self) -> None:
        self.set = 0

    async def __call__(self) -> None:
        self.set += 1


def sender(
    port: int, *, tls: ssl.SSLContext | None = None, scheme: str = "smtp", **login: object
) -> SmtpEmailSender:
    setup = attrs.evolve(SETUP, server=f"{scheme}://127.0.0.1:{port}", **login)  # type: ignore[arg-type]
    return SmtpEmailSender(setup, tls=tls, timeout_s=5, answer_timeout_s=1)


@pytest.fixture(scope="module")
def trust(tmp_path_factory: pytest.TempPathFactory) -> tuple[ssl.SSLContext, ssl.SSLContext]:
    return certificate(tmp_path_factory.mktemp("tls"))


async def test_a_message_arrives_as_it_was_with_the_same_name_at_each_try() -> None:
    mark = Mark()
    async with mail_server(Mailbox()) as mailbox:
        for _ in range(2):
            receipt = await sender(mailbox.port).send(EMAIL, key=KEY, handing_over=mark)
    assert (receipt.provider, receipt.provider_id) == ("smtp", KEY)
    assert "4711" in receipt.said
    assert "4711" not in repr(receipt)
    assert mark.set == 2
    assert (mailbox.senders[0], mailbox.recipients[0]) == ("no-reply@example.org", TO)
    first, second = mailbox.messages
    assert first["Message-ID"] == second["Message-ID"] == f"<{KEY}@example.org>"
    assert first["Subject"] == EMAIL.subject
    plain, html = first.iter_parts()  # type: ignore[attr-defined]
    assert plain.get_content().replace("\r\n", "\n") == EMAIL.text
    assert html.get_content().replace("\r\n", "\n") == EMAIL.html


@pytest.mark.parametrize(
    ("answer", "error", "unreachable"),
    [
        ("550 5.1.1 <ada@example.net>: no such user", MessageRefused, True),
        ("550 ada@example.net unknown", MessageRefused, True),
        ("550 5.7.1 ada@example.net: we don't like you", MessageRefused, False),
        ("552 5.2.2 mailbox of ada@example.net is full", MessageRefused, False),
        ("451 4.7.1 ada@example.net: greylisted, come back in five minutes", MessageDelayed, False),
        ("421 4.3.2 going down", MessageDelayed, False),
        ("530 5.7.0 authentication required", Misconfigured, False),
    ],
)
async def test_each_answer_says_whether_it_is_of_use_to_try_again(
    answer: str, error: type[SpecStepError], unreachable: bool
) -> None:
    mark = Mark()
    async with mail_server(Mailbox(at_recipient=[answer])) as mailbox:
        with pytest.raises(error) as refused:
            await sender(mailbox.port).send(EMAIL, key=KEY, handing_over=mark)
        assert mark.set == 0
        assert TO not in str(refused.value)
        assert TO not in repr(refused.value)
        if isinstance(refused.value, MessageRefused):
            assert refused.value.unreachable is unreachable
            assert refused.value.said == answer
        await sender(mailbox.port).send(EMAIL, key=KEY)
    assert len(mailbox.taken) == 1


@pytest.mark.parametrize(
    ("answer", "error"),
    [("554 5.6.0 looks like spam", MessageRefused), ("452 4.3.1 no room", MessageDelayed)],
)
async def test_a_message_that_is_turned_away_at_its_end_is_nowhere(
    answer: str, error: type[SpecStepError]
) -> None:
    async with mail_server(Mailbox(at_end=[answer])) as mailbox:
        with pytest.raises(error):
            await sender(mailbox.port).send(EMAIL, key=KEY)
    assert mailbox.taken == []


async def test_a_server_that_takes_a_message_and_is_gone_or_slow_leaves_it_unclear() -> None:
    for misbehaving in (Mailbox(lose_after=True), Mailbox(wait_s=1.3)):
        async with mail_server(misbehaving) as mailbox:
            with pytest.raises(MessageUnclear):
                await sender(mailbox.port).send(EMAIL, key=KEY)


async def test_a_connection_that_is_lost_before_the_end_of_the_content_leaves_nothing_behind() -> None:
    async def talk(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        writer.write(b"220 here\r\n")
        while line := await reader.readline():
            if line.startswith(b"DATA"):
                writer.write(b"354 go on\r\n")
                await reader.readline()
                break
            writer.write(b"250 OK\r\n")
        writer.transport.abort()

    async def slowly() -> None:
        await asyncio.sleep(0.1)  # as a database is: meanwhile the connection ends

    async with raw_server(talk) as port:
        with pytest.raises(MessageDelayed):
            await sender(port).send(EMAIL, key=KEY, handing_over=slowly)


async def test_what_keeps_the_mark_from_being_set_keeps_the_message_from_going_out() -> None:
    async def refuse() -> None:
        raise RuntimeError("somebody else has it")

    async with mail_server(Mailbox()) as mailbox:
        with pytest.raises(RuntimeError):
            await sender(mailbox.port).send(EMAIL, key=KEY, handing_over=refuse)
    assert mailbox.taken == []


async def test_a_server_that_is_down_or_says_nothing_is_tried_later() -> None:
    async def silence(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await reader.read()
        writer.close()

    async with raw_server(silence) as port:
        quick = SmtpEmailSender(attrs.evolve(SETUP, server=f"smtp://127.0.0.1:{port}"), timeout_s=0.2)
        with pytest.raises(MessageDelayed):
            await quick.send(EMAIL, key=KEY)
    with pytest.raises(MessageDelayed):
        await sender(port).send(EMAIL, key=KEY)


async def test_SEC_1_mail_goes_over_tls_where_the_server_has_it(
    trust: tuple[ssl.SSLContext, ssl.SSLContext],
) -> None:
    server, client = trust
    async with mail_server(Mailbox(), tls=server, require_starttls=True) as mailbox:
        await sender(mailbox.port, tls=client).send(EMAIL, key=KEY)
    assert mailbox.secure == [True]


async def test_SEC_1_a_certificate_that_nobody_vouches_for_stops_the_mail(
    trust: tuple[ssl.SSLContext, ssl.SSLContext],
) -> None:
    async with mail_server(Mailbox(), tls=trust[0]) as mailbox:
        with pytest.raises(Misconfigured, match="certificate"):
            await sender(mailbox.port).send(EMAIL, key=KEY)
    assert mailbox.taken == []


async def test_SEC_1_mail_never_goes_in_the_clear_to_another_machine(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("specstep.adapters.email_senders.smtp.LOOPBACK", frozenset())
    async with mail_server(Mailbox()) as mailbox:
        with pytest.raises(Misconfigured, match="no TLS"):
            await sender(mailbox.port).send(EMAIL, key=KEY)
    assert mailbox.taken == []


@pytest.mark.parametrize(("password", "works"), [("right", True), ("wrong", False)])
async def test_a_login_that_is_refused_is_for_an_operator_to_mend(
    trust: tuple[ssl.SSLContext, ssl.SSLContext], password: str, works: bool
) -> None:
    server, client = trust
    login = {"account": "service", "secret": Secret(password)}
    async with mail_server(Mailbox(), tls=server, auth_required=True) as mailbox:
        carrier = sender(mailbox.port, tls=client, **login)
        if works:
            await carrier.send(EMAIL, key=KEY)
        else:
            with pytest.raises(Misconfigured, match="535"):
                await carrier.send(EMAIL, key=KEY)
    assert len(mailbox.taken) == works


async def test_an_address_beyond_ascii_goes_to_servers_that_can_carry_it() -> None:
    international = attrs.evolve(EMAIL, to="dörte@exämple.net")
    async with mail_server(Mailbox()) as mailbox:
        await sender(mailbox.port).send(international, key=KEY)
    assert mailbox.recipients == ["dörte@xn--exmple-cua.net"]


@pytest.mark.parametrize(
    "address", ["", "example.org", "https://mail.example.org", "smtp://", "smtp://a:b@c", "smtp://h:x"]
)
def test_an_address_that_is_no_mail_servers_is_named_before_anything_is_sent(address: str) -> None:
    with pytest.raises(Misconfigured, match="EMAIL_SERVER"):
        server_at(address)


def test_an_account_without_its_password_is_refused_at_once() -> None:
    with pytest.raises(Misconfigured, match="password"):
        SmtpEmailSender(attrs.evolve(SETUP, server="smtp://localhost", account="service"))


async def test_a_message_in_a_folder_is_one_file_however_often_it_is_sent(tmp_path: Path) -> None:
    folder = tmp_path / "outbox"
    carrier = FileEmailSender(SenderSetup(folder=folder))
    for _ in range(2):
        await carrier.send(EMAIL, key=KEY)
    (file,) = folder.iterdir()
    assert message_from_bytes(file.read_bytes(), policy=default)["To"] == TO
    file.unlink()
    folder.rmdir()
    folder.write_text("in the way")
    with pytest.raises(MessageDelayed):
        await carrier.send(EMAIL, key=KEY)


async def test_a_message_on_the_console_shows_its_plain_text(capsys: pytest.CaptureFixture[str]) -> None:
    await ConsoleEmailSender(SenderSetup()).send(EMAIL, key=KEY)
    shown = capsys.readouterr()
    assert shown.out == ""
    assert EMAIL.text.rstrip() in shown.err
