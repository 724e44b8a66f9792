"""The pages over HTTP: in this process, without a browser."""

import re
from collections.abc import AsyncIterator
from datetime import UTC, datetime
from urllib.parse import urlencode

import attrs
import pytest
import pytest_asyncio
from tests.samples.records import ANNA, BELA
from tests.samples.web import Caller, Reply, Site, opened_services, site_of

from specstep.domain.accounts import Account
from specstep.domain.actors import Actor, Means
from specstep.domain.announcements import PolicyVersion
from specstep.domain.ids import AccountId, GenerationId
from specstep.entrypoints.web.pages.settings.frame import SECTIONS

pytestmark = pytest.mark.asyncio(loop_scope="module")

BRIEF = (
    "We run a small tool library. Members can reserve a tool for a day.\r\nOnly the keeper can remove a tool from the "
    "list. <script>alert(1)</script> is written on a sign."
)
SINCE = datetime(2026, 3, 1, 12, tzinfo=UTC)
HTML = {"Accept": "text/html"}


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def site(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Site]:
    runs = {"operator_name": "Anna's Workshop", "privacy_contact": "mailto:privacy@example.org"}
    async with opened_services(tmp_path_factory.mktemp("pages"), **runs) as services:
        async with services.database.unit() as unit:
            await unit.policy_versions.add(
                PolicyVersion(version="1", inventory="{}", recorded_at=SINCE, effective_at=SINCE)
            )
            await unit.accounts.add(ANNA)
            await unit.accounts.add(BELA)
        async with site_of(services) as opened:
            yield opened


@attrs.frozen
class Browser:
    """Somebody's browser: it sends forms with the token of its page as a field, and no header of its own."""

    caller: Caller
    token: str

    async def get(self, path: str) -> Reply:
        return await self.caller.call("GET", path, headers=HTML)

    async def post(self, path: str, **fields: str) -> Reply:
        data = urlencode({"csrf": self.token, **fields}).encode()
        form = {"Content-Type": "application/x-www-form-urlencoded", "Origin": self.caller.url}
        return await self.caller.call("POST", path, data=data, headers={**HTML, **form})


async def browser_of(site: Site, account: Account) -> Browser:
    known = await site.in_browser(account)
    token = known.headers["X-CSRF-Token"]
    return Browser(attrs.evolve(known, headers={"Cookie": known.headers["Cookie"]}), token)


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def anna(site: Site) -> Browser:
    return await browser_of(site, ANNA)


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def generation(site: Site, anna: Browser) -> str:
    """The page of one that has ended."""
    begun = await anna.post("/workspace", brief=BRIEF)
    assert begun.status == 303, begun.body
    place = begun.headers["Location"]
    running = await anna.get(place)
    assert running.status == 200
    async for _ in site.services.generations.follow(ANNA.id, GenerationId(place.rpartition("/")[2])):
        pass
    return place


async def test_a_brief_becomes_a_package_that_its_page_leads_to(anna: Browser, generation: str) -> None:
    page = await anna.get(generation)
    assert b'http-equiv="refresh"' not in page.body
    links = re.findall(r'href="((?:/v1)?/generations/[^"]+/package)"', page.body.decode())
    whole, look = [await anna.get(link) for link in links]
    assert (whole.status, whole.headers["Content-Type"]) == (200, "application/zip")
    assert (look.status, b"Begin here" in look.body) == (200, True)
    assert generation in (await anna.get("/workspace")).body.decode()


async def test_a_page_of_a_run_renews_itself_and_calls_it_off(anna: Browser) -> None:
    place = (await anna.post("/workspace", brief=BRIEF)).headers["Location"]
    running = await anna.get(place)
    if b'<noscript><meta http-equiv="refresh"' not in running.body:
        assert b"Download" in running.body  # it was quicker than we were
        return
    cancelled = await anna.post(f"{place}/cancel")
    assert cancelled.status in (303, 409)


async def test_what_somebody_wrote_is_shown_as_text(anna: Browser, generation: str) -> None:
    for path in ("/workspace", generation):
        assert b"<script" not in (await anna.get(path)).body
    wrong = await anna.post("/workspace", brief=" ")
    assert wrong.status == 400
    assert b'role="alert"' in wrong.body


async def test_somebody_elses_things_are_not_found(site: Site, anna: Browser, generation: str) -> None:
    bela = await browser_of(site, BELA)
    actor = Actor(account=ANNA.id, means=Means.SIGNED_IN)
    key = (await site.services.api_keys.mint(actor, "a program of Anna's")).key
    sessions = await site.services.people.sessions.list(ANNA.id)
    assert (await bela.get(generation)).status == 404
    for path in (
        f"{generation}/cancel",
        f"{generation}/resume",
        f"/settings/sessions/{sessions[0].id}/end",
        f"/settings/keys/{key.id}/revoke",
    ):
        assert (await bela.post(path)).status == 404
    assert (await anna.get("/settings")).status == 200


@pytest.mark.parametrize("sent", ["", "x" * 43])
async def test_a_form_without_its_pages_token_changes_nothing(anna: Browser, sent: str) -> None:
    refused = await attrs.evolve(anna, token=sent).post("/settings/name", name="Mallory")
    assert refused.status == 403
    assert b"Mallory" not in (await anna.get("/settings")).body


async def test_a_form_of_another_origin_is_refused(anna: Browser) -> None:
    data = urlencode({"csrf": anna.token, "name": "Mallory"}).encode()
    form = {"Content-Type": "application/x-www-form-urlencoded", "Origin": "null"}
    assert (await anna.caller.call("POST", "/settings/name", data=data, headers=form)).status == 403


