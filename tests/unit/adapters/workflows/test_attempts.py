"""What is tried again, and what may be told about failures."""

import pytest

from specstep.adapters.workflows.attempts import failure, worth_retrying
from specstep.domain.errors import BadInput, Conflict, Misconfigured, NotFound, ProviderFailed, StorageFull


@pytest.mark.parametrize(
    ("error", "worth"),
    [
        (OSError(), True),
        (TimeoutError(), True),
        (StorageFull(service="disk", reason="full"), True),
        (ProviderFailed(service="model", reason="busy"), True),
        (ProviderFailed(service="model", reason="key", retryable=False), False),
        (NotFound(kind="run", id="x"), False),
        (Conflict(what="moved"), False),
        (BadInput(where="brief", what="empty"), False),
        (Misconfigured(setting="x", what="y"), False),
    ],
)
def test_only_what_may_end_otherwise_is_tried_again(error: Exception, worth: bool) -> None:
    assert worth_retrying(error) is worth


@pytest.mark.parametrize(
    ("error", "told"),
    [
        (Conflict(what="It was moved."), "step 's': Conflict: It was moved."),
        (BadInput(where="turn 3", what="what a person wrote"), "step 's': BadInput"),
        (ValueError("what a person wrote"), "step 's': ValueError"),
    ],
)
def test_a_failure_tells_no_content(error: Exception, told: str) -> None:
    assert str(failure("s", error)) == told
