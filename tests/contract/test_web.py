"""The web service over HTTP: in this process, on a real database, with real durable work."""

import asyncio
import io
import re
import zipfile
from collections.abc import AsyncIterator
from typing import Any

import aiohttp
import attrs
import pytest
import pytest_asyncio
from aiohttp.test_utils import make_mocked_request
from openapi_spec_validator import OpenAPIV31SpecValidator
from tests.samples.records import ANNA, BELA
from tests.samples.web import Caller, Site, opened_services, site_of

from specstep.adapters.short_lived.memory import MemoryShortLived
from specstep.application.api_keys import ApiKeys, Authenticated, Refused
from specstep.application.limits import Limits
from specstep.domain.accounts import Account
from specstep.domain.actors import Actor, Means
from specstep.domain.identities.values import Identity
from specstep.domain.ids import AccountId, IdentityId
from specstep.domain.limits import Limit, RequestLimits
from specstep.domain.recycle_bin import BinKind
from specstep.domain.secrets import Secret
from specstep.entrypoints.web.api import api_keys, facts, generations, interviews, turns
from specstep.entrypoints.web.app import API, BROWSERS
from specstep.entrypoints.web.hosts import Doors
from specstep.entrypoints.web.recognition import Recognition, Unauthorized
from specstep.entrypoints.web.routes import Route, Who
from specstep.entrypoints.web.wire import DEEPEST, Message

pytestmark = pytest.mark.asyncio(loop_scope="module")

BRIEF = (
    "We run a small tool library. Members can reserve a tool for a day. A member can hold at most 3 tools at a time. "
    "Only the keeper can remove a tool from the list."
)


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def site(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Site]:
    async with opened_services(tmp_path_factory.mktemp("web")) as services:
        async with services.database.unit() as unit:
            await unit.accounts.add(ANNA)
            await unit.accounts.add(BELA)
        async with site_of(services) as opened:
            yield opened


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def anna(site: Site) -> Caller:
    return await site.with_key(ANNA)


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def interview(anna: Caller) -> str:
    made = await anna.call("POST", "/v1/interviews", {"brief": BRIEF})
    assert made.status == 201, made.body
    return str(made.json["id"])


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def generation(anna: Caller, interview: str) -> str:
    """One that has ended."""
    made = await anna.call("POST", "/v1/generations", {"interviewId": interview})
    assert made.status == 201, made.body
    async for _ in events(anna, made.json["id"]):
        pass
    return str(made.json["id"])


async def events(caller: Caller, id: str, **headers: str) -> AsyncIterator[tuple[str, int | None]]:
    """Kinds and numbers of the events of a generation."""
    async with (
        aiohttp.ClientSession() as client,
        client.get(f"{caller.url}/v1/generations/{id}/events", headers={**caller.headers, **headers}) as answer,
    ):
        assert answer.status == 200
        number: int | None = None
        async for line in answer.content:
            name, _, value = line.decode().strip().partition(": ")
            if name == "id":
                number = int(value)
            elif name == "event":
                yield value, number
                number = None


# The whole way


async def test_an_interview_is_talked_corrected_and_finished(anna: Caller) -> None:
    begun = await anna.call("POST", "/v1/interviews")
    id = begun.json["id"]
    assert (begun.status, begun.json["status"]) == (201, "open")
    assert begun.json["question"]["intent"] == "opening"
    said = await anna.call("POST", f"/v1/interviews/{id}/turns", {"content": BRIEF})
    assert said.status == 201
    assert [fact["text"] for fact in said.json["facts"]][1] == "Members can reserve a tool for a day."
    settled = await anna.call("POST", f"/v1/interviews/{id}/turns", {"settle": "recommended"})
    assert settled.json["question"]["id"] != said.json["question"]["id"]
    listed = (await anna.call("GET", f"/v1/interviews/{id}/facts")).json["items"]
    corrected = await anna.call(
        "PATCH", f"/v1/interviews/{id}/facts/{listed[1]['id']}", {"text": "Members can reserve a tool for a week."}
    )
    assert "Members can reserve a tool for a week." in [fact["text"] for fact in corrected.json["items"]]
    assert (await anna.call("DELETE", f"/v1/interviews/{id}/facts/{listed[0]['id']}")).status == 204
    form = aiohttp.FormData()
    form.add_field("file", b"Nobody pays for a tool.", filename="rules.md")
    attached = await anna.call("POST", f"/v1/interviews/{id}/reference-documents", data=form)
    assert attached.status == 201
    (document,) = (await anna.call("GET", f"/v1/interviews/{id}/reference-documents")).json["items"]
    assert document["name"] == "rules.md"
    renamed = await anna.call("PATCH", f"/v1/interviews/{id}", {"title": "Tools"})
    assert renamed.json["title"] == "Tools"
    done = await anna.call("POST", f"/v1/interviews/{id}/complete")
    assert done.json["status"] == "complete"


