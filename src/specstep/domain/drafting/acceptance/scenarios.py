"""The scenarios of one requirement, by the shape of what it asks."""

import re

from specstep.domain.documents.acceptance import Scenario
from specstep.domain.documents.glossary import Glossary
from specstep.domain.documents.requirements import Requirement, RequirementKind
from specstep.domain.drafting.acceptance.as_said import AS_SAID, as_said
from specstep.domain.drafting.acceptance.bounding import bounded
from specstep.domain.drafting.acceptance.case import Case
from specstep.domain.drafting.acceptance.claims import counted_first
from specstep.domain.drafting.acceptance.counting import RANGED, counted, ranged
from specstep.domain.drafting.acceptance.duties import required
from specstep.domain.drafting.acceptance.examples import Names
from specstep.domain.drafting.acceptance.inspecting import inspected
from specstep.domain.drafting.acceptance.keeping import kept
from specstep.domain.drafting.acceptance.obligations import IN_TIME, NEEDED, TOGETHER, in_time, needed, together
from specstep.domain.drafting.acceptance.permissions import permitted, refused
from specstep.domain.drafting.acceptance.qualities import measured
from specstep.domain.drafting.acceptance.reactions import SENDING, done_by_itself, sent
from specstep.domain.drafting.acceptance.steps import COUNT, LET, PREVENT, doing, parts_of
from specstep.domain.drafting.english.verbs import base_form


def scenarios_for(
    requirement: Requirement, names: Names, roles: tuple[str, ...], glossary: Glossary, overrun: str = ""
) -> tuple[Scenario, ...]:
    """The scenarios that check a requirement: the normal case, and each bound from both sides.

    Args:
        overrun: the id of the requirement that says what follows beyond this one's limit.
    """
    parts = parts_of(requirement)
    if parts is None:
        return (_as_it_stands(requirement),)
    case = Case(
        requirement=requirement,
        parts=parts,
        names=names,
        roles=tuple(dict.fromkeys((*roles, *requirement.actors))),
        entities=tuple(term.name for term in glossary.terms if term.kind == "entity"),
        overrun=overrun,
    )
    if requirement.kind is RequirementKind.QUALITY:
        return measured(case)
    if match := AS_SAID.match(case.action):
        return as_said(requirement, match["said"], case.circumstances())
    limit = requirement.kind is RequirementKind.CONSTRAINT
    if limit and not LET.match(case.action) and not COUNT.match(case.action):
        return bounded(requirement, case.action) or inspected(case)
    return _obliged(case) or _numbered(case) or _acted(case) or done_by_itself(case)


def _as_it_stands(requirement: Requirement) -> Scenario:
    says = requirement.text.rstrip(".")
    return Scenario(
        name=requirement.title,
        requirements=(requirement.id,),
        given=("the system is delivered",),
        when=("somebody who did not build it checks this with its owner",),
        then=(f"{says[0].lower()}{says[1:]}",),
    )


def _obliged(case: Case) -> tuple[Scenario, ...]:
    """For what somebody has to do in time, what a thing needs, and what two must not get at once."""
    action = case.action
    if case.parts.conditions:
        return ()
    if match := IN_TIME.match(action):
        return in_time(case.requirement, match, case.names) or ()
    if match := TOGETHER.match(action):
        return together(case.requirement, match, base_form(match["do"].split()[0]))
    if (match := RANGED.match(action)) and (both := ranged(case.requirement, match)):
        return both
    if match := NEEDED.match(action):
        return needed(case.requirement, match)
    return ()


def _numbered(case: Case) -> tuple[Scenario, ...]:
    """For how many there may be, and for what follows on a number of things."""
    if (match := RANGED.match(case.action)) and (both := ranged(case.requirement, match)):
        return both
    if match := COUNT.match(case.action):
        return counted(case.requirement, match) or ()
    return counted_first(case) if not LET.match(case.action) else ()


def _acted(case: Case) -> tuple[Scenario, ...]:
    """For what somebody may do, must not do or has to do, and for what is sent or kept."""
    action = case.action
    if match := PREVENT.match(action):
        return refused(case, doing(f"{match['who']} {match['do']}", case.roles), match["do"])
    if match := LET.match(action):
        found = doing(match["rest"], case.roles)
        if found is not None:
            return refused(case, found, None) if match["no"] else permitted(case, found, only=bool(match["only"]))
    if made := required(case):
        return made
    if re.match(r"[a-z]+", action) and action.split()[0] in SENDING:
        return sent(case)
    return kept(case)
