"""The contracts of the ports, as test suites that prove an adapter of your own; needs pytest.

class TestMine(BlobStoreContract):
    @pytest.fixture
    def blobs(self, tmp_path):
        return MyBlobStore(tmp_path)
"""

from specstep.testing.blobs import BlobStoreContract
from specstep.testing.diagrams import DiagramRendererContract
from specstep.testing.language_models import LanguageModelContract
from specstep.testing.master_keys import MasterKeysContract
from specstep.testing.secret_scanners import SecretScannerContract
from specstep.testing.short_lived import ShortLivedContract

__all__ = [
    "BlobStoreContract",
    "DiagramRendererContract",
    "LanguageModelContract",
    "MasterKeysContract",
    "SecretScannerContract",
    "ShortLivedContract",
]
