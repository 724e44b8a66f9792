"""What the introduction of a thing promises of it: "a CLI that renames photos" says that the CLI renames photos."""

import re

from specstep.domain.language.lexicon import SYSTEM_NOUNS
from specstep.domain.language.nouns import is_actor
from specstep.domain.language.predicates import find_predicate
from specstep.domain.language.words import capitalised, tokens

_NOUNS = "|".join(sorted(SYSTEM_NOUNS | {"board", "register", "calendar"}, key=len, reverse=True))
_THAT = re.compile(
    rf"\b(?:an?|some|one|own)\s+(?:[\w'’-]+,? ){{0,6}}?(?P<noun>{_NOUNS})(?: (?:for|on|in) (?:the |our |my |a )?[\w'’-]+(?: [\w'’-]+)?)?,?\s+(?P<link>(?:on|in|with|through|by|via|from) which|that|which|where)\s+(?P<rest>.+)$",
    re.IGNORECASE,
)


_SERVED = re.compile(r"(?:lets|allows|enables|helps) (?P<who>(?:[\w'’-]+ ){0,2}?[\w'’-]+s) ", re.IGNORECASE)
_USED = re.compile(r"(?P<who>.+?) (?:(?:can|could|will|would|may) )?use to (?P<do>.+)$", re.IGNORECASE)


def promised(text: str, system: str) -> tuple[str, ...]:
    """The statements in the relative clause of a sentence that introduces the thing to be built."""
    match = _THAT.search(text)
    if not match:
        return ()
    rest = match["rest"].strip()
    if (served := _SERVED.match(rest)) and is_actor(served["who"]):
        rest = re.sub(r"(?<= and )([a-z]+s) them\b", rf"\1 {served['who']}", rest, count=1)
    if used := _USED.match(rest):
        return (f"{capitalised(used['who'])} {used['do']}",)
    predicate = find_predicate(tokens(rest))
    if match["link"].lower() not in {"that", "which"}:
        return (capitalised(rest),) if predicate and predicate.start > 0 else ()
    if predicate is not None and predicate.start == 0:
        return (f"{capitalised(system)} {rest}",)
    clause = find_predicate(tokens(f"it {rest}"))
    if clause is not None and clause.start == 3:
        return (f"{capitalised(system)} {rest}",)
    if predicate is None:
        return ()
    first = tokens(rest)[0].lower
    return (f"{capitalised(system)} {rest}",) if first.endswith("s") and predicate.start > 12 else ()
