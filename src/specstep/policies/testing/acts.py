"""What is on trial: how a sweep and an erasure are really carried out."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any, Protocol

import attrs
import sqlalchemy as sa

from specstep.policies.model import Inventory
from specstep.policies.plans import plan_erasure, plan_sweep
from specstep.policies.sql import Erasing, Schema, erase, forget_traces, sweep
from specstep.policies.testing.stores import Runs, Store


@attrs.define
class Files:
    """A store of files, in memory; deleting what is gone is no error."""

    kept: set[tuple[str, tuple[str, ...]]] = attrs.Factory(set)

    def delete_files(self, dataset: str, keys: Sequence[tuple[str, ...]]) -> None:
        """Delete files by the texts of their keys."""
        for key in keys:
            self.kept.discard((dataset, tuple(part for part in key if part)))


class Acts(Protocol):
    """How rows really go: what the compiled plans do, or what somebody wrote by hand."""

    def sweep(self, engine: sa.Engine, now: datetime, ran: Mapping[str, datetime], files: Files) -> None:
        """Let go what is due; `ran` are the duties that have run, each with the time before which it saw all."""

    def erase(self, engine: sa.Engine, account: Any, run: str, files: Files) -> None:
        """Let an account go; a second try after a crash has the same `run`."""


@attrs.frozen
class Outside:
    """The world outside the tables, in which nothing is to be revoked; runs are in memory, if there are any."""

    files: Files
    runs: Runs | None = None

    def fence(self, account: object) -> None:
        """Nothing else writes here."""

    def revoke(self, account: object, dataset: str, name: str) -> None:
        """There is no provider here."""

    def delete_files(self, dataset: str, keys: Sequence[tuple[str, ...]]) -> None:
        """Delete files."""
        self.files.delete_files(dataset, keys)

    def purge_runs(self, account: object, datasets: Sequence[str]) -> int:
        """Purge the account's runs."""
        del datasets
        if self.runs is None:
            return 0
        number = len(self.runs.rows.get(account, ()))
        self.runs.forget(account)
        return number


@attrs.frozen(kw_only=True)
class Compiled:
    """The plans of an inventory, compiled for a schema; a small chunk makes many statements out of few rows.

    `runs` are purged where the plan says so, and what `stores` hold is let go after it.
    """

    inventory: Inventory
    metadata: sa.MetaData
    chunk: int = 2
    runs: Runs | None = None
    stores: Sequence[Store] = ()

    def sweep(self, engine: sa.Engine, now: datetime, ran: Mapping[str, datetime], files: Files) -> None:
        """Carry out the sweep's plan; a rule that failed is an error.

        Raises:
            AssertionError: the sweep itself says that something was left.
        """
        with engine.connect() as connection:
            report = sweep(
                connection,
                Schema.of(self.metadata),
                plan_sweep(self.inventory),
                now,
                run="sweep",
                files=files,
                ran=ran,
                chunk=self.chunk,
            )
        failed = [f"{each.rule}: {each.why}" for each in report.rules if each.blocked or each.outcome == "failed"]
        if failed:
            raise AssertionError("; ".join(failed))

    def erase(self, engine: sa.Engine, account: Any, run: str, files: Files) -> None:
        """Carry out the erasure's plan, and have the database forget what it keeps beside the tables."""
        plan = plan_erasure(self.inventory)
        with engine.connect() as connection:
            schema = Schema.of(self.metadata)
            erase(
                Erasing(
                    connection=connection, schema=schema, plan=plan, account=account, run=run, chunk=self.chunk
                ),
                Outside(files, self.runs),
            )
            for store in self.stores:
                store.forget(account)
            tables = [each.name for each in self.inventory.datasets if each.name in self.metadata.tables]
            forget_traces(connection, schema, tables)
