"""What a log line may say, and what it may not."""

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from specstep.domain.logs import FIELDS, FORMS, REFUSED, Event, Level, Shape, entry, takes
from specstep.domain.secrets import Secret

ID = "01a20a34-3ed5-76dc-b333-519e9368f8eb"
GOOD = {
    Shape.ID: f"generation-{ID}",
    Shape.COUNT: 7,
    Shape.WORD: "re-encryption",
    Shape.ROUTE: "/v1/interviews/{id}/turns",
    Shape.TYPE: "ProviderFailed",
    Shape.CODE: "PROVIDER_FAILED",
    Shape.PLACE: "specstep.domain.logs:12",
}
HOSTILE = (
    "anna@example.com",
    "192.0.2.7",
    "2001:db8::7",
    "sf_AbCdEf12_0123456789",
    "Hunter2!",
    "what Anna said",
    "line\nbreak",
    "+43 660 1234567",
    "/v1/interviews/01a20a34-3ed5-76dc-b333-519e9368f8eb",
    "",
)


def test_every_field_has_a_form_and_takes_what_has_it() -> None:
    assert set(FIELDS.values()) == set(Shape)
    assert all(takes(shape, GOOD[shape]) for shape in Shape)
    told = entry(Event.JOB_ENDED, {"run": ID, "kind": "generation", "duration_ms": 0, "step": None})
    assert told.fields == {"run": ID, "kind": "generation", "duration_ms": 0}
    assert (told.level, entry(Event.JOB_FAILED, {}).level) == (Level.INFO, Level.WARNING)


@pytest.mark.parametrize("value", HOSTILE)
@pytest.mark.parametrize("shape", FORMS)
def test_addresses_secrets_and_texts_have_no_form_that_a_field_takes(shape: Shape, value: str) -> None:
    if (shape, value) != (Shape.ROUTE, ""):  # the pattern of the empty address
        assert not takes(shape, value)


@given(
    st.text() | st.integers() | st.booleans() | st.binary() | st.none() | st.builds(Secret, st.text(min_size=1))
)
@example(True)
@example(-1)
@example(10**12)
def test_whatever_is_handed_in_a_line_holds_only_what_its_fields_take(value: object) -> None:
    told = entry(Event.UNEXPECTED, {**dict.fromkeys(FIELDS, value), "comment": value})  # type: ignore[dict-item]
    for name, kept in told.fields.items():
        assert kept == REFUSED or takes(FIELDS[name], kept)
