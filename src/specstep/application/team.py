"""The AI Team as its tasks define it: who takes part, and what each reads and writes."""

import inspect
import pkgutil
import re
from collections.abc import Iterable, Sequence
from functools import lru_cache
from importlib import import_module
from types import ModuleType
from typing import get_args, get_origin, get_type_hints

import attrs

from specstep.application import agents
from specstep.domain.tasks.values import AgentTask

WORDS = {
    "briefing": "the facts that stand",
    "known": "facts taken before",
    "answering": "the question that is answered",
    "asked": "questions asked before",
    "skipped": "topics left out",
    "vagueness": "vague words",
}
"""What people call an input, where its name doesn't say it."""
ASIDE = frozenset({"language", "phase", "repair"})
"""What every task gets, or only a second attempt."""


@attrs.frozen(kw_only=True)
class Work:
    """One task: what goes in, and what comes out."""

    about: str
    reads: tuple[str, ...]
    writes: str


@attrs.frozen(kw_only=True)
class Member:
    """One agent with all of its tasks."""

    role: str
    about: str
    works: tuple[Work, ...]


@lru_cache(maxsize=1)
def team() -> Sequence[Member]:
    """Every agent, who talks with people first."""
    found = [import_module(f"{agents.__name__}.{each.name}") for each in pkgutil.iter_modules(agents.__path__)]
    members = [_member(module) for module in found if hasattr(module, "ROLE")]
    return sorted(members, key=lambda each: (each.role != "interviewer", each.role))


def _member(module: ModuleType) -> Member:
    about = (module.__doc__ or "").partition("\n")[0].partition(": ")[2]
    return Member(role=module.ROLE, about=about[:1].upper() + about[1:], works=tuple(_works(module)))


def _works(module: ModuleType) -> Iterable[Work]:
    for function in vars(module).values():
        if not inspect.isfunction(function) or function.__module__ != module.__name__:
            continue
        hints = get_type_hints(function)
        if get_origin(hints.get("return")) is not AgentTask:
            continue
        (writes,) = get_args(hints["return"])
        reads = [
            WORDS.get(each.name, _plain(each.name))
            for each in attrs.fields(hints["inputs"])
            if each.name not in ASIDE
        ]
        about = (inspect.getdoc(function) or "").partition("\n")[0]
        yield Work(about=about, reads=tuple(reads), writes=_plain(writes.__name__))


def _plain(name: str) -> str:
    """A name of the program as words."""
    return re.sub(r"(?<=[a-z])(?=[A-Z])", " ", name).replace("_", " ").lower()
