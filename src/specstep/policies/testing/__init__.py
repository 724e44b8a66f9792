"""Proofs for any inventory and any schema: three lines in a test.

    from specstep.policies.testing import prove

    def test_promises_are_kept() -> None:
        prove(INVENTORY, metadata)

It needs Hypothesis and SQLAlchemy, which the rest of the policies don't.
"""

from specstep.policies.testing.acts import Acts, Compiled, Files
from specstep.policies.testing.expecting import erased, swept
from specstep.policies.testing.faults import Broken, Unproven
from specstep.policies.testing.machine import machine
from specstep.policies.testing.places import Place, open_engine, placed
from specstep.policies.testing.proving import prove, prove_erasure, prove_times
from specstep.policies.testing.stores import Folder, Log, Runs, Store
from specstep.policies.testing.trial import Trial

__all__ = [
    "Acts",
    "Broken",
    "Compiled",
    "Files",
    "Folder",
    "Log",
    "Place",
    "Runs",
    "Store",
    "Trial",
    "Unproven",
    "erased",
    "machine",
    "open_engine",
    "placed",
    "prove",
    "prove_erasure",
    "prove_times",
    "swept",
]
