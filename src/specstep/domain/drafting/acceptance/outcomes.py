"""What somebody can observe after an action."""

import re

from specstep.domain.drafting.english.nouns import bare, is_plural
from specstep.domain.drafting.english.verbs import participle

CREATING = frozenset(
    "create add publish post record enter register submit upload save schedule set define report log import note write order book request reserve".split()
)
SEEING = frozenset(
    "see view browse read look check find search filter track follow monitor watch inspect review compare sort list know".split()
)
TAKING = frozenset("export download print".split())
REMOVING = frozenset("delete remove erase".split())
CHANGING = frozenset("edit change update modify correct adjust rename move reschedule".split())
PAYING = frozenset("pay transfer donate".split())
CHOOSING = frozenset("choose select pick".split())
REACHING = frozenset("contact message call write ask".split())
LASTING = frozenset("be have use work go come get help do make play take bring give run walk".split())
NAMED = {"order": "order", "book": "booking", "request": "request", "reserve": "reservation", "apply": "application",
         "register": "registration", "comment": "comment", "complain": "complaint", "vote": "vote", "reply": "reply"}  # fmt: skip
"""What there is once somebody has done it, where the words name nothing else."""
STATED = re.compile(
    r"^(?P<thing>(?:the |an? |each |Ada's )?[\w -]+?) (?:as|to) (?:an? |the )?(?P<state>(?!Ada\b)[\w -]+?)(?: (?:at|in|on|for|by|with|when) .+)?$"
)
PARTICLE = re.compile(r"^(?P<particle>in|out|up|off|back)\b(?: (?P<how>(?:for|at|to|from|with|on|by|in) .+))?$")


def outcome(name: str, verb: str, rest: str, thing: str) -> tuple[str, ...]:
    """What follows when `name` has done what the requirement lets them do."""
    noun = bare(thing) if thing else ""
    the = f"the {noun}" if noun else "what was done"
    are = "are" if noun and is_plural(noun) else "is"
    if re.match(r"(?:that|who|which|whether|what|how|where) ", rest) and verb not in SEEING:
        return (f"the system shows {rest}",)
    if verb in {"log", "sign"} and rest.startswith("in"):
        return (f"the system greets {name} by name",)
    if match := PARTICLE.match(rest):
        state = f"{participle(verb)} {match['particle']}"
        what = (
            f" for {the}"
            if noun and (match["how"] or "").startswith("for ")
            else f" {match['how']}"
            if match["how"]
            else ""
        )
        return (f"{name} is shown as {state}{what}",)
    if verb in SEEING:
        if not rest or rest.startswith(("for ", "by ", "up ", "through ")):
            return (f"{name} sees what matches, and nothing that does not match",)
        if verb in {"search", "find", "filter"}:
            return (f"all that {name} is shown matches what {name} asked for", "nothing that matches is missing")
        return (f"{name} is shown {rest}",)
    if verb in {"mark", "flag", "set", "switch", "turn", "change", "move"} and (match := STATED.match(rest)):
        return (f"the {bare(match['thing'])} {are} shown as {match['state']}",)
    if verb in TAKING:
        return (
            f"{name} receives {the} with all that belongs to {'them' if are == 'are' else 'it'}"
            if verb == "print"
            else f"{name} receives a file that contains {the}",
        )
    if verb in REMOVING:
        return (f"the {noun or 'entry'} {are} no longer shown to anybody",)
    if verb in CHANGING:
        return (f"{the} {are} shown with the new values", f"the old values of {the} are no longer shown as valid")
    if verb in PAYING:
        return (f"the payment is recorded for {name} with its amount and date",)
    if verb in CHOOSING and rest:
        return (
            f"the system shows this as {name}'s choice: {rest}",
            "it is still the choice when the view is opened again",
        )
    if verb in REACHING and noun:
        return (f"{the} {'receive' if are == 'are' else 'receives'} what {name} wrote",)
    if verb in {"repeat", "reuse", "copy"} and noun:
        return (f"there is a second one with the same values as {the}",)
    if verb in NAMED:
        made = NAMED[verb]
        own = f"the {made} of {the}" if noun and noun != made else f"the {made}"
        return (
            f"{own} is shown to {name} with what {name} entered",
            f"the system has exactly one such {made} more",
        )
    if verb in CREATING:
        return (f"{the} {are} shown with what {name} entered",)
    if not noun or verb in LASTING:
        return (f"the system accepts it and shows it to {name} as done",)
    return (f"{the} {are} shown as {participle(verb)} by {name}",)
