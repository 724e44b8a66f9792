"""Messages in words: each kind's template in one layout, as plain text, as HTML, or as a short message."""

import textwrap
import unicodedata
from collections.abc import Mapping
from datetime import UTC, datetime
from functools import lru_cache
from pathlib import Path
from typing import Any

import attrs
import jinja2

from specstep.domain.errors import BadInput
from specstep.domain.messages.kinds import Kind
from specstep.domain.messages.values import INVISIBLE, LONGEST_SMS, Email, Sms, one_line

FOLDER = Path(__file__).parent / "templates"
WIDTH = 72
PROVIDERS = {"google": "Google", "microsoft": "Microsoft", "github": "GitHub"}
ALWAYS = "You get this message because you have an account here; it can't be called off."
ASKED = "You get this message because you asked for it in Settings."
WHY = {
    "account-erased": "You get this message because you had an account here.",
    "sign-up-notice": "You get this message because this service is set up to tell you.",
    "test": "Somebody who runs this service sent it to see whether it arrives.",
}


@attrs.frozen(kw_only=True)
class Service:
    """What messages say about who sends them.

    Args:
        name: what the service is called.
        home: where people reach it, without a slash at the end; empty where they can't.
    """

    name: str
    home: str = ""


@attrs.frozen(kw_only=True)
class Words:
    """A message in words, without the one whom it goes to."""

    subject: str
    text: str = attrs.field(repr=False)
    html: str = attrs.field(repr=False)

    def to(self, address: str, headers: Mapping[str, str]) -> Email:
        """The e-mail to somebody."""
        return Email(to=address, subject=self.subject, text=self.text, html=self.html, headers=headers)


def words(kind: Kind, data: Mapping[str, str], service: Service, *, unsubscribe: str = "") -> Words:
    """A message in words.

    Args:
        data: what its template is filled with; whatever it holds, it stays within its place.
        unsubscribe: where a kind that isn't essential is called off.

    Raises:
        BadInput: something that it needs is missing.
    """
    _require(kind, data)
    given = _given(kind, data, service) | {"unsubscribe": unsubscribe}
    plain, html = _environment(html=False), _environment(html=True)
    template = plain.get_template(f"{kind.key}.mail")
    subject = one_line("".join(template.blocks["subject"](template.new_context(_with(plain, given)))))
    given |= {"subject": subject}
    page = html.get_template(f"{kind.key}.mail").render(_with(html, given))
    why = f"{given['why']} To get none of these any more: {unsubscribe}" if unsubscribe else given["why"]
    text = template.render(_with(plain, given | {"why": why}))
    return Words(subject=subject, text=_tidy(text), html=page)


def short(kind: Kind, data: Mapping[str, str], service: Service, *, to: str) -> Sms:
    """A message as a short one; raises like `words`."""
    _require(kind, data)
    template = _environment(html=False).get_template(f"{kind.key}.sms")
    return Sms(to=to, text=one_line(template.render(_given(kind, data, service)), LONGEST_SMS))


def _require(kind: Kind, data: Mapping[str, str]) -> None:
    if missing := sorted(set(kind.needs) - set(data)):
        raise BadInput(where=f"message {kind.key}", what=f"needs {', '.join(missing)}.")


def _given(kind: Kind, data: Mapping[str, str], service: Service) -> dict[str, Any]:
    return {
        "title": "",
        **{name: _readable(text) for name, text in data.items()},
        "service": one_line(service.name),
        "home": service.home,
        "why": WHY.get(kind.key, ALWAYS if kind.essential else ASKED),
    }


def _with(environment: jinja2.Environment, given: Mapping[str, Any]) -> dict[str, Any]:
    form = "html" if environment.autoescape else "txt"
    say = environment.get_template(f"say.{form}").module
    return {**given, "layout": f"layout.{form}", **{name: getattr(say, name) for name in ("p", "quote", "button")}}


@lru_cache(maxsize=2)
def _environment(*, html: bool) -> jinja2.Environment:
    made = jinja2.Environment(
        loader=jinja2.FunctionLoader(lambda name: (FOLDER / name).read_text(encoding="utf-8")),
        autoescape=html,  # noqa: S701  (plain text has nothing to escape)
        undefined=jinja2.StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    made.filters |= {"wrapped": _wrapped, "lines": _lines, "moment": _moment, "day": _day, "provider": _provider}
    return made


def _readable(text: str) -> str:
    """Text without controls; of those, line breaks alone stay."""
    kept = (letter if letter == "\n" or unicodedata.category(letter) not in INVISIBLE else " " for letter in text)
    return "".join(kept).strip()


def _wrapped(text: str, indent: str = "") -> str:
    """Lines of a width that mail programs don't break; addresses stay whole."""
    plain = " ".join(text.split())
    return textwrap.fill(plain, WIDTH, subsequent_indent=indent, break_long_words=False, break_on_hyphens=False)


def _lines(text: str) -> list[str]:
    return [shown for line in text.split("\n") if (shown := " ".join(line.split()))]


def _moment(text: str) -> str:
    at = datetime.fromisoformat(text).astimezone(UTC)
    return f"{at.day} {at:%B %Y, %H:%M} UTC"


def _day(text: str) -> str:
    at = datetime.fromisoformat(text)
    return f"{at.day} {at:%B %Y}"


def _provider(name: str) -> str:
    return PROVIDERS.get(name, name)


def _tidy(text: str) -> str:
    """At most one empty line between two paragraphs, none at the ends."""
    tidied: list[str] = []
    for line in text.strip("\n").split("\n"):
        shown = line if line == "-- " else line.rstrip()
        if shown or (tidied and tidied[-1]):
            tidied.append(shown)
    return "\n".join(tidied) + "\n"
