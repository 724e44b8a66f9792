"""How one sees that the system did something by itself, where the words name no moment for it."""

import re

from specstep.domain.drafting.acceptance.occasions import Occasion
from specstep.domain.drafting.english.nouns import bare, is_plural, singular, with_article
from specstep.domain.drafting.english.verbs import participle
from specstep.domain.drafting.requirements.phrasing import object_of

RECORDED = re.compile(
    r"^(?P<verb>record|log|note|register|track) (?:each|every|all) (?P<thing>.+?)(?: with (?P<shown>.+))?$",
    re.IGNORECASE,
)
ASKED = re.compile(
    r"^(?:show|display|list|tell|print|report) (?P<what>(?:what|who|which|whether|how|when|where)\b.+)$",
    re.IGNORECASE,
)
AFTER_EACH = re.compile(r"^(?P<verb>[a-z]+)(?P<rest> .+?)? after (?:each|every) (?P<what>.+)$", re.IGNORECASE)
SHOWN = re.compile(r"^(?:show|display|list) (?P<what>.+)$", re.IGNORECASE)
WRITTEN = re.compile(r"^(?:write|keep|create|produce|make) (?P<what>an? .+)$", re.IGNORECASE)
KEPT_ABOUT = re.compile(
    r"^(?:keep|store|save) (?P<what>.+?) (?:about|of|on) (?P<thing>(?:an?|each|the) .+)$", re.IGNORECASE
)
_NO_THING = frozenset("be work run have allow support use ensure exclude".split())


def watched(action: str, subject: str, does: str) -> Occasion:
    """What somebody does with the thing that an action is about, and what they see of it then.

    Args:
        action: what the system shall do ("rename photos by date").
        subject: who does it ("the system").
        does: the same in the present tense.
    """
    if match := RECORDED.match(action):
        shown = match["shown"]
        return Occasion(
            when=f"there is {with_article(bare(match['thing']))}",
            then=("the record has exactly one entry for it", *((f"the entry shows {shown}",) if shown else ())),
        )
    if match := ASKED.match(action):
        return Occasion(
            when=f"somebody asks {subject} {match['what']}",
            then=(f"the answer says {match['what']}", "it lists nothing else"),
        )
    if match := AFTER_EACH.match(action):
        done = participle(match["verb"])
        return Occasion(
            when=f"one {bare(match['what'])} is made and {subject} is started anew",
            then=(f"what was {done}{match['rest'] or ''} until then is still there",),
        )
    if match := SHOWN.match(action):
        return Occasion(
            when=f"somebody opens the view that is meant for {match['what']}",
            then=(f"{match['what']} can be read there",),
        )
    if match := WRITTEN.match(action):
        return Occasion(
            when="one piece of work has been done from beginning to end",
            then=(f"{match['what']} can be opened", "it has an entry for that piece of work"),
        )
    if match := KEPT_ABOUT.match(action):
        return Occasion(
            when=f"somebody opens the entry of {match['thing']}", then=(f"{match['what']} can be read there",)
        )
    return _worked_on(action, subject, does)


def _worked_on(action: str, subject: str, does: str) -> Occasion:
    verb, _, rest = action.partition(" ")
    noun = bare(object_of(rest))
    rest = re.sub(r"^(?:the|an?|each|all) ", "", rest)
    tail = rest[len(noun) :].strip()
    loose = re.match(r"(?:and|or)\b|,", tail) or re.search(r"\b(?:than|once|twice|only)$|\bthe\b", noun)
    if not noun or verb in _NO_THING or loose or not rest.lower().startswith(noun.lower()):
        return Occasion(
            when=f"somebody watches {subject} through one piece of its work",
            then=(f"they see that {subject} {does}",),
        )
    if is_plural(noun):
        given, it, then = f"there are two {noun}", f"the two {noun}", f"both {noun} are {participle(verb)} {tail}"
    else:
        one = singular(noun)
        given, it, then = f"there is {with_article(one)}", f"the {one}", f"the {one} is {participle(verb)} {tail}"
    return Occasion(given=(given,), when=f"{subject} has dealt with {it}", then=(then.strip(),))
