"""Profile photos: kept in one place of an account, gone with it, and fetched from hosts that we know alone."""

from collections.abc import AsyncIterator

import attrs
import pytest
import pytest_asyncio
from hypothesis import given
from hypothesis import strategies as st
from tests.samples.databases import KINDS, database_of, settle_people
from tests.samples.promises import SetClock, house
from tests.samples.records import ANNA, BELA, NOON
from tests.samples.sign_ins import FrontDoor, answer_to

from specstep.adapters.identity_providers.photos import ProviderPhotos, is_theirs
from specstep.application.photos import ProfilePhotos
from specstep.domain.errors import Conflict
from specstep.domain.identities.linking import Intent
from specstep.domain.identities.values import ProvenIdentity
from specstep.domain.photos import KINDS as PICTURES
from specstep.domain.photos import LARGEST_BYTES, Photo, photo_of
from specstep.ports.persistence import Database

PNG = b"\x89PNG\r\n\x1a\n" + b"anna"
JPEG = b"\xff\xd8\xff" + b"anna, older"
PHOTO = Photo(content=PNG, content_type="image/png", cached_at=NOON)


@attrs.define
class Album:
    """Pictures by their addresses."""

    pictures: dict[str, bytes]

    async def fetch(self, address: str) -> bytes | None:
        return self.pictures.get(address)


@pytest_asyncio.fixture(params=KINDS)
async def database(request: pytest.FixtureRequest) -> AsyncIterator[Database]:
    async with database_of(request.param, request) as found:
        await settle_people(found)
        yield found


async def test_a_picture_takes_the_place_of_the_one_before_and_is_nobody_else_s(database: Database) -> None:
    older = Photo(content=JPEG, content_type="image/jpeg", cached_at=NOON)
    for photo in (older, PHOTO):
        async with database.unit() as unit:
            await unit.photos.put(ANNA.id, photo)
    async with database.reading() as unit:
        assert await unit.photos.get(ANNA.id) == PHOTO
        assert await unit.photos.get(BELA.id) is None
    for _ in range(2):
        async with database.unit() as unit:
            await unit.photos.remove(ANNA.id)
    async with database.reading() as unit:
        assert await unit.photos.get(ANNA.id) is None


async def test_an_account_that_is_closing_gets_no_picture(database: Database) -> None:
    async with database.unit() as unit:
        await unit.accounts.update(attrs.evolve(ANNA, closing_at=NOON))
    with pytest.raises(Conflict):
        async with database.unit() as unit:
            await unit.photos.put(ANNA.id, PHOTO)


async def test_GEN_4_the_picture_of_a_sign_in_is_kept_renewed_and_read_and_an_address_is_asked(
    database: Database,
) -> None:
    door, address = FrontDoor(database), "https://lh3.googleusercontent.com/a/b"
    door.microsoft.people["anna"] = ProvenIdentity(
        provider="microsoft", issuer="https://login.example", subject="1", photo=JPEG
    )
    door.google.people["anna"] = ProvenIdentity(
        provider="google", issuer="https://accounts.google.com", subject="1", photo_url=address
    )
    photos = ProfilePhotos(database=database, source=Album({address: PNG}), clock=door.clock)

    async def come(provider: str, intent: Intent) -> Photo | None:
        departure = await door.sign_in.begin(provider, intent, of_age=True)
        arrival = await door.sign_in.complete(provider, answer_to(departure), browser=departure.browser)
        assert arrival.admission.account is not None
        return await photos.read(arrival.admission.account.id)

    first = await come("microsoft", Intent.SIGN_UP)
    assert (first and first.content, first and first.content_type) == (JPEG, "image/jpeg")
    for said, kept in ((PNG, PNG), (None, PNG), (b"<svg onload=alert(1)>", PNG)):
        door.microsoft.people["anna"] = attrs.evolve(door.microsoft.people["anna"], photo=said)
        again = await come("microsoft", Intent.SIGN_IN)
        assert again is not None
        assert again.content == kept
    fetched = await come("google", Intent.SIGN_UP)
    assert (fetched and fetched.content, fetched and fetched.content_type) == (PNG, "image/png")
    nothing = ProfilePhotos(database=database, source=Album({}), clock=door.clock)
    assert await nothing.read(BELA.id) is None


async def test_GEN_4_a_picture_goes_with_its_account(sqlite_database_url: str) -> None:
    async with house(sqlite_database_url) as home:
        async with home.database.unit() as unit:
            await unit.photos.put(ANNA.id, PHOTO)
            await unit.photos.put(BELA.id, PHOTO)
        await home.delete(ANNA)
        assert [row["account_id"] for row in home.table("profile_photos")] == [BELA.id]


@given(st.binary(max_size=64), st.sampled_from(PICTURES))
def test_a_picture_is_told_by_its_first_bytes_alone(rest: bytes, kind: tuple[bytes, int, str]) -> None:
    start, place, content_type = kind
    head = b"RIFF\0\0\0\0"[:place] + start
    found = photo_of(head + rest, NOON)
    assert (found.content_type if found else None) == (content_type if rest else None)
    assert photo_of(b"<" + head + rest, NOON) is None
    assert photo_of(head + b"x" * LARGEST_BYTES, NOON) is None


@pytest.mark.parametrize(
    ("address", "known"),
    [
        ("https://lh3.googleusercontent.com/a/b=s96-c", True),
        ("https://avatars.githubusercontent.com/u/1?v=4", True),
        ("https://AVATARS.githubusercontent.com:443/u/1", True),
        ("http://lh3.googleusercontent.com/a", False),
        ("https://lh3.googleusercontent.com:8443/a", False),
        ("https://evilgoogleusercontent.com/a", False),
        ("https://googleusercontent.com.evil.example/a", False),
        ("https://evil.example/@lh3.googleusercontent.com", False),
        ("https://lh3.googleusercontent.com@evil.example/a", False),
        ("https://169.254.169.254/latest/meta-data", False),
        ("https://[::1", False),
        ("https://lh3.googleusercontent.com:port/a", False),
        ("", False),
    ],
)
async def test_GEN_4_only_pictures_at_hosts_that_we_know_are_asked_for(address: str, known: bool) -> None:
    assert is_theirs(address) is known
    if not known:
        assert await ProviderPhotos().fetch(address) is None


def test_a_picture_shows_nothing_of_itself() -> None:
    assert "anna" not in repr(PHOTO)
    assert SetClock().now() == NOON
