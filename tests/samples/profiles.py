"""How long proofs may take: short by default, long with `--hypothesis-profile deep`."""

import os

import pytest
from hypothesis import Phase, settings

settings.register_profile("steady", deadline=None)
settings.register_profile("deep", max_examples=1_000, deadline=None)
settings.register_profile(
    "mutation", max_examples=30, deadline=None, derandomize=True, phases=(Phase.explicit, Phase.generate)
)

if "CI" not in os.environ:
    # Machines are shared and noisy: no test fails by the clock. Under CI the library's own profile does the same.
    settings.load_profile("steady")


@pytest.fixture
def deep() -> bool:
    """Whether there is time for many histories, and for a crash at every statement."""
    return settings.get_current_profile_name() == "deep"
