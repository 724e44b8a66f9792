"""Sign-ins under way."""

from urllib.parse import urljoin, urlsplit

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from specstep.domain.identities.attempts import browser_hash, nonce_of, safe_path, verifier_of
from specstep.domain.ids import AccountId
from specstep.domain.secrets import Secret

tokens = st.from_regex(r"[A-Za-z0-9_-]{43}", fullmatch=True).map(Secret)


@given(tokens, tokens, tokens)
def test_what_a_sign_in_needs_is_known_to_its_browser_alone(
    browser: Secret[str], other: Secret[str], state: Secret[str]
) -> None:
    found = [nonce_of(browser, state), verifier_of(browser, state), nonce_of(other, state)]
    same = browser.same_as(other)
    assert len({each.reveal() for each in found}) == (2 if same else 3)
    assert 43 <= len(found[1].reveal()) <= 128
    assert browser.reveal() not in {each.reveal() for each in found}
    assert (browser_hash(browser, None) == browser_hash(other, None)) == same
    assert browser_hash(browser, None) != browser_hash(browser, AccountId("anna"))


@pytest.mark.parametrize("path", ["/", "/interviews", "/interviews/1?tab=facts&at=10%25", "/a/", "/a?b=//c"])
def test_a_path_of_this_service_is_where_one_goes_on(path: str) -> None:
    assert safe_path(path) == path


@pytest.mark.parametrize(
    "wanted",
    [
        None,
        "",
        "//evil.example",
        "/\\evil.example",
        "https://evil.example",
        "javascript:alert(1)",
        "/\t/evil.example",
    ],
)
def test_anything_else_leads_to_the_start(wanted: str | None) -> None:
    assert safe_path(wanted) == "/"


parts = st.sampled_from(
    ["/", "\\", ".", "..", "a", "evil.example", "%2f", "%5c", "?", "#", "@", ":", "\t", "\n", " "]
)


@given(st.lists(parts, max_size=8).map("".join) | st.text(max_size=30))
@example("/.//evil.example")
@example("/..//evil.example")
@example("/%0d%0aSet-Cookie:a")
def test_nothing_leads_to_another_host(wanted: str) -> None:
    path = safe_path(wanted)
    assert path.startswith("/")
    assert urlsplit(path).netloc == ""
    assert urlsplit(urljoin("https://here.example/x", path)).netloc == "here.example"
    assert not path.replace("/./", "/").replace("/../", "/").startswith("//")
    assert path.isascii()
    assert path.isprintable()
