"""Hashes under keys of the ring: good in their place and under their key only, whatever else changes."""

import uuid

import attrs
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from specstep.domain.ids import KeyId
from specstep.domain.keyring.hashing import is_hash_of, key_of_hash, keyed_hash
from specstep.domain.keyring.ring import Ring
from specstep.domain.keyring.values import Place
from specstep.domain.secrets import Secret
from specstep.policies.audit.forms import why_not
from specstep.policies.model import Protection

OLD, NEW = (KeyId(str(uuid.UUID(int=number))) for number in (1, 2))
KEYS = {OLD: Secret(b"o" * 32), NEW: Secret(b"n" * 32)}
RING = Ring(active=OLD, keys=KEYS)
PLACE = Place(purpose="codes.hash", owner="anna", row="+447400123456")
CODE = Secret("123456")


@given(st.sampled_from(["purpose", "owner", "row"]), st.text(min_size=1, max_size=20))
@settings(max_examples=40)
def test_a_hash_is_good_in_its_place_only(part: str, other: str) -> None:
    kept = keyed_hash(RING, CODE, PLACE)
    elsewhere = attrs.evolve(PLACE, **{part: other})
    assert is_hash_of(RING, kept, CODE, elsewhere) is (elsewhere == PLACE)


def test_SEC_8_nobody_tells_the_code_by_its_hash_without_the_key() -> None:
    kept = keyed_hash(RING, CODE, PLACE)
    assert is_hash_of(RING, kept, CODE, PLACE)
    assert not is_hash_of(RING, kept, Secret("123457"), PLACE)
    guessing = Ring(active=OLD, keys={OLD: Secret(b"g" * 32)})
    assert not is_hash_of(guessing, kept, CODE, PLACE)
    assert "123456" not in kept
    assert why_not(Protection.KEYED_HASH, kept) is None


def test_a_hash_stays_good_when_the_keys_move_on_and_until_its_own_is_revoked_or_lost() -> None:
    kept = keyed_hash(RING, CODE, PLACE)
    assert is_hash_of(attrs.evolve(RING, active=NEW), kept, CODE, PLACE)
    assert not is_hash_of(attrs.evolve(RING, active=NEW, revoked=frozenset({OLD})), kept, CODE, PLACE)
    assert not is_hash_of(Ring(active=NEW, keys={NEW: KEYS[NEW]}, lost=frozenset({OLD})), kept, CODE, PLACE)


@pytest.mark.parametrize(
    "kept", ["", "hmac", "hmac$", "hmac$x", "hmac$$ab", "sha256$x$ab", "hmac$é$ab", f"hmac${OLD}$"]
)
def test_what_is_no_hash_is_the_hash_of_nothing(kept: str) -> None:
    assert key_of_hash(kept) is None
    assert not is_hash_of(RING, kept, CODE, PLACE)
