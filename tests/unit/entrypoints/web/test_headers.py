"""The headers of every response."""

import pytest
from aiohttp import web
from aiohttp.test_utils import make_mocked_request

from specstep.entrypoints.web import headers


def put(response: web.Response, public_url: str) -> None:
    request = make_mocked_request("GET", "/")
    request[headers.REQUEST_ID] = "1"
    request[headers.EVERY] = headers.always(public_url)
    headers.put(response, request)


@pytest.mark.parametrize(
    ("public_url", "told"),
    [("https://specstep.example", True), ("http://127.0.0.1:8765", False), ("", False)],
)
def test_browsers_are_told_to_stay_with_tls_where_people_come_by_it(public_url: str, told: bool) -> None:
    response = web.Response()
    put(response, public_url)
    assert ("Strict-Transport-Security" in response.headers) is told
    assert response.headers["Content-Security-Policy"] == headers.CSP


def test_what_a_handler_has_set_stays() -> None:
    response = web.Response(headers=headers.PAGE)
    put(response, "https://specstep.example")
    assert response.headers["Content-Security-Policy"] == headers.PAGE_CSP
