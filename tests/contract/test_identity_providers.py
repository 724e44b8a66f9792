"""Sign-in providers: real ones on loopback, and one that does everything wrong."""

import asyncio
from base64 import urlsafe_b64encode
from collections.abc import AsyncIterator, Callable
from datetime import timedelta
from hashlib import sha256
from typing import Any
from urllib.parse import parse_qs, urlsplit

import attrs
import pytest
import pytest_asyncio
from aiohttp import web
from joserfc import jwt
from tests.samples.browsers import walk
from tests.samples.faulty_provider import FaultyProvider, faulty_provider, key, signed_with_a_secret, unsigned
from tests.samples.promises import SetClock
from tests.servers.sign_in_providers import CALLBACK, CLIENT_ID, CLIENT_SECRET, SignInProviders

from specstep.adapters.clocks.system import SystemClock, SystemEntropy
from specstep.adapters.identity_providers.client import Client, is_trustworthy
from specstep.adapters.identity_providers.github import GitHubProvider, github
from specstep.adapters.identity_providers.google import google
from specstep.adapters.identity_providers.microsoft import microsoft
from specstep.adapters.identity_providers.oidc import OpenIdProvider
from specstep.adapters.persistence.memory import MemoryDatabase
from specstep.application.identities import Identities
from specstep.application.sessions import Sessions
from specstep.application.sign_in import SignIn
from specstep.domain.errors import Misconfigured, SignInRefused, Unavailable
from specstep.domain.identities.linking import Course, Intent
from specstep.domain.identities.values import ProvenIdentity
from specstep.domain.photos import LARGEST_BYTES
from specstep.domain.secrets import Secret
from specstep.domain.sessions.values import SessionLimits
from specstep.entrypoints.wiring.registries import IDENTITY_PROVIDERS
from specstep.policies.inventory import INVENTORY
from specstep.ports.identity_providers import Asked, IdentityProvider, ProviderSetup

SETUP = ProviderSetup(client_id=CLIENT_ID, client_secret=Secret(CLIENT_SECRET))
TENANT = "72f988bf-86f1-41af-91ab-2d7cd011db47"


def asked(provider: str = "google", number: int = 1) -> Asked:
    """What a sign-in asks with."""
    return Asked(
        state=Secret(f"state-{number}" + "s" * 32),
        nonce=Secret(f"nonce-{number}" + "n" * 32),
        verifier=Secret(f"verifier-{number}" + "v" * 40),
        redirect_uri=CALLBACK.format(provider),
    )


async def through(provider: IdentityProvider, who: str, asking: Asked, **how: bool) -> dict[str, str]:
    """What somebody's browser brings back."""
    return await walk(await provider.authorization(asking), who, asking.redirect_uri, **how)


# Real ones


@pytest.mark.node
async def test_COL_1_somebody_signs_in_and_consents_at_a_real_openid_provider(
    sign_in_providers: SignInProviders,
) -> None:
    provider = google(SETUP, SystemClock(), issuer=sign_in_providers.oidc)
    answer = await through(provider, "anna", asked())
    assert answer["state"] == asked().state.reveal()
    assert await provider.identify(answer, asked()) == ProvenIdentity(
        provider="google",
        issuer=sign_in_providers.oidc,
        subject="anna",
        email="anna@example.com",
        verified=True,
        display_name="Anna",
        photo_url="https://pictures.example/anna.png",
    )
    with pytest.raises(SignInRefused, match="any more"):
        await provider.identify(answer, asked())  # a code is good once


@pytest.mark.node
async def test_EXT_1_an_address_that_a_real_provider_calls_unverified_is_unverified(
    sign_in_providers: SignInProviders,
) -> None:
    provider = google(SETUP, SystemClock(), issuer=sign_in_providers.oidc)
    proven = await provider.identify(await through(provider, "bela", asked()), asked())
    assert (proven.email, proven.verified, proven.display_name) == ("bela@example.com", False, "Béla 🌻")


@pytest.mark.node
async def test_a_real_provider_holds_us_to_what_the_sign_in_began_with(sign_in_providers: SignInProviders) -> None:
    provider = google(SETUP, SystemClock(), issuer=sign_in_providers.oidc)
    for other in (
        attrs.evolve(asked(), verifier=asked(number=2).verifier),
        attrs.evolve(asked(), nonce=asked(number=2).nonce),
        attrs.evolve(asked(), redirect_uri="https://evil.example/"),
    ):
        answer = await through(provider, "anna", asked())
        with pytest.raises(SignInRefused):
            await provider.identify(answer, other)
    wrong = google(
        attrs.evolve(SETUP, client_secret=Secret("wrong")), SystemClock(), issuer=sign_in_providers.oidc
    )
    with pytest.raises(Misconfigured):
        await wrong.identify(await through(provider, "anna", asked()), asked())


