"""Identifiers: one type per kind of object, so that they cannot be mixed up."""

import hashlib
import uuid
from datetime import datetime
from typing import NewType

AccountId = NewType("AccountId", str)
InterviewId = NewType("InterviewId", str)
TurnId = NewType("TurnId", str)
ReferenceId = NewType("ReferenceId", str)
FactId = NewType("FactId", str)
GenerationId = NewType("GenerationId", str)
PackageId = NewType("PackageId", str)
ExportId = NewType("ExportId", str)
AuditEventId = NewType("AuditEventId", str)
BlobKey = NewType("BlobKey", str)
RunId = NewType("RunId", str)
IdentityId = NewType("IdentityId", str)
KeyId = NewType("KeyId", str)
ApiKeyId = NewType("ApiKeyId", str)
SessionId = NewType("SessionId", str)
MessageId = NewType("MessageId", str)
ConsentId = NewType("ConsentId", str)
StatutoryRequestId = NewType("StatutoryRequestId", str)
AnnouncementId = NewType("AnnouncementId", str)

ENTROPY_BYTES = 10


def uuid7(now: datetime, entropy: bytes) -> str:
    """Make a UUID of version 7: sortable by `now` (milliseconds), unique by `entropy`.

    Args:
        now: an aware time.
        entropy: ten random bytes.

    Source: RFC 9562, section 5.7.
    """
    if len(entropy) != ENTROPY_BYTES:
        raise ValueError(f"uuid7 needs {ENTROPY_BYTES} bytes of entropy, not {len(entropy)}")
    milliseconds = int(now.timestamp() * 1000)
    value = bytearray(milliseconds.to_bytes(6, "big") + entropy)
    value[6] = 0x70 | (value[6] & 0x0F)
    value[8] = 0x80 | (value[8] & 0x3F)
    # Not by `uuid.UUID`: every request gets one, and this way it costs a fraction.
    digits = value.hex()
    return f"{digits[:8]}-{digits[8:12]}-{digits[12:16]}-{digits[16:20]}-{digits[20:]}"


def derived_id(kind: str, identity: str) -> str:
    """The same id for the same identity, for things that are asked for twice.

    Source: RFC 9562, section 5.8 (version 8, SHA-256 of kind and identity).
    """
    value = bytearray(hashlib.sha256(f"{kind}:{identity}".encode()).digest()[:16])
    value[6] = 0x80 | (value[6] & 0x0F)
    value[8] = 0x80 | (value[8] & 0x3F)
    return str(uuid.UUID(bytes=bytes(value)))
