"""What a public deployment must say before it starts."""

import asyncio
from pathlib import Path

import attrs
import pytest

from specstep.domain.errors import Misconfigured
from specstep.entrypoints.cli.doctor import CHECKS
from specstep.entrypoints.cli.worker_command import worker
from specstep.entrypoints.public import is_public, missing_for_public, require_public_settings
from specstep.entrypoints.settings import Settings
from specstep.entrypoints.web.serving import serve

BARE = {
    "operator_name": "",
    "privacy_contact": "",
    "security_contact": "",
    "public_url": "",
    "email": "console",
    "email_from": "",
    "master_key": "file",
}


def public(folder: Path) -> Settings:
    return Settings(
        data_dir=folder / "data",
        google_client_id="client",
        operator_name="Our society",
        privacy_contact="mailto:privacy@example.org",
        security_contact="mailto:security@example.org",
        public_url="https://spec.example.org",
        email="smtp",
        email_from="spec@example.org",
        master_key_file=str(folder / "keys" / "master.key"),
    )


def test_GOV_4_who_has_said_everything_may_start(tmp_path: Path) -> None:
    assert is_public(public(tmp_path))
    require_public_settings(public(tmp_path))
    require_public_settings(attrs.evolve(public(tmp_path), master_key="environment", master_key_file=""))


@pytest.mark.parametrize("setting", sorted(BARE))
def test_GOV_4_SEC_10_each_setting_that_is_missing_is_named_alone_with_how_to_set_it(
    setting: str, tmp_path: Path
) -> None:
    lacking = {setting: BARE[setting]} | ({"master_key_file": ""} if setting == "master_key" else {})
    (found,) = missing_for_public(attrs.evolve(public(tmp_path), **lacking))
    assert found.setting == setting
    assert f"SPECSTEP_{setting.upper()}" in found.way_out


@pytest.mark.parametrize("url", ["http://spec.example.org", "https://spec.example.org/?a=b"])
def test_GOV_4_an_address_that_is_not_https_is_missing(url: str, tmp_path: Path) -> None:
    assert [each.setting for each in missing_for_public(attrs.evolve(public(tmp_path), public_url=url))] == [
        "public_url"
    ]


def test_GOV_4_a_master_key_anywhere_in_the_data_folder_is_refused(tmp_path: Path) -> None:
    inside = attrs.evolve(public(tmp_path), master_key_file=str(tmp_path / "x" / ".." / "data" / "deep" / "key"))
    assert [each.setting for each in missing_for_public(inside)] == ["master_key"]


@pytest.mark.parametrize(
    "local",
    [{}, {"google_client_id": "client", "public_url": "http://localhost:8765"}],
    ids=["alone", "trying-out"],
)
def test_GOV_4_on_this_machine_nothing_need_be_said(local: dict[str, str], tmp_path: Path) -> None:
    require_public_settings(Settings(data_dir=tmp_path, **local))


async def test_GOV_4_SEC_10_serve_worker_and_doctor_name_all_that_is_missing_at_once(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SPECSTEP_DATA_DIR", str(tmp_path / "data"))
    monkeypatch.setenv("SPECSTEP_GOOGLE_CLIENT_ID", "client")
    settings = Settings(data_dir=tmp_path / "data", google_client_id="client")
    for refusing in (serve(settings, asyncio.Event(), print), worker(), CHECKS["public deployment"](settings)):
        with pytest.raises(Misconfigured) as refused:
            await refusing
        assert all(f"\n  {name}: " in refused.value.message for name in BARE)
    assert not (tmp_path / "data").exists(), "nothing was made before the refusal"
