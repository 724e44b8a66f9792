"""From requirement to design, tests, tasks and decisions: the rows of the traceability matrix."""

import attrs

from specstep.domain.documents.architecture import ElementKind
from specstep.domain.documents.package import Package
from specstep.domain.documents.requirements import Priority, Requirement, RequirementKind

PARTS = frozenset({ElementKind.CONTAINER, ElementKind.STORE, ElementKind.COMPONENT})


@attrs.frozen(kw_only=True)
class TraceRow:
    """What serves one requirement, each by id or place; `gaps` names the empty columns that should not be."""

    requirement: Requirement
    design: tuple[str, ...]
    scenarios: tuple[str, ...]
    tests: tuple[str, ...]
    tasks: tuple[str, ...]
    decisions: tuple[str, ...]

    @property
    def gaps(self) -> tuple[str, ...]:
        """The columns that lack an entry; a requirement that is not built needs none."""
        if self.requirement.priority is Priority.WONT:
            return ()
        columns = (("design", self.design), ("tests", self.tests or self.scenarios), ("tasks", self.tasks))
        return tuple(name for name, entries in columns if not entries)


def trace_rows(package: Package) -> tuple[TraceRow, ...]:
    """One row per requirement, in order."""
    scenarios = package.acceptance.places()
    return tuple(
        TraceRow(
            requirement=item,
            design=_design(item, package),
            scenarios=scenarios.get(item.id, ()),
            tests=tuple(case.id for case in package.testing.cases if item.id in case.requirements),
            tasks=tuple(task.id for task in package.delivery.tasks if item.id in task.requirements),
            decisions=tuple(record.id for record in package.decisions.items if item.id in record.drivers),
        )
        for item in package.requirements.items
    )


def _design(item: Requirement, package: Package) -> tuple[str, ...]:
    """The parts that meet it. That the system as a whole does says nothing of where, except of a constraint."""
    meeting = [element for element in package.architecture.elements if item.id in element.requirements]
    parts = tuple(element.id for element in meeting if element.kind in PARTS)
    whole = tuple(element.id for element in meeting) if item.kind is RequirementKind.CONSTRAINT else ()
    return parts or whole
