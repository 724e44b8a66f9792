"""Readings that are made once for each value."""

import gc
import weakref

import attrs

from specstep.domain.remembering import remembered


@attrs.frozen
class Text:
    words: str


READ: list[str] = []


@remembered
def joined(one: Text, other: Text) -> Text:
    READ.append(f"{one.words} {other.words}")
    return Text(one.words + other.words)


def test_the_same_values_are_read_once_and_equal_ones_again() -> None:
    READ.clear()
    one, other = Text("a"), Text("b")
    assert joined(one, other) == joined(one, other) == Text("ab")
    assert joined(other, one) == Text("ba")
    assert joined(Text("a"), other) == Text("ab")
    assert READ == ["a b", "b a", "a b"]


def test_nothing_is_kept_of_a_value_that_is_gone() -> None:
    value = Text("gone")
    answer = weakref.ref(joined(value, value))
    assert answer() == Text("gonegone")
    del value
    gc.collect()
    assert answer() is None


def test_a_value_in_the_place_of_one_that_is_gone_is_read_anew() -> None:
    stays = Text("stays")
    assert all(joined(Text(str(number)), stays) == Text(f"{number}stays") for number in range(200))
