"""Pronouns at the beginning of a statement replaced by what they mean."""

import re

from specstep.domain.drafting.english.agents import ABLE, WILLING, is_name
from specstep.domain.language.nouns import head_noun, is_actor
from specstep.domain.language.nouns import singular as singular_of
from specstep.domain.language.predicates import find_predicate
from specstep.domain.language.values import Modality
from specstep.domain.language.words import capitalised, tokens, uncapitalised

_OF_THE_SYSTEM = re.compile(
    r"\s+(?:(?:also|still|just|really) )?(?:should|must|has to|needs to|shall|ought to|will|can)(?: also| still| not| never)*"
    r" (?:keep working|keep running|work|run|be (?:\w+ )?(?:simple|easy|fast|cheap|free|available|usable|secure|reliable|intuitive"
    r"|accessible|multilingual|offline|installable|live|ready|used|hosted|operated|online)|support|look|feel|cost|integrate|scale)\b",
    re.IGNORECASE,
)
"""What people ask of the thing to be built, whatever was spoken of last."""


_DONE_TO_IT = re.compile(
    r"\s+(?:is|was|gets|has been) (?:(?:also|anyway|always|never|not|then|already) )*(?:paid|counted|charged|sent|delivered|eaten|cooked|served|cleaned|sold|bought)\b"
)
"""What is done to goods rather than to software: "it" was something else."""


_THING_BEFORE = re.compile(
    r"\b(?!that person\b)(?:an?|the|each|every|any|this|that|our|my|your|their|his|her|its|some|no|one|two|three)\s+[a-z-]{3,}",
    re.IGNORECASE,
)
_OF_OURS = re.compile(
    r"\b(?:i|we|you)\b|\bit (?:must|should|shall|has to|needs to|will|is (?:about|important|clear|possible|a|an)|takes|depends)\b"
    r"|\bit(?:['’]s| is) (?:my|your|our|his|her|their) turn\b|\bhave it (?:\w+ )?(?:ready|running|live|done)\b"
    r"|\bit(?:['’]s| is) (?:(?:over|under|above|below|more than) )?\d+ ?(?:degrees|°)|\bit(?:['’]s| is) (?:rain|snow|cold|hot|dark|late|windy)\w*"
    r"|\b(?:make|makes|find|finds|is|was|be) it\b|\bit\b[^.]*\b(?:to|that)\b", re.IGNORECASE
)  # fmt: skip


_HANDLED = re.compile(
    r"(?P<doing>Running|Starting|Restarting|Stopping|Using|Calling|Installing|Updating|Executing|Closing|Operating) it\b"
)
"""What is done with the thing to be built: "Running it twice"."""
_ABOUT_ONE = re.compile(r"(?:if|when|once|after|while) (?:an?|each|every|any) [a-z-]+", re.IGNORECASE)
_DONE_TO = re.compile(
    r"\s+(?:is|gets|(?:has to|must|should|can|may|needs to|will) be|cannot be|can['’]t be)\s+(?:not )?[a-z]+(?:ed|en|t|d)\b"
)
_TRAVELS = re.compile(
    r"\s+(?:then |also )?(?:goes|moves|passes|comes|is (?:passed|sent|handed)) (?:back |on )?(?:to|into)\b"
)


_AMONG_OTHERS = re.compile(r"(?P<only>(?:Only |Both )?)(?:[Hh]e|[Ss]he)(?= (?:and|or) (?:the|an?|my|our|[A-Z])\b)")
"""Somebody named by a pronoun beside somebody else: "Only he and the chairman"."""
_TIMES = frozenset(
    "minute hour day night week weekend month season year time moment while morning evening".split()
)


def resolved_within(said: str, *, object: str | None, person: str | None) -> str:
    """Name what "it" means where nothing in the statement itself can be meant, and "she" after "then nobody …".

    Args:
        object: the last thing that something was done to, without its article.
        person: the last single person spoken of.
    """
    found = re.search(r"\bit\b", said)
    if re.search(r"\bit['’](?:ll|d)\b", said):
        return said
    if object is None or object in _TIMES or not found or found.start() == 0 or said.endswith("?"):
        return said
    travels = _TRAVELS.match(said[found.end() :]) is not None
    if _THING_BEFORE.search(said[: found.start()]) or (_OF_OURS.search(said) and not travels):
        return said
    named = re.sub(r"\bit(?P<is>['’]s)?\b", lambda m: f"the {object}{' is' if m['is'] else ''}", said)
    return re.sub(r"(?<=\s)(?:she|he)\b", person, named) if person else named


