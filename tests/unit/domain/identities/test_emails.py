"""When two e-mail addresses are one, and what is none."""

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from specstep.domain.errors import BadInput
from specstep.domain.identities.emails import canonical_email, usable_email


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("anna@EXAMPLE.com", "anna@example.com"),
        ("anna@bücher.example", "anna@xn--bcher-kva.example"),
        ("anna@Bu\u0308cher.example", "anna@bücher.example"),
        ("anna@ｅｘａｍｐｌｅ.com", "anna@example.com"),
    ],
)
def test_domains_that_the_name_system_takes_for_one_are_one(one: str, other: str) -> None:
    assert canonical_email(one) == canonical_email(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("anna@example.com", "Anna@example.com"),
        ("anna@example.com", "аnna@example.com"),  # a Cyrillic а
        ("anna@example.com", "anna@exаmple.com"),  # here in the domain
        ("anna@example.com", "ａnna@example.com"),
        ("anna@strasse.example", "anna@straße.example"),
        ("anna@example.com", "a.nna@example.com"),
        ("anna@example.com", "anna+x@example.com"),
        ("paypal@example.com", "paypaI@example.com"),
    ],
)
def test_addresses_that_only_look_alike_are_two(one: str, other: str) -> None:
    assert canonical_email(one) != canonical_email(other)


@pytest.mark.parametrize(
    "address",
    [
        "",
        "anna",
        "@example.com",
        "anna@",
        "anna@example.com\r\nBcc: eve@example.com",
        "anna\r\nBcc: eve@example.com",
        "an na@example.com",
        "an\u200bna@example.com",
        "an\u202ena@example.com",
        '"anna"@example.com',
        "anna@example.com, eve@example.com",
        "<anna@example.com>",
        "anna@eve@example.com",
        "anna@exa mple.com",
        "anna@exa_mple.com",
        "anna@-example.com",
        "anna@example.com.",
        "anna@[127.0.0.1]",
        "anna@xn--a",
        ".anna@example.com",
        "an..na@example.com",
        "a" * 65 + "@example.com",
        "anna@" + "a" * 64 + ".com",
        "anna@" + "abc." * 70 + "com",
        "\ud800@example.com",
    ],
)
def test_what_mail_could_not_be_sent_to_is_refused(address: str) -> None:
    with pytest.raises(BadInput):
        canonical_email(address)
    assert usable_email(address) is None


@given(
    st.emails() | st.text(max_size=40) | st.from_regex(r"[a-zA-Z0-9.+]{1,9}@[a-zß-üａ-ｃ.-]{1,9}", fullmatch=True)
)
@example("ß@ß.example")
def test_the_canonical_form_is_its_own(address: str) -> None:
    try:
        canonical = canonical_email(address)
    except BadInput:
        return
    assert canonical_email(canonical) == canonical
    local, _, domain = canonical.rpartition("@")
    assert local == address.rpartition("@")[0]
    assert domain.isascii()
    assert domain == domain.lower()
    assert not set(canonical) & set("\r\n \t<>,")


@given(st.none() | st.integers() | st.binary() | st.lists(st.text()))
def test_what_is_no_text_is_no_address(claimed: object) -> None:
    assert usable_email(claimed) is None