async def test_a_generation_is_followed_and_whoever_comes_back_gets_what_came_since(
    anna: Caller, generation: str
) -> None:
    every = [event async for event in events(anna, generation)]
    numbers = [number for kind, number in every if kind == "progress"]
    assert numbers == list(range(len(numbers)))
    assert every[-1] == ("end", None)
    since = [event async for event in events(anna, generation, **{"Last-Event-ID": str(numbers[-3])})]
    assert since == every[-3:]
    told = (await anna.call("GET", f"/v1/generations/{generation}")).json
    assert (told["status"], told["percent"], told["gate"]) == ("Complete", 100, {"passed": True})


async def test_events_go_on_in_another_server_process_life(site: Site, anna: Caller, interview: str) -> None:
    async with site_of(site.services) as first:
        there = attrs.evolve(anna, url=first.url)
        made = (await there.call("POST", "/v1/generations", {"interviewId": interview})).json["id"]
        stream = events(there, made)
        _, seen = await anext(stream)
        waiting = asyncio.ensure_future(anext(stream, None))
    await asyncio.gather(waiting, return_exceptions=True)  # ended when that server stopped, or told one more
    since = [event async for event in events(anna, made, **{"Last-Event-ID": str(seen)})]
    assert since[0] == ("progress", (seen or 0) + 1)
    assert since[-1] == ("end", None)


async def test_a_package_is_downloaded_whole_in_part_and_only_where_it_is_not_known(
    anna: Caller, generation: str
) -> None:
    path = f"/v1/generations/{generation}/package"
    whole = await anna.call("GET", path)
    with zipfile.ZipFile(io.BytesIO(whole.body)) as archive:
        assert archive.testzip() is None
    assert (await anna.call("GET", path, headers={"Range": "bytes=2-5"})).body == whole.body[2:6]
    last = await anna.call("GET", path, headers={"Range": "bytes=-7"})
    size = len(whole.body)
    assert (last.status, last.body) == (206, whole.body[-7:])
    assert last.headers["Content-Range"] == f"bytes {size - 7}-{size - 1}/{size}"
    beyond = await anna.call("GET", path, headers={"Range": f"bytes={size}-"})
    assert (beyond.status, beyond.json["type"]) == (416, "RANGE_NOT_SATISFIABLE")
    known = await anna.call("GET", path, headers={"If-None-Match": whole.headers["ETag"]})
    assert (known.status, known.body) == (304, b"")
    other = await anna.call("GET", path, headers={"Range": "bytes=2-5", "If-Range": '"another"'})
    assert (other.status, len(other.body)) == (200, size)
    head = await anna.call("HEAD", path)
    assert (head.status, head.headers["Content-Length"], head.body) == (200, str(size), b"")


@pytest.mark.parametrize("path", ["../../etc/passwd", "..%2f..%2fetc%2fpasswd", "%00", "docs/", "%ff", "a" * 3000])
async def test_no_path_leads_out_of_a_package(anna: Caller, generation: str, path: str) -> None:
    files = await anna.call("GET", f"/v1/generations/{generation}/package/files")
    assert "README.md" in [each["path"] for each in files.json["items"]]
    url = f"/v1/generations/{generation}/package/files/{path}"
    found = await anna.call("GET", url)
    assert found.status in (400, 404)


async def test_what_is_in_a_package_is_looked_at_without_any_rights(anna: Caller, generation: str) -> None:
    page = await anna.call("GET", f"/v1/generations/{generation}/package/files/index.html")
    assert page.status == 200
    assert page.headers["Content-Security-Policy"].startswith("sandbox; default-src 'none'")


