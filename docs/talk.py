"""Hold the talk that docs/interview.md shows, so that the page shows what the program says today."""

import asyncio
import io
import itertools
from datetime import UTC, datetime
from pathlib import Path

from rich.console import Console

from specstep.adapters.language_models.offline import OfflineLanguageModel
from specstep.adapters.persistence.memory import MemoryDatabase
from specstep.application.interviews import Interviews
from specstep.domain.accounts import LOCAL_OWNER, Account
from specstep.entrypoints.cli.interview import talk
from specstep.ports.secret_scanners import SecretSpan

PAGE = Path(__file__).parent / "interview.md"
BEGIN, END = "<!-- The talk below is written by docs/generate.py. -->\n", "<!-- The end of the talk. -->\n"
NOON = datetime(2026, 5, 4, 12, tzinfo=UTC)
WIDTH = 92
TYPED = (
    "Our rowing club needs a page where members book one of our 14 boats for at most two hours. "
    "Our boat warden Petra marks a boat as broken.",
    "blue",
    "what would you suggest?",
    "ok",
    "Nobody books a boat that is marked as broken.",
    "Members book a boat for at most three hours.",
    "the first one",
    "its name, and the name and phone number of each member",
    "no, make that 15 boats",
    "",
    "you decide",
    "/done",
)


class _Fixed:
    """The same moment each time, and bytes that count."""

    def __init__(self) -> None:
        self._count = itertools.count(1)

    def now(self) -> datetime:
        return NOON

    def take(self, size_bytes: int) -> bytes:
        return next(self._count).to_bytes(size_bytes, "big")

    def scan(self, _text: str) -> tuple[SecretSpan, ...]:
        return ()


class _Typed:
    """Types the answers one after another, and shows them as a terminal would."""

    def __init__(self, shown: io.StringIO) -> None:
        self._left = list(TYPED)
        self._shown = shown

    async def read(self, status: str, _default: str = "") -> str:
        if not self._left:
            raise EOFError
        line = self._left.pop(0)
        self._shown.write(f"{status.strip()}\n\n> {line}\n")
        return line


async def _held() -> str:
    database = MemoryDatabase()
    async with database.unit() as unit:
        await unit.accounts.add(Account(id=LOCAL_OWNER, display_name="Owner", created_at=NOON))
    fixed = _Fixed()
    interviews = Interviews(database, OfflineLanguageModel(), fixed, fixed, fixed)
    shown = io.StringIO()
    console = Console(file=shown, width=WIDTH, no_color=True, highlight=False)
    await talk(interviews, LOCAL_OWNER, console=console, lines=_Typed(shown))
    return "\n".join(line.rstrip() for line in shown.getvalue().splitlines())


def interview_page() -> str:
    """The page with the talk of today in it."""
    page = PAGE.read_text("utf-8")
    before, rest = page.split(BEGIN)
    after = rest.split(END)[1]
    return f"{before}{BEGIN}\n```text\n{asyncio.run(_held())}\n```\n\n{END}{after}"
