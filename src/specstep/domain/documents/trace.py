"""From each requirement to what designs, tests, builds and decides it."""

import attrs

from specstep.domain.documents.package import Package


@attrs.frozen(kw_only=True)
class TraceRow:
    """Everything that carries one requirement, by id or place."""

    requirement: str
    design: tuple[str, ...]
    tests: tuple[str, ...]
    tasks: tuple[str, ...]
    decisions: tuple[str, ...]

    @property
    def gaps(self) -> tuple[str, ...]:
        """Which of design, tests and tasks are missing."""
        return tuple(name for name in ("design", "tests", "tasks") if not getattr(self, name))


def rtm_rows(package: Package) -> tuple[TraceRow, ...]:
    """The traceability matrix, one row per requirement, in their order."""
    places = package.acceptance.places()
    return tuple(
        TraceRow(
            requirement=item.id,
            design=tuple(
                element.id for element in package.architecture.elements if item.id in element.requirements
            ),
            tests=(
                *places.get(item.id, ()),
                *(case.id for case in package.testing.cases if item.id in case.requirements),
            ),
            tasks=tuple(task.id for task in package.delivery.tasks if item.id in task.requirements),
            decisions=tuple(decision.id for decision in package.decisions.items if item.id in decision.drivers),
        )
        for item in package.requirements.items
    )
