"""From each requirement to what designs, tests, builds and decides it."""

import attrs

from specstep.domain.documents.package import Package


@attrs.frozen(kw_only=True)
class TraceRow:
    """One requirement's trace: element ids, places of scenarios and test cases, task ids, decision ids."""

    requirement: str
    design: tuple[str, ...]
    tests: tuple[str, ...]
    tasks: tuple[str, ...]
    decisions: tuple[str, ...]


def rtm_rows(package: Package) -> tuple[TraceRow, ...]:
    """The traceability matrix: one row for each requirement, in order; an empty column is a gap."""
    places = package.acceptance.places()
    elements, views = package.architecture.elements, package.architecture.runtime
    rows = []
    for item in package.requirements.items:
        cases = [case.id for case in package.testing.cases if item.id in case.requirements]
        rows.append(
            TraceRow(
                requirement=item.id,
                design=tuple(element.id for element in elements if item.id in element.requirements)
                + tuple(f"runtime:{view.slug}" for view in views if item.id in view.requirements),
                tests=(*places.get(item.id, ()), *cases),
                tasks=tuple(task.id for task in package.delivery.tasks if item.id in task.requirements),
                decisions=tuple(record.id for record in package.decisions.items if item.id in record.drivers),
            )
        )
    return tuple(rows)
