"""Runs the policy engine's statements beside live traffic: on connections of its own, off the event loop."""

import asyncio
from collections.abc import Callable
from typing import TypeVar

import sqlalchemy as sa
from sqlalchemy.exc import SQLAlchemyError

from specstep.adapters.persistence.engines import create_sync_engine
from specstep.adapters.persistence.failures import translate
from specstep.adapters.persistence.tables import metadata
from specstep.domain.errors import Misconfigured, Unavailable
from specstep.policies.errors import Blocked, PolicyError
from specstep.policies.model import Inventory
from specstep.policies.sql import Schema

T = TypeVar("T")


class PolicyDatabase:
    """One database and the inventory of what lies in it."""

    def __init__(self, url: str, inventory: Inventory) -> None:
        self.inventory = inventory
        self.schema = Schema.of(metadata)
        self._url = url
        self._made: sa.Engine | None = None

    @property
    def engine(self) -> sa.Engine:
        """The engine, made when it is first needed."""
        if self._made is None:
            self._made = create_sync_engine(self._url)
        return self._made

    async def run(self, work: Callable[[sa.Connection], T]) -> T:
        """Do a piece of work on a connection of its own.

        Raises:
            Unavailable: something keeps a row from going, or the database can't be used.
        Misconfigured: the inventory and the tables don't fit together.
        """
        return await self.guarded(lambda: self._on_connection(work))

    async def guarded(self, work: Callable[[], T]) -> T:
        """Do a piece of work in a thread, its errors translated; raises as `run` does."""
        return await asyncio.to_thread(_translated, work)

    def _on_connection(self, work: Callable[[sa.Connection], T]) -> T:
        with self.engine.connect() as connection:
            return work(connection)

    def close(self) -> None:
        """Close the connections."""
        if self._made is not None:
            self._made.dispose()
            self._made = None


def _translated(work: Callable[[], T]) -> T:
    try:
        return work()
    except Blocked as error:
        raise Unavailable(service="The database", reason=f"{error}.", way_out="Try again.") from error
    except PolicyError as error:
        raise Misconfigured(setting="inventory", what=str(error)) from error
    except (SQLAlchemyError, OSError) as error:
        raise translate(error) from error
