"""What differs between the rows that must be there and those that are, said so that one can act on it."""

from collections.abc import Iterator

import sqlalchemy as sa

from specstep.policies.model import Inventory
from specstep.policies.testing.acts import Files
from specstep.policies.testing.expecting import Tables
from specstep.policies.testing.reference import Row
from specstep.policies.testing.writing import files_of, key_of


def differences(metadata: sa.MetaData, before: Tables, expected: Tables, actual: Tables) -> list[str]:
    """Everything that is left too long, gone too early, or changed otherwise than promised."""
    found: list[str] = []
    for name, table in _tables(metadata, before):
        was, wanted, there = _keyed(table, before), _keyed(table, expected), _keyed(table, actual)
        for key in sorted({*was, *wanted, *there}, key=str):
            where = f"{name} {_say(key)}"
            if key not in wanted and key in there:
                found.append(f"{where} is still there and should be gone")
            elif key in wanted and key not in there:
                found.append(f"{where} is gone and should be there")
            elif key in wanted:
                found += (f"{where}: {what}" for what in _changes(was.get(key, {}), wanted[key], there[key]))
    return found


def not_between(metadata: sa.MetaData, before: Tables, expected: Tables, partly: Tables) -> list[str]:
    """What an act that was interrupted has done beyond what the whole of it may do."""
    found: list[str] = []
    for name, table in _tables(metadata, before):
        was, wanted, there = _keyed(table, before), _keyed(table, expected), _keyed(table, partly)
        found += (f"{name} {_say(key)} is gone and should be there" for key in wanted if key not in there)
        found += (
            f"{name} {_say(key)}: {column} is neither what it was nor what it should become"
            for key, row in there.items()
            for column, value in row.items()
            if key in wanted and value not in (was[key][column], wanted[key][column])
        )
    return found


def left_files(inventory: Inventory, before: Tables, expected: Tables, files: Files) -> list[str]:
    """Files whose record is gone, and records whose file is."""
    named = _named(inventory, expected)
    lost = _named(inventory, before) - named
    return [
        f"the file {key} of {name} is still there, and its record is gone" for name, key in lost & files.kept
    ] + [f"the file {key} of {name} is gone, and its record is still there" for name, key in named - files.kept]


def _named(inventory: Inventory, tables: Tables) -> set[tuple[str, tuple[str, ...]]]:
    return {file for name, rows in tables.items() for row in rows for file in files_of(inventory, name, row)}


def _changes(was: Row, wanted: Row, there: Row) -> Iterator[str]:
    for column, value in there.items():
        if value == wanted[column]:
            continue
        if wanted[column] == was.get(column):
            yield f"{column} was changed and should be as it was"
        else:
            yield f"{column} should be {wanted[column]!r} now"


def _tables(metadata: sa.MetaData, rows: Tables) -> Iterator[tuple[str, sa.Table]]:
    return ((name, metadata.tables[name]) for name in rows)


def _keyed(table: sa.Table, tables: Tables) -> dict[tuple[object, ...], Row]:
    return {key_of(table, row): row for row in tables[table.fullname]}


def _say(key: tuple[object, ...]) -> str:
    return ", ".join(str(part) for part in key)
