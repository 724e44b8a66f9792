"""Wrapping under master keys that this process holds, wherever it has them from."""

import base64
import binascii
import hashlib
from collections.abc import Sequence

import attrs

from specstep.domain.errors import CannotDecrypt, MasterKeyMissing, Misconfigured
from specstep.domain.keyring.sealing import NONCE_BYTES, subkey
from specstep.domain.keyring.values import KEY_BYTES
from specstep.domain.secrets import Secret
from specstep.ports.clocks import Entropy
from specstep.ports.master_keys import WrappedKey

MAGIC = b"SpM1"
SETTING = "master_key"
PURPOSE = "encryption_keys.wrapped"
NAME_LENGTH = 16
WRAPPING = b"specstep master key, for wrapping"
NAMING = b"specstep master key, for its name"


@attrs.frozen(kw_only=True)
class MasterKey:
    """A master key by its name, which is a hash of what was derived from it for just that."""

    name: str
    wrapping: Secret[bytes]


def master_key(raw: Secret[bytes]) -> MasterKey:
    """The master key of 32 bytes."""
    name = hashlib.sha256(subkey(raw, NAMING)).hexdigest()[:NAME_LENGTH]
    return MasterKey(name=name, wrapping=Secret(subkey(raw, WRAPPING)))


def read_keys(text: str, place: str) -> tuple[MasterKey, ...]:
    """Master keys out of a text: 32 bytes each in base64, apart by spaces, commas or line ends.

    Args:
        text: what is there.
        place: what to call it in errors.

    Raises:
        Misconfigured: one of them is something else; the error doesn't show it.
    """
    keys = []
    for number, word in enumerate(text.replace(",", " ").split(), 1):
        try:
            raw = base64.b64decode(
                word.replace("-", "+").replace("_", "/") + "=" * (-len(word) % 4), validate=True
            )
        except (binascii.Error, ValueError):
            raw = b""
        if len(raw) != KEY_BYTES:
            raise Misconfigured(
                setting=SETTING,
                what=f"key {number} of {place} is not {KEY_BYTES} bytes in base64.",
                way_out="`openssl rand -base64 32` makes one.",
            )
        keys.append(master_key(Secret(raw)))
    return tuple(keys)


def wrap(key: Secret[bytes], bound: bytes, master: MasterKey, entropy: Entropy) -> WrappedKey:
    """Wrap a key with AES-256-GCM."""
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM

    nonce = entropy.take(NONCE_BYTES)
    aead = AESGCM(master.wrapping.reveal())
    sealed = aead.encrypt(nonce, key.reveal(), _bound(master.name, bound))
    return WrappedKey(master=master.name, wrapped=MAGIC + nonce + sealed)


def unwrap(wrapped: WrappedKey, bound: bytes, masters: Sequence[MasterKey], place: str) -> Secret[bytes]:
    """The key, by the master key that wrapped it.

    Raises:
        MasterKeyMissing: that one is not among them.
        CannotDecrypt: it was altered.
    """
    from cryptography.exceptions import InvalidTag
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM

    master = next((each for each in masters if each.name == wrapped.master), None)
    if master is None:
        raise missing(place, wrapped.master)
    nonce, sealed = wrapped.wrapped[len(MAGIC) :][:NONCE_BYTES], wrapped.wrapped[len(MAGIC) + NONCE_BYTES :]
    try:
        if not wrapped.wrapped.startswith(MAGIC):
            raise InvalidTag
        return Secret(AESGCM(master.wrapping.reveal()).decrypt(nonce, sealed, _bound(master.name, bound)))
    except (InvalidTag, ValueError):
        raise CannotDecrypt(purpose=PURPOSE, reason=CannotDecrypt.ALTERED) from None


def missing(place: str, name: str | None = None) -> MasterKeyMissing:
    """That a master key isn't there; `name` is that of the one which wrapped something."""
    what = f"{place} holds no master key." if name is None else f"the master key {name} is not in {place}."
    return MasterKeyMissing(
        setting=SETTING,
        what=what,
        way_out="Put it back from where you keep it: without it nothing can be read that lies encrypted in the "
        "database.",
    )


def _bound(name: str, bound: bytes) -> bytes:
    return MAGIC + len(name).to_bytes(4, "big") + name.encode() + bound
