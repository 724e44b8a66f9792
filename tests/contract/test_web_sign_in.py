"""Signing in over HTTP: at real providers, and with everything that a browser can bring back wrong."""

from collections.abc import AsyncIterator, Mapping
from typing import Any
from urllib.parse import urlencode

import attrs
import pytest
import pytest_asyncio
from tests.contract.test_identity_providers import SETUP
from tests.samples.browsers import walk
from tests.samples.web import Caller, Reply, Site, opened_services, site_of
from tests.servers.sign_in_providers import CALLBACK, SignInProviders

from specstep.adapters.clocks.system import SystemClock
from specstep.adapters.identity_providers.github import github
from specstep.adapters.identity_providers.google import google
from specstep.ports.identity_providers import IdentityProviders

pytestmark = [pytest.mark.asyncio(loop_scope="module"), pytest.mark.node]
SESSION, UNDER_WAY = "__Host-specstep-session", "__Host-specstep-sign-in"
ORIGIN = "https://specstep.example"


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def site(
    tmp_path_factory: pytest.TempPathFactory, sign_in_providers: SignInProviders
) -> AsyncIterator[Site]:
    """A service behind TLS, where people sign in with two real providers."""
    clock, hub = SystemClock(), sign_in_providers.github
    providers: dict[str, Any] = {
        "google": google(SETUP, clock, issuer=sign_in_providers.oidc),
        "github": github(SETUP, clock, site=hub, api=hub),
    }
    async with opened_services(tmp_path_factory.mktemp("web")) as local:
        settings = attrs.evolve(local.settings, public_url=ORIGIN)
        people = attrs.evolve(local.people, sessions=attrs.evolve(local.people.sessions, local_owner=False))
        sign_in = people.sign_in(settings, IdentityProviders(providers))
        services = attrs.evolve(local, settings=settings, people=people, sign_in=sign_in)
        async with site_of(services) as opened:
            yield opened


def cookies(answer: Reply) -> dict[str, str]:
    """What an answer sets, by name."""
    told = [value for name, value in answer.headers.items() if name == "Set-Cookie"]
    return dict(each.partition(";")[0].split("=", 1) for each in told)


async def begin(site: Site, provider: str = "google", **query: str) -> Reply:
    return await site.stranger.call("GET", f"/sign-in/{provider}?{urlencode(query)}")


async def back(site: Site, provider: str, answer: Mapping[str, str], held: Mapping[str, str]) -> Reply:
    jar = "; ".join(f"{name}={value}" for name, value in held.items())
    path = f"/sign-in/{provider}/callback?{urlencode(answer)}"
    return await site.stranger.call("GET", path, headers={"Cookie": jar})


async def signed_in(site: Site, who: str, provider: str = "google", **query: str) -> Reply:
    """What the way to a provider and back ends with."""
    left = await begin(site, provider, **query)
    assert left.status == 303, left.body
    answer = await walk(left.headers["Location"], who, CALLBACK.format(provider))
    return await back(site, provider, answer, cookies(left))


async def browser(site: Site, arrived: Reply) -> Caller:
    """The browser that came back, with its page's token."""
    cookie = {"Cookie": f"{SESSION}={cookies(arrived)[SESSION]}"}
    page = await site.stranger.call("GET", "/", headers=cookie)
    token = page.body.decode().partition('name="csrf-token" content="')[2].partition('"')[0]
    return Caller(url=site.url, headers={**cookie, "X-CSRF-Token": token, "Origin": ORIGIN})


async def test_COL_1_somebody_signs_up_comes_in_and_signs_out(site: Site) -> None:
    arrived = await signed_in(site, "anna", intent="sign-up", of_age="1", next="/v1/me")
    assert (arrived.status, arrived.headers["Location"]) == (303, "/v1/me")
    assert cookies(arrived)[UNDER_WAY] == ""
    (set_cookie,) = [value for value in arrived.headers.values() if value.startswith(SESSION)]
    assert {"HttpOnly", "Secure", "SameSite=Lax", "Path=/"} <= set(set_cookie.split("; "))
    anna = await browser(site, arrived)
    assert (await anna.call("GET", "/v1/me")).json["email"] == "anna@example.com"
    assert (await anna.call("POST", "/sign-out")).status == 204
    assert (await anna.call("GET", "/v1/me")).status == 401


