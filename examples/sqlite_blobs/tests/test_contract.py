"""The adapter keeps the contract of its port."""

from pathlib import Path

import pytest
from specstep_sqlite_blobs import SqliteBlobStore

from specstep.testing import BlobStoreContract


class TestSqliteBlobStore(BlobStoreContract):
    @pytest.fixture
    def blobs(self, tmp_path: Path) -> SqliteBlobStore:
        return SqliteBlobStore(tmp_path)
