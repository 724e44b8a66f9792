"""Tokens of sessions, and what is derived from them."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from specstep.domain.secrets import Secret
from specstep.domain.sessions.tokens import csrf_matches, csrf_token, presented, token_hash, token_of

entropies = st.binary(min_size=32, max_size=32)


@given(entropies, entropies)
def test_tokens_hold_all_of_their_entropy_and_their_hashes_tell_them_apart(one: bytes, other: bytes) -> None:
    tokens = (token_of(one), token_of(other))
    assert all(re.fullmatch(r"[A-Za-z0-9_-]{43}", token.reveal()) for token in tokens)
    assert (token_hash(tokens[0]) == token_hash(tokens[1])) == (one == other)
    assert re.fullmatch(r"[0-9a-f]{64}", token_hash(tokens[0]))


@given(entropies, entropies)
def test_a_csrf_token_is_good_for_its_own_session_alone(one: bytes, other: bytes) -> None:
    mine, theirs = token_of(one), token_of(other)
    assert csrf_matches(mine, csrf_token(mine))
    assert csrf_matches(theirs, csrf_token(mine)) == (one == other)
    assert csrf_token(mine) not in (mine.reveal(), token_hash(mine))


@given(st.text(max_size=60) | st.none())
def test_what_is_no_csrf_token_matches_nothing(sent: str | None) -> None:
    assert not csrf_matches(token_of(bytes(32)), sent)


@given(st.text(max_size=300))
def test_whatever_a_browser_presents_has_a_hash_or_is_nothing(value: str) -> None:
    token = presented(value)
    assert (token is None) == (not value or len(value) > 200)
    assert token is None or len(token_hash(token)) == 64


def test_a_token_of_less_entropy_is_refused() -> None:
    with pytest.raises(ValueError, match="32 bytes"):
        token_of(bytes(31))
    assert token_hash(Secret("\ud800"))
