"""Verifying a phone on the command line, with short messages put into a folder."""

import re
from pathlib import Path

from tests.acceptance.conftest import CommandLine

NUMBER = "+4915123456789"


def test_COL_2_a_phone_is_given_verified_shown_and_forgotten(tmp_path: Path) -> None:
    line = CommandLine(folder=tmp_path, settings={"SPECSTEP_ENCRYPTED_AT_REST": "true", "SPECSTEP_SMS": "file"})
    assert line.json("account", "phone", "set", "+49 1512 3456789")["number"] == NUMBER
    (arrived,) = (line.folder / "data" / "outbox").iterdir()
    to, _, text = arrived.read_text().splitlines()
    (code,) = re.findall(r"\b\d{6}\b", text)
    assert to == NUMBER
    wrong = line.run("account", "phone", "verify", f"{(int(code) + 1) % 10**6:06}")
    assert (wrong.returncode, "4 more tries" in wrong.stderr) == (2, True)
    assert line.json("policy", "audit")["findings"] == []
    verified = line.json("account", "phone", "verify", code)
    assert (verified["use"], verified["number"]) == ("sms", NUMBER)
    assert line.run("account", "phone", "verify", code).returncode == 2
    assert line.json("account", "phone", "show")["items"] == [verified]
    assert line.json("account", "phone", "remove")["status"] == "removed"
    assert "no phone numbers" in line.run("account", "phone", "show").stdout
    assert line.run("account", "phone", "set", "07400 123456").returncode == 2
