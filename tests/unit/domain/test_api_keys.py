"""The form of API keys, and what is kept of them."""

import hashlib
import re

import attrs
import pytest
from hypothesis import assume, example, given
from hypothesis import strategies as st
from tests.samples.records import NOON

from specstep.domain.actors import IN_PERSON, Actor, Means, require_person
from specstep.domain.api_keys import (
    CHECK_LENGTH,
    DIGITS,
    ENTROPY_BYTES,
    NAME_LIMIT,
    NOBODYS,
    SALT_BYTES,
    ApiKey,
    make_key,
    matches,
    prefix_of,
    salted_hash,
    wrong_name,
)
from specstep.domain.errors import HumanRequired
from specstep.domain.ids import AccountId, ApiKeyId
from specstep.domain.secrets import Secret

ENTROPY = st.binary(min_size=ENTROPY_BYTES, max_size=ENTROPY_BYTES)
SALTS = st.binary(min_size=SALT_BYTES, max_size=SALT_BYTES)
ONE = make_key(bytes(range(ENTROPY_BYTES))).reveal()


@given(ENTROPY)
@example(bytes(ENTROPY_BYTES))
@example(b"\xff" * ENTROPY_BYTES)
def test_GEN_2_a_key_has_its_mark_a_prefix_of_eight_and_256_bits_that_nobody_guesses(entropy: bytes) -> None:
    text = make_key(entropy).reveal()
    assert re.fullmatch(r"sf_[0-9A-Za-z]{8}_[0-9A-Za-z]{49}", text)
    assert prefix_of(Secret(text)) == text[3:11]
    assert len(DIGITS) ** 43 > 2**256


@given(ENTROPY, ENTROPY)
def test_other_entropy_makes_another_key(one: bytes, other: bytes) -> None:
    assume(int.from_bytes(one, "big") % 62**51 != int.from_bytes(other, "big") % 62**51)
    assert not make_key(one).same_as(make_key(other))


def test_entropy_of_another_size_is_refused() -> None:
    with pytest.raises(ValueError, match="64 bytes"):
        make_key(bytes(32))


@pytest.mark.parametrize("place", range(len(ONE)))
def test_a_key_with_one_letter_mistyped_is_known_as_none_without_a_look_up(place: int) -> None:
    for letter in "0aZ_-é":
        if letter != ONE[place]:
            assert prefix_of(Secret(ONE[:place] + letter + ONE[place + 1 :])) is None


@given(st.text(min_size=1, max_size=80))
@example(ONE[:-1])
@example(f"{ONE} ")
@example(f"{ONE}\n")
@example(f" {ONE}")
@example(ONE.lower())
@example(ONE.replace("sf_", "oat_"))
@example("sf_" + "٠" * 8 + "_" + "0" * 49)
def test_what_is_no_key_has_no_prefix(text: str) -> None:
    assert prefix_of(Secret(text)) is None


def test_two_letters_that_changed_places_are_found_out() -> None:
    for place in range(3, len(ONE) - CHECK_LENGTH - 1):
        swapped = ONE[:place] + ONE[place + 1] + ONE[place] + ONE[place + 2 :]
        assert swapped == ONE or prefix_of(Secret(swapped)) is None


@given(ENTROPY, SALTS, SALTS)
def test_SEC_4_what_is_kept_is_sha_256_of_salt_and_key_and_tells_neither_key_nor_that_two_are_the_same(
    entropy: bytes, salt: bytes, other: bytes
) -> None:
    key = make_key(entropy)
    kept = salted_hash(key, salt)
    assert kept == salt + hashlib.sha256(salt + key.reveal().encode()).digest()
    assert matches(key, kept)
    assert key.reveal().encode() not in kept
    assert (salted_hash(key, other) == kept) == (salt == other)


@given(ENTROPY, SALTS, st.integers(min_value=0, max_value=8 * len(NOBODYS) - 1))
def test_GEN_2_no_other_key_matches_nor_an_altered_hash(entropy: bytes, salt: bytes, bit: int) -> None:
    key = make_key(entropy)
    kept = salted_hash(key, salt)
    assert not matches(make_key(bytes([entropy[0] ^ 1]) + entropy[1:]), kept)
    altered = bytearray(kept)
    altered[bit // 8] ^= 1 << bit % 8
    assert not matches(key, bytes(altered))
    assert not matches(key, NOBODYS)


def test_a_salt_of_another_size_is_refused() -> None:
    with pytest.raises(ValueError, match="16 bytes"):
        salted_hash(Secret(ONE), b"short")


def key(name: str = "ci") -> ApiKey:
    return ApiKey(
        id=ApiKeyId("k"),
        account_id=AccountId("a"),
        name=name,
        prefix=ONE[3:11],
        salted=salted_hash(Secret(ONE), bytes(SALT_BYTES)),
        created_at=NOON,
    )


def test_a_record_shows_its_first_letters_and_no_hash() -> None:
    assert key().shown == f"{ONE[:11]}…"
    assert "salted" not in repr(key())


@pytest.mark.parametrize("name", ["", "  ", "two\nlines", "a\u2028b", "\ud800", "n" * (NAME_LIMIT + 1)])
def test_a_name_that_is_none_is_refused(name: str) -> None:
    assert wrong_name(name)
    with pytest.raises(ValueError, match="name"):
        key(name)


@pytest.mark.parametrize("name", ["ci", "Größe 🌻", "n" * NAME_LIMIT])
def test_a_name_may_be_any_line_of_text(name: str) -> None:
    assert wrong_name(name) is None
    assert key(name).name == name


@pytest.mark.parametrize("means", Means)
def test_acts_of_a_person_are_refused_to_keys_and_tokens(means: Means) -> None:
    actor = Actor(account=AccountId("a"), means=means)
    if means in (Means.API_KEY, Means.OAUTH_TOKEN):
        with pytest.raises(HumanRequired, match=r"Making an API key is kept for a person.*Sign in"):
            require_person(actor, "Making an API key")
    else:
        require_person(actor, "Making an API key")
    assert {Means.SIGNED_IN, Means.LOCAL} == IN_PERSON
    assert attrs.evolve(actor, credential="k").credential == "k"
