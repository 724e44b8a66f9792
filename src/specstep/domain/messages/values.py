"""A message as it is handed over, and the states that one goes through."""

import re
import unicodedata
from collections.abc import Mapping
from enum import StrEnum

import attrs

from specstep.domain.errors import BadInput
from specstep.domain.identities.emails import canonical_email

LONGEST_SUBJECT = 200
LONGEST_HEADER = 900  # RFC 5322, section 2.1.1, less the name
LONGEST_SMS = 1600  # ten parts; what carriers still join
INVISIBLE = frozenset({"Cc", "Cs", "Zl", "Zp"})
ENCODED = "=?"  # RFC 2047: who reads a header may decode what follows, line breaks included
HEADERS = frozenset({"List-Unsubscribe", "List-Unsubscribe-Post", "Auto-Submitted"})
E164 = re.compile(r"\+[1-9][0-9]{1,14}")


class DeliveryState(StrEnum):
    """What has become of a message. `UNCLEAR`: it was handed over, and no answer came."""

    QUEUED = "queued"
    SENT = "sent"
    DELIVERED = "delivered"
    BOUNCED = "bounced"
    FAILED = "failed"
    SUPPRESSED = "suppressed"
    UNCLEAR = "unclear"


def require_one_line(text: str, where: str, longest: int) -> str:
    """The text, if it can stand in a header: one line of characters that aren't controls.

    Raises:
        BadInput: it is empty, longer than `longest`, or holds a line break or another control.
    """
    if not text.strip():
        raise BadInput(where=where, what="is empty.")
    if len(text) > longest:
        raise BadInput(where=where, what=f"is longer than {longest} characters.")
    if any(unicodedata.category(letter) in INVISIBLE for letter in text):
        raise BadInput(where=where, what="holds a line break or another control character.")
    if ENCODED in text:
        raise BadInput(where=where, what="holds the beginning of an encoded word.")
    return text


def one_line(text: str, longest: int = LONGEST_SUBJECT) -> str:
    """Any text, made fit to stand in a header: what can't stand there becomes a blank, what is too much is cut."""
    shown = "".join(" " if unicodedata.category(letter) in INVISIBLE else letter for letter in text)
    shown = " ".join(shown.replace(ENCODED, "= ?").split())
    return shown if len(shown) <= longest else shown[: longest - 1].rstrip() + "…"


def require_plain(text: str, where: str) -> str:
    """A text of lines, if it holds no controls but line breaks.

    Raises:
        BadInput: it is empty, or holds one.
    """
    if not text.strip():
        raise BadInput(where=where, what="is empty.")
    if any(unicodedata.category(letter) in INVISIBLE for letter in text.replace("\n", "")):
        raise BadInput(where=where, what="holds a control character.")
    return text


def _address(value: object, attribute: "attrs.Attribute[str]", address: str) -> None:
    del value, attribute
    canonical_email(address)


def _subject(value: object, attribute: "attrs.Attribute[str]", subject: str) -> None:
    del value, attribute
    require_one_line(subject, "subject", LONGEST_SUBJECT)


def _body(value: object, attribute: "attrs.Attribute[str]", text: str) -> None:
    del value
    require_plain(text, attribute.name)


def _headers(value: object, attribute: "attrs.Attribute[Mapping[str, str]]", headers: Mapping[str, str]) -> None:
    del value, attribute
    for name, content in headers.items():
        if name not in HEADERS:
            raise BadInput(where="header", what=f"{name!r} is none that messages have.")
        if not require_one_line(content, name, LONGEST_HEADER).isascii():
            raise BadInput(where=name, what="holds letters that headers can't.")


def _number(value: object, attribute: "attrs.Attribute[str]", number: str) -> None:
    del value, attribute
    if not E164.fullmatch(number):
        raise BadInput(where="phone number", what="is not of the form +15550100.")


def _sms_text(value: object, attribute: "attrs.Attribute[str]", text: str) -> None:
    del value, attribute
    if len(require_plain(text, "text")) > LONGEST_SMS:
        raise BadInput(where="text", what=f"is longer than {LONGEST_SMS} characters.")


@attrs.frozen(kw_only=True)
class Email:
    """An e-mail to one person, with its words in both forms. Nothing in it can break out of its header.

    Raises:
        BadInput: the address is none, or the subject or a header holds what can't stand there.
    """

    to: str = attrs.field(validator=_address, repr=False)
    subject: str = attrs.field(validator=_subject, repr=False)
    text: str = attrs.field(validator=_body, repr=False)
    html: str = attrs.field(validator=_body, repr=False)
    headers: Mapping[str, str] = attrs.field(factory=dict, validator=_headers, repr=False)


@attrs.frozen(kw_only=True)
class Sms:
    """A short message to a phone.

    Args:
        to: the number, in the form of E.164.

    Raises:
        BadInput: it is no such number, or the text is empty or too long.
    """

    to: str = attrs.field(validator=_number, repr=False)
    text: str = attrs.field(validator=_sms_text, repr=False)
