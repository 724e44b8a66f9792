"""Plans as SQL, on SQLite and PostgreSQL: bounded statements, repeatable, without a cascade."""

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
from specstep.policies.sql.rows import read_row
from specstep.policies.sql.schema import Bookkeeping, Schema, bookkeeping
from specstep.policies.sql.sweep import Outcome, RuleReport, SweepReport, preview_sweep, sweep
from specstep.policies.sql.traces import forget_traces

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
