from email import message_from_bytes
from email.policy import default

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from specstep.adapters.email_senders.mime import message_id, mime
from specstep.domain.errors import BadInput, Misconfigured
from specstep.domain.messages.values import Email, one_line
from specstep.ports.messages import SenderSetup

SETUP = SenderSetup(sender="no-reply@example.org", name="SpecStep")
KEY = "01890000-0000-7000-8000-000000000001"
HEADERS = {
    "From",
    "To",
    "Subject",
    "Message-ID",
    "Auto-Submitted",
    "List-Unsubscribe",
    "MIME-Version",
    "Content-Type",
}
HOSTILE = st.one_of(
    st.text(max_size=60),
    st.sampled_from(
        [
            "a\r\nBcc: eve@example.net",
            "=?utf-8?q?a=0D=0ABcc:_eve@example.net?=",
            '"x" <eve@example.net>,',
            "x\u2028Bcc: eve@example.net",
            "eve@example.net\0",
            "🙂" * 80,
        ]
    ),
)


@settings(max_examples=60, deadline=None)
@given(name=HOSTILE, to=st.one_of(st.just("ada@example.org"), st.emails(), HOSTILE), subject=HOSTILE, text=HOSTILE)
@example(name="=??Q?=0D", to="ada@example.org", subject="=??Q?=0ABcc:x", text="0")
@example(name="SpecStep", to="döner@exämple.org", subject="Grüße", text=".\n..\nBcc: eve@example.net")
def test_nobody_can_add_a_header_or_a_recipient(name: str, to: str, subject: str, text: str) -> None:
    setup = SenderSetup(sender="no-reply@example.org", name=name)
    try:
        email = Email(
            to=to,
            subject=one_line(subject),
            text=text,
            html="<p>x</p>",
            headers={"List-Unsubscribe": "<https://example.org/unsubscribe/x>"},
        )
    except BadInput:
        return  # refused before anything is written
    read = message_from_bytes(mime(email, key=KEY, setup=setup).as_bytes(), policy=default)
    assert set(read.keys()) == HEADERS
    assert len(read.keys()) == len(HEADERS)
    assert len(read["To"].addresses) == 1
    assert len(read["From"].addresses) == 1
    assert read["From"].addresses[0].addr_spec == "no-reply@example.org"
    assert not [part for part in read.walk() if part.is_attachment()]


def test_the_plain_text_comes_first_and_says_what_it_said() -> None:
    email = Email(to="ada@example.org", subject="Grüße", text="Schön, dass es läuft.\n.\n", html="<p>Schön</p>")
    read = message_from_bytes(mime(email, key=KEY, setup=SETUP).as_bytes(), policy=default)
    plain, html = read.iter_parts()  # type: ignore[attr-defined]
    assert (plain.get_content_type(), html.get_content_type()) == ("text/plain", "text/html")
    assert plain.get_content().replace("\r\n", "\n") == "Schön, dass es läuft.\n.\n"
    assert read["Subject"] == "Grüße"


def test_a_message_has_the_same_id_at_each_try() -> None:
    assert message_id(KEY, SETUP) == message_id(KEY, SETUP) == f"<{KEY}@example.org>"


def test_without_an_address_to_send_from_nothing_is_made() -> None:
    email = Email(to="ada@example.org", subject="x", text="x", html="<p>x</p>")
    with pytest.raises(Misconfigured, match="EMAIL_FROM"):
        mime(email, key=KEY, setup=SenderSetup())
