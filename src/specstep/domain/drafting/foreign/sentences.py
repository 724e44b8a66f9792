"""Who may do what in a sentence of another language than English, as far as its modal verb shows it."""

import re

ABLE = re.compile(
    r"^(?:(?:Die|Der|Das|Ein|Eine|Alle|Jede[rs]?|Nur|Les|Le|La|Un|Une|Los|El|Las|I|Gli|Il|De|Het|Een)\s+|L['’])?(?P<who>[^\W\d_][\w-]{2,})\s+"
    r"(?:können|kann|dürfen|darf|sollen|soll|müssen|muss|möchten|möchte|wollen|will|peuvent|peut|doivent|doit|pueden|puede"
    r"|ne (?:peut|peuvent|doit|doivent)|deben|debe|possono|può|kunnen|kan|moeten|moet)\s+(?P<do>.+?)[.!]*$"
)  # fmt: skip
STATE = re.compile(
    r"\b(?:werden|liegen|bleiben|sein|dauern|kosten|funktionieren|laufen|gelten)$|^(?:être|rester|fonctionner|durer|coûter)\b"
    r"|^(?:ser|estar|funcionar|durar|costar|quedar)\b",
    re.IGNORECASE,
)
"""What is done to a thing, or how it is: nobody acts."""
ASIDE = re.compile(r"\s*\([^)]*\)\s*$")
THINGS = frozenset(
    {
        "system",
        "app",
        "anwendung",
        "software",
        "seite",
        "website",
        "programm",
        "tool",
        "système",
        "application",
        "sistema",
    }
    | {"logiciel", "das", "es", "il"}
)


def able(sentence: str) -> tuple[str, str] | None:
    """The role and what it may do, or None where the sentence has no such shape."""
    match = ABLE.match(" ".join(sentence.split()))
    if match is None or match["who"].lower() in THINGS or STATE.search(ASIDE.sub("", match["do"])):
        return None
    return match["who"], match["do"]
