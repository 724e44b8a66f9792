"""The primitives that secrets rest on, against the vectors of Project Wycheproof: none is wrongly accepted."""

import hashlib
import hmac
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from specstep.domain.ids import KeyId
from specstep.domain.keyring import sealing
from specstep.domain.keyring.values import KEY_BYTES, Place
from specstep.domain.secrets import Secret

FOLDER = Path(__file__).parent
Vector = dict[str, Any]


def vectors(name: str) -> Iterator[tuple[Vector, Vector]]:
    """Each test of a file with its group; the hexadecimal ones as bytes."""
    told = json.loads((FOLDER / f"{name}_test.json").read_text("utf-8"))
    number = 0
    for group in told["testGroups"]:
        for test in group["tests"]:
            number += 1
            kept = ("comment", "result", "flags", "tcId", "size")
            yield group, {key: value if key in kept else bytes.fromhex(value) for key, value in test.items()}
    assert number == told["numberOfTests"]


def test_SEC_3_aes_gcm_opens_every_valid_vector_and_no_other() -> None:
    opened, refused = 0, 0
    for group, test in vectors("aes_gcm"):
        try:
            plain = AESGCM(test["key"]).decrypt(test["iv"], test["ct"] + test["tag"], test["aad"])
        except (InvalidTag, ValueError):
            # What may be refused though it is valid: nonces of other lengths than ours, which the library bounds.
            assert test["result"] == "invalid" or group["ivSize"] != 96, test["tcId"]
            refused += 1
            continue
        assert (test["result"], plain) == ("valid", test["msg"]), test["tcId"]
        sealed = AESGCM(test["key"]).encrypt(test["iv"], test["msg"], test["aad"])
        assert sealed == test["ct"] + test["tag"], test["tcId"]
        opened += 1
    assert opened >= 200
    assert refused >= 87


def test_SEC_3_a_cipher_of_the_ring_takes_no_forged_tag_and_no_shortened_one(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """The same vectors through our own format: subkey and bound place are the vector's."""
    tried = 0
    place = Place(purpose="p", owner="o", row="r")
    for group, test in vectors("aes_gcm"):
        if group["ivSize"] != 96 or group["keySize"] != 8 * KEY_BYTES or not test["msg"]:
            continue
        tried += 1
        key = test["key"]
        monkeypatch.setattr(sealing, "subkey", lambda *_, key=key: key)
        monkeypatch.setattr(sealing.Cipher, "_bound", lambda *_, bound=test["aad"]: bound)
        cipher = sealing.Cipher(Secret(bytes(KEY_BYTES)), KeyId("00000000-0000-0000-0000-000000000000"), "p")
        sealed = cipher._header + test["iv"] + test["ct"] + test["tag"]
        if test["result"] == "valid":
            assert cipher.open(sealed, place) == test["msg"]
            assert cipher.seal(test["msg"], place, test["iv"]) == sealed
        else:
            with pytest.raises(sealing.CannotDecrypt):
                cipher.open(sealed, place)
    assert tried > 50


def test_hmac_sha256_confirms_every_valid_vector_and_no_other() -> None:
    for group, test in vectors("hmac_sha256"):
        size = group["tagSize"] // 8
        made = hmac.new(test["key"], test["msg"], hashlib.sha256).digest()[:size]
        assert hmac.compare_digest(made, test["tag"]) == (test["result"] == "valid"), test["tcId"]


def test_hkdf_sha256_derives_every_valid_vector_and_refuses_what_is_too_long() -> None:
    for _, test in vectors("hkdf_sha256"):
        if test["result"] == "invalid":
            with pytest.raises(ValueError, match="larger"):
                HKDF(algorithm=SHA256(), length=test["size"], salt=test["salt"], info=test["info"])
            continue
        derived = HKDF(algorithm=SHA256(), length=test["size"], salt=test["salt"], info=test["info"])
        assert derived.derive(test["ikm"]) == test["okm"], test["tcId"]


def test_a_subkey_is_what_hkdf_gives_for_a_key_without_salt() -> None:
    for _, test in vectors("hkdf_sha256"):
        if test["result"] == "valid" and not test["salt"] and test["size"] >= KEY_BYTES and test["ikm"]:
            assert sealing.subkey(Secret(test["ikm"]), test["info"]) == test["okm"][:KEY_BYTES], test["tcId"]
