"""Scenarios for what somebody may do: done and seen, at each bound and just past it, refused to others."""

import re

from specstep.domain.documents.acceptance import Scenario
from specstep.domain.drafting.acceptance.case import Case
from specstep.domain.drafting.acceptance.edges import CLOCKED, RANGED, RATED, Edge, beside, edges, replaced
from specstep.domain.drafting.acceptance.examples import WORDS, number_of
from specstep.domain.drafting.acceptance.outcomes import SEEING, outcome
from specstep.domain.drafting.acceptance.phrases import acting, away, his, person_of, sides, thing_of, undone
from specstep.domain.drafting.acceptance.steps import PERIOD, Doing
from specstep.domain.drafting.english.nouns import singular, with_article
from specstep.domain.drafting.english.people import is_person
from specstep.domain.drafting.english.verbs import base_form, third_person

_EARLY = frozenset({"after", "from", "not before"})
_ALONE = re.compile(r"only (?P<how>(?:with|together with|after|when|if|in|on|at|for|during) .+)$")


def permitted(case: Case, found: Doing, *, only: bool) -> tuple[Scenario, ...]:
    """What follows when somebody does what they may do.

    Args:
        case: the requirement.
        found: who does what.
        only: whether nobody else may.
    """
    name, who = person_of(found, case.names, case.roles)
    thing = thing_of(found.rest)
    given, events = case.circumstances()
    named = tuple(_named(event, found.role, name) for event in (*given, *events))
    made = list(_bounded(case, found, name, (who, *named)))
    if not made:
        plain = _another(found.rest, found.role)
        setting = _setting(case, found, (who, *named))
        made = [
            case.scenario(
                setting, _does(name, found.verb, plain), outcome(name, found.verb, his(plain, name), thing)
            )
        ]
        if alone := _ALONE.match(plain):
            made.append(
                case.scenario(setting, f"{name} tries to {found.verb}, but not {alone['how']}",
                              ("the system refuses and says why",), name="otherwise refused", kind="refusal")
            )  # fmt: skip
    if only:
        made.append(_others(case, found, thing))
    return tuple(made)


def _bounded(case: Case, found: Doing, name: str, setting: tuple[str, ...]) -> tuple[Scenario, ...]:
    """Both sides of the first bound that the words have: on time before or after something, on the time of the day,
    on how often, on how many."""
    if period := PERIOD.search(found.rest):
        rest = found.rest[: period.start()].strip(" ,")
        inside, outside = sides(period)
        event = period["event"]
        late = period["side"].lower() == "before" or period["bound"]
        return _both(case, found, name, rest, (*setting, f"{inside} {away(period, event)}"),
                     (*setting, f"{outside} {away(period, event)}"), ("just in time", "too late" if late else "outside the time"))  # fmt: skip
    if clock := CLOCKED.search(found.rest):
        rest = re.sub(r"\s{2,}", " ", found.rest[: clock.start()] + found.rest[clock.end() :]).strip(" ,")
        at = clock["clock"]
        early = clock["bound"].lower() in _EARLY
        times = (beside(at, 1), beside(at, -1)) if early else (beside(at, -1), beside(at, 1))
        return _both(case, found, name, rest, (*setting, f"it is {times[0]}"), (*setting, f"it is {times[1]}"),
                     ("in time", "too early") if early else ("just in time", "too late"))  # fmt: skip
    if rate := RATED.search(found.rest):
        return _so_often(case, found, name, setting, rate)
    figures = edges(found.rest) or _range(found.rest)
    if figures:
        return _so_many(case, found, name, setting, figures)
    return ()


def _both(
    case: Case,
    found: Doing,
    name: str,
    rest: str,
    inside: tuple[str, ...],
    outside: tuple[str, ...],
    titles: tuple[str, str],
) -> tuple[Scenario, ...]:
    thing = thing_of(rest)
    rest = _another(rest, found.role)
    return (
        case.scenario(_setting(case, found, inside), _does(name, found.verb, rest), outcome(name, found.verb, his(rest, name), thing),
                      name=titles[0], kind="boundary"),
        case.beyond(_setting(case, found, outside), _does(name, found.verb, rest), f"{name} tries to {found.verb} {his(rest, name)}".strip(),
                    undone(found.verb, thing), limit="the time limit", name=titles[1]),
    )  # fmt: skip


