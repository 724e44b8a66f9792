"""The keys at hand: one that seals, and all that open."""

from collections.abc import Mapping

import attrs

from specstep.domain.errors import CannotDecrypt
from specstep.domain.ids import KeyId
from specstep.domain.keyring.sealing import Cipher, key_of
from specstep.domain.keyring.values import Place
from specstep.domain.secrets import Secret


@attrs.frozen(kw_only=True, eq=False)
class Ring:
    """What the ring was at some moment. Sealing and opening await nothing, so they fit into a unit of work.

    Args:
        active: the key that seals.
        keys: the keys that are there and readable, by id.
        revoked: the ids of those that open only for who insists.
        lost: the ids of those that are there and can't be read, for want of their master key.
    """

    active: KeyId
    keys: Mapping[KeyId, Secret[bytes]]
    revoked: frozenset[KeyId] = frozenset()
    lost: frozenset[KeyId] = frozenset()
    _ciphers: dict[tuple[KeyId, str], Cipher] = attrs.field(factory=dict, init=False, repr=False)

    def seal(self, plaintext: Secret[bytes], place: Place, nonce: bytes) -> bytes:
        """A value sealed for its place under the active key; `nonce` is twelve fresh random bytes."""
        return self._cipher(self.active, place.purpose).seal(plaintext.reveal(), place, nonce)

    def open(self, sealed: bytes, place: Place, *, even_revoked: bool = False) -> Secret[bytes]:
        """What was sealed for this place.

        Args:
            even_revoked: whether a revoked key will do: for rescuing values, knowing that others may have its key.

        Raises:
            CannotDecrypt: it can't be opened here; the reason says why.
        """
        id = key_of(sealed)
        reason = self._reason(id, even_revoked=even_revoked)
        if id is None or reason is not None:
            raise CannotDecrypt(purpose=place.purpose, reason=reason or CannotDecrypt.ALTERED)
        return Secret(self._cipher(id, place.purpose).open(sealed, place))

    def _reason(self, id: KeyId | None, *, even_revoked: bool) -> str | None:
        if id is None:
            return CannotDecrypt.ALTERED
        if id in self.revoked and not even_revoked:
            return CannotDecrypt.REVOKED
        if id in self.keys:
            return None
        return CannotDecrypt.LOST if id in self.lost else CannotDecrypt.UNKNOWN

    def _cipher(self, id: KeyId, purpose: str) -> Cipher:
        found = self._ciphers.get((id, purpose))
        if found is None:
            found = self._ciphers[id, purpose] = Cipher(self.keys[id], id, purpose)
        return found
