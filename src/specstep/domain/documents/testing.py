"""The test plan."""

import attrs


@attrs.frozen(kw_only=True)
class TestCase:
    """One test. `level` is unit, component, integration, system, acceptance or load. `id` is TC-001."""

    __test__ = False

    id: str
    title: str
    level: str
    requirements: tuple[str, ...]
    procedure: str
    expected: str
    scenarios: tuple[str, ...] = ()  # "acceptance/x.feature:Scenario name"


@attrs.frozen(kw_only=True)
class TestPlan:
    """How this system is tested: by risk, with what data, and when testing is done."""

    __test__ = False

    approach: str
    cases: tuple[TestCase, ...]
    test_data: tuple[str, ...]
    environments: tuple[str, ...]
    exit_criteria: tuple[str, ...]
