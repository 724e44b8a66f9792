"""Pronouns at the beginning of a statement replaced by what they mean."""

import re

from specstep.domain.language.words import capitalised


def resolved(said: str, *, system: str, singular: str | None, plural: str | None) -> str:
    """Name what a pronoun at the beginning means."""
    match = re.match(
        r"(?P<lead>(?:[^,]{3,60}, )?)(?P<pronoun>It|They|it|they|This (?=app|tool|system))(?P<short>['’](?:s|ll|re))?\b(?P<rest>\s.*)",
        said,
    )
    if not match or (
        match["lead"]
        and not re.match(
            r"(?:if|when|while|after|before|in|at|on|for|every|once|ideally|later)\b", match["lead"], re.IGNORECASE
        )
    ):
        return said
    pronoun = match["pronoun"].strip().lower()
    rest = match["rest"]
    if re.match(
        r"\s+(?:is|was|would be|will be|'s|seems|turns out|takes|depends|happens|rains)\s+(?:\w+\s+)?(?:that|to|hard|easy|nice|great|good|important|possible|impossible|clear|likely|common|late|early|cold|hot|time|raining|all|fine|okay|ok|enough|up)\b",
        rest,
    ):
        return said
    name = {"it": singular, "they": plural}.get(pronoun)
    if name is None or (match["lead"] and pronoun == "it" and name.lower() != system.lower()):
        return said
    if match["short"]:
        full = {"s": "is", "ll": "will", "re": "are"}[match["short"][1:]]
        if full == "is" and re.match(r"\s+been\b", rest):
            full = "has"
        rest = f" {full}{rest}"
    return f"{match['lead']}{name if match['lead'] else capitalised(name)}{rest}"
