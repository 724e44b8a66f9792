"""User stories: who wants what, and why."""

import re

from specstep.domain.documents.requirements import Requirement, RequirementKind
from specstep.domain.documents.stories import Stories, Story
from specstep.domain.documents.vision import Vision
from specstep.domain.drafting.acceptance.steps import doing
from specstep.domain.drafting.english.frames import unframe
from specstep.domain.drafting.foreign import able, phrases_of
from specstep.domain.drafting.vision import names_product
from specstep.domain.ids import FactId
from specstep.domain.interviews.values import Fact
from specstep.domain.tasks.inputs import WriteStories

LET = re.compile(r"\bshall (?:let|allow) (?:only )?(?P<who>(?:an? |the |each )?[^,]+?) (?P<do>\S+ .*|\S+)\.$")
SENT = re.compile(
    r"\bshall (?P<verb>send|notify|remind|email|inform|show|alert|warn|text|message) (?P<rest>.+)\.$"
)
HIS = re.compile(r"\b(?:his|her|their)(?: own)?\b(?! or\b)", re.IGNORECASE)
NOT_NAMED = "nobody has named one"
PREFIX = re.compile(
    r"^(?P<condition>(?:When|While|Where|If)\b.+?), (?:then )?(?=the [^,]+? shall )", re.IGNORECASE
)


def draft_stories(task: WriteStories) -> Stories:
    """One story for each functional requirement that gives an actor something, in the order of the requirements."""
    by_id = {fact.id: fact for fact in task.briefing.facts}
    items: list[Story] = []
    for requirement in task.requirements.items:
        if requirement.kind is not RequirementKind.FUNCTIONAL or not requirement.actors:
            continue
        goal = _goal(requirement)
        if goal is None:
            continue
        benefit, is_open = _benefit(requirement, by_id, task.vision)
        if say := phrases_of(task.briefing.language):
            benefit, is_open = say(NOT_NAMED), True
        items.append(
            Story(
                id=f"US-{len(items) + 1:03d}",
                role=requirement.actors[0],
                goal=_mine(goal, requirement),
                benefit=benefit,
                requirements=(requirement.id,),
                benefit_open=is_open,
            )
        )
    return Stories(items=tuple(items) or _at_least_one(task))


def _at_least_one(task: WriteStories) -> tuple[Story, ...]:
    """Where no requirement gives anybody something to do, what the system does is somebody's wish."""
    wanted = next((item for item in task.requirements.items if item.kind is RequirementKind.FUNCTIONAL), None)
    if wanted is None or not task.vision.actors:
        return ()
    benefit, is_open = _benefit(wanted, {fact.id: fact for fact in task.briefing.facts}, task.vision)
    action = wanted.text.partition(" shall ")[2].rstrip(".") or wanted.text.rstrip(".")
    if say := phrases_of(task.briefing.language):
        benefit, is_open = say(NOT_NAMED), True
    goal = f"to have {task.vision.system_name} {action}" if " shall " in wanted.text else action
    return (
        Story(id="US-001", role=task.vision.actors[0].name, goal=goal, benefit=benefit, requirements=(wanted.id,),
              benefit_open=is_open),
    )  # fmt: skip


def _mine(goal: str, requirement: Requirement) -> str:
    """The goal as the role itself would say it: "my own tasks" where the requirement says "his own tasks"."""
    if requirement.pattern is None or len(requirement.actors) != 1:
        return goal
    return HIS.sub(lambda match: "my own" if match.group().lower().endswith("own") else "my", goal)


def _goal(requirement: Requirement) -> str | None:
    """What the actor wants, in words that follow "I want": "to cancel a shift"."""
    text = requirement.text
    if requirement.pattern is None:
        said = able(text)
        return said[1] if said else None
    condition = ""
    if match := PREFIX.match(text):
        condition = ", " + match["condition"][0].lower() + match["condition"][1:]
    role = re.escape(requirement.actors[0])
    if match := re.search(
        rf"\bshall let (?:only )?(?:an? |the |each )?{role}\b(?: of the [\w-]+)? (?P<do>.+)\.$",
        text,
        re.IGNORECASE,
    ):
        given = doing(
            match.group().partition(" let ")[2].removeprefix("only ").rstrip("."), (requirement.actors[0],)
        )
        return f"to {f'{given.verb} {given.rest}'.strip() if given else match['do']}{condition}"
    if match := re.search(rf"\bshall send (?:an? |the |each )?{role}s? (?P<what>.+)\.$", text, re.IGNORECASE):
        return f"to get {match['what']}{condition}"
    if match := re.search(
        rf"\bshall (?:notify|remind|email|inform|alert|warn|text|message) (?:an? |the |each )?{role}s?\b ?(?P<rest>.*)\.$",
        text,
        re.IGNORECASE,
    ):
        told = (
            "reminded"
            if re.match(r"[^.]*\bshall remind\b", text)
            else "warned"
            if " shall warn " in text
            else "told"
        )
        return f"to be {told} {match['rest']}".strip() + condition
    if match := re.search(rf"\bshall let (?P<who>[^.]*?\b{role}s?) (?P<do>.+)\.$", text, re.IGNORECASE):
        given = doing(
            match.group().partition(" let ")[2].removeprefix("only ").rstrip("."), (requirement.actors[0],)
        )
        return f"to {f'{given.verb} {given.rest}'.strip() if given else match['do']}{condition}"
    return None


def _benefit(requirement: Requirement, by_id: dict[FactId, Fact], vision: Vision) -> tuple[str, bool]:
    for fact_id in requirement.facts:
        fact = by_id.get(fact_id)
        if fact is None:
            continue
        purpose = unframe(fact.text).purpose
        if purpose:
            return _after_so_that(purpose), False
    for goal in vision.goals:
        if purpose := unframe(goal.text).purpose:
            return _after_so_that(purpose), True
    if vision.goals:
        aims = [goal.text for goal in vision.goals if not names_product(goal.text)]
        if aims:
            return f"assumed to be the goal of the project: {_aim(aims[0])}", True
    return NOT_NAMED, True


def _aim(text: str) -> str:
    """A goal without the words that announce it."""
    bare = re.sub(
        r"^(?:(?:the|our|my|one) )?(?:main |first |real )?(?:goal|aim|point|purpose|idea|success|objective)(?: for (?:me|us|the \w+))? (?:is|are|would be|means)"
        r"(?: that| to)?\s+",
        "",
        text.strip(),
        flags=re.IGNORECASE,
    ).rstrip(".")
    return bare[:1].lower() + bare[1:] if bare != text.strip().rstrip(".") and not bare[:2].isupper() else bare


def _after_so_that(purpose: str) -> str:
    text = re.sub(r"^(?:so that|so|in order that|because|since|as|otherwise)\s+", "", purpose, flags=re.IGNORECASE)
    text = re.sub(r"^(?:in order to|to)\s+", "I can ", text, flags=re.IGNORECASE)
    if re.match(r"^(?:because|since|as)\b", purpose, re.IGNORECASE):
        return f"it helps where {text}"
    if purpose.lower().startswith("otherwise"):
        return f"it does not happen that {text}"
    return text
