"""The page's templates, compiled once per installation.

Compiling them takes several times as long as rendering a page does. The code is kept beside them as Python keeps that
of its modules: in `__pycache__` or wherever PYTHONPYCACHEPREFIX says, not at all with PYTHONDONTWRITEBYTECODE, and
thrown away when a template, Python or Jinja changes.
"""

import contextlib
import importlib.util
import sys
import tempfile
from functools import lru_cache
from pathlib import Path

import jinja2
from jinja2.bccache import Bucket, BytecodeCache

FOLDER = Path(__file__).parent / "templates"


class CompiledTemplates(BytecodeCache):
    """Keeps compiled templates; where it cannot, they are compiled again in the next process."""

    def load_bytecode(self, bucket: Bucket) -> None:
        """Take up what an earlier process kept, if it fits."""
        with contextlib.suppress(OSError, NotImplementedError), _place(bucket).open("rb") as kept:
            bucket.load_bytecode(kept)

    def dump_bytecode(self, bucket: Bucket) -> None:
        """Keep it for the next process; nobody ever sees a half-written file."""
        if sys.dont_write_bytecode:
            return
        with contextlib.suppress(OSError, NotImplementedError):
            place = _place(bucket)
            place.parent.mkdir(parents=True, exist_ok=True)
            with tempfile.NamedTemporaryFile(dir=place.parent, delete=False) as partial:
                bucket.write_bytecode(partial)
            Path(partial.name).replace(place)


def _place(bucket: Bucket) -> Path:
    name = f"{bucket.key}-{jinja2.__version__}"
    return Path(importlib.util.cache_from_source(str(FOLDER / f"{name}.jinja"), optimization=""))


@lru_cache(maxsize=1)
def templates() -> jinja2.Environment:
    """The environment that finds the page's templates; what is put in is escaped, and nothing may be missing."""
    return jinja2.Environment(
        loader=jinja2.FunctionLoader(lambda name: (FOLDER / name).read_text(encoding="utf-8")),
        autoescape=True,
        undefined=jinja2.StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        bytecode_cache=CompiledTemplates(),
    )