# Who is let in


async def test_401_is_bare_whatever_was_wrong(site: Site) -> None:
    keys = ["", "Bearer ", "Bearer sf_nothing", "Basic YTpi", "Bearer " + "sf_" + "x" * 900, "Bearer oat_x"]
    answers = [await site.stranger.call("GET", "/v1/me", headers={"Authorization": key}) for key in keys]
    answers.append(await site.stranger.call("GET", "/v1/me"))
    for answer in answers:
        assert (answer.status, answer.body) == (401, b"")
        assert answer.headers["WWW-Authenticate"] == "Bearer"


async def test_a_key_lets_nobody_in_once_it_is_revoked(site: Site) -> None:
    browser, program = await site.in_browser(ANNA), await site.with_key(ANNA)
    assert (await program.call("GET", "/v1/me")).status == 200
    newest = (await browser.call("GET", "/v1/api-keys")).json["items"][0]
    assert (await browser.call("DELETE", f"/v1/api-keys/{newest['id']}")).status == 204
    assert (await program.call("GET", "/v1/me")).status == 401


async def test_another_server_lets_a_revoked_key_in_for_less_than_a_tenth_of_a_second(site: Site) -> None:
    async with site_of(site.services) as other:
        program = attrs.evolve(await site.with_key(ANNA), url=other.url)
        assert (await program.call("GET", "/v1/me")).status == 200
        newest = (await (await site.in_browser(ANNA)).call("GET", "/v1/api-keys")).json["items"][0]
        await (await site.in_browser(ANNA)).call("DELETE", f"/v1/api-keys/{newest['id']}")
        await asyncio.sleep(0.1)
        assert (await program.call("GET", "/v1/me")).status == 401


async def test_an_unsafe_request_of_a_browser_needs_its_pages_token_and_our_origin(site: Site) -> None:
    browser = await site.in_browser(ANNA)
    bare = attrs.evolve(browser, headers={"Cookie": browser.headers["Cookie"]})
    assert (await bare.call("GET", "/v1/me")).status == 200
    without = await bare.call("PATCH", "/v1/me", {"displayName": "Eve"})
    assert (without.status, without.json["type"]) == (403, "CSRF_REJECTED")
    elsewhere = await browser.call(
        "PATCH", "/v1/me", {"displayName": "Eve"}, headers={"Origin": "https://evil.example"}
    )
    assert elsewhere.status == 403
    assert (await browser.call("GET", "/v1/me")).json["displayName"] == ANNA.display_name
    ours = await browser.call("PATCH", "/v1/me", {"displayName": "Anna"}, headers={"Origin": site.url})
    assert ours.status == 200


async def test_a_key_that_is_revoked_while_it_is_looked_up_is_not_remembered_any_longer_for_that(
    site: Site,
) -> None:
    owner = Actor(account=ANNA.id, means=Means.SIGNED_IN)
    made = await site.services.api_keys.mint(owner, "revoked meanwhile")
    clock = Ticking()
    slow = SlowKeys(
        database=site.services.database, clock=site.services.clock, entropy=site.services.entropy, ticking=clock
    )
    services = attrs.evolve(site.services, api_keys=slow)
    recognition = Recognition(services=services, doors=Doors(local=False), now=lambda: clock.now_s)
    fields = {"Authorization": f"Bearer {made.secret.reveal()}"}
    request = make_mocked_request("GET", "/v1/me", headers=fields)
    assert await recognition.caller(request) is not None
    await site.services.api_keys.revoke(owner, made.key.id)
    with pytest.raises(Unauthorized):
        await recognition.caller(request)


@attrs.define
class Ticking:
    now_s: float = 0.0


@attrs.define(kw_only=True, eq=False)
class SlowKeys(ApiKeys):
    """Takes a tenth of a second for each look-up, by its own clock."""

    ticking: Ticking

    async def authenticate(self, secret: Secret[str], *, address: str | None = None) -> Authenticated | Refused:
        answer = await super().authenticate(secret, address=address)
        self.ticking.now_s += 0.1
        return answer


