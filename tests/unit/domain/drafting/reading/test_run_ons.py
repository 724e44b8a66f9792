"""Speech without a full stop, cut into its sentences."""

from itertools import pairwise

from hypothesis import given, settings
from hypothesis import strategies as st

from specstep.domain.drafting.reading.run_ons import spoken_spans

TOLD = (
    "in summer we have a rota and people swap with each other and then nobody knows who is watering so swapping "
    "should go through the app and both have to agree and the board gets told"
)


def test_speech_is_cut_where_the_next_sentence_begins() -> None:
    assert [TOLD[start:end] for start, end in spoken_spans(TOLD)] == [
        "in summer we have a rota",
        "people swap with each other",
        "nobody knows who is watering",
        "swapping should go through the app",
        "both have to agree",
        "the board gets told",
    ]


def test_a_sentence_that_was_written_with_its_marks_stays_whole() -> None:
    said = (
        "If they have not picked it up after four weeks, remind them, and after three months we may give it away, "
        "which the shop's terms allow."
    )
    assert list(spoken_spans(said)) == [(0, len(said))]


@settings(max_examples=40)
@given(st.lists(st.sampled_from(TOLD.split()), max_size=60).map(" ".join))
def test_spans_stand_in_order_and_lose_nothing_but_joints(text: str) -> None:
    spans = list(spoken_spans(text))
    assert all(first[1] <= second[0] for first, second in pairwise(spans))
    left = set(text.split()) - {word for start, end in spans for word in text[start:end].split()}
    assert left <= {"and", "so", "then", "but"}
