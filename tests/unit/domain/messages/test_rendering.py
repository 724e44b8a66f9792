from html.parser import HTMLParser

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from specstep.domain.errors import BadInput
from specstep.domain.messages.kinds import KINDS, Channel, Kind
from specstep.domain.messages.rendering import Service, short, words

SERVICE = Service(name="SpecStep", home="https://specs.example.org")
LINK = "https://specs.example.org/unsubscribe/x"
DATES = {"at": "2026-03-01T12:00:00+00:00", "until": "2026-03-08T12:00:00+00:00", "effective": "2026-04-01"}
BY_MAIL = [kind for kind in KINDS if Channel.EMAIL in kind.channels]
BY_SMS = [kind for kind in KINDS if Channel.SMS in kind.channels]
HOSTILE = st.one_of(
    st.text(max_size=80),
    st.sampled_from(
        [
            "<script>alert(1)</script>",
            '"><img src=https://evil.example/x.png>',
            "a\r\nBcc: eve@example.net",
            "{{ service }}{% include 'layout.html' %}",
            "=?utf-8?q?=0ABcc:x?=",
            "-- \n",
        ]
    ),
)


def filled(kind: Kind, text: str = "Something.") -> dict[str, str]:
    return {name: DATES.get(name, text) for name in kind.needs}


class Page(HTMLParser):
    def __init__(self, html: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.words: list[str] = []
        self.feed(html)

    def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attributes)))

    def handle_data(self, data: str) -> None:
        self.words.append(data)


@pytest.mark.parametrize("kind", BY_MAIL, ids=lambda kind: kind.key)
def test_every_kind_reads_in_plain_text_and_as_a_page_that_loads_nothing(kind: Kind) -> None:
    made = words(kind, filled(kind), SERVICE, unsubscribe="" if kind.essential else LINK)
    assert made.subject
    assert all(len(line) <= 80 or "https://" in line for line in made.text.splitlines())
    assert "\n\n\n" not in made.text
    page = Page(made.html)
    assert {tag for tag, _ in page.tags}.isdisjoint({"img", "script", "link", "iframe", "form", "object"})
    assert "url(" not in made.html
    assert not [attributes for tag, attributes in page.tags if "src" in attributes or "background" in attributes]
    assert all(str(a["href"]).startswith(SERVICE.home) for tag, a in page.tags if tag == "a")
    assert "prefers-color-scheme: dark" in made.html
    assert (LINK in made.text and LINK in made.html) is not kind.essential
    plain = " ".join(made.text.split())
    said = [" ".join(each.split()) for each in page.words]
    assert [each for each in said if each.endswith(".") and len(each) > 1]
    assert not [each for each in said if each.endswith(".") and len(each) > 1 and each not in plain]


@settings(max_examples=40, deadline=None)
@given(kind=st.sampled_from(BY_MAIL), text=HOSTILE, name=HOSTILE)
@example(kind=BY_MAIL[-2], text="<b>\u2028\x00", name="\r\n")
def test_nothing_that_a_message_is_filled_with_breaks_out_of_its_place(kind: Kind, text: str, name: str) -> None:
    service = Service(name=name or "x", home=SERVICE.home)
    calm = Page(words(kind, filled(kind, "calm"), service, unsubscribe=LINK).html)
    made = words(kind, filled(kind, text) | {"title": text}, service, unsubscribe=LINK)
    if made.subject:
        made.to("ada@example.org", {})
    page = Page(made.html)
    assert {tag for tag, _ in page.tags} <= {tag for tag, _ in calm.tags}
    hrefs = [str(a["href"]) for tag, a in page.tags if tag == "a"]
    assert all(href.startswith(SERVICE.home) for href in hrefs)


@pytest.mark.parametrize("kind", BY_SMS, ids=lambda kind: kind.key)
def test_a_short_message_is_one_line_that_fits(kind: Kind) -> None:
    sms = short(kind, filled(kind, "a\nb"), SERVICE, to="+15550100")
    assert "\n" not in sms.text
    assert len(sms.text) <= 160


@pytest.mark.parametrize("kind", [kind for kind in BY_MAIL if kind.needs], ids=lambda kind: kind.key)
def test_a_message_without_what_it_needs_is_not_made(kind: Kind) -> None:
    with pytest.raises(BadInput, match=kind.needs[0]):
        words(kind, {}, SERVICE)


def test_without_a_home_a_message_has_no_links() -> None:
    for kind in BY_MAIL:
        assert "http" not in words(kind, filled(kind), Service(name="SpecStep")).text