def _so_often(
    case: Case, found: Doing, name: str, setting: tuple[str, ...], rate: re.Match[str]
) -> tuple[Scenario, ...]:
    said = rate["times"].lower()
    value = {"once": 1, "twice": 2}.get(said) or number_of(rate["number"] or "")
    if value is None or value < 1:
        return ()
    after = "" if re.match(r",? (?:and|or|but)\b", found.rest[rate.end() :]) else found.rest[rate.end() :]
    rest = re.sub(r"\s{2,}", " ", found.rest[: rate.start()] + after).strip(" ,")
    count, span = int(value), rate["span"]
    names = {number: word for word, number in WORDS.items()}
    counts = {0: "not", 1: "once"}
    before = counts.get(count - 1) or f"{names.get(count - 1, count - 1)} times"
    full = "once" if count == 1 else "twice" if count == 2 else f"{names.get(count, count)} times"
    done = f"{name} has done this {{}} in this {span}: {found.verb} {his(rest, name)}".rstrip()
    return (
        case.scenario((*setting, done.format(before)), f"{name} does it {'once more' if count > 1 else 'for the first time'}",
                      outcome(name, found.verb, his(rest, name), thing_of(rest)), name="the last time that is allowed", kind="boundary"),
        case.scenario((*setting, done.format(full)), f"{name} tries to do it once more",
                      ("the system refuses and names the limit", f"the count of this {span} stays at {count}"),
                      name="once too often", kind="refusal"),
    )  # fmt: skip


def _so_many(
    case: Case, found: Doing, name: str, setting: tuple[str, ...], figures: tuple[Edge, ...]
) -> tuple[Scenario, ...]:
    inside = replaced(found.rest, figures)
    made = [
        case.scenario(_setting(case, found, setting), _does(name, found.verb, inside),
                      outcome(name, found.verb, his(inside, name), thing_of(inside)), name="at the limit", kind="boundary")
    ]  # fmt: skip
    for index in range(len(figures)):
        beyond = replaced(found.rest, figures, index)
        made.append(
            case.beyond(_setting(case, found, setting), _does(name, found.verb, beyond), f"{name} tries to {found.verb} {his(beyond, name)}",
                        undone(found.verb, thing_of(beyond)), limit="the limit",
                        name="past the limit" if len(figures) == 1 else f"past the limit of “{found.rest[figures[index].start : figures[index].end].strip()}”")
        )  # fmt: skip
    return tuple(made)


def _range(text: str) -> tuple[Edge, ...]:
    """A range such as "1 to 3 months": its upper end, and one more."""
    match = RANGED.search(text)
    high = number_of(match["high"]) if match else None
    if match is None or high is None or high != int(high):
        return ()
    unit = match["unit"]
    return (
        Edge(
            start=match.start(), end=match.end(), keeps=f"{match['high']} {unit}", fails=f"{int(high) + 1} {unit}"
        ),
    )


def _setting(case: Case, found: Doing, setting: tuple[str, ...]) -> tuple[str, ...]:
    exists = case.exists(found.verb, thing_of(found.rest))
    return (*setting, exists) if exists and exists not in setting else setting


def _does(name: str, verb: str, plain: str) -> str:
    rest = his(plain, name)
    if verb in SEEING and rest and not rest.startswith(("for ", "by ", "up ", "through ", "in ", "out ", "on ")):
        asked = "" if re.match(r"(?:at any time )?(?:who|what|which|whether|how|when|where)\b", rest) else "for "
        return f"{name} asks {asked}{rest}"
    return f"{name} {third_person(verb)} {rest}".strip()


def _another(rest: str, role: str) -> str:
    return re.sub(r"\b(?:each other|one another)\b", f"another {singular(role)}", rest)


def _named(event: str, role: str, name: str) -> str:
    """An event with the name of the person who acts."""
    return re.sub(
        rf"^(?:an?|the) {re.escape(singular(role))}\b(?!'s| \w+ (?:is|are|has|have)\b)",
        name,
        event,
        flags=re.IGNORECASE,
    )


def _others(case: Case, found: Doing, thing: str) -> Scenario:
    other, role = case.names.other_than(found.role)
    exists = case.exists(found.verb, thing)
    allowed = re.split(r" and | or ", re.sub(r"^(?:an?|the|each)\s+", "", found.who))[0]
    denied = singular(allowed) if is_person(allowed) else found.role
    return case.scenario(
        (acting(other, role, instead_of=denied), *([exists] if exists else [])),
        f"{other} tries to {found.verb} {his(found.rest, other)}".strip(),
        ("the system refuses", undone(found.verb, thing)),
        name="refused to others",
        kind="refusal",
    )


def refused(case: Case, found: Doing | None, gerund: str | None) -> tuple[Scenario, ...]:
    """What is refused to somebody who must not do it."""
    given, events = case.circumstances()
    if found is None:
        words = (gerund or case.action).split()
        role = case.requirement.actors[0] if case.requirement.actors else "user"
        found = Doing(who=with_article(role), role=role, verb=base_form(words[0]), rest=" ".join(words[1:]))
    verb = base_form(found.verb) if gerund else found.verb
    name, who = person_of(found, case.names, case.roles)
    return (
        case.scenario(
            (who, *given, *events),
            f"{name} tries to {verb} {his(found.rest, name)}".strip(),
            ("the system refuses and says why", undone(verb, thing_of(found.rest))),
            kind="refusal",
        ),
    )
