"""`specstep db`: the schema and its backups."""

import asyncio
from pathlib import Path

from specstep.adapters.persistence import migrations
from specstep.adapters.persistence.backup import backup as back_up_to
from specstep.adapters.persistence.backup import restore as restore_from
from specstep.entrypoints.cli.exits import Exit
from specstep.entrypoints.settings import load_settings


def _say(text: str) -> None:
    print(text)  # noqa: T201


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
    _say("The schema is as expected." if not differences else f"{len(differences)} differences.")
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
    """Put a backup in the place of the SQLite database; the one that was there is kept beside it.

    Parameters
    ----------
    file
        A file that `specstep db backup` wrote.
    """
    await asyncio.to_thread(restore_from, load_settings().database, file)
    _say(f"Restored from {file}.")
    return Exit.DONE
