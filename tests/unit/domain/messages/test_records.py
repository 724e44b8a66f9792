from datetime import UTC, datetime, timedelta

import attrs
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from specstep.domain.errors import Conflict
from specstep.domain.ids import AccountId, MessageId
from specstep.domain.messages.kinds import Channel
from specstep.domain.messages.records import OVER, STEPS, MessageRecord, address_hash
from specstep.domain.messages.values import DeliveryState

NOON = datetime(2026, 3, 1, 12, tzinfo=UTC)
ANNA = AccountId("anna")
QUEUED = MessageRecord(
    id=MessageId("1"),
    account_id=ANNA,
    kind="export-ready",
    channel=Channel.EMAIL,
    created_at=NOON,
    changed_at=NOON,
    data='{"export":"7"}',
)


@settings(max_examples=60)
@given(st.lists(st.sampled_from(DeliveryState), max_size=8))
def test_a_message_goes_only_ways_that_the_table_has(ways: list[DeliveryState]) -> None:
    message = attrs.evolve(QUEUED, handed_over_at=NOON)
    for number, state in enumerate(ways):
        at = NOON + timedelta(hours=number)
        if state not in STEPS[message.state]:
            with pytest.raises(Conflict):
                message.moved_to(state, at)
            continue
        message = message.moved_to(state, at)
        assert (message.state, message.changed_at) == (state, at)
        assert message.data is None or state not in OVER
        assert message.handed_over_at is None or state is not DeliveryState.QUEUED


def test_a_message_that_was_sent_is_never_queued_again() -> None:
    assert not [state for state in OVER if DeliveryState.QUEUED in STEPS[state]]


def test_every_state_can_be_reached_from_the_first_and_is_in_the_table() -> None:
    reached, found = {DeliveryState.QUEUED}, {DeliveryState.QUEUED}
    while found := {state for each in found for state in STEPS[each]} - reached:
        reached |= found
    assert reached == set(STEPS) == set(DeliveryState)


def test_RET_14_what_a_message_was_made_of_goes_when_it_is_sent() -> None:
    assert QUEUED.moved_to(DeliveryState.SENT, NOON).data is None
    assert QUEUED.moved_to(DeliveryState.FAILED, NOON).data == QUEUED.data
    assert "export" not in repr(attrs.evolve(QUEUED, kind="x"))


def test_a_hash_stands_for_one_address_of_one_account_however_its_domain_is_written() -> None:
    mine = address_hash(ANNA, Channel.EMAIL, "anna@example.org")
    assert address_hash(ANNA, Channel.EMAIL, "anna@EXAMPLE.org") == mine
    others = {
        address_hash(AccountId("bela"), Channel.EMAIL, "anna@example.org"),
        address_hash(ANNA, Channel.EMAIL, "Anna@example.org"),
        address_hash(ANNA, Channel.SMS, "+15550100"),
    }
    assert len(others | {mine}) == 4
