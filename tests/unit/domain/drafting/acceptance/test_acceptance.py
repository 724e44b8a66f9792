"""Scenarios say something: example data on both sides of each bound, and an outcome that one can see."""

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


def test_the_scenario_of_a_constraint_is_an_inspection() -> None:
    (scenario,) = _scenarios("decision", "We use PostgreSQL.")
    assert scenario.then == ("they show that the system uses PostgreSQL",)


def test_another_language_keeps_the_persons_sentence() -> None:
    draft = drafted(briefing(("need", "Mitglieder können Bücher ausleihen."), language="de"))
    (item,) = draft.requirements.items
    assert item.text == "Mitglieder können Bücher ausleihen."
    assert item.pattern is None
    assert draft.requirements.unchecked
    assert draft.acceptance.places()[item.id]
