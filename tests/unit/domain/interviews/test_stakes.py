import pytest
from tests.samples.talks import facts_of

from specstep.domain.interviews.stakes import Stakes, assess_stakes
from specstep.domain.interviews.values import FactKind


@pytest.mark.parametrize(
    ("texts", "level"),
    [
        ((), Stakes.MEDIUM),
        (("A tool just for me that renames photos.",), Stakes.LOW),
        (("A weekend project that draws a fractal.",), Stakes.LOW),
        (("Ein kleines Skript nur für mich.",), Stakes.LOW),
        (("Volunteers can sign up for shifts.",), Stakes.MEDIUM),
        (("Names and phone numbers are kept.", "We have 120 volunteers."), Stakes.MEDIUM),
        (("Customers pay by card.", "There are 20,000 customers."), Stakes.HIGH),
        (("Patients see their diagnosis.", "Names are kept."), Stakes.HIGH),
        (("Children upload photos.", "Their names are kept.", "2000 users."), Stakes.HIGH),
        (("The CLI renames photos by their date.",), Stakes.LOW),
        (("Customers order bread and pay when they pick it up.",), Stakes.MEDIUM),
        (("It raises the alarm in an emergency.",), Stakes.HIGH),
        (("It is just for me.", "There are no payments and no patients."), Stakes.LOW),
    ],
)
def test_stakes_follow_from_what_hangs_on_the_project(texts: tuple[str, ...], level: Stakes) -> None:
    assessment = assess_stakes(facts_of(*texts))
    assert assessment.level is level
    assert assessment.because


def test_what_is_ruled_out_or_put_off_raises_nothing() -> None:
    facts = facts_of(
        ("A tool just for me.", FactKind.ACTOR, "users"),
        ("Payments by card.", FactKind.NON_GOAL, "non-goals"),
        ("20,000 users.", FactKind.LATER, "load"),
    )
    assert assess_stakes(facts).level is Stakes.LOW
