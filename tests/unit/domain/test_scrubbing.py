"""What is taken out of a line by its form, and what stays."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from specstep.domain.api_keys import make_key
from specstep.domain.scrubbing import MARK, scrub
from specstep.domain.sessions.tokens import token_of

GONE = (
    "anna.müller+news@mail.example.co.uk",
    "anna@localhost",
    "192.0.2.7",
    "2001:db8:0:0:0:0:0:7",
    "2001:db8::7",
    "::1",
    "fe80::1ff:fe23:4567:890a",
    "+43 660 1234567",
    "Bearer abc.def-ghi",
    "eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxIn0.c2lnbmF0dXJl",
    "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw",
    "ghp_0123456789abcdefghijABCDEFGHIJ012345",
    "4111 1111 1111 1111",
    "0123456789abcdef0123456789abcdef",
    "-----BEGIN PRIVATE KEY-----\nMIIB\n-----END PRIVATE KEY-----",
)
STAYS = (
    '{"event":"job.failed","run":"generation-01a20a34-3ed5-76dc-b333-519e9368f8eb","duration_ms":1234567890123}',
    "12:00:01 warning job.failed step=write-requirements error=ProviderFailed code=PROVIDER_FAILED",
    "place=specstep.adapters.persistence.repositories.interviews:120",
    "version 1.2.3 of 2026-11-23",
    "SELECT::text",
    "no room is left on /home/somebody/.local/share/specstep/blobs/2026/packages",
)


@pytest.mark.parametrize("text", GONE)
def test_what_looks_like_an_address_or_a_secret_goes(text: str) -> None:
    scrubbed = scrub(f'{{"text":"before {text} after"}}')
    assert MARK in scrubbed
    assert text not in scrubbed
    assert scrubbed.startswith('{"text":"before ')
    assert scrubbed.endswith(' after"}')


@pytest.mark.parametrize("text", STAYS)
def test_what_lines_are_made_of_stays(text: str) -> None:
    assert scrub(text) == text


@given(st.binary(min_size=64, max_size=64))
def test_no_key_or_token_of_ours_comes_through(entropy: bytes) -> None:
    for secret in (make_key(entropy), token_of(entropy[:32])):
        assert secret.reveal() not in scrub(f"with {secret.reveal()} in it")


@given(st.text())
def test_scrubbing_again_changes_nothing(text: str) -> None:
    assert scrub(scrub(text)) == scrub(text)
