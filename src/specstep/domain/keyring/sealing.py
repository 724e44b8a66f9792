"""Sealing a value under a key, so that it opens with that key and in its place, and nowhere else.

A sealed value is: four letters of format, the key's id (16 bytes), a nonce (12), ciphertext and tag (16).
"""

import uuid
from functools import lru_cache

from specstep.domain.errors import CannotDecrypt
from specstep.domain.ids import KeyId
from specstep.domain.keyring.values import KEY_BYTES, Place, key_octets
from specstep.domain.secrets import Secret

MAGIC = b"SpS1"
NONCE_BYTES = 12
ID_BYTES = 16
TAG_BYTES = 16
HEADER_BYTES = len(MAGIC) + ID_BYTES
LEAST_BYTES = HEADER_BYTES + NONCE_BYTES + TAG_BYTES
SUBKEYS = b"specstep key ring, subkey for "


class Cipher:
    """AES-256-GCM under the subkey of one purpose.

    A subkey may seal 2³² values with random nonces before two of them are likely to meet.

    Source: NIST SP 800-38D, section 8.3; RFC 5869 for the subkey.
    """

    def __init__(self, key: Secret[bytes], id: KeyId, purpose: str) -> None:
        # Not before they are needed: they take their time.
        from cryptography.exceptions import InvalidTag
        from cryptography.hazmat.primitives.ciphers.aead import AESGCM

        self._forged = InvalidTag
        self._aead = AESGCM(subkey(key, SUBKEYS + purpose.encode()))
        self._header = MAGIC + key_octets(id)
        self._purpose = purpose

    def seal(self, plaintext: bytes, place: Place, nonce: bytes) -> bytes:
        """The sealed value.

        Args:
            plaintext: what is sealed.
            place: where it will lie; its purpose is the cipher's.
            nonce: twelve random bytes, never used before.
        """
        if len(nonce) != NONCE_BYTES:
            raise ValueError(f"a nonce has {NONCE_BYTES} bytes, not {len(nonce)}")
        return self._header + nonce + self._aead.encrypt(nonce, plaintext, self._bound(place))

    def open(self, sealed: bytes, place: Place) -> bytes:
        """What was sealed in this place.

        Raises:
            CannotDecrypt: it was altered, cut, or sealed for another place or under another key.
        """
        if len(sealed) <= LEAST_BYTES or sealed[:HEADER_BYTES] != self._header:
            raise CannotDecrypt(purpose=place.purpose, reason=CannotDecrypt.ALTERED)
        nonce, rest = sealed[HEADER_BYTES : HEADER_BYTES + NONCE_BYTES], sealed[HEADER_BYTES + NONCE_BYTES :]
        try:
            return self._aead.decrypt(nonce, rest, self._bound(place))
        except self._forged:
            raise CannotDecrypt(purpose=place.purpose, reason=CannotDecrypt.ALTERED) from None

    def _bound(self, place: Place) -> bytes:
        if place.purpose != self._purpose:
            raise ValueError(f"this cipher is for {self._purpose}, not for {place.purpose}")
        return self._header + place.octets


def subkey(key: Secret[bytes], info: bytes) -> bytes:
    """A key of its own for one use, from which nobody gets back to the key or to another use.

    Source: RFC 5869 (HKDF-SHA256, without salt: the key is random already).
    """
    from cryptography.hazmat.primitives.hashes import SHA256
    from cryptography.hazmat.primitives.kdf.hkdf import HKDF

    return HKDF(algorithm=SHA256(), length=KEY_BYTES, salt=None, info=info).derive(key.reveal())


def key_of(sealed: bytes) -> KeyId | None:
    """The key that a value says it is sealed under; None for what is no sealed value."""
    if len(sealed) <= LEAST_BYTES or not sealed.startswith(MAGIC):
        return None
    return _key_id(sealed[len(MAGIC) : HEADER_BYTES])


@lru_cache(maxsize=1024)
def _key_id(raw: bytes) -> KeyId:
    return KeyId(str(uuid.UUID(bytes=raw)))
