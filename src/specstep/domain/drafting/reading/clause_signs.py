"""What one sees of a statement's clause: who speaks, of which time, of how much."""

import re

from specstep.domain.drafting.reading.cues import LOAD
from specstep.domain.language.lemmas import past
from specstep.domain.language.nouns import is_actor, is_plural
from specstep.domain.language.values import Clause, Modality

_I = re.IGNORECASE


def is_first_person(clause: Clause) -> bool:
    """Whether the one who speaks is the subject, or something of theirs."""
    subject = (clause.subject or "").lower()
    one_of_us = is_actor(clause.subject or "") and not is_plural(clause.subject or "")
    return subject in {"we", "i"} or (subject.startswith(("our ", "my ")) and not one_of_us)


def is_volume(text: str, clause: Clause) -> bool:
    """Whether a statement says how many there are."""
    counts = [quantity for quantity in clause.quantities if quantity.unit not in {"clock", "date"}]
    if not counts:
        return False
    coming = clause.verb in {"come", "visit", "attend"} and _COUNTED.match(clause.subject or "")
    if coming or clause.verb in {
        "have",
        "be",
        "expect",
        "get",
        "serve",
        "run",
        "receive",
        "handle",
        "",
    }:
        return bool(LOAD.search(text)) or any(
            is_actor(quantity.unit) or "/" in quantity.unit or (quantity.low or quantity.high or 0) >= 10
            for quantity in counts
        )
    return (
        (clause.subject is not None or not clause.verb or ":" in text)
        and any("/" in unit and not unit.startswith("time/") for unit in (each.unit for each in counts))
        and not clause.conditions
    )


def is_told_of_the_past(text: str, clause: Clause) -> bool:
    """Whether the main verb is in the past."""
    if clause.modality is not Modality.IS or clause.passive or clause.verb in {"", "be", "have"}:
        return False
    said = past(clause.verb.split(" ")[0])
    return said != clause.verb.split(" ")[0] and re.search(rf"\b{re.escape(said)}\b", text, _I) is not None


_COUNTED = re.compile(r"(?:about |around |roughly |some |over |up to |~)*\d", _I)


def has_amount(clause: Clause, *, money: bool) -> bool:
    """Whether there is a figure, of money or of something else."""
    return any(
        (len(quantity.unit.split("/")[0]) == 3 and quantity.unit[:3].isupper()) == money
        for quantity in clause.quantities
    )


_ASKED_INSIDE = re.compile(r"(?<=[a-z] )(?:whether|how (?:many|much|long|often))\b.*", _I | re.DOTALL)


def speaks_of_the_past(text: str) -> bool:
    """Whether any word tells of what was; what somebody notes down, "whether it was fixed", tells of no past."""
    return (
        re.search(
            r"\b(?:was|were|had|did|used to|(?<!get )(?<!gets )(?<!be )(?<!is )(?<!are )(?<!been )lost(?! \w+ (?:is|are|must|can|has|have|should)\b)|tried|happened|ended up|forgot|ran|bought|began|started)\b",
            _ASKED_INSIDE.sub("", text),
            _I,
        )
        is not None
    )
