"""Messages across processes that are killed: nothing is lost, and nothing is sent twice."""

import asyncio
import os
import sys
from collections import Counter
from pathlib import Path

import attrs
from aiosmtpd.smtp import SMTP, Envelope, Session
from tests.contract.workflow_homes import PATIENCE_S
from tests.samples.databases import opened, settle_people
from tests.samples.records import ANNA
from tests.servers.mail import Mailbox, mail_server

from specstep.domain.messages.values import DeliveryState

ROOT = Path(__file__).parents[2]
WORKER = Path(__file__).parent / "message_programs" / "worker.py"
NUMBER = 6


@attrs.define
class Slow(Mailbox):
    """Lets one come in at a time to its two waits, and says which it is in."""

    asked: asyncio.Semaphore = attrs.field(factory=lambda: asyncio.Semaphore(0))
    held: asyncio.Semaphore = attrs.field(factory=lambda: asyncio.Semaphore(0))
    go_on: asyncio.Event = attrs.field(factory=asyncio.Event)
    take: asyncio.Event = attrs.field(factory=asyncio.Event)

    async def handle_RCPT(
        self, server: SMTP, session: Session, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        self.asked.release()
        await self.go_on.wait()
        return await super().handle_RCPT(server, session, envelope, address, options)

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:
        self.held.release()
        await self.take.wait()
        return await super().handle_DATA(server, session, envelope)


async def test_messages_survive_workers_that_are_killed_before_and_after_they_let_go_of_them(
    sqlite_database_url: str, tmp_path: Path
) -> None:
    async with opened(sqlite_database_url) as database:
        await settle_people(database)
        async with database.unit() as unit:
            await unit.accounts.update(attrs.evolve(ANNA, email="anna@example.org"))

        async def states() -> Counter[DeliveryState]:
            async with database.reading() as unit:
                return Counter(each.state for each in await unit.messages.list(limit=99))

        async with mail_server(Slow()) as found, asyncio.timeout(PATIENCE_S * 2):
            mailbox = found
            assert isinstance(mailbox, Slow)

            async def worker(number: int = 0) -> asyncio.subprocess.Process:
                return await asyncio.create_subprocess_exec(
                    sys.executable,
                    str(WORKER),
                    sqlite_database_url,
                    str(tmp_path),
                    str(mailbox.port),
                    str(number),
                    cwd=ROOT,
                    env={**os.environ, "PYTHONPATH": f"src{os.pathsep}."},
                )

            async def kill(process: asyncio.subprocess.Process) -> None:
                process.kill()
                await process.wait()

            first = await worker(NUMBER)
            await mailbox.asked.acquire()  # the server knows of one, and has none of its content
            await kill(first)
            assert await states() == {DeliveryState.QUEUED: NUMBER}

            mailbox.go_on.set()
            second = await worker()
            await mailbox.held.acquire()  # the server has one, and hasn't answered
            await kill(second)

            mailbox.take.set()
            third = await worker()
            try:
                while (await states())[DeliveryState.QUEUED]:  # noqa: ASYNC110  (it is another process that works)
                    await asyncio.sleep(0.1)
            finally:
                await kill(third)

        ended = await states()
        sent = ended[DeliveryState.SENT]
        assert sent + ended[DeliveryState.UNCLEAR] == NUMBER
        assert ended[DeliveryState.UNCLEAR] >= 1
        names = Counter(message["Message-ID"] for message in mailbox.messages)
        assert set(names.values()) == {1}
        async with database.reading() as unit:
            for each in await unit.messages.list(limit=99):
                if each.state is DeliveryState.SENT:
                    assert names[f"<{each.id}@example.org>"] == 1
