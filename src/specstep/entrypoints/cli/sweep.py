"""`specstep sweep`: what is due goes."""

from typing import TYPE_CHECKING, Annotated, Any

import attrs
from cyclopts import Parameter

from specstep.entrypoints.cli.counting import counted
from specstep.entrypoints.cli.exits import Exit
from specstep.entrypoints.cli.jobs import follow, tell
from specstep.entrypoints.cli.parameters import Json
from specstep.entrypoints.library import SpecStep
from specstep.entrypoints.settings import load_settings

if TYPE_CHECKING:
    from specstep.domain.retention import RuleOutcome, SweepReport


async def sweep(
    *,
    dry_run: Annotated[bool, Parameter(negative="")] = False,
    json: Json = False,
) -> int:
    """Let go what is due, rule by rule; status 1 where a rule did not run to its end.

    A sweep that was cut off is carried on. A worker does this every night by itself.

    Parameters
    ----------
    dry_run
        Count what would go, and change nothing.
    json
        Print one JSON object.
    """
    from specstep.application.retention.use_cases import report_of

    settings = attrs.evolve(load_settings(), sweep_when_due=False)  # this is the sweep, or must change nothing
    async with SpecStep.open(settings=settings) as spec:
        retention = (await spec.promises()).retention
        if dry_run:
            report = await retention.preview()
        else:
            report = report_of(await follow(retention.workflows, await retention.start(), as_json=json))
    tell(_told(report), _lines(report), as_json=json)
    return Exit.GATE_FAILED if report.findings else Exit.DONE


def _told(report: "SweepReport") -> dict[str, Any]:
    return {
        "at": report.at.isoformat(),
        "dryRun": report.dry,
        "rules": [_rule(each) for each in report.rules],
        "leftovers": report.leftovers,
        "files": {"removed": report.files, "stuck": report.stuck},
        "deletions": {"underWay": report.closing, "failed": report.failed, "overdue": report.overdue},
        "findings": list(report.findings),
    }


def _rule(outcome: "RuleOutcome") -> dict[str, Any]:
    return {
        "rule": outcome.rule,
        "dataset": outcome.dataset,
        "outcome": outcome.outcome,
        "rows": outcome.rows,
        "others": [{"dataset": name, "act": act, "rows": rows} for name, act, rows in outcome.others],
        "blocked": outcome.blocked,
        "why": outcome.why or None,
    }


def _lines(report: "SweepReport") -> list[str]:
    verb = "would go" if report.dry else "went"
    lines = []
    for each in report.rules:
        if each.outcome == "ran":
            others = "".join(f"; {rows} {act} in {name}" for name, act, rows in each.others)
            lines.append(f"{each.rule}: {each.rows} {verb}{others}")
        else:
            lines.append(f"{each.rule}: {each.outcome}{f' ({each.why})' if each.why else ''}")
    if not report.dry:
        lines.append(f"files: {report.files} removed, {counted(report.leftovers, 'leftover')} cleared")
    if report.closing:
        lines.append(f"deletions of accounts under way: {report.closing}")
    return [*lines, *(f"FINDING  {finding}" for finding in report.findings)]
