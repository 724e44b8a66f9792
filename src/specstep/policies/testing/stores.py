"""Where a person's data can be beside the tables: workflow runs, logs, folders, and whatever else somebody keeps."""

import logging
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Protocol

import attrs


class Store(Protocol):
    """Something beside the tables that the harness fills, and searches after an erasure."""

    @property
    def name(self) -> str:
        """How findings call it."""

    def reset(self) -> None:
        """Leave nothing of the harness's in it."""

    def plant(self, account: Any, text: str) -> None:
        """Keep something of an account's in it that holds the text, as the program would; a log keeps nothing."""

    def forget(self, account: Any) -> None:
        """Let go what is an account's, as the program would; what is gone already is no error."""

    def search(self, text: str) -> Iterable[str]:
        """The places in it where the text still is, in words."""


@attrs.frozen
class Runs:
    """A workflow engine's rows, in memory: what an erasure purges by the account."""

    name: str = "workflow runs"
    rows: dict[Any, list[str]] = attrs.Factory(dict)

    def reset(self) -> None:
        """Forget all."""
        self.rows.clear()

    def plant(self, account: Any, text: str) -> None:
        """Start a run for an account."""
        self.rows.setdefault(account, []).append(f"input {text}")

    def forget(self, account: Any) -> None:
        """Purge an account's runs."""
        self.rows.pop(account, None)

    def search(self, text: str) -> list[str]:
        """The runs whose rows hold a text."""
        return [f"a run of {self.name}" for rows in self.rows.values() for row in rows if text in row]


@attrs.frozen
class Folder:
    """Files below a folder, such as logs: their names and their bytes. The program writes them, not the harness."""

    path: Path
    name: str = "folder"

    def reset(self) -> None:
        """Leave the files as they are: each person has a tag of their own."""

    def plant(self, account: Any, text: str) -> None:
        """Write nothing."""

    def forget(self, account: Any) -> None:
        """Delete nothing: what must not be written need not be deleted."""

    def search(self, text: str) -> Iterator[str]:
        """The files that hold a text."""
        for file in sorted(self.path.rglob("*")):
            if file.is_file() and (text in file.name or text.encode() in file.read_bytes()):
                yield f"{file.relative_to(self.path)} in {self.name}"


@attrs.frozen
class Log:
    """What is logged in this process while the harness is at work, at the levels that are set."""

    name: str = "log"
    lines: list[str] = attrs.Factory(list)

    def reset(self) -> None:
        """Forget all lines."""
        self.lines.clear()

    def plant(self, account: Any, text: str) -> None:
        """Log nothing: the program does, if anybody."""

    def forget(self, account: Any) -> None:
        """Take nothing back: a log can't."""

    def search(self, text: str) -> list[str]:
        """The loggers that wrote a text."""
        return sorted({f"{line.partition(':')[0]} in the {self.name}" for line in self.lines if text in line})

    @contextmanager
    def listening(self) -> Iterator[None]:
        """Take note of every line."""
        handler = _Listener(self.lines)
        logging.getLogger().addHandler(handler)
        try:
            yield
        finally:
            logging.getLogger().removeHandler(handler)


class _Listener(logging.Handler):
    def __init__(self, lines: list[str]) -> None:
        super().__init__(logging.NOTSET)
        self.setFormatter(logging.Formatter("%(name)s: %(message)s"))
        self.lines = lines

    def emit(self, record: logging.LogRecord) -> None:
        """Keep a line, with the traceback under it."""
        self.lines.append(self.format(record))


def held(stores: Sequence[Store], text: str) -> list[str]:
    """Where a text still is in any of the stores, in words."""
    return [f"{place} still holds a value of theirs" for store in stores for place in store.search(text)]


def lost(stores: Sequence[Store], before: Iterable[tuple[int, str]]) -> list[str]:
    """Which stores have let go what is somebody else's: (store, text) that it held before, by its place among them."""
    return [
        f"{stores[place].name} has lost a value of somebody else's"
        for place, text in before
        if not list(stores[place].search(text))
    ]
