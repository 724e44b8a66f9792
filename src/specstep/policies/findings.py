"""What is wrong, said so that somebody can put it right."""

from collections.abc import Iterable

import attrs

Json = dict[str, object]


@attrs.frozen(kw_only=True)
class Finding:
    """One thing that contradicts the inventory; the message says what to do about it.

    `dataset` is empty where it concerns none in particular, `field` where it concerns the whole dataset.
    """

    kind: str
    dataset: str
    message: str
    field: str = ""

    @property
    def place(self) -> str:
        """Where it is, as a person would write it."""
        return ".".join(part for part in (self.dataset, self.field) if part)


def _sorted(found: Iterable[Finding]) -> tuple[Finding, ...]:
    return tuple(sorted(found, key=lambda each: (each.dataset, each.field, each.kind, each.message)))


@attrs.frozen(kw_only=True)
class Report:
    """Findings in a stable order, and the stores that nobody looked into: silence about those says nothing."""

    findings: tuple[Finding, ...] = attrs.field(converter=_sorted)
    unseen: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()

    def as_json(self) -> Json:
        """The shape that programs rely on."""
        return {
            "findings": [
                {"kind": each.kind, "dataset": each.dataset, "field": each.field or None, "message": each.message}
                for each in self.findings
            ],
            "unseen": list(self.unseen),
            "notes": list(self.notes),
        }

    def as_text(self) -> str:
        """The same for reading: one paragraph for each finding, then what was not seen."""
        lines = [f"{each.kind}  {each.place}\n  {each.message}".replace("  \n", "\n") for each in self.findings]
        lines.append(_counted(len(self.findings)))
        if self.unseen:
            lines.append(f"Not looked into: {', '.join(self.unseen)}.")
        lines += self.notes
        return "\n".join(lines)


def of_kind(findings: Iterable[Finding], kind: str) -> tuple[Finding, ...]:
    """The findings of one kind."""
    return tuple(each for each in findings if each.kind == kind)


def _counted(count: int) -> str:
    return "Nothing found." if not count else "1 finding." if count == 1 else f"{count} findings."
