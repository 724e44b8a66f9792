"""The table of routes."""

from typing import get_args, get_origin

from specstep.entrypoints.web.app import API, BROWSERS, MAIL
from specstep.entrypoints.web.routes import Route
from specstep.entrypoints.web.wire import Message


def told_by(route: Route) -> list[type[Message]]:
    kinds = (route.gives, *get_args(route.gives)) if get_origin(route.gives) else (route.gives,)
    return [each for each in kinds if isinstance(each, type)]


def test_id_and_status_come_first_in_every_message() -> None:
    for kind in {kind for route in API for kind in told_by(route)}:
        fields = kind.__struct_fields__
        first = [name for name in ("id", "status") if name in fields]
        assert list(fields[: len(first)]) == first, kind


def test_every_route_has_a_name_of_its_own() -> None:
    names = [each.name for each in (*API, *BROWSERS, *MAIL)]
    assert len(names) == len(set(names))
