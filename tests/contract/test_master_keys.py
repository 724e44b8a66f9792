"""Places for master keys: the public contract on each, and what is special about a file and the environment."""

import asyncio
import base64
import stat
from pathlib import Path

import pytest

from specstep.adapters.clocks.system import SystemEntropy
from specstep.adapters.master_keys.environment import VARIABLE, EnvironmentMasterKeys
from specstep.adapters.master_keys.files import FileMasterKeys
from specstep.domain.errors import MasterKeyMissing, Misconfigured, Unavailable
from specstep.domain.secrets import Secret
from specstep.entrypoints.wiring.registries import MASTER_KEYS
from specstep.ports.master_keys import MasterKeys
from specstep.testing import MasterKeysContract

KEY, BOUND = Secret(bytes(range(32))), b"the id of a key"


def text(number: int) -> str:
    return base64.b64encode(bytes([number]) * 32).decode()


def file_of(tmp_path: Path) -> FileMasterKeys:
    return FileMasterKeys(tmp_path / "folder" / "master.key", SystemEntropy())


class TestFiles(MasterKeysContract):
    @pytest.fixture
    def masters(self, tmp_path: Path) -> MasterKeys:
        return file_of(tmp_path / "one")

    @pytest.fixture
    def strangers(self, tmp_path: Path) -> MasterKeys:
        return file_of(tmp_path / "another")


class TestEnvironment(MasterKeysContract):
    @pytest.fixture
    def masters(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> MasterKeys:
        monkeypatch.setenv(VARIABLE, f"{text(1)},{text(2)}")
        return EnvironmentMasterKeys(tmp_path, SystemEntropy())

    @pytest.fixture
    def strangers(self, tmp_path: Path) -> MasterKeys:
        return file_of(tmp_path)


def test_every_registered_place_is_proven_here() -> None:
    assert set(MASTER_KEYS.rows) == {"file", "environment"}
    assert {MASTER_KEYS.load(name) for name in MASTER_KEYS.rows} == {FileMasterKeys, EnvironmentMasterKeys}


async def test_a_file_is_made_when_it_is_needed_first_for_its_owner_alone(tmp_path: Path) -> None:
    path = tmp_path / "folder" / "master.key"
    masters = file_of(tmp_path)
    assert await masters.name() is None
    assert not path.exists()
    await masters.wrap(KEY, BOUND)
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert list(path.parent.iterdir()) == [path]
    before = path.read_bytes()
    await masters.wrap(KEY, BOUND)
    assert path.read_bytes() == before


async def test_those_who_make_the_file_at_once_have_one_master_key(tmp_path: Path) -> None:
    wrapped = await asyncio.gather(*(file_of(tmp_path).wrap(KEY, BOUND) for _ in range(8)))
    assert len({each.master for each in wrapped}) == 1
    for each in wrapped:
        assert (await file_of(tmp_path).unwrap(each, BOUND)).same_as(KEY)


async def test_looking_for_what_a_lost_file_wrapped_makes_no_other_file(tmp_path: Path) -> None:
    wrapped = await file_of(tmp_path).wrap(KEY, BOUND)
    path = tmp_path / "folder" / "master.key"
    path.unlink()
    with pytest.raises(MasterKeyMissing, match="Put it back"):
        await file_of(tmp_path).unwrap(wrapped, BOUND)
    assert not path.exists()


async def test_of_several_master_keys_the_first_wraps_and_all_unwrap(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    masters = EnvironmentMasterKeys(tmp_path, SystemEntropy())
    monkeypatch.setenv(VARIABLE, text(1))
    old = await masters.wrap(KEY, BOUND)
    monkeypatch.setenv(VARIABLE, f"{text(2)} {text(1)}")
    new = await masters.wrap(KEY, BOUND)
    assert old.master != new.master == await masters.name()
    for each in (old, new):
        assert (await masters.unwrap(each, BOUND)).same_as(KEY)


@pytest.mark.parametrize("value", ["short", "aGVsbG8=", f"{text(1)} !!!", "é" * 43])
async def test_what_is_no_master_key_is_refused_without_being_shown(
    value: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(VARIABLE, value)
    (tmp_path / "folder").mkdir()
    (tmp_path / "folder" / "master.key").write_text(value, "utf-8")
    for masters in (EnvironmentMasterKeys(tmp_path, SystemEntropy()), file_of(tmp_path)):
        with pytest.raises(Misconfigured, match="32 bytes") as refusal:
            await masters.wrap(KEY, BOUND)
        assert value.split()[-1] not in str(refusal.value)


async def test_an_empty_environment_or_file_is_a_missing_master_key(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv(VARIABLE, raising=False)
    (tmp_path / "folder").mkdir()
    (tmp_path / "folder" / "master.key").write_text("\n")
    for masters in (EnvironmentMasterKeys(tmp_path, SystemEntropy()), file_of(tmp_path)):
        with pytest.raises(MasterKeyMissing):
            await masters.wrap(KEY, BOUND)
        with pytest.raises(MasterKeyMissing):
            await masters.name()


async def test_a_file_that_cannot_be_read_is_unavailable(tmp_path: Path) -> None:
    (tmp_path / "folder" / "master.key").mkdir(parents=True)
    with pytest.raises(Unavailable, match="directory"):
        await file_of(tmp_path).name()