async def test_GOV_1_nobody_signs_up_without_saying_that_they_are_old_enough(site: Site) -> None:
    answer = await begin(site, intent="sign-up")
    assert (answer.status, answer.json["type"]) == (400, "VALIDATION_ERROR")


async def test_who_is_new_and_only_signs_in_is_told_how_to_go_on_and_gets_no_session(site: Site) -> None:
    arrived = await signed_in(site, "bela")
    assert arrived.status == 403
    assert b"sign up" in arrived.body
    assert SESSION not in cookies(arrived)


async def test_the_ways_in_keep_what_was_wanted_and_lead_nowhere_else(site: Site) -> None:
    page = (await site.stranger.call("GET", "/sign-in?next=/generations/1")).body.decode()
    assert 'href="/sign-in/google?next=/generations/1"' in page
    assert "at least 16" in page
    assert "evil" not in (await site.stranger.call("GET", "/sign-in?next=//evil.example")).body.decode()
    html = {"Accept": "text/html"}
    lost = await site.stranger.call("GET", "/settings?a=1", headers=html)
    assert (lost.status, b'href="/sign-in?next=/settings%3Fa%3D1"' in lost.body) == (401, True)
    refused = await site.stranger.call("GET", "/sign-in/google/callback", headers=html)
    assert (refused.status, b'href="/sign-in"' in refused.body) == (403, True)


async def test_an_identity_is_linked_listed_and_removed(site: Site) -> None:
    carla = await browser(site, await signed_in(site, "bela", intent="sign-up", of_age="1"))
    bare = attrs.evolve(carla, headers={"Cookie": carla.headers["Cookie"]})
    assert (await bare.call("POST", "/v1/identities", {"provider": "github"})).status == 403
    leaving = await carla.call("POST", "/v1/identities", {"provider": "github", "next": "/settings"})
    assert leaving.status == 200
    answer = await walk(leaving.json["address"], "bela", CALLBACK.format("github"))
    held = {**cookies(leaving), SESSION: carla.headers["Cookie"].partition("=")[2]}
    linked = await back(site, "github", answer, held)
    assert (linked.status, linked.headers["Location"]) == (303, "/settings")
    ways = (await carla.call("GET", "/v1/identities")).json["items"]
    assert sorted(each["provider"] for each in ways) == ["github", "google"]
    for each, status in zip(ways, (204, 409), strict=True):
        assert (await carla.call("DELETE", f"/v1/identities/{each['id']}")).status == status


async def test_an_answer_that_was_not_asked_for_in_this_browser_opens_nothing(site: Site) -> None:
    left = await begin(site)
    answer = await walk(left.headers["Location"], "anna", CALLBACK.format("google"))
    other = cookies(await begin(site))
    for wrong, held in (
        (answer, {}),
        (answer, other),
        ({**answer, "state": "x" * 43}, cookies(left)),
        ({}, cookies(left)),
        ({"error": "access_denied", "state": "x"}, cookies(left)),
    ):
        refused = await back(site, "google", wrong, held)
        assert (refused.status, refused.json["type"]) == (403, "SIGN_IN_REFUSED")
        assert SESSION not in cookies(refused)


@pytest.mark.parametrize("wanted", ["//evil.example", "https://evil.example", "/\\evil.example", "/%0d%0aX: y"])
async def test_nobody_is_led_elsewhere(site: Site, wanted: str) -> None:
    arrived = await signed_in(site, "anna", intent="sign-up", of_age="1", next=wanted)
    assert arrived.headers["Location"] in ("/", "/%0d%0aX: y".split(":")[0])
    assert "evil" not in arrived.headers["Location"]


async def test_an_unknown_provider_and_a_page_without_a_session_are_refused(site: Site) -> None:
    assert (await begin(site, "nobody")).status == 400
    first = await site.stranger.call("GET", "/")
    assert (first.status, cookies(first)) == (200, {})
    assert (await site.stranger.call("GET", "/v1/me")).status == 401


async def test_five_wrong_keys_from_an_address_and_none_is_looked_at_any_more(site: Site) -> None:
    wrong = {"Authorization": "Bearer sf_" + "0" * 8 + "_" + "0" * 49}
    for _ in range(6):
        assert (await site.stranger.call("GET", "/v1/me", headers=wrong)).status == 401
    async with site.services.database.unit() as unit:
        account = await unit.accounts.with_email("anna@example.com")
    assert account is not None
    assert (await (await site.with_key(account)).call("GET", "/v1/me")).status == 401
