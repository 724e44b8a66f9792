"""What lies in the engine's tables."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from specstep.adapters.workflows.journal import RunFailed
from specstep.adapters.workflows.payloads import JsonPayloads, NoSeal

JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | st.text(),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
)


class _Backwards(NoSeal):
    def seal(self, text: str) -> str:
        return text[::-1]

    def unseal(self, text: str) -> str:
        return text[::-1]


@given(JSON)
def test_every_json_value_comes_back(value: object) -> None:
    payloads = JsonPayloads()
    assert payloads.deserialize(payloads.serialize(value)) == value


@given(st.none() | st.text(), st.text())
def test_a_failure_comes_back_with_its_step_and_reason(step: str | None, reason: str) -> None:
    payloads = JsonPayloads(_Backwards())
    found = payloads.deserialize(payloads.serialize(RunFailed(step=step, reason=reason)))
    assert (found.step, found.reason) == (step, reason)


def test_of_another_exception_only_its_name_is_written() -> None:
    assert JsonPayloads().serialize(ValueError("what a person wrote")) == '![null,"ValueError"]'


@pytest.mark.parametrize("value", [object(), {1}, float("nan"), b"bytes"])
def test_what_is_not_json_is_refused(value: object) -> None:
    with pytest.raises((TypeError, ValueError)):
        JsonPayloads().serialize(value)
