"""Plans as SQL, on SQLite and PostgreSQL: bounded statements, repeatable, without a cascade.

Names are imported when they are first asked for, so that who declares the books only pays for nothing else.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from specstep.policies.sql.erasure import (
        AccountFailed,
        Erasing,
        ErasureReport,
        Outside,
        erase,
        erase_all,
        preview_erasure,
    )
    from specstep.policies.sql.export import export_rows, write_export
    from specstep.policies.sql.nightly import Outcome, RuleReport, SweepReport, preview_sweep, sweep
    from specstep.policies.sql.rows import read_row
    from specstep.policies.sql.schema import Bookkeeping, Schema, bookkeeping
    from specstep.policies.sql.traces import forget_traces

_HOMES = {
    "AccountFailed": "specstep.policies.sql.erasure",
    "Bookkeeping": "specstep.policies.sql.schema",
    "Erasing": "specstep.policies.sql.erasure",
    "ErasureReport": "specstep.policies.sql.erasure",
    "Outcome": "specstep.policies.sql.nightly",
    "Outside": "specstep.policies.sql.erasure",
    "RuleReport": "specstep.policies.sql.nightly",
    "Schema": "specstep.policies.sql.schema",
    "SweepReport": "specstep.policies.sql.nightly",
    "bookkeeping": "specstep.policies.sql.schema",
    "erase": "specstep.policies.sql.erasure",
    "erase_all": "specstep.policies.sql.erasure",
    "export_rows": "specstep.policies.sql.export",
    "forget_traces": "specstep.policies.sql.traces",
    "preview_erasure": "specstep.policies.sql.erasure",
    "preview_sweep": "specstep.policies.sql.nightly",
    "read_row": "specstep.policies.sql.rows",
    "sweep": "specstep.policies.sql.nightly",
    "write_export": "specstep.policies.sql.export",
}

__all__ = [
    "AccountFailed",
    "Bookkeeping",
    "Erasing",
    "ErasureReport",
    "Outcome",
    "Outside",
    "RuleReport",
    "Schema",
    "SweepReport",
    "bookkeeping",
    "erase",
    "erase_all",
    "export_rows",
    "forget_traces",
    "preview_erasure",
    "preview_sweep",
    "read_row",
    "sweep",
    "write_export",
]


def __getattr__(name: str) -> Any:
    if name not in _HOMES:
        raise AttributeError(f"module {__name__} has no attribute {name}")
    return getattr(import_module(_HOMES[name]), name)


def __dir__() -> list[str]:
    return sorted({*globals(), *_HOMES})
