"""The example briefs that come with SpecStep."""

from pathlib import Path

from specstep.domain.errors import UnknownName

INSTALLED = Path(__file__).parents[1] / "_examples"
CHECKOUT = Path(__file__).parents[3] / "examples"


def _folder() -> Path:
    return INSTALLED if INSTALLED.is_dir() else CHECKOUT


def example_names() -> tuple[str, ...]:
    """The examples that can be named."""
    return tuple(sorted(path.parent.name for path in _folder().glob("*/brief.*")))


def example_brief(name: str) -> tuple[str, str]:
    """An example's name and text.

    Raises:
        UnknownName: there is no such example.
    """
    found = sorted(_folder().glob(f"{name}/brief.*")) if name in example_names() else []
    if not found:
        raise UnknownName(where="example", what=f"there is no {name!r}.", known=example_names())
    return name, found[0].read_text("utf-8")


def example_references(name: str) -> tuple[tuple[str, str], ...]:
    """The reference documents of an example, as names and texts."""
    return tuple((path.name, path.read_text("utf-8")) for path in sorted(_folder().glob(f"{name}/reference-*")))
