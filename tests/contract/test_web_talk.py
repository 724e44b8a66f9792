"""The page of a talk over HTTP: everything by forms, without a script."""

import re
from collections.abc import AsyncIterator

import pytest
import pytest_asyncio
from tests.contract.test_web_pages import HTML, Browser, browser_of
from tests.samples.records import ANNA, BELA
from tests.samples.web import Site, opened_services, site_of

from specstep.domain.ids import GenerationId
from specstep.entrypoints.web.pages.interview import ROUTES

pytestmark = pytest.mark.asyncio(loop_scope="module")

SAID = "Members can reserve a tool for a day.\r\nOnly the keeper can remove a tool. <script>alert(1)</script> hangs there."


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def site(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Site]:
    async with opened_services(tmp_path_factory.mktemp("talk")) as services:
        async with services.database.unit() as unit:
            await unit.accounts.add(ANNA)
            await unit.accounts.add(BELA)
        async with site_of(services) as opened:
            yield opened


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def anna(site: Site) -> Browser:
    return await browser_of(site, ANNA)


async def begun(anna: Browser, *said: str) -> str:
    """The place of a talk in which this was said."""
    answer = await anna.post("/interviews")
    assert answer.status == 303
    place = answer.headers["Location"]
    for each in said:
        assert (await anna.post(place, reply=each, to=await question(anna, place))).status == 303
    return place


async def text(anna: Browser, path: str) -> str:
    page = await anna.get(path)
    assert page.status == 200
    return page.body.decode()


async def question(anna: Browser, place: str) -> str:
    (id,) = re.findall(r'name="to" value="([^"]+)"', await text(anna, place)) or [""]
    return id


async def test_a_talk_goes_from_the_first_question_to_a_package(site: Site, anna: Browser) -> None:
    place = await begun(anna)
    opening = await text(anna, place)
    assert " disabled>" in opening
    assert (await anna.post(place, reply=SAID, to=await question(anna, place))).status == 303
    first = await question(anna, place)
    assert first in await text(anna, place)
    for act in ("recommended", "you-decide", "skip"):
        assert (await anna.post(place, act=act)).status == 303
    talked = await text(anna, place)
    assert await question(anna, place) != first
    assert "Only the keeper can remove a tool." in talked
    assert "assumed:" in talked
    made = await anna.post(f"{place}/generate")
    assert re.fullmatch(r"/generations/[\w-]+", made.headers["Location"])
    async for _ in site.services.generations.follow(ANNA.id, GenerationId(made.headers["Location"][13:])):
        pass
    assert "Download the package" in await text(anna, made.headers["Location"])
    assert f'href="{place}"' in await text(anna, "/workspace")


async def test_what_was_said_is_text_and_can_be_put_right(anna: Browser) -> None:
    place = await begun(anna, SAID)
    assert "<script>alert" not in await text(anna, place)
    ((fact, _),) = re.findall(r'<li id="(F-\d+)"><details><summary>(Members [^<]+)<', await text(anna, place))
    assert (await anna.post(f"{place}/facts/{fact}", text="Members can reserve a tool for a week.")).status == 303
    after = await text(anna, place)
    assert "for a week.</summary>" in after
    assert "for a day.</summary>" not in after
    (keeper,) = re.findall(r'<li id="(F-\d+)"><details><summary>Only the keeper', after)
    assert (await anna.post(f"{place}/facts/{keeper}/reject")).status == 303
    assert "<summary>Only the keeper" not in await text(anna, place)
    turn = re.findall(rf'action="({place}/turns/[^"]+)"', after)[-1]
    assert (await anna.post(turn, text="Members can borrow a saw.")).status == 303
    assert "Members can borrow a saw." in await text(anna, place)


async def test_documents_come_and_go_with_the_facts_that_rest_on_them(anna: Browser) -> None:
    place = await begun(anna)
    notes = {"name": "Notes <b>", "text": "The treasurer must see every fee."}
    assert (await anna.post(f"{place}/documents", **notes)).status == 303
    attached = await text(anna, place)
    assert "Notes &lt;b&gt;" in attached
    assert "The treasurer must see every fee.</summary>" in attached
    (remove,) = re.findall(rf'action="({place}/documents/[^"]+/remove)"', attached)
    assert (await anna.post(remove)).status == 303
    assert "The treasurer" not in await text(anna, place)


@pytest.mark.parametrize(
    ("path", "fields", "status"),
    [
        ("", {"reply": " "}, 400),
        ("", {"reply": "What I wrote stays.", "to": "another-question"}, 409),
        ("", {"act": "recommended"}, 409),
        ("/facts/F-999", {"text": "No."}, 404),
        ("/turns/none", {"text": "No."}, 404),
        ("/documents", {"name": "Empty", "text": ""}, 400),
        ("/documents/none/remove", {}, 404),
        ("/title", {"title": " "}, 400),
        ("/generate", {}, 400),
    ],
)
async def test_what_cannot_be_done_says_why_and_loses_nothing(
    anna: Browser, path: str, fields: dict[str, str], status: int
) -> None:
    place = await begun(anna)
    refused = await anna.post(place + path, **fields)
    assert refused.status == status
    if status != 404:
        assert b'role="alert"' in refused.body
        assert fields.get("reply", "").strip().encode() in refused.body


async def test_an_interview_is_renamed_binned_and_nobody_elses(site: Site, anna: Browser) -> None:
    place = await begun(anna, "We lend tools.")
    bela = await browser_of(site, BELA)
    for route in ROUTES:
        path = route.path.replace("/interviews/{id}", place)
        if path != "/interviews":
            for name in ("turnId", "factId", "documentId"):
                path = path.replace(f"{{{name}}}", "F-001")
            fields = {"reply": "Mine.", "text": "Mine.", "title": "Mine", "name": "Mine"}
            answer = await (bela.get(path) if route.safe else bela.post(path, **fields))
            assert answer.status == 404, path
    assert "Mine" not in await text(anna, place)
    assert (await anna.post(f"{place}/title", title=" A  new <b>name</b> ")).status == 303
    assert '<h1 data-part="title">A new &lt;b&gt;name&lt;/b&gt;</h1>' in await text(anna, place)
    assert (await anna.post(f"{place}/remove")).headers["Location"] == "/workspace"
    assert place not in await text(anna, "/workspace")
    assert (await anna.get(place)).status == 404
    assert (await bela.caller.call("POST", place, data=b"", headers=HTML)).status in (403, 415)
