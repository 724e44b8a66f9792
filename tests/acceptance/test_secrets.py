"""Keys and the key ring as an operator sees them on the command line."""

import json
import stat
from pathlib import Path

import pytest
from tests.acceptance.conftest import CommandLine

from specstep.domain.api_keys import prefix_of
from specstep.domain.secrets import Secret


@pytest.fixture
def line(tmp_path: Path) -> CommandLine:
    return CommandLine(folder=tmp_path, settings={"SPECSTEP_ENCRYPTED_AT_REST": "true"})


def test_GEN_2_a_key_is_shown_once_and_is_gone_when_it_is_revoked(line: CommandLine) -> None:
    made = line.json("keys", "create", "nightly build", "--expires-in-days", "9")
    assert made["prefix"] == f"sf_{prefix_of(Secret(made['key']))}…"
    (listed,) = line.json("keys", "list")["items"]
    assert listed == {name: value for name, value in made.items() if name != "key"}
    assert line.json("policy", "check")["findings"] == []
    assert line.json("policy", "audit")["findings"] == []
    files = [each for each in (line.folder / "data").rglob("*") if each.is_file()]
    assert all(made["key"][12:].encode() not in each.read_bytes() for each in files)
    (event,) = line.json("audit", "list", "--kind", "api-key", "--subject", made["id"])["items"]
    assert (event["action"], event["detail"]) == ("api-key.created", "nightly build")
    assert line.run("audit", "export", "events.jsonl", "--kind", "api-key.created").returncode == 0
    assert [json.loads(each) for each in (line.folder / "events.jsonl").read_text().splitlines()] == [event]
    assert line.run("audit", "list", "--since", "yesterday").returncode == 2
    assert line.json("keys", "rename", made["id"], "deploy")["status"] == "renamed"
    assert line.json("keys", "revoke", made["id"])["status"] == "revoked"
    assert "no API keys" in line.run("keys", "list").stdout
    assert line.run("keys", "create", "x", "--expires-in-days", "0").returncode == 2


def test_the_key_ring_is_made_rotated_checked_and_says_when_its_master_key_is_gone(line: CommandLine) -> None:
    master = line.folder / "data" / "master.key"
    assert [each["status"] for each in line.json("keyring", "list")["items"]] == [
        "active"
    ]  # what runs leave needs it
    assert line.json("keyring", "rotate")["findings"] == []
    assert stat.S_IMODE(master.stat().st_mode) == 0o600
    *_, active = line.json("keyring", "list")["items"]
    assert (active["status"], active["values"]) == ("active", 0)
    assert line.json("policy", "audit")["findings"] == []
    assert line.run("keyring", "retire", active["id"]).returncode == 0
    assert line.run("keyring", "revoke", active["id"]).returncode == 0
    assert line.json("keyring", "check")["findings"] == []
    assert "key " in line.run("doctor").stdout
    master.unlink()
    assert line.json("keyring", "rotate")["error"]["code"] == "MASTER_KEY_MISSING"
    check = line.run("keyring", "check")
    assert (check.returncode, "can't be read" in check.stdout) == (1, True)
    assert not master.exists()
