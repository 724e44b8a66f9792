"""What a criterion looks at, and what it answers."""

from collections.abc import Callable, Mapping, Sequence
from functools import cached_property

import attrs

from specstep.domain.documents.package import DocumentKey, Package
from specstep.domain.documents.requirements import Priority, Requirement
from specstep.domain.rendering.values import Diagram
from specstep.domain.rubric.headings import Read, anchors, tokens
from specstep.domain.rubric.values import Finding

FindSecrets = Callable[[str], Sequence[object]]


@attrs.frozen(kw_only=True)
class Subject:
    """A package in its three shapes: values, diagrams and files."""

    package: Package
    diagrams: Sequence[Diagram]
    files: Mapping[str, bytes]
    find_secrets: FindSecrets
    read: Read = tokens

    @property
    def requirements(self) -> tuple[Requirement, ...]:
        """All requirements."""
        return self.package.requirements.items

    @property
    def to_build(self) -> tuple[Requirement, ...]:
        """The requirements that are built this time: all but those of priority "wont"."""
        return tuple(item for item in self.requirements if item.priority is not Priority.WONT)

    @cached_property
    def anchors(self) -> Mapping[str, set[str]]:
        """Where links into the Markdown files can lead, by the files' paths."""
        return {path: anchors(text, self.read) for path, text in self.texts(".md").items()}

    def texts(self, *endings: str) -> dict[str, str]:
        """The files whose path ends so, as text, by path."""
        return {
            path: content.decode("utf-8", "replace")
            for path, content in sorted(self.files.items())
            if path.endswith(endings)
        }


@attrs.frozen(kw_only=True)
class Outcome:
    """How many places were checked, and which of them fail. `not_checked` says why nothing could be checked."""

    checked: int = 0
    findings: tuple[Finding, ...] = ()
    not_checked: str = ""

    @property
    def score(self) -> float | None:
        """The share of places that hold; None where nothing applies."""
        if self.not_checked and not self.findings:
            return None
        if not self.findings:
            return 1.0
        return max(0.0, 1 - len(self.findings) / max(self.checked, len(self.findings)))


Check = Callable[[Subject], Outcome]


@attrs.frozen(kw_only=True)
class Criterion:
    """A row of the rubric. `repairs` is the document whose writer can repair a finding; None: the one in which it
    was found."""

    number: int
    name: str
    source: str
    gate: bool
    check: Check
    repairs: DocumentKey | None = None
    english_only: bool = False


def outcome(checked: int, findings: Sequence[Finding], *, nothing: str = "") -> Outcome:
    """An outcome; `nothing` is the reason to give where there was nothing to check."""
    unique = tuple(dict.fromkeys(findings))
    return Outcome(checked=checked, findings=unique, not_checked="" if checked or unique else nothing)


def finding(where: str, what: str) -> Finding:
    """A finding in fewer words."""
    return Finding(where=where, what=what)
