"""Reading packages in pages: everything in them was written by somebody else, and stays text."""

import io
import re
import zipfile
from collections.abc import AsyncIterator, Mapping
from html.parser import HTMLParser
from urllib.parse import urljoin

import attrs
import msgspec
import pytest
import pytest_asyncio
from tests.samples.records import ANNA, BELA
from tests.samples.web import Caller, Site, opened_services, site_of

from specstep.application.packages import Archive, Packages
from specstep.domain.ids import AccountId, GenerationId
from specstep.domain.packages.contents import read_contents
from specstep.entrypoints.web.pages.reading import ROUTES, SECTIONS

pytestmark = pytest.mark.asyncio(loop_scope="module")

BRIEF = "We run a small tool library. Members can reserve a tool for a day. Only the keeper can remove a tool."
NASTY = '"><script>alert(1)</script><img src=x onerror=alert(1)>'
"""What a model or a person could put into any field."""


class Elements(HTMLParser):
    """What a page consists of."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.tags: set[str] = set()
        self.attributes: set[str] = set()
        self.links: list[str] = []
        self.ids: list[str] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        self.attributes |= {name for name, _ in attrs}
        self.links += [value for name, value in attrs if name in ("href", "src", "action") and value]
        self.ids += [value for name, value in attrs if name == "id" and value]

    @property
    def harmful(self) -> bool:
        return (
            not self.tags.isdisjoint({"script", "iframe", "object", "embed", "svg", "style", "base"})
            or any(name.startswith("on") or name == "style" for name in self.attributes)
            or any(re.match(r"\s*(javascript|vbscript|data:text)", link, re.IGNORECASE) for link in self.links)
        )


@attrs.frozen(kw_only=True)
class Spoiled(Packages):
    """Packages in which strangers have written what they wanted."""

    async def read(self, account: AccountId, generation: GenerationId) -> Archive:
        archive = await Packages.read(self, account, generation)
        written = io.BytesIO()
        with zipfile.ZipFile(written, "w") as rewritten:
            for path, content in spoiled(archive.files).items():
                rewritten.writestr(f"package/{path}", content)
        record = attrs.evolve(archive.record, title=NASTY)
        return Archive(record=record, content=written.getvalue())


def spoiled(files: Mapping[str, bytes]) -> Mapping[str, bytes]:
    """Every text that programs read is hostile, and so is every document."""
    found = dict(files)
    for path, content in files.items():
        if path.endswith(".json"):
            found[path] = msgspec.json.encode(_spoiled(msgspec.json.decode(content)))
        elif path.endswith((".md", ".feature", ".csv")):
            links = f"[x](javascript:alert(1)) ![x](javascript:alert(1)) <{NASTY}"
            found[path] = f"# {NASTY}\n\n{NASTY}\n\n{links}\n\n".encode() + content
        elif path.endswith(".svg"):
            found[path] = content.replace(b"</svg>", b"<script>alert(1)</script></svg>")
    return found


def _spoiled(value: object) -> object:
    if isinstance(value, dict):
        return {name: _spoiled(each) for name, each in value.items()}
    if isinstance(value, list):
        return [_spoiled(each) for each in value]
    return value + NASTY if isinstance(value, str) else value


@attrs.frozen(kw_only=True)
class Stored:
    """Anna's browser, and the package that she made."""

    site: Site
    anna: Caller
    base: str
    archive: Archive

    async def get(self, path: str = "") -> str:
        answer = await self.anna.call("GET", self.base + path)
        assert answer.status == 200, (path, answer.status)
        return answer.body.decode()


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def stored(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Stored]:
    async with opened_services(tmp_path_factory.mktemp("reading")) as services:
        async with services.database.unit() as unit:
            await unit.accounts.add(ANNA)
            await unit.accounts.add(BELA)
        state = await services.interviews.start(ANNA.id, BRIEF)
        dossier = await services.interviews.dossier(ANNA.id, state.interview.id)
        generation = await services.generations.start(ANNA.id, dossier)
        async for _ in services.generations.follow(ANNA.id, generation.id):
            pass
        async with site_of(services) as site:
            yield Stored(
                site=site,
                anna=await site.in_browser(ANNA),
                base=f"/generations/{generation.id}/package",
                archive=await services.packages.read(ANNA.id, GenerationId(generation.id)),
            )