@pytest.mark.node
async def test_who_declines_at_a_real_provider_is_told_so(sign_in_providers: SignInProviders) -> None:
    provider = google(SETUP, SystemClock(), issuer=sign_in_providers.oidc)
    answer = await through(provider, "anna", asked(), declines=True)
    with pytest.raises(SignInRefused, match="called off"):
        await provider.identify(answer, asked())


@pytest.mark.node
async def test_COL_1_somebody_signs_in_with_github(sign_in_providers: SignInProviders) -> None:
    site = sign_in_providers.github
    provider = github(SETUP, SystemClock(), site=site, api=site)
    answer = await through(provider, "anna", asked("github"))
    proven = await provider.identify(answer, asked("github"))
    assert (proven.issuer, proven.email, proven.verified) == ("https://github.com", "anna@example.com", True)
    assert (proven.display_name, proven.subject.isdecimal()) == ("Anna", True)
    with pytest.raises(SignInRefused, match="any more"):
        await provider.identify(answer, asked("github"))
    wrong = github(attrs.evolve(SETUP, client_secret=Secret("wrong")), SystemClock(), site=site, api=site)
    with pytest.raises(Misconfigured):
        await wrong.identify(await through(provider, "anna", asked("github")), asked("github"))


@pytest.mark.node
async def test_EXT_1_a_verified_address_joins_its_account_from_one_real_provider_to_the_other(
    sign_in_providers: SignInProviders,
) -> None:
    site = sign_in_providers.github
    clock, database = SystemClock(), MemoryDatabase()
    around: dict[str, Any] = {"database": database, "clock": clock, "entropy": SystemEntropy()}
    sign_in = SignIn(
        **around,
        providers={
            "google": google(SETUP, clock, issuer=sign_in_providers.oidc),
            "github": github(SETUP, clock, site=site, api=site),
        },
        callback=CALLBACK.replace("{}", "{provider}"),
        identities=Identities(**around),
        sessions=Sessions(**around, limits=SessionLimits()),
    )
    courses = []
    for name in ("google", "github", "google"):
        leaving = await sign_in.begin(name, Intent.SIGN_UP, of_age=True)
        answer = await walk(leaving.address, "anna", CALLBACK.format(name))
        arrival = await sign_in.complete(name, answer, browser=leaving.browser)
        assert arrival.opened is not None
        assert await sign_in.sessions.authenticate(arrival.opened.token) is not None
        courses.append(arrival.admission.course)
    assert courses == [Course.OPEN, Course.JOIN, Course.ENTER]


# One that does everything wrong


@pytest_asyncio.fixture
async def faulty() -> AsyncIterator[FaultyProvider]:
    async with faulty_provider() as provider:
        provider.claims["nonce"] = asked().nonce.reveal()
        yield provider


@pytest.fixture
def provider(faulty: FaultyProvider) -> OpenIdProvider:
    return google(SETUP, SystemClock(), issuer=faulty.url)


ANSWER = {"code": "code", "state": "s"}
FAULTS: dict[str, dict[str, Any]] = {
    "another issuer": {"iss": "https://evil.example"},
    "no issuer": {"iss": None},
    "another audience": {"aud": "somebody"},
    "no audience": {"aud": None},
    "an audience that only begins like ours": {"aud": f"{CLIENT_ID}-too"},
    "several audiences without a party": {"aud": [CLIENT_ID, "somebody"]},
    "another party": {"azp": "somebody"},
    "another sign-in's nonce": {"nonce": "x"},
    "no nonce": {"nonce": None},
    "a nonce of another kind": {"nonce": [1]},
    "an end in the past": {"iat": 1_700_000_000, "exp": 1_700_000_300},
    "no end": {"exp": None},
    "no beginning": {"iat": None},
    "an end that is no time": {"exp": True},
    "an end that never comes": {"exp": "never"},
    "a beginning in the future": {"nbf": 99_999_999_999},
    "an issue in the future": {"iat": 99_999_999_999, "exp": 99_999_999_999},
    "an issue long ago": {"iat": 1_700_000_000},
    "no subject": {"sub": None},
    "a subject with a line break": {"sub": "1\r\n2"},
}


