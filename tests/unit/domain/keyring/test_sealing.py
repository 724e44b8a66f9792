"""A sealed value opens under its key, in its place, unaltered; everything else is one clear error."""

import attrs
import pytest
from hypothesis import assume, example, given
from hypothesis import strategies as st

from specstep.domain.errors import CannotDecrypt
from specstep.domain.ids import KeyId
from specstep.domain.keyring.ring import Ring
from specstep.domain.keyring.sealing import LEAST_BYTES, NONCE_BYTES, key_of
from specstep.domain.keyring.values import KEY_BYTES, Place, row_name
from specstep.domain.secrets import Secret

OLD, NEW, STRANGE = (KeyId(f"00000000-0000-4000-8000-00000000000{number}") for number in (1, 2, 3))
KEYS = {OLD: Secret(b"o" * KEY_BYTES), NEW: Secret(b"n" * KEY_BYTES)}
RING = Ring(active=NEW, keys=KEYS)
PARTS = st.text(min_size=1, max_size=8)
PLACES = st.builds(Place, purpose=PARTS, owner=PARTS, row=PARTS)
PLAINTEXTS = st.binary(min_size=1, max_size=64)
NONCES = st.binary(min_size=NONCE_BYTES, max_size=NONCE_BYTES)
PLACE = Place(purpose="llm_keys.ciphertext", owner="anna", row="1")
SEALED = RING.seal(Secret(b"sk-correct-horse"), PLACE, bytes(NONCE_BYTES))


def refused(ring: Ring, sealed: bytes, place: Place) -> str:
    with pytest.raises(CannotDecrypt) as refusal:
        ring.open(sealed, place)
    assert "correct-horse" not in str(refusal.value)
    return refusal.value.reason


@given(PLAINTEXTS, PLACES, NONCES)
def test_SEC_3_what_is_sealed_opens_in_its_place_and_names_its_key(
    plaintext: bytes, place: Place, nonce: bytes
) -> None:
    sealed = RING.seal(Secret(plaintext), place, nonce)
    assert RING.open(sealed, place).reveal() == plaintext
    assert key_of(sealed) == NEW
    assert len(sealed) == LEAST_BYTES + len(plaintext)


@given(PLACES, PLACES)
@example(Place(purpose="a", owner="bc", row="d"), Place(purpose="ab", owner="c", row="d"))
@example(Place(purpose="a", owner="b", row="cd"), Place(purpose="a", owner="bc", row="d"))
@example(PLACE, attrs.evolve(PLACE, row="2"))
@example(PLACE, attrs.evolve(PLACE, owner="bela"))
@example(PLACE, attrs.evolve(PLACE, purpose="webhooks.secret"))
def test_SEC_3_a_value_that_was_moved_to_another_row_owner_or_purpose_never_opens(
    one: Place, other: Place
) -> None:
    assume(one != other)
    sealed = RING.seal(Secret(b"plain"), one, bytes(NONCE_BYTES))
    assert refused(RING, sealed, other) == CannotDecrypt.ALTERED


@given(st.integers(min_value=0, max_value=8 * len(SEALED) - 1))
def test_SEC_3_a_value_with_any_bit_flipped_never_opens(bit: int) -> None:
    altered = bytearray(SEALED)
    altered[bit // 8] ^= 1 << bit % 8
    assert refused(RING, bytes(altered), PLACE) in (CannotDecrypt.ALTERED, CannotDecrypt.UNKNOWN)


def test_SEC_3_a_value_that_was_cut_or_lengthened_never_opens() -> None:
    for length in range(len(SEALED)):
        assert refused(RING, SEALED[:length], PLACE) == CannotDecrypt.ALTERED
        if length:
            assert refused(RING, SEALED[length:], PLACE) == CannotDecrypt.ALTERED
    assert refused(RING, SEALED + b"\0", PLACE) == CannotDecrypt.ALTERED


@given(st.binary(max_size=120))
def test_what_was_never_sealed_never_opens(raw: bytes) -> None:
    refused(RING, raw, PLACE)


def test_SEC_3_a_value_under_another_key_never_opens() -> None:
    under_old = attrs.evolve(RING, active=OLD)
    assert RING.open(under_old.seal(Secret(b"plain"), PLACE, bytes(NONCE_BYTES)), PLACE).reveal() == b"plain"
    other_bytes = Ring(active=NEW, keys={NEW: KEYS[OLD]})
    assert refused(other_bytes, SEALED, PLACE) == CannotDecrypt.ALTERED
    renamed = SEALED.replace(b"\x00\x02", b"\x00\x01", 1)
    assert key_of(renamed) in (OLD, KeyId("00000000-0000-4000-8000-000000000001"))
    assert refused(RING, renamed, PLACE) == CannotDecrypt.ALTERED


def test_a_key_that_is_not_there_lost_or_revoked_is_told_apart() -> None:
    rest = {OLD: KEYS[OLD]}
    assert refused(Ring(active=OLD, keys=rest), SEALED, PLACE) == CannotDecrypt.UNKNOWN
    assert refused(Ring(active=OLD, keys=rest, lost=frozenset({NEW})), SEALED, PLACE) == CannotDecrypt.LOST
    revoked = Ring(active=OLD, keys=KEYS, revoked=frozenset({NEW}))
    assert refused(revoked, SEALED, PLACE) == CannotDecrypt.REVOKED
    assert revoked.open(SEALED, PLACE, even_revoked=True).reveal() == b"sk-correct-horse"
    assert refused(RING, b"SpS1" + bytes(100), PLACE) == CannotDecrypt.UNKNOWN


def test_a_ring_and_what_comes_out_of_it_show_nothing() -> None:
    assert "nnnn" not in repr(RING)
    assert "horse" not in repr(RING.open(SEALED, PLACE))


@given(
    st.lists(st.text(max_size=4) | st.integers(), min_size=1, max_size=3), st.lists(PARTS, min_size=1, max_size=3)
)
def test_different_keys_of_several_columns_have_different_names(one: list[str | int], other: list[str]) -> None:
    assume(one != other and not (len(one) == 1 or len(other) == 1))
    assert row_name(*one) != row_name(*other)


def test_a_place_without_an_owner_is_refused() -> None:
    with pytest.raises(ValueError, match="owner"):
        Place(purpose="p", owner="", row="r")


def test_a_nonce_of_another_length_is_refused() -> None:
    with pytest.raises(ValueError, match="12 bytes"):
        RING.seal(Secret(b"plain"), PLACE, b"short")
