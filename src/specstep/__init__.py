"""SpecStep: from a conversation about a project to the documentation package a builder needs."""

from typing import TYPE_CHECKING, Any

from specstep.version import __version__

if TYPE_CHECKING:
    from specstep.domain.errors import SpecStepError
    from specstep.entrypoints.library import SpecStep

__all__ = ["SpecStep", "SpecStepError", "__version__"]

_EXPORTS = {"SpecStep": "specstep.entrypoints.library", "SpecStepError": "specstep.domain.errors"}


def __getattr__(name: str) -> Any:
    """Import a public name when it is first used, so that `import specstep` stays light (PEP 562)."""
    if name not in _EXPORTS:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    from importlib import import_module

    value = getattr(import_module(_EXPORTS[name]), name)
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    """The public names."""
    return sorted(__all__)
