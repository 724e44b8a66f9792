"""The graph of references between datasets: the order in which rows can go, and where circles are opened."""

from collections.abc import Iterable, Mapping

import attrs

from specstep.policies.errors import Unerasable


@attrs.frozen(kw_only=True)
class Reference:
    """That rows of `child` refer to rows of `parent`; an `optional` one can be emptied."""

    child: str
    parent: str
    optional: bool = False


@attrs.frozen(kw_only=True)
class Order:
    """`names`, children first; `cut` are the references that are emptied before anything is deleted."""

    names: tuple[str, ...]
    cut: frozenset[Reference]


def removal_order(names: Iterable[str], references: Iterable[Reference]) -> Order:
    """The order in which rows of all datasets can go without breaking a reference.

    Every reference that lies on a circle and can be emptied is cut.

    Raises:
        Unerasable: a circle, or a reference of a dataset to itself, in which no reference can be emptied.
    """
    listed = tuple(names)
    edges = tuple(references)
    known = set(listed)
    group = _groups(listed, edges)
    cut = frozenset(edge for edge in edges if edge.optional and group[edge.child] == group[edge.parent])
    kept = [edge for edge in edges if edge not in cut and edge.child in known and edge.parent in known]
    parents: dict[str, list[str]] = {name: [] for name in listed}
    for edge in kept:
        parents[edge.child].append(edge.parent)
    return Order(names=_children_first(parents), cut=cut)


def _children_first(parents: Mapping[str, list[str]]) -> tuple[str, ...]:
    """Each name after all that refer to it; among equals in the order given."""
    done: dict[str, None] = {}  # parents before children
    for start in parents:
        trail: list[tuple[str, int]] = [(start, 0)]
        while trail:
            name, turn = trail.pop()
            if name in done:
                continue
            if turn < len(parents[name]):
                trail.append((name, turn + 1))
                following = parents[name][turn]
                path = [each for each, _ in trail]
                if following in path:
                    raise Unerasable((*path[path.index(following) :], following))
                trail.append((following, 0))
            else:
                done[name] = None
    return tuple(reversed(done))


def _groups(names: Iterable[str], edges: Iterable[Reference]) -> dict[str, str]:
    """For each name a representative of those that it can reach and that can reach it."""
    listed = tuple(names)
    onward = {name: {edge.parent for edge in edges if edge.child == name} for name in listed}
    reach = {name: _reachable(name, onward) for name in listed}
    return {
        name: next(other for other in listed if other == name or (other in reach[name] and name in reach[other]))
        for name in listed
    }


def _reachable(start: str, onward: Mapping[str, set[str]]) -> set[str]:
    seen: set[str] = set()
    waiting = [start]
    while waiting:
        for name in onward.get(waiting.pop(), set()) - seen:
            seen.add(name)
            waiting.append(name)
    return seen
