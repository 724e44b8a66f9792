"""The states that a thing runs through, as far as the verbs about it show them."""

import re

from specstep.domain.drafting.architecture.attributes import Said
from specstep.domain.drafting.shape.obligations import Obligation
from specstep.domain.drafting.shape.words import bare, key, names, participle

STATE_VERBS: dict[str, str] = {
    "draft": "drafted",
    "plan": "planned",
    "create": "open",
    "open": "open",
    "submit": "submitted",
    "request": "requested",
    "book": "booked",
    "reserve": "reserved",
    "order": "ordered",
    "sign up": "signed up",
    "register": "registered",
    "enrol": "enrolled",
    "enroll": "enrolled",
    "schedule": "scheduled",
    "assign": "assigned",
    "accept": "accepted",
    "approve": "approved",
    "confirm": "confirmed",
    "authorise": "authorised",
    "authorize": "authorized",
    "capture": "captured",
    "publish": "published",
    "start": "started",
    "pause": "paused",
    "lend": "lent",
    "borrow": "lent",
    "check out": "checked out",
    "check in": "checked in",
    "ship": "shipped",
    "deliver": "delivered",
    "attend": "attended",
    "acknowledge": "acknowledged",
    "escalate": "escalated",
    "resolve": "resolved",
    "pay": "paid",
    "settle": "settled",
    "refund": "refunded",
    "return": "returned",
    "complete": "completed",
    "finish": "finished",
    "close": "closed",
    "reject": "rejected",
    "decline": "declined",
    "cancel": "cancelled",
    "activate": "active",
    "expire": "expired",
    "archive": "archived",
    "withdraw": "withdrawn",
    "fail": "failed",
    "sync": "synchronised",
}
"""Verbs that put a thing in another state, in the usual order of a life, with the state."""
STATE_OF = {participle(verb): state for verb, state in STATE_VERBS.items()}
DONE = "|".join(sorted(map(re.escape, STATE_OF), key=len, reverse=True))
RESULTS: dict[str, str] = {
    "sign up": "sign-up",
    "book": "booking",
    "reserve": "reservation",
    "order": "order",
    "enrol": "enrolment",
    "enroll": "enrolment",
    "borrow": "loan",
    "lend": "loan",
    "rent": "rental",
    "pay": "payment",
    "refund": "refund",
    "vote": "vote",
    "apply": "application",
    "subscribe": "subscription",
    "assign": "assignment",
    "check in": "check-in",
    "clock": "time entry",
    "comment": "comment",
    "rate": "rating",
}
"""What an action leaves behind: the thing that joins who acted with what was acted on."""
CREATED = {
    "active",
    "booked",
    "reserved",
    "ordered",
    "signed up",
    "registered",
    "submitted",
    "requested",
    "planned",
    "open",
    "drafted",
}
BEFORE: dict[str, str] = {
    "started": "stopped", "paused": "active", "paid": "unpaid", "settled": "unpaid", "lent": "available",
    "checked out": "available", "checked in": "expected", "cancelled": "active", "expired": "valid", "withdrawn": "active",
    "archived": "current", "confirmed": "unconfirmed", "approved": "submitted", "accepted": "submitted", "rejected": "submitted",
    "declined": "submitted", "published": "draft", "delivered": "under way", "shipped": "ordered", "returned": "lent",
    "synchronised": "not synchronised", "acknowledged": "raised", "resolved": "open", "closed": "open", "assigned": "unassigned",
}  # fmt: skip
"""In which state a thing is before it reaches the first one that somebody spoke of."""
LISTED = re.compile(
    r"\b(?:status(?:es)?|states?)\b[^.:]{0,40}?(?:\bis\b|\bare\b|\bcan be\b|\bone of\b|:|\()\s*(?P<list>[^.)]+)",
    re.IGNORECASE,
)
MARKED = re.compile(
    r"\bmark(?:s|ed)?\b[^.]{0,60}?\bas\s+(?:an?\s+|the\s+)?(?P<state>[a-z-]+)(?:\s+or\s+(?:an?\s+|the\s+)?(?P<other>[a-z-]+))?",
    re.IGNORECASE,
)


def states_of(entity: str, obligations: tuple[Obligation, ...], said: tuple[Said, ...]) -> tuple[str, ...]:
    """The states of an entity in order: those listed, otherwise those that verbs lead to; two at least."""
    for sentence in said:
        if not names(sentence.text, entity):
            continue
        match = LISTED.search(bare(sentence.text))
        if match:
            parts = [
                re.sub(r"^(?:either|an?|the|or|and)\s+", "", bare(part.strip("\"'“” "))).lower()
                for part in re.split(r",|\bor\b|\band\b|/", match["list"])
            ]
            parts = [part for part in parts if part and len(part.split()) <= 3]
            if len(parts) > 1:
                return tuple(dict.fromkeys(parts))
    reached: set[str] = set()
    for obligation in obligations:
        if obligation.negated:
            continue
        head = re.split(
            r"\b(?:to|for|with|by|from|at|on|in|before|after|until|within|of|per|as|who|that|when|if)\b",
            obligation.rest,
        )[0]
        if obligation.verb in STATE_VERBS and names(head, entity):
            reached.add(STATE_VERBS[obligation.verb])
        if obligation.verb == "mark" and names(obligation.rest, entity):
            match = MARKED.search(obligation.action)
            if match:
                reached.update(state.lower() for state in (match["state"], match["other"]) if state)
    undergone = re.compile(
        rf"\b{re.escape(key(entity))}(?:e?s)?\s+(?:is|are|was|were|has been|have been|gets?)\s+(?P<done>{DONE})\b(?!\s+(?:[\d€$£]|by the|per))"
    )
    for sentence in said:
        reached.update(STATE_OF[match["done"]] for match in undergone.finditer(sentence.text.lower()))
    for obligation in obligations:
        result = RESULTS.get(obligation.verb)
        if (
            result is not None
            and key(result) == key(entity)
            and not obligation.negated
            and obligation.verb in STATE_VERBS
        ):
            reached.add(STATE_VERBS[obligation.verb])
    order = {state: place for place, state in enumerate(dict.fromkeys(STATE_VERBS.values()))}
    found = sorted(reached, key=lambda state: (order.get(state, len(order) // 2), state))
    if found and not reached & CREATED:
        found = [*dict.fromkeys((BEFORE.get(found[0], "open"), *found))]
    return tuple(found) if len(found) > 1 else ()
