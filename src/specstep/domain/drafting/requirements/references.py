"""Names for pronouns that only the statement before explains."""

import re

from specstep.domain.documents.requirements import (
    RequirementKind,
)
from specstep.domain.drafting.english.nouns import head_of, is_plural, singular
from specstep.domain.drafting.english.people import is_person, is_system
from specstep.domain.drafting.requirements.assembling import Draft

IT = re.compile(
    r"(?<!whether )\bit\b(?= (?:starts?|ends?|begins?|is|has|expires?|was|automatically|after|before|for|within)\b)"
)


def name_the_last(made: list[Draft], drafts: list[Draft]) -> None:
    """Put a name to an "it" that only the statement before explains ("… before it starts")."""
    before = next((draft.thing for draft in reversed(drafts) if draft.thing), "")
    if drafts and re.match(
        rf"ensure that (?:the )?{re.escape(before)} (?:sees?|knows?|hears?|reads?|gets?)\b", drafts[-1].action
    ):
        before = ""  # somebody rather than something
    for draft in made:
        own = SPOKEN_OF.match(draft.text)
        if own and not draft.thing and not is_person(own["thing"]) and not is_system(own["thing"]):
            draft.text, draft.action = with_name(draft.text, own["thing"]), with_name(draft.action, own["thing"])
    if not before or is_person(before) or head_of(before).endswith("one"):
        return
    for draft in made:
        if not draft.thing and draft.kind is not RequirementKind.CONSTRAINT:
            named = with_name(draft.text, before)
            draft.action = with_name(draft.action, before)
            draft.thing = before if named != draft.text else draft.thing
            draft.text = named


SPOKEN_OF = re.compile(
    r"^(?:When|If|While|Where) (?:an?|the) (?P<thing>[a-z-]+(?: [a-z-]+)??) (?:is|has|does|cannot|was|gets|becomes|fails|comes|goes|arrives|leaves|breaks|expires|ends|starts|dies|bounces)\b"
)


OBJECT = re.compile(
    r"(?<=\w )\b(?P<it>it|them)\b(?=$|[.,]| (?:to|from|for|at|in|on|by|with|before|after|within|until|back|again|as|up|off|along|alone|away)\b)"
)


def with_name(text: str, before: str) -> str:
    """The text with the thing spoken of before in the place of "it" or "them"."""
    head = head_of(before)
    if re.search(r"\bwhich [\w-]+\b.*\b(?:it|them)\b", text):
        return text  # that is what "it" means
    text = re.sub(r"\b(works?|working) with it\b", r"\1 with the system", text)
    text = re.sub(IT, f"the {singular(head)}", text)

    def name(match: re.Match[str]) -> str:
        if re.search(r"\b(?:that|of)\b[^,]*$", text[: match.start()]):
            return match["it"]  # of something that the statement itself speaks of
        if match["it"] == "them":
            return f"the {head}" if is_plural(head) else match["it"]
        return match["it"] if is_plural(head) else f"the {head}"

    return re.sub(OBJECT, name, text)