async def test_a_right_answer_is_taken(faulty: FaultyProvider, provider: OpenIdProvider) -> None:
    proven = await provider.identify(ANSWER, asked())
    assert (proven.issuer, proven.subject, proven.verified) == (faulty.url, "1", True)
    sent = faulty.forms[0]
    assert (sent["grant_type"], sent["code_verifier"]) == ("authorization_code", asked().verifier.reveal())
    assert "client_secret" not in sent  # it went into the header, as this provider didn't ask for it elsewhere


@pytest.mark.parametrize("fault", FAULTS)
async def test_an_id_token_with_a_fault_is_refused(
    fault: str, faulty: FaultyProvider, provider: OpenIdProvider
) -> None:
    faulty.claims |= FAULTS[fault]
    with pytest.raises(SignInRefused) as refused:
        await provider.identify(ANSWER, asked())
    assert "evil" not in str(refused.value)


def _tampered(token: str) -> str:
    head, claims, signature = token.split(".")
    return f"{head}.{claims}.{'A' if signature[0] != 'A' else 'B'}{signature[1:]}"


SWAPS: dict[str, Callable[[FaultyProvider], object]] = {
    "none at all": lambda _: None,
    "a number": lambda _: 7,
    "no token": lambda _: "a.b",
    "nonsense": lambda _: "a.b.c",
    "a very long one": lambda _: "a" * 30_000 + ".b.c",
    "not signed": lambda faulty: unsigned(faulty.issued()),
    "signed with our secret": lambda faulty: signed_with_a_secret(faulty.issued(), CLIENT_SECRET.encode()),
    "signed with the public key as a secret": lambda faulty: signed_with_a_secret(
        faulty.issued(), faulty.keys[0].as_pem(private=False)
    ),
    "signed by another key of the same name": lambda faulty: jwt.encode(
        {"alg": "RS256", "kid": "first"}, faulty.issued(), key("first", 2)
    ),
    "tampered with": lambda faulty: _tampered(faulty.signed()),
}


@pytest.mark.parametrize("swap", SWAPS)
async def test_an_id_token_that_is_not_signed_by_its_provider_is_refused(
    swap: str, faulty: FaultyProvider, provider: OpenIdProvider
) -> None:
    faulty.token = lambda body: body | {"id_token": SWAPS[swap](faulty)}
    with pytest.raises(SignInRefused):
        await provider.identify(ANSWER, asked())


async def test_a_token_without_a_key_id_is_taken_where_there_is_one_key(
    faulty: FaultyProvider, provider: OpenIdProvider
) -> None:
    faulty.header["kid"] = None
    assert (await provider.identify(ANSWER, asked())).subject == "1"
    faulty.keys.append(key("second"))
    with pytest.raises(SignInRefused, match="not clear"):
        await google(SETUP, SystemClock(), issuer=faulty.url).identify(ANSWER, asked())


async def test_keys_that_roll_over_are_asked_for_again(faulty: FaultyProvider) -> None:
    clock = SetClock(SystemClock().now())
    provider = google(SETUP, clock, issuer=faulty.url)
    await provider.identify(ANSWER, asked())
    faulty.keys.insert(0, key("second"))
    clock.time += timedelta(seconds=61)
    assert (await provider.identify(ANSWER, asked())).subject == "1"
    await provider.identify(ANSWER, asked())
    assert faulty.asked.count("/keys") == 2
    faulty.header["kid"] = "never heard of"
    for _ in range(3):
        with pytest.raises(SignInRefused, match="no key of its"):
            await provider.identify(ANSWER, asked())
    assert faulty.asked.count("/keys") == 2  # within a minute nobody makes us ask again


@pytest.mark.parametrize(("seconds", "taken"), [(119, True), (-119, True), (130, False), (-500, False)])
async def test_clocks_may_differ_by_two_minutes(faulty: FaultyProvider, seconds: int, taken: bool) -> None:
    now = SystemClock().now()
    issued = int(now.timestamp()) + seconds
    faulty.claims |= {"iat": issued, "exp": issued + (300 if seconds > 0 else 1)}
    found = google(SETUP, SetClock(now), issuer=faulty.url).identify(ANSWER, asked())
    if taken:
        assert (await found).subject == "1"
    else:
        with pytest.raises(SignInRefused):
            await found


