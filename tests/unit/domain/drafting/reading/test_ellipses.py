"""Clauses that leave something out are written out."""

import pytest

from specstep.domain.drafting.reading.ellipses import per_unit, written_out


@pytest.mark.parametrize(
    ("said", "written"),
    [
        (
            "The apprentice mustn't be able to sign off a gas job, only a registered engineer can.",
            ("The apprentice mustn't be able to sign off a gas job.", "Only a registered engineer can sign off a gas job."),
        ),
        (
            "The next person has 12 hours to accept; otherwise it goes on to the next one.",
            ("The next person has 12 hours to accept.", "If that person does not accept within 12 hours, it goes on to the next one."),
        ),
        ("Nobody has clean hands, so please big buttons.", ("We need big buttons, because nobody has clean hands.",)),
        ("Once signed nobody can change it.", ("Once it is signed, nobody can change it.",)),
        (
            "Kids play this: no chat, names come from a list, no ads.",
            ("No chat, because kids play this.", "Names come from a list.", "No ads."),
        ),
        ("Exit code 1 if a test fails.", ("The tool exits with code 1 if a test fails.",)),
        ("When the phone's offline it keeps the jobs.", ("When the phone is offline it keeps the jobs.",)),
    ],
)  # fmt: skip
def test_what_is_left_out_is_written_out(said: str, written: tuple[str, ...]) -> None:
    assert written_out(said) == written


@pytest.mark.parametrize(
    "said",
    [
        "Our contract ends in May, so by then.",
        "A member pays, so the shift is theirs.",
        "We need a list of all jobs.",
    ],
)
def test_a_whole_sentence_comes_back_as_it_is(said: str) -> None:
    assert written_out(said) == (said,)


def test_bounds_under_a_plural_label_hold_for_each_of_them() -> None:
    assert per_unit("Groups", "at least 4, at most 12 students") == "at least 4 and at most 12 students"
    assert per_unit("Budget", "at most 300 EUR") is None
