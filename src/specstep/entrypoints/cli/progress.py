"""Telling a person, a log or a program how a generation goes."""

import json
import sys
from collections.abc import Mapping
from typing import Any, Protocol, cast

import attrs

from specstep.ports.workflows import Json

MARKS = {"waiting": "·", "writing": "▸", "repairing": "↻", "done": "✓"}


class Reporter(Protocol):
    """Shows progress while a generation runs, then its outcome."""

    def say(self, text: str) -> None:
        """A line beside the progress."""
        ...

    def progress(self, value: Json) -> None:
        """Where the run is."""
        ...

    def outcome(self, result: Mapping[str, Any]) -> None:
        """How it ended."""
        ...

    def close(self) -> None:
        """Leave the terminal tidy."""
        ...


@attrs.define
class JsonReporter:
    """One JSON object on standard output at the end; nothing else."""

    def say(self, text: str) -> None:
        """Nothing: programs read the outcome."""

    def progress(self, value: Json) -> None:
        """Nothing: programs read the outcome."""

    def outcome(self, result: Mapping[str, Any]) -> None:
        """The outcome as one line."""
        sys.stdout.write(json.dumps(result, ensure_ascii=False, separators=(",", ":")) + "\n")

    def close(self) -> None:
        """Nothing to tidy."""


@attrs.define
class PlainReporter:
    """One line per change, for logs and pipes."""

    last: str = ""

    def say(self, text: str) -> None:
        """The line as it is."""
        sys.stdout.write(text + "\n")

    def progress(self, value: Json) -> None:
        """A line when the step changes."""
        event = cast("dict[str, Any]", value)
        line = f"{event['percent']:3d} %  {event['phase']}: {event['step']}"
        if line != self.last:
            self.last = line
            sys.stdout.write(line + "\n")
            sys.stdout.flush()

    def outcome(self, result: Mapping[str, Any]) -> None:
        """The outcome in a few lines."""
        sys.stdout.write("\n".join(summary(result)) + "\n")

    def close(self) -> None:
        """Nothing to tidy."""


class TerminalReporter:
    """A live bar with the documents that are being written."""

    def __init__(self) -> None:
        from rich.console import Console
        from rich.progress import BarColumn, Progress, TaskProgressColumn, TextColumn, TimeElapsedColumn

        self.console = Console(highlight=False)
        self.bar = Progress(
            TextColumn("[bold]{task.description}"),
            BarColumn(),
            TaskProgressColumn(),
            TimeElapsedColumn(),
            TextColumn("{task.fields[documents]}"),
            console=self.console,
            transient=True,
        )
        self.task = self.bar.add_task("starting", total=100, documents="")
        self.bar.start()

    def say(self, text: str) -> None:
        """A line above the bar."""
        self.console.print(text, markup=False)

    def progress(self, value: Json) -> None:
        """Move the bar, and show which documents are at work."""
        event = cast("dict[str, Any]", value)
        states = cast("dict[str, str]", event.get("documents", {}))
        shown = " ".join(
            f"{MARKS[state]} {name}" for name, state in states.items() if state in {"writing", "repairing"}
        )
        self.bar.update(self.task, completed=event["percent"], description=event["phase"], documents=shown)

    def outcome(self, result: Mapping[str, Any]) -> None:
        """The outcome in a few lines."""
        self.bar.stop()
        for line in summary(result):
            self.console.print(line, markup=False, soft_wrap=True)

    def close(self) -> None:
        """Take the bar away."""
        self.bar.stop()


def summary(result: Mapping[str, Any]) -> list[str]:
    """What a person wants to know of a finished package."""
    counts, gate = result["counts"], result["gate"]
    lines = [
        f"{result['title']}: {counts['requirements']} requirements, {counts['scenarios']} scenarios, "
        f"{counts['decisions']} decision records, {counts['openQuestions']} open questions.",
        f"Gate {'passed' if gate['passed'] else 'FAILED'}; {gate['criteriaPassed']} of {gate['criteria']} criteria "
        f"passed, {gate['notChecked']} did not apply.",
    ]
    for failed in result["gate"]["failed"]:
        lines.append(f"  criterion {failed['id']} ({failed['name']}):")
        lines += [f"    {finding['where']}: {finding['what']}" for finding in failed["findings"][:5]]
    if result.get("stoppedBy"):
        lines.append("Stopped at the budget: what was missing was drafted without a model.")
    lines.append(f"Package: {result['package']['folder']}")
    lines.append(f"Open:    {result['package']['page']}")
    if result["package"].get("zip"):
        lines.append(f"Archive: {result['package']['zip']}")
    return lines


def reporter_for(*, as_json: bool) -> Reporter:
    """JSON for programs, a bar on a terminal, plain lines otherwise."""
    if as_json:
        return JsonReporter()
    return TerminalReporter() if sys.stdout.isatty() else PlainReporter()
