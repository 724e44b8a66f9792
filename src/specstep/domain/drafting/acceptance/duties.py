"""Scenarios for what somebody has to do: done and seen as done, left out and asked for."""

import re

from specstep.domain.documents.acceptance import Scenario
from specstep.domain.drafting.acceptance.case import Case
from specstep.domain.drafting.acceptance.edges import edges, replaced
from specstep.domain.drafting.acceptance.phrases import acting, his, is_name
from specstep.domain.drafting.acceptance.steps import REQUIRE, doing
from specstep.domain.drafting.english.nouns import singular
from specstep.domain.drafting.english.people import role_of
from specstep.domain.drafting.english.verbs import third_person


def required(case: Case) -> tuple[Scenario, ...]:
    """For "require a nurse to photograph the wound": with and without it; none for other actions."""
    match = REQUIRE.match(case.action)
    if match is None:
        return ()
    found = doing(f"{match['who']} {match['do']}", case.roles)
    role = next((actor for actor in case.requirement.actors if actor.lower() in match["who"].lower()), "")
    role = role or (found.role if found else role_of(match["who"]))
    name = case.names.of_role(role)
    given, events = case.circumstances()
    if is_name(match["who"]):
        name, role = match["who"], match["who"]
    setting = (acting(name, role if name == role else singular(role)), *given, *events)
    do = his(match["do"], name)
    if match["no"]:
        return (case.scenario(setting, f"{name} goes on without having to {do}", ("the system accepts it",)),)
    before = re.search(r"\bbefore (.+)$", match["do"])
    core = his(re.sub(r"\s*\bbefore .+$", "", match["do"]), name)
    figures = edges(core)
    enough = replaced(core, figures)
    verb, _, rest = enough.partition(" ")
    done = f"{name} {third_person(verb)} {rest}".strip()
    if before:
        step = f"“{before[1]}”"
        made = [case.scenario(setting, (done, f"somebody asks for {step}"), (f"the system goes on with {step}",)),
                case.scenario((*setting, f"{name} has not done this: {core}"), f"somebody asks for {step}",
                              (f"the system refuses and says that {name} has to {core} first",), name="left out", kind="refusal")]  # fmt: skip
    else:
        made = [case.scenario(setting, done, (f"the system shows this as done by {name}: {enough}", f"it no longer asks {name} for it")),
                case.scenario(setting, f"{name} tries to finish and has not done this: {core}",
                              (f"the system does not count it as finished and says that {name} still has to {core}",),
                              name="left out", kind="refusal")]  # fmt: skip
    for index in range(len(figures)):
        short = replaced(core, figures, index)
        said = core[figures[index].start : figures[index].end].strip()
        verb, _, rest = short.partition(" ")
        made.append(
            case.scenario(setting, f"{name} {third_person(verb)} {rest}".strip(), (f"the system does not accept it and names what is asked: {said}",),
                          name="just not enough" if len(figures) == 1 else f"just not enough for “{said}”", kind="boundary")
        )  # fmt: skip
    return tuple(made)
