"""Hashes under a key of the ring: for what is too short to be hidden by a hash that anybody can make.

A kept hash is `hmac$`, the key's id, `$`, and HMAC-SHA256 in hexadecimal.
"""

import hashlib
import hmac

from specstep.domain.ids import KeyId
from specstep.domain.keyring.ring import Ring
from specstep.domain.keyring.sealing import subkey
from specstep.domain.keyring.values import Place
from specstep.domain.secrets import Secret

MARK = "hmac"
SUBKEYS = b"specstep key ring, hashes for "


def keyed_hash(ring: Ring, secret: Secret[str], place: Place) -> str:
    """What is kept of a secret: nobody guesses it without the key, nor finds it good in another place."""
    return _kept(ring, ring.active, secret, place)


def is_hash_of(ring: Ring, kept: str, secret: Secret[str], place: Place) -> bool:
    """Whether this was hashed for this place, in a time that doesn't tell where they differ.

    What was hashed under a key that is lost, or was revoked meanwhile, is the hash of nothing.
    """
    id = key_of_hash(kept)
    if id is None or id not in ring.keys or id in ring.revoked:
        return False
    return hmac.compare_digest(_kept(ring, id, secret, place), kept)


def key_of_hash(kept: str) -> KeyId | None:
    """The key that a kept hash says it is under; None for what is no such hash."""
    mark, _, rest = kept.partition("$")
    id, _, digest = rest.partition("$")
    return KeyId(id) if mark == MARK and id and digest and kept.isascii() else None


def _kept(ring: Ring, id: KeyId, secret: Secret[str], place: Place) -> str:
    key = subkey(ring.keys[id], SUBKEYS + place.purpose.encode())
    octets = place.octets + secret.reveal().encode("utf-8", "surrogatepass")
    return f"{MARK}${id}${hmac.new(key, octets, hashlib.sha256).hexdigest()}"
