"""Rolling limits: what an answer says of them, and by what addresses are counted."""

from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from specstep.adapters.short_lived.memory import MemoryShortLived
from specstep.domain.limits import Limit, headers, network_of, verdict

LIMIT = Limit(number=60)


def test_an_answer_names_its_limit_in_whole_seconds() -> None:
    let_in = verdict(LIMIT, counted=3, allowed=True, reset=timedelta(seconds=12.2))
    assert headers(let_in) == {"RateLimit-Limit": "60", "RateLimit-Remaining": "57", "RateLimit-Reset": "13"}
    refused = verdict(LIMIT, counted=60, allowed=False, reset=timedelta(milliseconds=1))
    assert headers(refused) == {
        "RateLimit-Limit": "60",
        "RateLimit-Remaining": "0",
        "RateLimit-Reset": "1",
        "Retry-After": "1",
    }


@pytest.mark.parametrize(
    ("address", "counted"),
    [
        ("192.0.2.7", "192.0.2.7"),
        ("::ffff:192.0.2.7", "192.0.2.7"),
        ("2001:db8:1:2:3:4:5:6", "2001:db8:1:2::/64"),
        ("2001:db8:1:2::9", "2001:db8:1:2::/64"),
        ("2001:db8:1:3::9", "2001:db8:1:3::/64"),
        ("fe80::1%eth0", "fe80::/64"),
        ("", ""),
        ("unknown", "unknown"),
    ],
)
def test_an_address_is_counted_by_what_one_person_may_choose_from(address: str, counted: str) -> None:
    assert network_of(address) == counted


@given(
    waits=st.lists(st.floats(min_value=0, max_value=70), max_size=40),
    number=st.integers(min_value=1, max_value=6),
)
async def test_no_window_ever_holds_more_than_the_limit_and_nobody_is_refused_without_need(
    waits: list[float], number: int
) -> None:
    now, let_in = 0.0, list[float]()
    store = MemoryShortLived(time_s=lambda: now)
    for wait in waits:
        now += wait
        counted = sum(each > now - 60 for each in let_in)
        judged = await store.hit("key", Limit(number=number))
        assert judged.allowed is (counted < number)
        if judged.allowed:
            let_in.append(now)
        assert judged.remaining == number - counted - judged.allowed