def with_owner(said: str, person: str | None) -> str:
    """ "Her approval" by the name of the last single person spoken of, where nobody in the statement can be meant."""
    match = re.search(r"\b(?:his|her)\b(?= [a-z]+)", said)
    if person is None or match is None or is_actor(said[: match.start()]):
        return said
    if re.search(r"\b(?:some|any|every)(?:one|body)\b|\bwhoever\b", said[: match.start()], re.IGNORECASE):
        return said  # "When someone leaves, his data is deleted"
    if any(is_actor(word) for word in re.findall(r"[A-Za-z-]+", said[: match.start()])):
        return said
    return f"{said[: match.start()]}{person}'s{said[match.end() :]}"


def resolved(
    said: str,
    *,
    system: str,
    singular: str | None,
    plural: str | None,
    person: str | None = None,
    group: str | None = None,
) -> str:
    """Name what a pronoun at the beginning means."""
    if handled := _HANDLED.match(said):
        return f"{handled['doing']} {system}{said[handled.end() :]}"
    if person and (both := _AMONG_OTHERS.match(said)):
        return f"{both['only']}{person if both['only'] else capitalised(person)}{said[both.end() :]}"
    match = re.match(
        r"(?P<lead>(?:[^,]{3,60}, |(?:Then|Also|So|But|And) (?=he |she )|Every (?:\w+ ){1,3}?(?=it (?:must|has to|needs? to|should) be )|(?:At|On|In|After|Before|During|From) (?:[\w:.-]+ ){1,4}?(?=he |she ))?)(?P<pronoun>It|They|He|She|it|they|he|she|This (?=app|tool|system))(?P<short>['’](?:s|ll|re))?\b(?P<rest>\s.*)",
        said,
    )
    if not match or (
        match["lead"]
        and not re.match(
            r"(?:if|when|while|after|before|in|at|on|for|every|once|ideally|later|then|also|so|but|and)\b",
            match["lead"],
            re.IGNORECASE,
        )
    ):
        return said
    pronoun = match["pronoun"].strip().lower()
    rest = match["rest"]
    if re.match(
        r"\s+(?:is|was|would be|will be|should be|must be|has to be|shall be|(?:must|should|shall)(?:n't| not) be|can(?:not|'t) be|'s|seems|turns out|takes|depends|happens|rains)\s+(?:\w+\s+)?(?:that|to|hard|easy|nice|great|good|important|possible|impossible|clear|likely|common|late|early|cold|hot|time|raining|all|fine|okay|ok|enough|up)\b",
        rest,
    ):
        return said
    name = {"it": singular, "they": plural, "he": person, "she": person}.get(pronoun)
    acting = find_predicate(tokens(f"they{rest}")) if pronoun == "they" else None
    if acting and (acting.modality is Modality.WANT or acting.verb.split(" ")[0] in WILLING | ABLE):
        name = group  # only people do this
    theirs = re.search(r"\btheir (?:own )?(?P<noun>[a-z-]+)", rest) if pronoun == "they" else None
    if theirs and name and singular_of(head_noun(name).lower()) == singular_of(theirs["noun"]):
        name = group  # "orders … they can change their order": nothing has itself
    if pronoun == "it" and (singular or "").lower() == system.lower() and _DONE_TO_IT.match(rest):
        return said
    if pronoun == "it" and not match["short"] and _OF_THE_SYSTEM.match(rest):
        name = system
    if (
        pronoun == "they"
        and re.match(r"(?:if|when)\b", match["lead"], re.IGNORECASE)
        and not re.search(r"\b(?:it|there|they)\b", match["lead"])
    ):
        return said  # they are the ones of the condition itself
    if match["lead"] and pronoun == "it" and _ABOUT_ONE.match(match["lead"]) and _DONE_TO.match(rest):
        return said  # what the condition speaks of
    travels = pronoun == "it" and _TRAVELS.match(rest) is not None
    if travels and name is not None and name.lower() == system.lower():
        return said  # the thing to be built goes nowhere
    told_before = (
        match["lead"]
        and not match["lead"].startswith("Every ")
        and pronoun == "it"
        and (name or "").lower() != system.lower()
    )
    if name is None or (told_before and not (travels and not _THING_BEFORE.search(match["lead"]))):
        return said
    if match["short"]:
        full = {"s": "is", "ll": "will", "re": "are"}[match["short"][1:]]
        if full == "is" and re.match(r"\s+been\b", rest):
            full = "has"
        rest = f" {full}{rest}"
    return f"{match['lead']}{(name if is_name(name) else uncapitalised(name)) if match['lead'] else capitalised(name)}{rest}"
