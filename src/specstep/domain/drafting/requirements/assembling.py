"""Put drafts together: merge what says the same, number it, and settle what became of each fact."""

import re

import attrs

from specstep.domain.documents.requirements import (
    FactFate,
    Fate,
    Pattern,
    Priority,
    Requirement,
    RequirementKind,
)
from specstep.domain.documents.statements import OpenQuestion
from specstep.domain.drafting.cast import OBLIGING, standing
from specstep.domain.drafting.requirements.bounds import bounds_of
from specstep.domain.drafting.requirements.merging import merged, same
from specstep.domain.drafting.requirements.titles import area_of, distinct, recurring, shortened, title_of
from specstep.domain.interviews.values import Fact, FactKind

PREFIX = {RequirementKind.FUNCTIONAL: "FR", RequirementKind.QUALITY: "QR", RequirementKind.CONSTRAINT: "CR"}
QUESTIONS_PLACE = "evidence/assumptions-and-open-questions.md"


@attrs.define
class Draft:
    """A requirement before it has its number."""

    kind: RequirementKind
    pattern: Pattern | None
    text: str
    action: str
    priority: Priority
    fact: Fact
    rationale: str = ""
    area: str = ""
    title: str = ""
    characteristic: str | None = None
    actors: tuple[str, ...] = ()
    thing: str = ""
    verification: str = "test"
    more: list[Fact] = attrs.field(factory=list)  # what else was said in its support


def without_repeats(drafts: list[Draft], entities: tuple[str, ...], terms: tuple[str, ...]) -> list[Requirement]:
    """The requirements without numbers, each said once, with titles of their own."""
    kept: list[Requirement] = []
    taken: set[str] = set()
    names = frozenset(word for name in terms for word in name.lower().split())
    things = recurring(tuple(draft.thing for draft in drafts if not draft.area))
    for draft in drafts:
        item = Requirement(
            id=PREFIX[draft.kind],
            kind=draft.kind,
            pattern=draft.pattern,
            title=draft.title or title_of(draft.action),
            text=draft.text,
            priority=draft.priority,
            sources=tuple(dict.fromkeys(fact.source for fact in (draft.fact, *draft.more))),
            facts=tuple(fact.id for fact in (draft.fact, *draft.more)),
            rationale=draft.rationale,
            area=draft.area or area_of(draft.thing, draft.text, entities, things),
            characteristic=draft.characteristic,
            actors=draft.actors,
            entities=tuple(
                name
                for name in entities
                if re.search(rf"\b{re.escape(name)}(?:s|es)?\b", draft.text, re.IGNORECASE)
            ),
            bounds=bounds_of(draft.text, draft.action, draft.thing)
            if draft.pattern is not None and draft.area not in {"circumstances", "team"}
            else (),
            verification=draft.verification,
        )
        twin = next(
            (
                index
                for index, other in enumerate(kept)
                if other.kind is item.kind and same(other.text, item.text, names)
            ),
            None,
        )
        if twin is not None:
            kept[twin] = merged(kept[twin], item)
            continue
        title = distinct(item.title, taken, (_circumstance(item.text), *item.actors, item.area))
        kept.append(attrs.evolve(item, title=title))
    return kept


def numbered(items: list[Requirement]) -> tuple[Requirement, ...]:
    """The requirements by kind, with their ids."""
    numbers = dict.fromkeys(PREFIX.values(), 0)
    done: list[Requirement] = []
    for kind in RequirementKind:
        for item in items:
            if item.kind is kind:
                numbers[item.id] += 1
                done.append(attrs.evolve(item, id=f"{item.id}-{numbers[item.id]:03d}"))
    return tuple(done)


def settled_fates(
    facts: tuple[Fact, ...], items: tuple[Requirement, ...], questions: tuple[OpenQuestion, ...]
) -> tuple[FactFate, ...]:
    """The fate of each fact that became a requirement or a question."""
    fates: list[FactFate] = []
    for fact in standing(facts):
        used = tuple(item.id for item in items if fact.id in item.facts)
        asked = tuple(question for question in questions if fact.id in question.facts)
        if used:
            fates.append(FactFate(fact=fact.id, fate=Fate.USED, where=used))
        elif asked and (fact.kind in OBLIGING or fact.kind is FactKind.QUESTION):
            where = tuple(f"{QUESTIONS_PLACE}#{question.id.lower()}" for question in asked[:1])
            fates.append(FactFate(fact=fact.id, fate=Fate.DEFERRED, where=where, why=asked[0].why))
    return tuple(fates)


def _circumstance(text: str) -> str:
    """The condition of a requirement, short enough to tell its title from another one."""
    match = re.match(r"^(?:When|If|While|Where) (?:the |an? )?(?P<said>[^,]{3,60}), ", text)
    return shortened(match["said"]).lower() if match else ""
