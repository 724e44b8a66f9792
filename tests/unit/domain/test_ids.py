"""Identifiers of version 7."""

import uuid
from datetime import UTC, datetime

from hypothesis import given, settings
from hypothesis import strategies as st

from specstep.domain.ids import ENTROPY_BYTES, uuid7

TIMES = st.integers(0, 13_569_465_600).map(lambda seconds: datetime.fromtimestamp(seconds, UTC))


@given(now=TIMES, entropy=st.binary(min_size=ENTROPY_BYTES, max_size=ENTROPY_BYTES))
@settings(max_examples=50)
def test_a_uuid_of_version_7_is_one_for_the_standard_library_and_holds_its_time(
    now: datetime, entropy: bytes
) -> None:
    made = uuid7(now, entropy)
    read = uuid.UUID(made)
    assert (str(read), read.version, read.variant) == (made, 7, uuid.RFC_4122)
    assert read.int >> 80 == int(now.timestamp() * 1000)
    kept = (1 << 62) - 1  # all after the variant
    assert read.int & kept == int.from_bytes(entropy, "big") & kept


@given(times=st.tuples(TIMES, TIMES))
@settings(max_examples=50)
def test_uuids_of_version_7_sort_by_their_milliseconds(times: tuple[datetime, datetime]) -> None:
    earlier, later = sorted(int(time.timestamp() * 1000) for time in times)
    first, last = (uuid7(time, bytes(ENTROPY_BYTES)) for time in sorted(times))
    assert (first < last) is (earlier < later)
