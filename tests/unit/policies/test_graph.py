"""The order in which rows can go, over any graph of references."""

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from specstep.policies.errors import Unerasable
from specstep.policies.graph import Reference, removal_order

NAMES = ("a", "b", "c", "d")
references = st.lists(
    st.builds(Reference, child=st.sampled_from(NAMES), parent=st.sampled_from(NAMES), optional=st.booleans()),
    max_size=8,
)


def ref(between: str, *, optional: bool = False) -> Reference:
    """`a>b`: rows of a refer to rows of b; `a?b`: they need not."""
    child, mark, parent = between
    return Reference(child=child, parent=parent, optional=mark == "?")


def leads(start: str, goal: str, edges: list[Reference]) -> bool:
    """Whether one can walk from one to the other, in any number of steps but none."""
    reached = {edge.parent for edge in edges if edge.child == start}
    for _ in NAMES:
        reached |= {edge.parent for edge in edges if edge.child in reached}
    return goal in reached


@given(references)
def test_RIG_3_rows_go_before_those_that_they_refer_to_or_the_reference_is_emptied(edges: list[Reference]) -> None:
    firm = [edge for edge in edges if not edge.optional]
    assume(not any(leads(name, name, firm) for name in NAMES))
    order = removal_order(NAMES, edges)
    place = {name: number for number, name in enumerate(order.names)}
    assert set(order.names) == set(NAMES)
    for edge in edges:
        assert edge in order.cut or place[edge.child] < place[edge.parent]


@given(references)
def test_RIG_3_a_circle_that_nothing_opens_is_walked_in_the_message(edges: list[Reference]) -> None:
    firm = [edge for edge in edges if not edge.optional]
    assume(any(leads(name, name, firm) for name in NAMES))
    with pytest.raises(Unerasable) as refused:
        removal_order(NAMES, edges)
    steps = list(zip(refused.value.path, refused.value.path[1:], strict=False))
    assert refused.value.path[0] == refused.value.path[-1]
    assert steps
    assert all(Reference(child=child, parent=parent) in firm for child, parent in steps)


@given(references)
def test_RIG_3_a_reference_is_emptied_exactly_where_it_can_be_and_lies_on_a_circle(edges: list[Reference]) -> None:
    firm = [edge for edge in edges if not edge.optional]
    if any(leads(name, name, firm) for name in NAMES):
        with pytest.raises(Unerasable):
            removal_order(NAMES, edges)
        return
    circling = {
        edge
        for edge in edges
        if edge.optional and (edge.child == edge.parent or leads(edge.parent, edge.child, edges))
    }
    assert removal_order(NAMES, edges).cut == circling


def test_what_nothing_orders_goes_in_the_reverse_of_the_order_given() -> None:
    assert removal_order("abc", []).names == ("c", "b", "a")
    assert removal_order("abc", [ref("b>a")]).names == ("c", "b", "a")
    assert removal_order("abc", [ref("a>c")]).names == ("b", "a", "c")
    assert removal_order("abcd", [ref("a>b"), ref("a>d"), ref("c>d")]).names == ("c", "a", "d", "b")


def test_a_reference_to_what_is_not_there_orders_nothing() -> None:
    assert removal_order("a", [ref("a>z"), ref("z>a")]).names == ("a",)


@pytest.mark.parametrize(
    ("edges", "path"),
    [(["a>a"], "aa"), (["a>b", "b>a"], "aba"), (["a>b", "b>c", "c>b"], "bcb"), (["a>b", "b>c", "c>a"], "abca")],
)
def test_RIG_3_a_circle_that_nothing_opens_is_named_with_its_path(edges: list[str], path: str) -> None:
    with pytest.raises(Unerasable) as refused:
        removal_order("abc", [ref(each) for each in edges])
    assert refused.value.path == tuple(path)