@pytest.mark.parametrize(
    "answer",
    [
        {},
        {"code": ""},
        {"code": "c" * 5000},
        {"code": "a\r\nb"},
        {"error": "access_denied", "code": "code"},
        {"error": "<script>", "code": "code"},
        {"code": "code", "iss": "https://evil.example"},
    ],
)
async def test_an_answer_with_a_fault_asks_the_provider_nothing(
    answer: dict[str, str], faulty: FaultyProvider, provider: OpenIdProvider
) -> None:
    with pytest.raises(SignInRefused) as refused:
        await provider.identify(answer, asked())
    assert "/token" not in faulty.asked
    assert "script" not in str(refused.value)


async def test_a_provider_that_promises_its_name_in_answers_is_held_to_it(
    faulty: FaultyProvider, provider: OpenIdProvider
) -> None:
    faulty.metadata["authorization_response_iss_parameter_supported"] = True
    with pytest.raises(SignInRefused, match="another provider"):
        await provider.identify(ANSWER, asked())
    assert (await provider.identify({**ANSWER, "iss": faulty.url}, asked())).subject == "1"


@pytest.mark.parametrize(
    "metadata",
    [
        {"issuer": "https://evil.example"},
        {"token_endpoint": "http://evil.example/token"},
        {"jwks_uri": None},
        {"authorization_endpoint": "javascript:alert(1)"},
        {"token_endpoint": "https://user:password@evil.example/"},
    ],
)
async def test_a_description_that_leads_astray_is_not_followed(
    metadata: dict[str, Any], faulty: FaultyProvider, provider: OpenIdProvider
) -> None:
    faulty.metadata = metadata
    with pytest.raises(Unavailable, match="description"):
        await provider.authorization(asked())


RAW: dict[str, Callable[[], web.Response]] = {
    "sends us elsewhere": lambda: web.Response(status=302, headers={"Location": "https://evil.example/token"}),
    "is no JSON": lambda: web.Response(text="<html>"),
    "is nested too deeply": lambda: web.Response(text="[" * 100_000),
    "is too large": lambda: web.Response(body=b" " * 1_100_000),
    "says that it is broken": lambda: web.Response(status=503),
    "says that we ask too often": lambda: web.Response(status=429),
}


@pytest.mark.parametrize("fault", RAW)
@pytest.mark.parametrize("path", ["/.well-known/openid-configuration", "/keys", "/token"])
async def test_a_provider_that_is_down_is_told_apart_from_one_that_refuses(
    fault: str, path: str, faulty: FaultyProvider, provider: OpenIdProvider
) -> None:
    faulty.raw[path] = RAW[fault]()
    with pytest.raises(Unavailable, match="google"):
        await provider.identify(ANSWER, asked())
    assert (await provider.identify(ANSWER, asked())).subject == "1"  # and goes on once it is back


