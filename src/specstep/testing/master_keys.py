"""What every place for master keys promises."""

import pytest

from specstep.domain.errors import CannotDecrypt, MasterKeyMissing
from specstep.domain.secrets import Secret
from specstep.ports.master_keys import MasterKeys, WrappedKey
from specstep.testing.loops import on_a_loop

KEY = bytes(range(32))
BOUND = b"the id of a key"


class MasterKeysContract:
    """Subclass it, and override the fixtures `masters` and `strangers`."""

    @pytest.fixture
    def masters(self) -> MasterKeys:
        """A place with a master key, or one that will be made."""
        raise NotImplementedError("override the fixture `masters`")

    @pytest.fixture
    def strangers(self) -> MasterKeys:
        """Another place, with another master key."""
        raise NotImplementedError("override the fixture `strangers`")

    def test_it_declares_who_receives_the_keys(self, masters: MasterKeys) -> None:
        assert masters.recipient

    @on_a_loop
    async def test_a_key_comes_back_as_it_was(self, masters: MasterKeys) -> None:
        wrapped = await masters.wrap(Secret(KEY), BOUND)
        assert (await masters.unwrap(wrapped, BOUND)).reveal() == KEY
        assert wrapped.master == await masters.name()

    @on_a_loop
    async def test_what_is_stored_tells_nothing_and_is_never_the_same(self, masters: MasterKeys) -> None:
        wrapped = [await masters.wrap(Secret(KEY), BOUND) for _ in range(2)]
        assert wrapped[0].wrapped != wrapped[1].wrapped
        assert all(KEY not in each.wrapped for each in wrapped)

    @on_a_loop
    async def test_what_was_altered_or_belongs_to_another_key_is_refused(self, masters: MasterKeys) -> None:
        wrapped = await masters.wrap(Secret(KEY), BOUND)
        bits = range(0, 8 * len(wrapped.wrapped), 37)
        flipped = [_flip(wrapped.wrapped, bit) for bit in bits]
        cut = [wrapped.wrapped[:length] for length in range(0, len(wrapped.wrapped), 5)]
        for altered in (*flipped, *cut):
            with pytest.raises(CannotDecrypt):
                await masters.unwrap(WrappedKey(master=wrapped.master, wrapped=altered), BOUND)
        with pytest.raises(CannotDecrypt):
            await masters.unwrap(wrapped, b"the id of another key")

    @on_a_loop
    async def test_a_master_key_that_is_not_there_is_said_to_be_missing(
        self, masters: MasterKeys, strangers: MasterKeys
    ) -> None:
        wrapped = await strangers.wrap(Secret(KEY), BOUND)
        with pytest.raises(MasterKeyMissing) as refusal:
            await masters.unwrap(wrapped, BOUND)
        assert wrapped.master in str(refusal.value)


def _flip(raw: bytes, bit: int) -> bytes:
    altered = bytearray(raw)
    altered[bit // 8] ^= 1 << bit % 8
    return bytes(altered)
