"""The places on which contracts are tested."""

from pathlib import Path

import pytest
from tests.contract.workflow_homes import POSTGRESQL, Home, dbos_home, memory_home


def _home(name: str, request: pytest.FixtureRequest, tmp_path: Path) -> Home:
    if name == "memory":
        return memory_home()
    if name == "dbos-sqlite":
        return dbos_home(name, f"sqlite:///{tmp_path / 'specstep.db'}")
    return dbos_home(name, request.getfixturevalue("postgresql_url"))


@pytest.fixture(params=["memory", "dbos-sqlite", POSTGRESQL])
def home(request: pytest.FixtureRequest, tmp_path: Path) -> Home:
    """Every adapter of the workflows port."""
    return _home(request.param, request, tmp_path)


@pytest.fixture(params=["dbos-sqlite", POSTGRESQL])
def durable_home(request: pytest.FixtureRequest, tmp_path: Path) -> Home:
    """Those that survive their process."""
    return _home(request.param, request, tmp_path)
