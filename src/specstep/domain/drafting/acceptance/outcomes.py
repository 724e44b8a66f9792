"""What somebody can observe after an action."""

from specstep.domain.drafting.english.nouns import bare, is_plural
from specstep.domain.drafting.english.verbs import participle

CREATING = frozenset(
    "create add publish post record enter register submit upload save schedule set define report log import note write".split()
)
SEEING = frozenset(
    "see view browse read look check find search filter track follow monitor watch inspect review compare sort list know".split()
)
TAKING = frozenset("export download print".split())
REMOVING = frozenset("delete remove erase".split())
CHANGING = frozenset("edit change update modify correct adjust rename move reschedule".split())
PAYING = frozenset("pay transfer donate".split())


def outcome(name: str, verb: str, rest: str, thing: str) -> tuple[str, ...]:
    """What follows when `name` has done what the requirement lets them do."""
    noun = bare(thing) if thing else ""
    the = f"the {noun}" if noun else "what was done"
    are = "are" if noun and is_plural(noun) else "is"
    if verb in SEEING:
        return (f"{name} is shown {rest}",) if rest and not rest.startswith(("for ", "by ", "up ", "through ")) else (
            f"{name} sees what matches, and nothing that does not match",
        )  # fmt: skip
    if verb in TAKING:
        return (f"{name} receives a file that contains {the}",)
    if verb in REMOVING:
        return (f"{the} {are} no longer shown to anybody",)
    if verb in CHANGING:
        return (f"{the} {are} shown with the new values", f"the old values of {the} are no longer shown as valid")
    if verb in PAYING:
        return (f"the payment is recorded for {name} with its amount and date",)
    if verb in CREATING:
        return (f"{the} {are} shown with what {name} entered",)
    if verb == "sign" and rest.startswith("up"):
        return (f"{name} is shown as signed up for {the}",)
    if verb in {"log", "sign"} and rest.startswith("in"):
        return (f"the system greets {name} by name",)
    if not noun or verb in {"be", "have", "use", "work", "go", "come", "get"}:
        return (f"the system confirms to {name} that it was done",)
    return (f"{the} {are} shown as {participle(verb)}", f"{name} is shown as the one who did it")
