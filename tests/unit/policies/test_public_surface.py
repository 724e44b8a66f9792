"""The names that strangers import."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

import specstep.policies
import specstep.policies.sql

HERE = {**os.environ, "PYTHONPATH": str(Path(__file__).parents[3] / "src")}
NAMES = """
Audit At CLAUSES CannotOpen Change ChangeKind Clause Contradiction Dataset DaysAfter Document Edge EdgeKind ErasurePlan
Export ExportPlan Field Files Finding IntoBin Inventory Limits Machinery OnAccountDeletion Operator PolicyError
Protection Recipient Report Standing State Store Stored SweepPlan Unerasable UntilResolved WhenMarked WithOwner
WithParent announcement as_html as_json as_markdown audit_database clause compare compare_schemas cover data_map
data_map_json find_proofs looking_at only plan_erasure plan_export plan_sweep privacy_notice record_as_json
record_of_processing reflect schema_of standings unfounded unless
""".split()


def test_the_public_names_are_these() -> None:
    assert sorted(specstep.policies.__all__) == sorted(NAMES)


@pytest.mark.parametrize("name", specstep.policies.__all__)
def test_each_name_can_be_imported(name: str) -> None:
    assert getattr(specstep.policies, name) is not None
    assert name in dir(specstep.policies)


def test_the_names_of_the_engine_can_be_imported_and_listed() -> None:
    for name in specstep.policies.sql.__all__:
        assert getattr(specstep.policies.sql, name) is not None
    for package in (specstep.policies, specstep.policies.sql):
        assert set(dir(package)) >= {*package.__all__, "__doc__", "__all__"}
    with pytest.raises(AttributeError, match="nonsense"):
        _ = specstep.policies.sql.nonsense


def test_a_name_that_is_not_there_is_an_attribute_error() -> None:
    with pytest.raises(AttributeError, match="nonsense"):
        _ = specstep.policies.nonsense


def test_the_language_and_the_plans_need_no_database_library() -> None:
    program = (
        "import sys; from specstep.policies import Inventory, cover, compare, plan_erasure, privacy_notice, standings;"
        "sys.exit(any(name.split('.')[0] in {'sqlalchemy', 'hypothesis', 'jinja2'} for name in sys.modules))"
    )
    assert subprocess.run([sys.executable, "-c", program], env=HERE, check=False).returncode == 0
