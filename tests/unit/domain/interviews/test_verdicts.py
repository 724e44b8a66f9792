"""Verdicts that are found once per text."""

from hypothesis import given, settings
from hypothesis import strategies as st

from specstep.domain.interviews.verdicts import KEPT_AT_MOST, once_per_text


def test_a_text_is_judged_once_and_neither_text_is_kept() -> None:
    seen: list[str] = []

    def judge(text: str) -> bool:
        seen.append(text)
        return text.startswith("a")

    judged = once_per_text(judge)
    assert [judged(text) for text in ("apple", "pear", "apple", "pear")] == [True, False, True, False]
    assert seen == ["apple", "pear"]
    kept = next(cell.cell_contents for cell in judged.__closure__ or () if isinstance(cell.cell_contents, dict))
    assert all(isinstance(key, bytes) and isinstance(verdict, bool) for key, verdict in kept.items())


def test_no_more_verdicts_are_kept_than_agreed() -> None:
    judged = once_per_text(len)
    for number in range(KEPT_AT_MOST + 10):
        judged(str(number))
    kept = next(cell.cell_contents for cell in judged.__closure__ or () if isinstance(cell.cell_contents, dict))
    assert len(kept) == KEPT_AT_MOST


@settings(max_examples=50)
@given(st.lists(st.text(max_size=5), max_size=20))
def test_a_remembered_verdict_is_the_one_that_was_found(texts: list[str]) -> None:
    judged = once_per_text(len)
    assert [judged(text) for text in texts] == [len(text) for text in texts]