@pytest.mark.parametrize("data", [b"\xff", b"a=%ff", b"&".join(b"a=b" for _ in range(60))])
async def test_a_form_that_cannot_be_read_is_refused(anna: Browser, data: bytes) -> None:
    form = {"Content-Type": "application/x-www-form-urlencoded"}
    assert (await anna.caller.call("POST", "/settings/name", data=data, headers=form)).status == 400
    assert (await anna.caller.call("POST", "/settings/name", json={"name": "A"})).status == 415


async def test_settings_change_what_they_say(site: Site) -> None:
    owner = Account(id=AccountId("account-settings"), display_name="Old", created_at=ANNA.created_at)
    async with site.services.database.unit() as unit:
        await unit.accounts.add(owner)
    mine, other = await browser_of(site, owner), await browser_of(site, owner)
    assert (await mine.post("/settings/name", name="A <b>New</b> Name")).status == 303
    made = await mine.post("/settings/keys", name="my program")
    (secret,) = re.findall(rb"sf_\w{20,}", made.body)
    assert b"A &lt;b&gt;New&lt;/b&gt; Name" in (await mine.get("/settings")).body
    for kind, last in (("keys", b"None yet."), ("sessions", b"This browser")):
        page = (await mine.get(f"/settings/{kind}")).body
        assert secret not in page
        for path in re.findall(rf'action="(/settings/{kind}/[^"/]+/(?:revoke|end))"', page.decode()):
            assert (await mine.post(path)).status == 303
        assert last in (await mine.get(f"/settings/{kind}")).body
    assert (await other.get("/settings")).status == 401
    assert (await mine.post("/settings/export")).status == 303
    assert (await mine.post("/settings/delete", sure="no")).status == 400
    gone = await mine.post("/settings/delete", sure="delete")
    assert (gone.status, b"is being deleted" in gone.body) == (200, True)
    assert (await mine.get("/workspace")).status == 401


async def test_each_section_of_the_settings_has_its_address_and_says_what_was_done(anna: Browser) -> None:
    for path, title in SECTIONS:
        page = await anna.get(path)
        assert (page.status, title.encode() in page.body) == (200, True), path
        assert page.body.count(b'aria-current="page"') == 1
    assert b'role="status"' in (await anna.get("/settings?done=saved")).body
    assert b"role=" not in (await anna.get("/settings?done=<script>")).body


async def test_preferences_and_consents_are_put_on_and_off_again(anna: Browser) -> None:
    assert (await anna.post("/settings/notifications", **{"generation-finished:email": "on"})).status == 303
    assert b'name="generation-finished:email" checked' in (await anna.get("/settings/notifications")).body
    assert (await anna.post("/settings/notifications")).status == 303
    assert b"checked" not in (await anna.get("/settings/notifications")).body
    assert (await anna.post("/settings/consents/product-mail/give")).status == 303
    assert b"/settings/consents/product-mail/withdraw" in (await anna.get("/settings/consents")).body
    assert (await anna.post("/settings/consents/product-mail/withdraw")).status == 303
    assert b"/withdraw" not in (await anna.get("/settings/consents")).body
    assert (await anna.post("/settings/consents/none/give")).status == 404


@pytest.mark.parametrize(
    ("path", "fields"),
    [
        ("/settings/name", {"name": " "}),
        ("/settings/phone/code", {"number": "<b>12</b>"}),
        ("/settings/phone/verification", {"code": "123456"}),
        ("/settings/phone/contact", {"number": ""}),
        ("/settings/keys", {"name": "a program", "days": "-1"}),
        ("/settings/delete", {"sure": "no"}),
    ],
)
async def test_a_wrong_form_is_shown_again_with_what_is_wrong(
    anna: Browser, path: str, fields: dict[str, str]
) -> None:
    wrong = await anna.post(path, **fields)
    assert (wrong.status, b'role="alert"' in wrong.body, b"<b>" in wrong.body) == (400, True, False)


async def test_the_notice_is_a_page_for_anyone(site: Site) -> None:
    notice = await site.stranger.call("GET", "/privacy")
    assert notice.status == 200
    assert b"What we hold" in notice.body
    assert b"style=" not in notice.body


async def test_GOV_3_GOV_4_the_notice_says_who_runs_the_service_how_to_reach_them_and_since_when_it_holds(
    site: Site,
) -> None:
    notice = (await site.stranger.call("GET", "/privacy")).body.decode()
    assert "is run by Anna&#39;s Workshop. About your data, write to privacy@example.org." in notice
    assert "This notice holds from 2026-03-01." in notice
    assert "you are told by e-mail" in notice


async def test_what_pages_load_is_kept_for_long_and_changes_its_name(site: Site) -> None:
    home = (await site.stranger.call("GET", "/")).body.decode()
    loaded = set(re.findall(r'(?:href|src|srcset)="(/static/[^"]+)"', home))
    assert len(loaded) == 4
    for path in loaded:
        answer = await site.stranger.call("GET", path)
        assert answer.status == 200
        assert "immutable" in answer.headers["Cache-Control"]
    assert (await site.stranger.call("GET", "/static/..%2Fhome.py")).status == 404


async def test_what_goes_wrong_is_a_page_for_browsers_and_a_problem_for_programs(site: Site) -> None:
    lost = await site.stranger.call("GET", "/nowhere", headers=HTML)
    assert (lost.status, lost.headers["Content-Type"]) == (404, "text/html; charset=utf-8")
    assert b'href="/"' in lost.body
    assert (await site.stranger.call("GET", "/nowhere")).json["type"] == "NOT_FOUND"
    stranger = await site.stranger.call("GET", "/workspace", headers=HTML)
    assert (stranger.status, b"Sign in first" in stranger.body) == (401, True)
    assert (await site.stranger.call("GET", "/v1/me", headers=HTML)).body == b""
