"""What is lacking about money, limits and points in time."""

import re

from specstep.domain.documents.requirements import Requirement, RequirementKind
from specstep.domain.drafting.requirements.values import Gap

MONEY = re.compile(
    r"[€$£]|\b(?:EUR|USD|GBP|CHF|euros?|dollars?|pounds?|pay\w*|price\w*|invoice\w*|refund\w*|fees?)\b",
    re.IGNORECASE,
)
CURRENCY = re.compile(r"[€$£]|\b(?:EUR|USD|GBP|CHF|euros?|dollars?|pounds?|francs?)\b", re.IGNORECASE)
ROUNDING = re.compile(r"\bround\w*|cents?\b", re.IGNORECASE)
FRACTIONS = re.compile(
    r"\b(?:split|share|percent|vat|tax|discount|convert|interest|commission)\w*|\d ?%[^.]{0,30}\b(?:commission|fee|tax|discount|price)",
    re.IGNORECASE,
)
PAYING = re.compile(r"\b(?:pay|charge|debit)\b(?! (?:when|on|at|in cash|the taxi)\b)")
FAILED = re.compile(
    r"\bpayment (?:fails?|is declined)|declin\w+|failed payment|comes back|not paid|unpaid", re.IGNORECASE
)
CROWD = re.compile(
    r"^[\d.,]*\s(?:[a-z]+ )?(?:places?|seats?|volunteers?|people|persons?|participants?|members?|guests?|players?|bookings?|reservations?|appointments?)\b",
    re.IGNORECASE,
)


def money(items: tuple[Requirement, ...], said: str) -> list[Gap]:
    """What nobody said about amounts."""
    about = [item for item in items if MONEY.search(item.text) and item.kind is RequirementKind.FUNCTIONAL]
    if not about:
        return []
    first = about[0]
    found: list[Gap] = []
    if not CURRENCY.search(said):
        found.append(Gap(text=f"In which currency are the amounts of “{first.title}”, and are there several?",
                         why=f"{first.id} concerns money, but no currency was named.", topic="money", facts=first.facts,
                         meanwhile="one currency"))  # fmt: skip
    if not ROUNDING.search(said) and FRACTIONS.search(said):
        found.append(Gap(text="How are amounts rounded, and who bears the remaining cent?",
                         why=f"{first.id} leads to fractions of a cent, and nobody said how they are rounded.", topic="money",
                         facts=first.facts, recommended="each line is rounded to the cent, half a cent upwards",
                         meanwhile="each line is rounded to the cent, half a cent upwards"))  # fmt: skip
    paying = next((item for item in about if PAYING.search(item.text)), None)
    if paying is not None and not FAILED.search(said):
        found.append(Gap(text=f"What happens when the payment of “{paying.title}” fails or comes too late?",
                         why=f"{paying.id} only says what happens when the money arrives.", topic="money", facts=paying.facts,
                         recommended="nothing takes effect before the money is there, and the person is told",
                         meanwhile="nothing takes effect before the money is there"))  # fmt: skip
    return found


def races(items: tuple[Requirement, ...]) -> list[Gap]:
    """Several people who want the last place."""
    for item in items:
        limit = re.search(r"\bat most (?P<what>\d[^.]*)", item.text)
        if limit and CROWD.search(limit["what"]) and item.kind is RequirementKind.FUNCTIONAL:
            return [Gap(text=f"What does the one who comes too late see when the limit of “{item.title}” is reached, and is there a waiting list?",
                        why=f"{item.id} sets a limit, but not what happens at it.", topic="failures", facts=item.facts,
                        recommended="the limit is named, and there is no waiting list", meanwhile="the limit is named; no waiting list")]  # fmt: skip
    return []


def deadlines(items: tuple[Requirement, ...]) -> list[Gap]:
    """Periods that turn on a minute."""
    for item in items:
        if item.kind is RequirementKind.FUNCTIONAL and re.search(r"\b\d+ (?:days?|hours?) before\b", item.text):
            return [Gap(text=f"In which time zone, and to which minute, is the period of “{item.title}” counted?",
                        why=f"{item.id} turns on a point in time.", topic="time", facts=item.facts,
                        recommended="the local time of the place, to the minute", meanwhile="the local time of the place, to the minute")]  # fmt: skip
    return []
