"""Example people and figures for scenarios."""

import re
from decimal import Decimal

import attrs

NAMES = ("Ada", "Ben", "Cleo", "Dan", "Eva", "Finn", "Gina", "Hugo", "Ines", "Jon", "Kim", "Leo")

WORDS = {
    "one": 1,
    "two": 2,
    "three": 3,
    "four": 4,
    "five": 5,
    "six": 6,
    "seven": 7,
    "eight": 8,
    "nine": 9,
    "ten": 10,
    "twelve": 12,
}
STEP = {"year": ("day", 1), "month": ("day", 1), "week": ("day", 1), "day": ("minute", 1), "hour": ("minute", 1),
        "minute": ("second", 1), "second": ("millisecond", 100)}  # fmt: skip
"""The smaller unit, and how much of it, that shows one side of a bound from the other."""


@attrs.frozen(kw_only=True)
class Names:
    """A first name per role; those who have no role are called as the last of the list."""

    by_role: tuple[tuple[str, str], ...] = ()

    @classmethod
    def of(cls, roles: tuple[str, ...]) -> "Names":
        """Give each role a name of its own."""
        return cls(by_role=tuple((role, NAMES[index % len(NAMES)]) for index, role in enumerate(roles)))

    def of_role(self, role: str) -> str:
        """The name of somebody in this role."""
        for known, name in self.by_role:
            if known.lower() == role.lower():
                return name
        return "Sam"

    def other_than(self, role: str) -> tuple[str, str]:
        """Somebody of another role, with that role."""
        for known, name in self.by_role:
            if known.lower() != role.lower():
                return name, known
        return "Max", "visitor"


def number_of(text: str) -> Decimal | None:
    """A number written in digits or as a word."""
    if text.lower() in WORDS:
        return Decimal(WORDS[text.lower()])
    plain = re.sub(r"(?<=\d)[,\s](?=\d{3}\b)", "", text)
    return Decimal(plain) if re.fullmatch(r"\d+(?:\.\d+)?", plain) else None


def a_little_more(number: str, unit: str) -> str:
    """Just more than so much time ("24 hours" → "24 hours and 1 minute")."""
    smaller, count = STEP.get(unit.rstrip("s"), ("", 0))
    if not smaller:
        return f"more than {number} {unit}"
    return f"{number} {unit} and {count} {smaller}{'' if count == 1 else 's'}"


def a_little_less(number: str, unit: str) -> str:
    """Just less than so much time ("24 hours" → "23 hours and 59 minutes")."""
    value = number_of(number)
    one = unit.rstrip("s")
    if value is None or value != int(value) or value < 1:
        return f"less than {number} {unit}"
    count = int(value) - 1
    remaining = {"week": "6 days", "day": "23 hours and 59 minutes", "hour": "59 minutes", "minute": "59 seconds",
                 "second": "900 milliseconds"}.get(one)  # fmt: skip
    if remaining is None:
        return f"1 day less than {number} {unit}"
    if count == 0:
        return remaining
    whole = f"{count} {one}{'' if count == 1 else 's'}"
    return f"{whole}, {remaining}" if " and " in remaining else f"{whole} and {remaining}"