async def test_a_provider_that_is_not_there_or_silent_is_unavailable(faulty: FaultyProvider) -> None:
    gone = google(SETUP, SystemClock(), issuer="http://127.0.0.1:9")
    with pytest.raises(Unavailable, match="reached"):
        await gone.authorization(asked())

    async def silent(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await reader.read()
        writer.close()

    async with await asyncio.start_server(silent, "127.0.0.1", 0) as server:
        port = server.sockets[0].getsockname()[1]
        slow = google(SETUP, SystemClock(), issuer=f"http://127.0.0.1:{port}")
        slow.client = Client(provider="google", timeout_s=0.2)
        with pytest.raises(Unavailable, match="reached"):
            await slow.authorization(asked())


@pytest.mark.parametrize(
    ("url", "trusted"),
    [
        ("https://accounts.google.com/x", True),
        ("http://127.0.0.1:1/x", True),
        ("http://[::1]:1/", True),
        ("http://localhost/", True),
        ("http://localhost.evil.example/", False),
        ("http://127.0.0.1.evil.example/", False),
        ("http://example.com/", False),
        ("https://a:b@example.com/", False),
        ("https:///x", False),
        ("https://[", False),
        ("ftp://example.com", False),
        (None, False),
    ],
)
def test_SEC_1_nothing_is_asked_without_tls_but_this_machine(url: object, trusted: bool) -> None:
    assert is_trustworthy(url) == trusted


def test_what_a_sign_in_asks_for_is_in_the_address_and_nothing_secret() -> None:
    at_github = GitHubProvider(setup=SETUP)
    address = asyncio.run(at_github.authorization(asked("github")))
    parts = urlsplit(address)
    query = {name: values[0] for name, values in parse_qs(parts.query).items()}
    challenge = urlsafe_b64encode(sha256(asked().verifier.reveal().encode()).digest()).rstrip(b"=").decode()
    assert (parts.scheme, parts.netloc, parts.path) == ("https", "github.com", "/login/oauth/authorize")
    assert query == {
        "client_id": CLIENT_ID,
        "redirect_uri": CALLBACK.format("github"),
        "scope": "read:user user:email",
        "state": asked().state.reveal(),
        "code_challenge": challenge,
        "code_challenge_method": "S256",
    }


# Microsoft


@pytest.fixture
def ms(faulty: FaultyProvider) -> OpenIdProvider:
    faulty.metadata["issuer"] = f"{faulty.url}/{{tenantid}}/v2.0"
    faulty.claims |= {"iss": f"{faulty.url}/{TENANT}/v2.0", "tid": TENANT}
    return microsoft(SETUP, SystemClock(), host=faulty.url, graph=faulty.url)


async def test_EXT_1_microsofts_word_about_an_address_is_no_proof(
    faulty: FaultyProvider, ms: OpenIdProvider
) -> None:
    faulty.claims |= {"email_verified": True, "xms_edov": True}
    proven = await ms.identify(ANSWER, asked())
    assert (proven.email, proven.verified, proven.verified_email) == ("anna@example.com", False, None)
    assert proven.issuer == f"{faulty.url}/{TENANT}/v2.0"


@pytest.mark.parametrize(
    "claims",
    [
        {"tid": None},
        {"tid": "common"},
        {"tid": TENANT.replace("7", "8")},
        {"tid": f"{TENANT}/../evil"},
        {"iss": f"https://evil.example/{TENANT}/v2.0"},
        {"iss": "{tenantid}"},
    ],
)
async def test_a_microsoft_token_is_its_own_tenants(
    claims: dict[str, Any], faulty: FaultyProvider, ms: OpenIdProvider
) -> None:
    faulty.claims |= claims
    with pytest.raises(SignInRefused, match="issuer"):
        await ms.identify(ANSWER, asked())


async def test_GEN_4_the_picture_at_microsoft_comes_along_and_nobody_waits_for_one_that_does_not(
    faulty: FaultyProvider, ms: OpenIdProvider
) -> None:
    place = "/v1.0/me/photos/240x240/$value"
    png = b"\x89PNG\r\n\x1a\n" + b"picture"
    seen: list[str | None] = []
    faulty.raw[place] = web.Response(body=png, content_type="text/html")
    assert (await ms.identify(ANSWER, asked())).photo == png
    for refusal in (web.Response(status=404), web.Response(body=b"x" * (LARGEST_BYTES + 1)), _elsewhere()):
        faulty.raw[place] = refusal
        seen.append(str((await ms.identify(ANSWER, asked())).photo))
    assert seen == ["None"] * 3
    assert "User.Read" in await ms.authorization(asked())


def _elsewhere() -> web.Response:
    return web.Response(status=302, headers={"Location": "https://evil.example/"})


async def test_an_answer_names_the_tenant_that_its_token_does(faulty: FaultyProvider, ms: OpenIdProvider) -> None:
    named = f"{faulty.url}/{TENANT}/v2.0"
    assert (await ms.identify({**ANSWER, "iss": named}, asked())).issuer == named
    with pytest.raises(SignInRefused, match="another provider"):
        await ms.identify({**ANSWER, "iss": named.replace("7", "8")}, asked())


async def test_a_key_of_one_tenant_signs_for_no_other(faulty: FaultyProvider, ms: OpenIdProvider) -> None:
    public = faulty.keys[0].as_dict(private=False)
    for issuer, taken in ((f"{faulty.url}/{{tenantid}}/v2.0", True), (f"{faulty.url}/other/v2.0", False)):
        ms = microsoft(SETUP, SystemClock(), host=faulty.url, graph=faulty.url)
        faulty.raw["/keys"] = web.json_response({"keys": [{**public, "issuer": issuer}]})
        if taken:
            assert (await ms.identify(ANSWER, asked())).subject == "1"
        else:
            with pytest.raises(SignInRefused, match="issuer"):
                await ms.identify(ANSWER, asked())


async def test_one_tenants_people_alone_may_come_where_it_is_named(faulty: FaultyProvider) -> None:
    faulty.metadata["issuer"] = f"{faulty.url}/{TENANT}/v2.0"
    faulty.claims |= {"iss": f"{faulty.url}/{TENANT}/v2.0", "tid": TENANT}
    own = microsoft(attrs.evolve(SETUP, tenant=TENANT), SystemClock(), host=faulty.url, graph=faulty.url)
    assert (await own.identify(ANSWER, asked())).subject == "1"
    other = TENANT.replace("7", "8")
    faulty.claims |= {"iss": f"{faulty.url}/{other}/v2.0", "tid": other}
    with pytest.raises(SignInRefused, match="issuer"):
        await own.identify(ANSWER, asked())
    with pytest.raises(Misconfigured):
        microsoft(attrs.evolve(SETUP, tenant="../evil"), SystemClock())


# GitHub


@pytest.fixture
def hub(faulty: FaultyProvider) -> GitHubProvider:
    return github(SETUP, SystemClock(), site=faulty.url, api=faulty.url)


@pytest.mark.parametrize(
    ("emails", "email", "verified"),
    [
        ([{"email": "a@example.com", "primary": True, "verified": True}], "a@example.com", True),
        ([{"email": "a@example.com", "primary": True, "verified": False}], "a@example.com", False),
        ([{"email": "a@example.com", "primary": False, "verified": True}], None, False),
        ([{"email": "a@example.com", "primary": 1, "verified": True}], None, False),
        ([{"email": "a@example.com\r\nBcc: b@example.com", "primary": True, "verified": True}], None, False),
        ({"message": "Not Found"}, None, False),
        ([None, 7], None, False),
    ],
)
async def test_EXT_1_githubs_primary_address_counts_once_it_is_verified(
    emails: Any, email: str | None, verified: bool, faulty: FaultyProvider, hub: GitHubProvider
) -> None:
    faulty.emails = emails
    proven = await hub.identify(ANSWER, asked())
    assert (proven.subject, proven.email, proven.verified) == ("1", email, verified)


@pytest.mark.parametrize("user", [{}, {"id": True}, {"id": "1"}, {"id": None}])
async def test_who_has_no_number_at_github_is_nobody(
    user: object, faulty: FaultyProvider, hub: GitHubProvider
) -> None:
    faulty.user = user
    with pytest.raises(SignInRefused, match="nobody"):
        await hub.identify(ANSWER, asked())


async def test_a_name_that_forges_is_left_out(faulty: FaultyProvider, hub: GitHubProvider) -> None:
    faulty.user = {"id": 1, "login": "anna", "name": "Anna\r\nBcc: eve@example.com", "avatar_url": "javascript:1"}
    proven = await hub.identify(ANSWER, asked())
    assert (proven.display_name, proven.photo_url) == ("anna", None)


@pytest.mark.parametrize(
    ("body", "error"),
    [
        ({"error": "bad_verification_code"}, SignInRefused),
        ({"error": "incorrect_client_credentials"}, Misconfigured),
        ({"access_token": "a\r\nX: y"}, SignInRefused),
        ([], SignInRefused),
    ],
)
async def test_what_github_does_not_accept_signs_nobody_in(
    body: object, error: type[Exception], faulty: FaultyProvider, hub: GitHubProvider
) -> None:
    faulty.token = lambda _: body
    with pytest.raises(error):
        await hub.identify(ANSWER, asked())


async def test_a_github_that_is_down_is_unavailable(faulty: FaultyProvider, hub: GitHubProvider) -> None:
    faulty.token_status = 502
    with pytest.raises(Unavailable):
        await hub.identify(ANSWER, asked())


# All of them


@pytest.mark.parametrize("name", IDENTITY_PROVIDERS.rows)
def test_USE_8_each_provider_is_a_recipient_of_the_inventory(name: str) -> None:
    made: IdentityProvider = IDENTITY_PROVIDERS.load(name)(SETUP, SystemClock())
    assert made.name == name
    assert made.recipient in INVENTORY.recipients
    told = [
        field.name
        for dataset in INVENTORY.datasets
        for field in dataset.fields
        if made.recipient in field.recipients
    ]
    assert told == ["last_signed_in_at"]
    assert CLIENT_SECRET not in repr(made)
