"""Sends what is queued on a database, until it is killed; first it queues some, where it is told to."""

import asyncio
import sys
from pathlib import Path

from tests.samples.records import ANNA, NOON

from specstep.adapters.clocks.system import SystemClock, SystemEntropy
from specstep.adapters.email_senders.smtp import SmtpEmailSender
from specstep.adapters.master_keys.files import FileMasterKeys
from specstep.adapters.persistence.engines import create_engines
from specstep.adapters.persistence.unit_of_work import SqlDatabase
from specstep.adapters.sms_senders.console import ConsoleSmsSender
from specstep.adapters.workflows.dbos import DbosWorkflows
from specstep.application.keyring.loading import KeyRing
from specstep.application.messages.composing import Composer
from specstep.application.messages.preferences import Unsubscribing
from specstep.application.messages.queueing import KIND, Messages
from specstep.application.messages.sending import Messenger
from specstep.domain.messages.kinds import EXPORT_READY
from specstep.domain.messages.rendering import Service
from specstep.ports.messages import SenderSetup


async def main(url: str, folder: str, port: str, number: str) -> None:
    database, clock, entropy = SqlDatabase(create_engines(url)), SystemClock(), SystemEntropy()
    workflows = DbosWorkflows(url, sweep_s=0.2)
    masters = FileMasterKeys(Path(folder) / "master.key", entropy)
    keyring = KeyRing(database=database, masters=masters, clock=clock, entropy=entropy)
    setup = SenderSetup(sender="no-reply@example.org", name="SpecStep", server=f"smtp://127.0.0.1:{port}")
    messenger = Messenger(
        database=database,
        composer=Composer(
            database=database,
            unsubscribing=Unsubscribing(database=database, keyring=keyring, clock=clock),
            service=Service(name="SpecStep"),
        ),
        email=SmtpEmailSender(setup),
        sms=ConsoleSmsSender(setup),
        clock=clock,
        waits_s=(0.2,) * 100,
    )
    messages = Messages(database=database, workflows=workflows, clock=clock, entropy=entropy)
    await workflows.connect()
    async with database.unit() as unit:
        for each in range(int(number)):
            await messages.queue(unit, ANNA.id, EXPORT_READY, {"until": NOON.isoformat()}, key=str(each))
    await workflows.start({KIND: messenger.handle})
    await asyncio.Event().wait()


asyncio.run(main(*sys.argv[1:]))
