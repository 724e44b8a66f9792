"""Two packages side by side: which requirements came, went and changed, and how the scores moved."""

from collections.abc import Sequence

import attrs

from specstep.domain.packages.contents import Contents, Criterion, Requirement

ALIKE = 0.6
"""From this share of common text on, two requirements are one that was changed."""


@attrs.frozen(kw_only=True)
class Change:
    """One requirement in both packages, and in which respects it differs."""

    before: Requirement
    after: Requirement
    fields: tuple[str, ...]


@attrs.frozen(kw_only=True)
class Score:
    """One criterion in both packages; None where a package doesn't have it."""

    name: str
    before: Criterion | None
    after: Criterion | None


@attrs.frozen(kw_only=True)
class Comparison:
    """What lies between two packages; each requirement of either is in exactly one of the four."""

    added: tuple[Requirement, ...]
    gone: tuple[Requirement, ...]
    changed: tuple[Change, ...]
    same: tuple[Change, ...]
    scores: tuple[Score, ...]


def compare(before: Contents, after: Contents) -> Comparison:
    """What became of one package's requirements and scores in another."""
    olds, news = list(before.requirements.requirements), list(after.requirements.requirements)
    pairs = [*_taken_out(olds, news)]
    changes = [Change(before=old, after=new, fields=_differing(old, new)) for old, new in pairs]
    criteria = {each.id: each.name for each in (*before.scores.criteria, *after.scores.criteria)}
    left, right = ({each.id: each for each in side.scores.criteria} for side in (before, after))
    return Comparison(
        added=tuple(news),
        gone=tuple(olds),
        changed=tuple(each for each in changes if each.fields),
        same=tuple(each for each in changes if not each.fields),
        scores=tuple(
            Score(name=name, before=left.get(id), after=right.get(id)) for id, name in sorted(criteria.items())
        ),
    )


def _taken_out(olds: list[Requirement], news: list[Requirement]) -> Sequence[tuple[Requirement, Requirement]]:
    """Pairs of what is one requirement, taken out of the lists: first the same words, then the likest."""
    pairs = []
    by_text: dict[str, list[Requirement]] = {}
    for new in news:
        by_text.setdefault(new.text, []).append(new)
    for old in [*olds]:
        if by_text.get(old.text):
            pairs.append((old, new := by_text[old.text].pop(0)))
            olds.remove(old)
            news.remove(new)
    alike = sorted(
        (
            (share, -place, -other, old, new)
            for place, old in enumerate(olds)
            for other, new in enumerate(news)
            if (share := _share(old, new)) >= ALIKE
        ),
        key=lambda each: each[:3],
        reverse=True,
    )
    for _, _, _, old, new in alike:
        if any(each is old for each in olds) and any(each is new for each in news):
            pairs.append((old, new))
            olds[:] = [each for each in olds if each is not old]
            news[:] = [each for each in news if each is not new]
    return pairs


def _share(old: Requirement, new: Requirement) -> float:
    """How much of their words two requirements have in common (Dice); the same id counts for a little."""
    left, right = frozenset(old.text.casefold().split()), frozenset(new.text.casefold().split())
    if not left or not right:
        return 0.0
    return 2 * len(left & right) / (len(left) + len(right)) + (0.1 if old.id == new.id else 0.0)


def _differing(old: Requirement, new: Requirement) -> tuple[str, ...]:
    """In which respects they differ; what was numbered anew is no change."""
    return tuple(
        name
        for name in ("text", "title", "priority", "kind", "area", "rationale", "verification")
        if getattr(old, name) != getattr(new, name)
    )
