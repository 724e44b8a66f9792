"""Puts a mistake into the running process, or into one that has not imported the module yet."""

import gc
import importlib.abc
import importlib.machinery
import importlib.util
import sys
from collections.abc import Iterator, Sequence
from functools import _lru_cache_wrapper
from pathlib import Path
from types import CodeType, FunctionType, ModuleType

import attrs
from tests.mutation.mutants import Mutant

ROOT = Path(__file__).parents[2]
SOURCE = ROOT / "src" / "specstep" / "policies"
REMEMBERED = ROOT / ".mutation"

Key = tuple[str, str, int]


@attrs.frozen
class Functions:
    """The functions of the package that live in this process, by where they are written; and those that remember."""

    alive: dict[Key, list[FunctionType]]
    cached: list["_lru_cache_wrapper[object]"]

    @classmethod
    def found(cls) -> "Functions":
        """Look at every object there is."""
        alive: dict[Key, list[FunctionType]] = {}
        cached: list[_lru_cache_wrapper[object]] = []
        for each in gc.get_objects():
            if isinstance(each, FunctionType) and each.__code__.co_filename.startswith(str(SOURCE)):
                alive.setdefault(_key(each.__code__), []).append(each)
            elif isinstance(each, _lru_cache_wrapper) and each.__wrapped__.__module__.startswith(
                "specstep.policies"
            ):
                cached.append(each)
        return cls(alive, cached)

    def plant(self, mutant: Mutant) -> bool:
        """Give the function around the mistake its new code; False where no such function lives here."""
        filename = str(SOURCE / mutant.path)
        for code in _codes(mutant.compiled(filename)):
            if mutant.called and code.co_firstlineno == mutant.called and _reaches(mutant.within, code):
                changed = self.alive.get(_key(code), [])
                if any(len(each.__code__.co_freevars) != len(code.co_freevars) for each in changed):
                    return False
                for each in changed:
                    each.__code__ = code
                for cache in self.cached:
                    cache.cache_clear()  # what it returned before is right
                return bool(changed)
        return False


def _key(code: CodeType) -> Key:
    return code.co_filename, code.co_qualname, code.co_firstlineno


def _reaches(within: str, code: CodeType) -> bool:
    return f"{within}.".startswith(f"{code.co_qualname}.")


def _codes(code: CodeType) -> Iterator[CodeType]:
    for each in code.co_consts:
        if isinstance(each, CodeType):
            yield each
            yield from _codes(each)


class Mutated(importlib.abc.MetaPathFinder, importlib.abc.Loader):
    """Serves the source of one module with a mistake in it."""

    def __init__(self, mutant: Mutant) -> None:
        parts = ["specstep", "policies", *mutant.path.removesuffix(".py").split("/")]
        self.package = parts[-1] == "__init__"
        self.name = ".".join(parts[:-1] if self.package else parts)
        self.mutant = mutant

    def find_spec(
        self, fullname: str, path: Sequence[str] | None, target: ModuleType | None = None
    ) -> importlib.machinery.ModuleSpec | None:
        if fullname != self.name:
            return None
        origin = str(SOURCE / self.mutant.path)
        spec = importlib.util.spec_from_loader(fullname, self, origin=origin, is_package=self.package)
        if spec is not None and self.package:
            spec.submodule_search_locations = [str(Path(origin).parent)]
        return spec

    def exec_module(self, module: ModuleType) -> None:
        module.__file__ = str(SOURCE / self.mutant.path)
        exec(self.mutant.compiled(module.__file__), module.__dict__)

    def install(self) -> None:
        """From now on, whoever imports the module gets the mistake."""
        if any(name == "specstep" or name.startswith("specstep.") for name in sys.modules):
            raise RuntimeError("the package was imported already")
        sys.meta_path.insert(0, self)