async def test_a_package_of_ours_is_read_whole(stored: Stored) -> None:
    contents = read_contents(stored.archive.files)
    for part in (contents.manifest.provider, contents.requirements.requirements, contents.ledger.facts):
        assert part
    for part in (contents.matrix.rows, contents.scores.criteria, contents.transcript.turns):
        assert part


async def test_every_page_of_a_package_is_there_and_its_links_lead_somewhere(stored: Stored) -> None:
    pages = {"", "/compare", *(f"/{name}" for name in SECTIONS)}
    pages |= {f"/files/{path}" for path in stored.archive.files}
    shown = {stored.base + each: Elements(await stored.get(each)) for each in pages}
    lost = []
    for path, elements in shown.items():
        assert not elements.harmful, path
        for link in elements.links:
            target, _, element = urljoin(path, link).partition("#")
            if not target.startswith(stored.base):
                continue
            if target not in shown or (element and element not in shown[target].ids):
                lost.append((path, link))
    assert lost == []


async def test_a_requirements_source_is_one_click_away_and_filters_narrow(stored: Stored) -> None:
    page = await stored.get("/requirements")
    (link, *_) = re.findall(r'href="([^"]+)"[^>]*>[^<]*show where it was said', page)
    path, _, element = link.partition("#")
    transcript = await stored.get(path.removeprefix(stored.base))
    assert re.search(rf'id="{element}"></a>(?:<a[^>]*></a>)*<mark>', transcript)
    count = page.count('class="card"')
    assert 0 < (await stored.get("/requirements?words=keeper")).count('class="card"') < count
    assert 'class="card"' not in await stored.get("/requirements?kind=nothing")


async def test_search_finds_what_was_said_and_leads_there(stored: Stored) -> None:
    page = await stored.get("?q=keeper")
    assert "<mark>keeper</mark>" in page
    for link in re.findall(r'<li><a href="([^"]+)"><strong>', page):
        path, _, element = link.partition("#")
        assert not element or element in Elements(await stored.get(path.removeprefix(stored.base))).ids, link
    assert "Nothing has all of these words" in await stored.get("?q=zzzzqqq")
    assert not Elements(await stored.get(f"?q={NASTY.replace('&', '')}".replace("#", ""))).harmful


async def test_what_is_not_there_and_what_is_somebody_elses_is_not_found(stored: Stored) -> None:
    bela = await stored.site.in_browser(BELA)
    for route in ROUTES:
        path = route.path.replace("{id}", stored.base.split("/")[2])
        path = path.replace("{section}", "requirements").replace("{path:.+}", "README.md")
        assert (await stored.anna.call("GET", path)).status == 200
        assert (await bela.call("GET", path)).status == 404
        assert (await stored.site.stranger.call("GET", path)).status == 401
    for path in ("/nowhere", "/files/nowhere", "/files/..%2F..%2Fetc%2Fpasswd", "/compare?with=nowhere"):
        assert (await stored.anna.call("GET", stored.base + path)).status == 404


async def test_a_package_compared_with_itself_has_not_changed(stored: Stored) -> None:
    page = await stored.get(f"/compare?with={stored.base.split('/')[2]}")
    assert "The requirements of both are the same." in page


async def test_hostile_contents_stay_text(stored: Stored) -> None:
    services = stored.site.services
    packages = Spoiled(database=services.database, blobs=services.blobs)
    async with site_of(attrs.evolve(services, packages=packages)) as site:
        read = attrs.evolve(stored, anna=attrs.evolve(stored.anna, url=site.url))
        for path in ("", "/compare", "?q=alert", *(f"/{name}" for name in SECTIONS)):
            page = await read.get(path)
            assert "alert(1)" in page
            assert not Elements(page).harmful, path
        for path in stored.archive.files:
            assert not Elements(await read.get(f"/files/{path}")).harmful, path
