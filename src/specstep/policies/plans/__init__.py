"""Plans, derived from an inventory: the nightly sweep, the erasure of an account, the export of its data."""

from specstep.policies.plans.erasure import ErasurePlan, plan_erasure
from specstep.policies.plans.export import ExportPlan, ExportTable, plan_export
from specstep.policies.plans.steps import (
    Anonymize,
    Delete,
    DeleteFiles,
    Fence,
    Follow,
    Mark,
    PurgeRuns,
    Revoke,
    Step,
    Tombstone,
    Unlink,
    Verify,
)
from specstep.policies.plans.sweep import Elsewhere, SweepPlan, SweepRule, plan_sweep

__all__ = [
    "Anonymize",
    "Delete",
    "DeleteFiles",
    "Elsewhere",
    "ErasurePlan",
    "ExportPlan",
    "ExportTable",
    "Fence",
    "Follow",
    "Mark",
    "PurgeRuns",
    "Revoke",
    "Step",
    "SweepPlan",
    "SweepRule",
    "Tombstone",
    "Unlink",
    "Verify",
    "plan_erasure",
    "plan_export",
    "plan_sweep",
]
