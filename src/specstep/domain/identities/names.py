"""Names that people go by: any script, one line, nothing that hides or forges."""

import unicodedata

from specstep.domain.errors import BadInput

LONGEST = 200
JOINERS = frozenset("\u200c\u200d")  # Persian names, Indic scripts and some emoji are spelled with them
NEVER = frozenset({"Cc", "Cf", "Cs", "Co", "Zl", "Zp"})


def require_name(name: str) -> str:
    """A name fit to be shown, written into a header and stored; spaces around it are taken off.

    Raises:
        BadInput: it is empty, longer than 200 characters, or holds line breaks, controls, or characters that change
            the direction of what stands around them.
    """
    shown = unicodedata.normalize("NFC", name.strip(" "))
    if not shown.strip("".join(JOINERS)):
        raise BadInput(where="name", what="is empty.")
    if len(shown) > LONGEST:
        raise BadInput(where="name", what=f"is longer than {LONGEST} characters.")
    if any(unicodedata.category(letter) in NEVER and letter not in JOINERS for letter in shown):
        raise BadInput(where="name", what="holds a line break or another character that can't be seen.")
    return shown


def usable_name(name: object) -> str | None:
    """A name that somebody claims, or None where it can't be shown."""
    if not isinstance(name, str):
        return None
    try:
        return require_name(name)
    except BadInput:
        return None
