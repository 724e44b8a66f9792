"""`specstep db`: the schema and its backups."""

import asyncio
from pathlib import Path

import attrs

from specstep.adapters.persistence import migrations
from specstep.adapters.persistence.backup import backup as back_up_to
from specstep.adapters.persistence.backup import restore as restore_from
from specstep.entrypoints.cli.counting import counted
from specstep.entrypoints.cli.exits import Exit
from specstep.entrypoints.settings import Settings, load_settings


def _say(text: str) -> None:
    print(text)  # noqa: T201


def _again(number: int) -> str:
    were = "was" if number == 1 else "were"
    return f"{counted(number, 'account')} that had been deleted {were} deleted again."


async def upgrade() -> int:
    """Bring the database's schema to this version."""
    settings = load_settings()
    settings.make_data_dir()
    await asyncio.to_thread(migrations.upgrade, settings.database)
    _say("The database is up to date.")
    return Exit.DONE


async def check() -> int:
    """Compare the database's schema with what this version expects; status 1 where they differ."""
    differences = await asyncio.to_thread(migrations.check, load_settings().database)
    for difference in differences:
        _say(difference)
    _say("The schema is as expected." if not differences else f"{counted(len(differences), 'difference')}.")
    return Exit.DONE if not differences else Exit.GATE_FAILED


async def backup(file: Path) -> int:
    """Copy the SQLite database into a file, while it is in use.

    Parameters
    ----------
    file
        Where the copy goes; it must not exist yet.
    """
    await asyncio.to_thread(back_up_to, load_settings().database, file)
    _say(f"Backed up to {file}.")
    return Exit.DONE


async def restore(file: Path) -> int:
    """Put a backup in the place of the SQLite database; accounts deleted since then are deleted from it first.

    Parameters
    ----------
    file
        A file that `specstep db backup` wrote.
    """
    settings = load_settings()
    again = 0

    def prepare(url: str) -> None:
        nonlocal again
        again = asyncio.run(_delete_again(attrs.evolve(settings, database_url=url, policy_database_url="")))

    await asyncio.to_thread(restore_from, settings.database, file, prepare)
    _say(f"Restored from {file}." + (f" {_again(again)}" if again else ""))
    return Exit.DONE


async def replay() -> int:
    """Delete again what the erasure log names: after a PostgreSQL backup was put back, before anything serves."""
    settings = load_settings()
    again = await _delete_again(settings)
    _say(_again(again) if again else "Nothing had come back.")
    return Exit.DONE


async def _delete_again(settings: Settings) -> int:
    """Bring a database up to date and delete from it whatever the erasure log names."""
    from specstep.entrypoints.wiring.container import make_container
    from specstep.entrypoints.wiring.promises import make_promises
    from specstep.ports.workflows import WorkflowHost

    await asyncio.to_thread(migrations.upgrade, settings.database)
    container = make_container(settings)
    host = await container.get(WorkflowHost)
    promises = await make_promises(container)
    try:
        await host.connect()
        return await promises.deletions.replay()
    finally:
        await host.drain(timeout_s=0)
        promises.policies.close()
        await container.close()
