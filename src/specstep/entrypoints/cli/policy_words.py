"""How `specstep policy` reads what an operator says, and shows plans."""

import json as json_format
import tomllib
from enum import Enum
from pathlib import Path
from typing import TYPE_CHECKING, Any

from specstep.domain.errors import BadInput

if TYPE_CHECKING:
    from specstep.policies.notice.facts import Operator

SERVICE = "SpecStep"
STRANGERS_SERVICE = "this service"


def emit(said: object) -> None:
    """Print text as it is, and anything else as JSON."""
    shown = said if isinstance(said, str) else json_format.dumps(said, ensure_ascii=False, indent=2)
    print(shown.rstrip("\n"))  # noqa: T201


def operator_facts(path: Path | None, *, service: str = SERVICE, replays_erasures: bool = False) -> "Operator":
    """What only the operator knows, out of a TOML file; without one, nothing but what the service is called.

    Args:
        path: the file.
        service: what the service is called, where the file does not say.
        replays_erasures: whether the program itself repeats deletions after a restore, as SpecStep does.

    Raises:
        BadInput: the file can't be read, or says what isn't asked.
    """
    import attrs

    from specstep.policies.notice.facts import Operator, Recipient

    if path is None:
        return Operator(service=service, replays_erasures=replays_erasures)
    try:
        said: dict[str, Any] = tomllib.loads(path.read_text("utf-8"))
    except (OSError, ValueError) as error:
        raise BadInput(where=f"--facts {path}", what=f"this can't be read as TOML: {error}") from error
    try:
        recipients = tuple(Recipient(**each) for each in said.pop("recipients", ()))
        return Operator(
            **{"service": service, "replays_erasures": replays_erasures, **said, "recipients": recipients}
        )
    except (TypeError, ValueError) as error:
        known = ", ".join(field.name for field in attrs.fields(Operator))
        raise BadInput(where=f"--facts {path}", what=str(error), way_out=f"Known: {known}.") from error


def plan_json(what: str, plan: Any) -> dict[str, object]:
    """A plan with all its fields; each part that can say itself in words does, under `says`."""
    return {"plan": what, **_jsonable(plan)}


def plan_text(plan: Any) -> str:
    """A plan as numbered lines."""
    lines = []
    for number, part in enumerate(_parts(plan), start=1):
        lines.append(f"{number:>3}. {part.says if hasattr(part, 'says') else _export_line(part)}")
        lines += [f"       {step.says}" for step in getattr(part, "then", ())]
    lines += [
        f"     {each.name}: carried out by the keeper of {each.store}" for each in getattr(plan, "elsewhere", ())
    ]
    lines += [f"     without {name}: {why}" for name, why in getattr(plan, "without", ())]
    return "\n".join(lines) or "Nothing is to be done."


def _parts(plan: Any) -> tuple[Any, ...]:
    for name in ("steps", "rules", "tables"):
        if hasattr(plan, name):
            return tuple(getattr(plan, name))
    return ()


def _export_line(table: Any) -> str:
    shown = ", ".join(name if withheld is None else f"{name} {withheld}" for name, withheld in table.columns)
    return f"export {table.dataset}: {shown}"


def _jsonable(value: Any) -> Any:
    import attrs

    if attrs.has(type(value)):
        fields = {field.name: _jsonable(getattr(value, field.name)) for field in attrs.fields(type(value))}
        kind = type(value).__name__
        says = getattr(value, "says", None)
        return {"kind": kind, **({"says": says} if isinstance(says, str) else {}), **fields}
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, dict):
        return {str(key): _jsonable(each) for key, each in value.items()}
    if isinstance(value, tuple | list | set | frozenset):
        return [_jsonable(each) for each in value]
    return value