@pytest.mark.parametrize("host", ["evil.example", "localhost.evil.example", "127.0.0.1.evil.example:80", "[::2]"])
async def test_the_local_owner_is_reached_by_loopback_names_only(site: Site, host: str) -> None:
    answer = await site.stranger.call("GET", "/", headers={"Host": host})
    assert (answer.status, "Set-Cookie" in answer.headers) == (403, False)


async def test_the_first_page_lets_the_local_owner_in_and_a_script_can_make_a_key(site: Site) -> None:
    page = await site.stranger.call("GET", "/")
    cookie = page.headers["Set-Cookie"].partition(";")[0]
    token = page.body.decode().partition('name="csrf-token" content="')[2].partition('"')[0]
    made = await site.stranger.call(
        "POST", "/v1/api-keys", {"name": "script"}, headers={"Cookie": cookie, "X-CSRF-Token": token}
    )
    assert made.status == 201
    key = {"Authorization": f"Bearer {made.json['key']}"}
    assert (await site.stranger.call("GET", "/v1/me", headers=key)).json["displayName"] == "Local owner"


# Every route


def needing(who: Who) -> list[Any]:
    return [pytest.param(each, id=each.name) for each in (*API, *BROWSERS) if each.who is who]


@pytest.mark.parametrize("route", needing(Who.PERSON))
async def test_what_is_kept_for_a_person_refuses_keys(anna: Caller, route: Route) -> None:
    answer = await anna.call(route.method, re.sub(r"\{\w+\}", "x", route.path))
    assert (answer.status, answer.json["type"]) == (403, "HUMAN_REQUIRED")


EXAMPLES: dict[type[Message], dict[str, Any]] = {
    interviews.Title: {"title": "Mine"},
    turns.Reply: {"content": "It is mine now."},
    turns.Corrected: {"content": "It is mine now."},
    facts.Wording: {"text": "It is mine now."},
    api_keys.Renamed: {"name": "mine"},
    generations.Kickoff: {"interviewId": "{interview}"},
}


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def annas(site: Site, anna: Caller, interview: str, generation: str) -> dict[str, str]:
    """One of each thing of Anna's, by the names in paths."""
    services = site.services
    binned = (await anna.call("POST", "/v1/interviews", {"brief": BRIEF})).json["id"]
    await services.promises.recycle_bin.put(ANNA.id, BinKind.INTERVIEW, binned)
    form = aiohttp.FormData()
    form.add_field("file", b"Nobody pays for a tool.", filename="rules.md")
    await anna.call("POST", f"/v1/interviews/{interview}/reference-documents", data=form)
    state = await services.interviews.get(ANNA.id, interview)  # type: ignore[arg-type]
    async with services.database.unit() as unit:
        opened = await services.people.sessions.open_in(unit, ANNA.id, "google")
        identity = Identity(
            id=IdentityId("identity-anna"),
            account_id=ANNA.id,
            provider="google",
            issuer="https://google.example",
            subject="1",
            email=None,
            email_verified=False,
            added_at=ANNA.created_at,
            last_signed_in_at=None,
        )
        await unit.identities.add(identity)
    async for _ in services.generations.workflows.progress(await services.exports.request(ANNA.id)):
        pass
    (export,) = await services.exports.list(ANNA.id)
    await site.with_key(ANNA)
    key = (await (await site.in_browser(ANNA)).call("GET", "/v1/api-keys")).json["items"][0]["id"]
    return {
        "interviews": interview,
        "generations": generation,
        "recycle-bin": binned,
        "api-keys": key,
        "sessions": opened.session.id,
        "identities": identity.id,
        "exports": export.id,
        "turnId": state.interview.turns[0].id,
        "factId": state.interview.facts[0].id,
        "documentId": state.interview.references[0].id,
        "path": "README.md",
    }


def filled(route: Route, things: dict[str, str]) -> str:
    path = route.path.replace("{path:.+}", things["path"])
    for name in ("turnId", "factId", "documentId"):
        path = path.replace(f"{{{name}}}", things[name])
    return path.replace("{id}", things[route.path.split("/")[2]])


# A kind is nobody's: such a route is about the caller's own, and leads to no other's.
OWNED = [each for each in API if {*each.parameters} - {"kind"} and each.who is not Who.ANYONE]


