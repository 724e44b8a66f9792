"""User stories told from outside: "As a member, I want to pause" says that members want to pause."""

import re

from specstep.domain.language.lemmas import is_base_verb
from specstep.domain.language.nouns import article
from specstep.domain.language.words import capitalised, fold, uncapitalised

_STORY = re.compile(
    r"as (?:an?|the) (?P<role>[^,;:]{2,60}?),? (?:I|we)(?P<strength> need| must be able| can|['’]d like| would like| want| wish| should be able| may|"
    r" don['’]?t want| do not want) to (?P<do>.+)$",
    re.IGNORECASE,
)
_CAN = re.compile(
    r"as (?:an?|the) (?P<role>[^,;:]{2,60}?), (?:I|we) (?P<modal>can|may|must|should)(?P<do> (?!be able\b).+)$",
    re.IGNORECASE,
)
_WISH = re.compile(
    r"as (?:an?|the) (?P<role>[^,;:]{2,60}?),? (?:I|we)(?:['’]d like| would like| want| need) (?P<what>(?!to\b).+)$",
    re.IGNORECASE,
)
_ROLE_COLUMN = re.compile(r"(?:as an?|as an?/an|role|actor|user|persona|who)(?: \.\.\.|…)?$", re.IGNORECASE)
_WANT_COLUMN = re.compile(r"(?:I )?(?:want|need|would like|can)(?: to)?(?: \.\.\.|…)?$|goal$", re.IGNORECASE)
_REASON_COLUMN = re.compile(
    r"(?:so that|in order to|benefit|reason|why)(?: I)?(?: can)?(?: \.\.\.|…)?$", re.IGNORECASE
)
_NAMES_ITSELF = re.compile(r"\b(?:I|we)(?P<short>['’](?:m|re|ve|d|ll))?(?= |$)")
_FULL = {"m": " are", "re": " are", "ve": " have", "d": " would", "ll": " will"}


def from_outside(text: str) -> str | None:
    """A user story as a statement about its role; None where the text is none."""
    said = fold(text).strip(" .")
    if match := _STORY.match(said):
        refused = re.search(r"n['’]t|not", match["strength"])
        wants = "does not want to" if refused else "wants to"
        return f"{_role(match['role'])} {wants} {_them(match['do'])}."
    if match := _CAN.match(said):
        return f"{_role(match['role'])} {match['modal'].lower()}{_them(match['do'])}."
    if match := _WISH.match(said):
        return f"{_role(match['role'])} wants {_them(match['what'])}."
    return None


def story_of(head: tuple[str, ...], row: tuple[str, ...]) -> str | None:
    """The story that a row tells in columns for role, wish and reason; None where the table has no such columns."""
    cells = dict(zip(head, row, strict=False))
    role, wish, reason = (
        next((cell for name, cell in cells.items() if pattern.match(name.strip())), "")
        for pattern in (_ROLE_COLUMN, _WANT_COLUMN, _REASON_COLUMN)
    )
    if not role or not wish or len(wish.split()) < 2:
        return None
    role = re.sub(r"^(?:an?|the) ", "", role, flags=re.IGNORECASE)
    wish = re.sub(r"^to ", "", wish)
    to = "to " if is_base_verb(wish.split(" ")[0].lower()) else ""
    why = f" so that {uncapitalised(reason)}" if reason else ""
    return from_outside(f"As a {role}, I want {to}{uncapitalised(wish)}{why}")


def _role(said: str) -> str:
    role = said.strip()
    role = role if role[:2].isupper() else uncapitalised(role)
    return f"{capitalised(article(role))} {role}"


def _them(text: str) -> str:
    """The words of the role about itself, said of somebody else."""
    text = _NAMES_ITSELF.sub(lambda match: f"they{_FULL[match['short'][1:]] if match['short'] else ''}", text)
    text = re.sub(r"\bthey am\b", "they are", text)
    text = re.sub(r"\b(?:my|our)\b", "their", text)
    text = re.sub(r"\b(?:me|us)\b", "them", text)
    return re.sub(r"\b(?:myself|ourselves)\b", "themselves", text)
