"""Exports that lie ready: everything that is held of an account, in one file, for a week (RET-7)."""

from datetime import datetime, timedelta

import attrs

from specstep.domain.ids import AccountId, BlobKey, ExportId

LIFE = timedelta(days=7)
"""How long an export lies ready, from the moment it is."""


@attrs.frozen(kw_only=True)
class StoredExport:
    """An export that is ready: its archive lies in the blob store under `blob`.

    `link_sha256` is the hash of the secret in its link; None: nobody has asked for one.
    """

    id: ExportId
    account_id: AccountId
    blob: BlobKey
    size_bytes: int
    sha256: str
    created_at: datetime
    expires_at: datetime
    link_sha256: str | None = None


@attrs.frozen(kw_only=True)
class ExportLink:
    """What opens one export without signing in, shown once. It opens nothing from `expires_at` on."""

    token: str = attrs.field(repr=False)
    expires_at: datetime
