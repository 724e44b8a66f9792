"""Messages on the command line."""

import asyncio
import json
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from specstep.domain.errors import Misconfigured
from specstep.domain.ids import RunId
from specstep.entrypoints.cli.app import run
from specstep.entrypoints.cli.exits import Exit
from specstep.entrypoints.cli.jobs import follow
from specstep.entrypoints.settings import Settings
from specstep.entrypoints.wiring.container import make_container
from specstep.entrypoints.wiring.messages import email_of, require_home
from specstep.ports.workflows import ProgressEvent


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("SPECSTEP_DATA_DIR", str(tmp_path))
    monkeypatch.setenv("SPECSTEP_EMAIL", "file")
    return tmp_path


def test_an_operator_can_see_whether_messages_go_out(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["messages", "test", "--to", "ada@example.org", "--json"]) == Exit.DONE
    told = json.loads(capsys.readouterr().out)
    assert (folder / "outbox" / f"{told['id']}.eml").exists()
    assert told["status"] == "sent"


def test_an_address_that_is_none_is_named_before_anything_is_sent(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["messages", "test", "--to", "ada@example.org, eve@example.net"]) == Exit.BAD_INPUT
    assert "e-mail address" in capsys.readouterr().err
    assert not (folder / "outbox").exists()


async def test_a_carrier_that_is_set_up_wrongly_keeps_nothing_else_from_working(tmp_path: Path) -> None:
    settings = Settings(data_dir=tmp_path, email="smtp", public_url="https://specs.example.org")
    container = make_container(settings)
    try:
        sender = await email_of(container)
    finally:
        await container.close()
    with pytest.raises(Misconfigured, match="EMAIL_SERVER"):
        await sender.send(None, key="1")  # type: ignore[arg-type]
    with pytest.raises(Misconfigured, match="PUBLIC_URL"):
        require_home(Settings(data_dir=tmp_path, email="smtp"))


async def test_nobody_waits_at_the_command_line_for_a_mail_server_that_is_down() -> None:
    class Workflows:
        async def progress(self, key: RunId) -> AsyncIterator[ProgressEvent]:
            yield ProgressEvent(offset=0, value={"phase": "deleting", "step": "confirm", "percent": 99})
            await asyncio.Event().wait()

    followed = follow(Workflows(), RunId("1"), as_json=True, leave_at="confirm", patience_s=0)  # type: ignore[arg-type]
    assert await followed is None
