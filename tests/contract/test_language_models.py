"""What every language model promises."""

import pytest

from specstep.adapters.language_models.offline import OfflineLanguageModel
from specstep.testing import LanguageModelContract


class TestOfflineLanguageModel(LanguageModelContract):
    @pytest.fixture
    def model(self) -> OfflineLanguageModel:
        return OfflineLanguageModel()