@pytest.mark.parametrize("route", [pytest.param(each, id=each.name) for each in OWNED])
async def test_somebody_elses_thing_is_not_found(site: Site, annas: dict[str, str], route: Route) -> None:
    bela = await site.in_browser(BELA)
    options: dict[str, Any] = {}
    if route.multipart:
        options["data"] = aiohttp.FormData({"file": io.BytesIO(b"mine")})
    body = None if route.takes is None else EXAMPLES[route.takes]
    answer = await bela.call(route.method, filled(route, annas), body, **options)
    assert (answer.status, answer.json["type"]) == (404, "NOT_FOUND"), answer.body
    if route.safe and route.gives is not None:
        mine = await site.in_browser(ANNA)
        assert (await mine.call("GET", filled(route, annas))).status == 200


async def test_nothing_is_generated_from_somebody_elses_interview(site: Site, interview: str) -> None:
    answer = await (await site.in_browser(BELA)).call("POST", "/v1/generations", {"interviewId": interview})
    assert (answer.status, answer.json["type"]) == (404, "NOT_FOUND")


async def test_the_document_is_valid_and_tells_of_every_route(site: Site) -> None:
    document = (await site.stranger.call("GET", "/v1/openapi.json")).json
    OpenAPIV31SpecValidator(document).validate()
    told = {each["operationId"] for path in document["paths"].values() for each in path.values()}
    assert told == {each.name for each in API}


# What requests bring along


async def test_the_same_key_creates_once_and_a_minted_secret_is_told_once(site: Site, anna: Caller) -> None:
    once = {"Idempotency-Key": "once"}
    first, second = [await anna.call("POST", "/v1/interviews", headers=once) for _ in range(2)]
    assert (first.status, second.status, first.json["id"]) == (201, 201, second.json["id"])
    assert second.headers["Idempotent-Replayed"] == "true"
    browser = await site.in_browser(ANNA)
    mint = {"Idempotency-Key": "mint"}
    made, again = [await browser.call("POST", "/v1/api-keys", {"name": "x"}, headers=mint) for _ in range(2)]
    assert (again.json["id"], again.json["key"]) == (made.json["id"], None)
    assert made.json["key"].startswith("sf_")
    other = await anna.call("POST", "/v1/exports", headers=once)
    assert (other.status, other.json["type"]) == (409, "CONFLICT")


async def test_what_failed_may_be_tried_again_with_its_key(anna: Caller) -> None:
    key = {"Idempotency-Key": "failed"}
    assert (await anna.call("POST", "/v1/interviews", {"brief": ""}, headers=key)).status == 400
    assert (await anna.call("POST", "/v1/interviews", {"brief": BRIEF}, headers=key)).status == 201


@pytest.mark.parametrize(
    ("data", "pointer"),
    [
        (b"", ""),
        (b"{", ""),
        (b"[]", ""),
        (b"\xff\xfe", ""),
        (b'{"title":1}', "/title"),
        (b'{"title":"a","more":1}', ""),
        (b'{"title":' + b"[" * DEEPEST + b"]" * DEEPEST + b"}", ""),
        (b"[" * 100_000, ""),
        (b'{"title":"\\ud800"}', ""),
    ],
)
async def test_a_body_that_cannot_be_used_is_refused_where_it_is_wrong(
    anna: Caller, interview: str, data: bytes, pointer: str
) -> None:
    answer = await anna.call(
        "PATCH", f"/v1/interviews/{interview}", data=data, headers={"Content-Type": "application/json"}
    )
    assert (answer.status, answer.json["type"]) == (400, "VALIDATION_ERROR"), answer.body
    assert answer.headers["Content-Type"] == "application/problem+json"
    assert all(error["pointer"] == pointer for error in answer.json.get("errors", []))


@pytest.mark.parametrize(
    "form",
    [
        b"",
        b"--x\r\n",
        b"--x\r\n\x00: y\r\n\r\na\r\n--x--\r\n",
        b'--x\r\nContent-Disposition: form-data; name="other"\r\n\r\na\r\n--x--\r\n',
        b'--x\r\nContent-Disposition: form-data; name="file"\r\n\r\n\xff\xfe\xfd\r\n--x--\r\n',
    ],
)
async def test_a_form_that_cannot_be_read_is_refused(anna: Caller, interview: str, form: bytes) -> None:
    headers = {"Content-Type": "multipart/form-data; boundary=x"}
    path = f"/v1/interviews/{interview}/reference-documents"
    assert (await anna.call("POST", path, data=form, headers=headers)).status == 400


