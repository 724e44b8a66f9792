"""Scores a package by the whole rubric."""

from collections.abc import Mapping, Sequence

from specstep.domain.documents.package import Package
from specstep.domain.rendering.values import Diagram
from specstep.domain.rubric.criteria import CRITERIA
from specstep.domain.rubric.headings import Read, tokens
from specstep.domain.rubric.subject import Criterion, FindSecrets, Subject
from specstep.domain.rubric.values import CriterionResult, Scores


def score_package(
    package: Package,
    diagrams: Sequence[Diagram],
    files: Mapping[str, bytes],
    *,
    find_secrets: FindSecrets,
    read: Read = tokens,
) -> Scores:
    """Every criterion's result, in order: a criterion passes when nothing was found, or when it does not apply.

    Args:
        files: the rendered files by path, as far as they exist before the scores do.
        find_secrets: the secrets in a text.
        read: parses Markdown; one that remembers, where the same texts are read again.
    """
    subject = Subject(package=package, diagrams=diagrams, files=files, find_secrets=find_secrets, read=read)
    return Scores(criteria=tuple(_result(criterion, subject) for criterion in CRITERIA))


def _result(criterion: Criterion, subject: Subject) -> CriterionResult:
    language = subject.package.dossier.language
    if criterion.english_only and language != "en":
        return CriterionResult(
            number=criterion.number,
            name=criterion.name,
            source=criterion.source,
            score=None,
            gate=criterion.gate,
            passed=True,
            not_checked=f'checks English wording; the package\'s language is "{language}"',
        )
    found = criterion.check(subject)
    return CriterionResult(
        number=criterion.number,
        name=criterion.name,
        source=criterion.source,
        score=found.score,
        gate=criterion.gate,
        passed=not found.findings,
        findings=found.findings,
        not_checked=found.not_checked,
    )
