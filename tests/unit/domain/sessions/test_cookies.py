"""Cookies and their attributes."""

import pytest

from specstep.domain.sessions.cookies import session_cookie, sign_in_cookie
from specstep.domain.sessions.values import SessionLimits


def test_a_session_cookie_is_out_of_reach_of_scripts_other_sites_and_other_hosts() -> None:
    cookie = session_cookie(SessionLimits(), secure=True)
    assert cookie.set("abc") == (
        "__Host-specstep-session=abc; Path=/; Max-Age=2592000; HttpOnly; SameSite=Lax; Secure"
    )
    assert cookie.unset() == "__Host-specstep-session=; Path=/; Max-Age=0; HttpOnly; SameSite=Lax; Secure"


def test_on_loopback_a_cookie_goes_without_tls() -> None:
    assert session_cookie(SessionLimits(), secure=False).set("a") == (
        "specstep-session=a; Path=/; Max-Age=2592000; HttpOnly; SameSite=Lax"
    )


def test_TRA_5_the_cookie_of_a_sign_in_lives_for_ten_minutes() -> None:
    assert "Max-Age=600;" in sign_in_cookie(secure=True).set("abc")


@pytest.mark.parametrize("value", ["", "a;b", "a\r\nSet-Cookie: b=c", "a b", "ä"])
def test_a_value_that_could_end_the_header_is_refused(value: str) -> None:
    with pytest.raises(ValueError, match="token"):
        session_cookie(SessionLimits(), secure=True).set(value)
