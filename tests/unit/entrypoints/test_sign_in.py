"""Which sign-in providers settings stand for."""

from pathlib import Path

import attrs
import pytest

from specstep.domain.errors import Misconfigured
from specstep.entrypoints.settings import Settings
from specstep.entrypoints.wiring import registries
from specstep.entrypoints.wiring.container import make_container
from specstep.entrypoints.wiring.people import make_people
from specstep.entrypoints.wiring.sign_in import callback_of, provider_setups
from specstep.ports.identity_providers import IdentityProviders


def test_a_client_has_its_secret_from_a_file_or_the_environment(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / "secret"
    file.write_text("from a file\n")
    monkeypatch.setenv("SPECSTEP_GITHUB_CLIENT_SECRET", "from the environment")
    settings = Settings(google_client_id="g", google_client_secret_file=str(file), github_client_id="h")
    setups = provider_setups(settings)
    assert {name: (each.client_id, each.client_secret.reveal()) for name, each in setups.items()} == {
        "google": ("g", "from a file"),
        "github": ("h", "from the environment"),
    }
    assert "from" not in repr(setups)


@pytest.mark.parametrize("file", ["", "not-there", "empty"])
def test_a_client_without_a_secret_is_refused(file: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("SPECSTEP_GOOGLE_CLIENT_SECRET", raising=False)
    (tmp_path / "empty").write_text("\n")
    named = str(tmp_path / file) if file else ""
    with pytest.raises(Misconfigured):
        provider_setups(Settings(google_client_id="g", google_client_secret_file=named))


@pytest.mark.parametrize(
    ("address", "callback"),
    [
        ("https://specstep.example/", "https://specstep.example/sign-in/{provider}/callback"),
        ("https://example.org/spec", "https://example.org/spec/sign-in/{provider}/callback"),
        ("http://127.0.0.1:8000", "http://127.0.0.1:8000/sign-in/{provider}/callback"),
    ],
)
def test_browsers_are_sent_back_to_where_the_service_is_reached(address: str, callback: str) -> None:
    assert callback_of(Settings(public_url=address)) == callback


@pytest.mark.parametrize(
    "address",
    ["", "specstep.example", "http://specstep.example", "https://a@b.example", "https://b.example/?x={y}"],
)
def test_SEC_1_browsers_are_sent_back_nowhere_else(address: str) -> None:
    with pytest.raises(Misconfigured, match="SPECSTEP_PUBLIC_URL"):
        callback_of(Settings(public_url=address))


@pytest.mark.parametrize("configured", [False, True])
async def test_the_local_owner_is_let_in_only_where_no_provider_is_configured(
    configured: bool, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SPECSTEP_GITHUB_CLIENT_SECRET", "secret")
    client = "h" if configured else ""
    settings = Settings(data_dir=tmp_path, github_client_id=client, public_url="https://specstep.example")
    container = make_container(settings)
    try:
        people, providers = await make_people(container), await container.get(IdentityProviders)
        assert people.sessions.local_owner is not configured
        assert list(people.sign_in(settings, providers).providers) == (["github"] if configured else [])
    finally:
        await container.close()


def test_a_provider_whose_library_is_missing_says_what_to_install() -> None:
    broken = attrs.evolve(registries.IDENTITY_PROVIDERS, rows={"google": "specstep_is_not_here:google"})
    with pytest.raises(Misconfigured, match=r"specstep\[sign-in\]"):
        broken.load("google")