async def test_a_body_that_is_too_large_or_of_another_type_is_not_read(anna: Caller, interview: str) -> None:
    path = f"/v1/interviews/{interview}/turns"
    large = await anna.call("POST", path, data=io.BytesIO(b" " * (1024 * 1024 + 1)))
    assert (large.status, large.json["type"]) == (413, "PAYLOAD_TOO_LARGE")
    form = await anna.call("POST", path, data={"content": "a"})
    assert (form.status, form.json["type"]) == (415, "UNSUPPORTED_MEDIA_TYPE")


async def test_lists_go_on_where_their_page_ended(anna: Caller) -> None:
    for _ in range(3):
        await anna.call("POST", "/v1/interviews")
    seen: list[str] = []
    cursor = ""
    while cursor is not None:
        page = (await anna.call("GET", f"/v1/interviews?limit=2{cursor and '&cursor='}{cursor}")).json
        seen += [each["id"] for each in page["items"]]
        cursor = page["nextCursor"]
    assert len(seen) == len(set(seen)) >= 3
    assert seen == sorted(seen, reverse=True)
    for path in ("/v1/interviews?cursor=x", "/v1/audit-events?cursor=x", "/v1/generations?limit=0"):
        assert (await anna.call("GET", path)).status == 400


async def test_too_many_calls_are_refused_until_there_is_room(site: Site) -> None:
    store = MemoryShortLived()
    limits = Limits(shared=store, own=store, requests=RequestLimits(requests=Limit(number=2)))
    async with site_of(attrs.evolve(site.services, limits=limits)) as limited:
        program = await limited.with_key(ANNA)
        answers = [await program.call("GET", "/v1/me") for _ in range(3)]
    assert [each.headers["RateLimit-Remaining"] for each in answers] == ["1", "0", "0"]
    assert (answers[-1].status, answers[-1].json["type"]) == (429, "RATE_LIMITED")
    assert int(answers[-1].headers["Retry-After"]) >= 1


# The service itself


async def test_every_answer_is_guarded_and_none_tells_what_it_runs_on(site: Site, anna: Caller) -> None:
    for path in ("/", "/v1/me", "/nowhere", "/healthz"):
        answer = await anna.call("GET", path)
        policy = answer.headers["Content-Security-Policy"]
        assert "default-src 'none'" in policy
        assert "unsafe" not in policy
        assert answer.headers["X-Content-Type-Options"] == "nosniff"
        assert "aiohttp" not in answer.headers.get("Server", "")
        assert "X-Request-Id" in answer.headers


async def test_figures_name_routes_and_nothing_of_anybody(site: Site, anna: Caller, interview: str) -> None:
    await anna.call("GET", f"/v1/interviews/{interview}")
    text = (await site.stranger.call("GET", "/metrics")).body.decode()
    assert 'specstep_http_requests_total{method="GET",route="/v1/interviews/{id}",status="200"}' in text
    assert interview not in text
    forwarded = await site.stranger.call("GET", "/metrics", headers={"X-Forwarded-For": "127.0.0.1"})
    assert forwarded.status == 404


async def test_health_is_told_to_anyone(site: Site) -> None:
    assert (await site.stranger.call("GET", "/healthz")).json == {"status": "ok"}
    assert (await site.stranger.call("GET", "/readyz")).json == {"status": "ready"}


async def test_RIG_3_who_deletes_their_account_is_signed_out_at_once(site: Site) -> None:
    leaving = Account(id=AccountId("account-leaving"), display_name="Leaving", created_at=ANNA.created_at)
    async with site.services.database.unit() as unit:
        await unit.accounts.add(leaving)
    browser = await site.in_browser(leaving)
    program = await site.with_key(leaving)
    answer = await browser.call("DELETE", "/v1/account")
    assert (answer.status, answer.json) == (202, {"status": "closing"})
    assert (await browser.call("GET", "/v1/me")).status == 401
    assert (await program.call("GET", "/v1/me")).status == 401
