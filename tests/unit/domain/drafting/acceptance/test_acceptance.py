"""Scenarios say something: example data on both sides of each bound, and an outcome that one can see."""

import pytest
from tests.unit.domain.drafting.briefings import briefing, drafted

from specstep.domain.documents.acceptance import Scenario


def _scenarios(kind: str, said: str) -> list[Scenario]:
    draft = drafted(briefing((kind, said)))
    return [scenario for feature in draft.acceptance.features for scenario in feature.scenarios]


def test_a_time_limit_is_tried_a_minute_before_and_a_minute_after() -> None:
    inside, outside = _scenarios("need", "Volunteers can cancel a shift up to 24 hours before it starts.")
    assert inside.kind == "boundary"
    assert "24 hours and 1 minute remain until the shift starts" in inside.given
    assert outside.kind == "refusal"
    assert "23 hours and 59 minutes remain until the shift starts" in outside.given
    assert outside.then[-1] == "the shift is not cancelled"


def test_a_maximum_is_tried_with_the_last_that_fits_and_one_too_many() -> None:
    last, beyond = _scenarios("rule", "No more than 12 volunteers per shift.")
    assert last.given == ("a shift has 11 volunteers",)
    assert last.then == ("the shift has 12 volunteers",)
    assert beyond.given == ("a shift has 12 volunteers",)
    assert beyond.then[-1] == "the shift still has 12 volunteers"


def test_a_permission_is_refused_to_others() -> None:
    granted, refused = _scenarios("rule", "Only coordinators can export the attendance list as CSV.")
    assert granted.kind == "main"
    assert refused.kind == "refusal"
    assert "not a coordinator" in refused.given[0]


def test_a_message_that_cannot_be_delivered_is_a_scenario_of_its_own() -> None:
    kinds = [
        scenario.kind for scenario in _scenarios("need", "When the order is ready, the customer gets an email.")
    ]
    assert kinds == ["main", "failure"]


def test_a_deletion_is_tried_before_and_after_its_time() -> None:
    before, after = _scenarios("rule", "Data must be deleted 30 days after a member leaves.")
    assert before.given == ("29 days, 23 hours and 59 minutes have passed since a member leaves",)
    assert after.then == ("data can be found in no store of the system",)


def test_what_the_system_is_made_of_is_looked_up() -> None:
    (scenario,) = _scenarios("decision", "We use PostgreSQL.")
    assert scenario.when == ("somebody lists what it is built with and what it runs on",)
    assert scenario.then == ("the list has PostgreSQL",)


def test_another_language_keeps_the_persons_sentence() -> None:
    draft = drafted(briefing(("need", "Mitglieder können Bücher ausleihen."), language="de"))
    (item,) = draft.requirements.items
    assert item.text == "Mitglieder können Bücher ausleihen."
    assert item.pattern is None
    assert draft.requirements.unchecked
    assert draft.acceptance.places()[item.id]


STEPS: list[tuple[str, str, list[tuple[tuple[str, ...], tuple[str, ...], tuple[str, ...]]]]] = [
    (
        "rule",
        "Both players have to confirm a result within 3 days, otherwise it doesn't count.",
        [
            (
                ("Ada and Max are the two players whom it concerns", "the result is waiting for this: confirm"),
                ("Ada and Max confirm the result 2 days, 23 hours and 59 minutes after the result was entered",),
                ("the result is shown as confirmed", "no further step is asked of Ada and Max"),
            ),
            (
                ("Ada and Max are the two players whom it concerns", "the result is waiting for this: confirm"),
                ("only Ada has done this when 3 days and 1 minute have passed since the result was entered",),
                ("the result does not count",),
            ),
        ],
    ),
    (
        "limit",
        "The app should cost nothing.",
        [
            (
                ("the invoices of the project are at hand",),
                ("somebody looks for what operating the system has cost",),
                ("no invoice asks for money", "nobody has paid anything that has no invoice"),
            )
        ],
    ),
    (
        "limit",
        "About 80 members.",
        [
            (
                ("79 members use the system already",),
                ("one more member begins to use it",),
                ("the system counts 80 members", "the new member and the members from before are all answered"),
            )
        ],
    ),
    (
        "need",
        "The app renames photos by date.",
        [
            (
                ("there are two photos",),
                ("the system has dealt with the two photos",),
                ("both photos are renamed by date",),
            )
        ],
    ),
    (
        "need",
        "The app shows what is free.",
        [
            (
                ("the system is in operation",),
                ("somebody asks the system what is free",),
                ("the answer says what is free", "it lists nothing else"),
            )
        ],
    ),
    (
        "rule",
        "Two customers must not get the same machine for the same day.",
        [
            (
                ("there is a machine",),
                ("two customers try to get the same machine for the same day, one right after the other",),
                ("the first one succeeds", "the system refuses the second one and says why"),
            )
        ],
    ),
]


@pytest.mark.parametrize(("kind", "said", "steps"), STEPS, ids=[said for _, said, _ in STEPS])
def test_a_statement_is_tried_in_these_steps(
    kind: str, said: str, steps: list[tuple[tuple[str, ...], tuple[str, ...], tuple[str, ...]]]
) -> None:
    assert [(each.given, each.when, each.then) for each in _scenarios(kind, said)] == steps


OUTCOMES: list[tuple[str, str, list[tuple[str, str, str]]]] = [
    (
        "need",
        "When the temperature rises above 32 °C for more than 3 minutes, the system opens the vents.",
        [
            ("the temperature is 32 °C", "the temperature rises to 33 °C for 3 minutes and 1 second", "the system opens the vents"),
            ("the temperature is 32 °C", "the temperature rises to 32 °C for 3 minutes and 1 second", "the system does not open the vents"),
            ("the temperature is 32 °C", "the temperature rises to 33 °C for 3 minutes", "the system does not open the vents"),
        ],
    ),
    (
        "rule",
        "Gyms are paid 4.20 EUR per visit, capped at 42 EUR per member and month.",
        [
            ("9 visits have been counted for one member in one month", "the sum for these 9 visits is worked out", "it is 37.80 EUR"),
            ("11 visits have been counted for one member in one month", "the sum for these 11 visits is worked out", "it is not 46.20 EUR"),
        ],
    ),
    (
        "need",
        "Customers can order until 5 p.m. for the next day.",
        [
            ("it is 4:59 p.m.", "Ada orders for the next day", "the system has exactly one such order more"),
            ("it is 5:01 p.m.", "Ada tries to order for the next day", "everything is as it was before"),
        ],
    ),
    (
        "need",
        "Members can pause their membership for 1 to 3 months.",
        [
            ("Ada is a member", "Ada pauses Ada's membership for 3 months", "the membership is shown as paused by Ada"),
            ("Ada is a member", "Ada tries to pause Ada's membership for 4 months", "the membership is not paused"),
        ],
    ),
]  # fmt: skip


@pytest.mark.parametrize(("kind", "said", "seen"), OUTCOMES, ids=[said for _, said, _ in OUTCOMES])
def test_a_figure_is_tried_where_it_just_holds_and_where_it_just_does_not(
    kind: str, said: str, seen: list[tuple[str, str, str]]
) -> None:
    made = _scenarios(kind, said)
    assert [each.when[-1] for each in made] == [when for _, when, _ in seen]
    for scenario, (given, _, then) in zip(made, seen, strict=True):
        assert given in scenario.given
        assert scenario.then[-1] == then
