"""The erasure of an account, over the policy engine."""

from collections.abc import Mapping

import attrs
import sqlalchemy as sa

from specstep.adapters.persistence.policies.running import PolicyDatabase
from specstep.domain.deletions import Erasure
from specstep.domain.errors import Misconfigured
from specstep.domain.ids import AccountId
from specstep.policies.model import Store
from specstep.policies.plans import Revoke, plan_erasure
from specstep.policies.sql import Erasing, forget_traces, preview_erasure
from specstep.policies.sql.removing import Removing

ENGINE_SCHEMA = "dbos"
"""Where the workflow engine keeps its tables on PostgreSQL."""


class SqlErasures:
    """The inventory's erasure, step by step.

    Raises:
        Misconfigured: the plan revokes something at a provider, and nobody here can.
    """

    def __init__(self, policies: PolicyDatabase) -> None:
        self._policies = policies
        self._plan = plan_erasure(policies.inventory)
        for step in self._plan.steps:
            if isinstance(step, Revoke):
                raise Misconfigured(
                    setting="inventory",
                    what=f"{step.name} of {step.dataset} must be revoked when an account goes, and nobody does that.",
                )

    async def mark(self, account: AccountId, run: str) -> Mapping[str, int]:
        """Count and mark."""
        return await self._policies.run(lambda connection: self._erasing(connection, account, run).mark())

    async def remove(self, account: AccountId, run: str) -> None:
        """Take the marked rows; what slips in meanwhile is marked and taken, too."""
        await self._policies.run(lambda connection: self._erasing(connection, account, run).rows())

    async def tally(self, run: str, dataset: str, act: str, number: int) -> None:
        """Add up in the books."""

        def tally(connection: sa.Connection) -> None:
            removing = Removing(
                connection=connection, schema=self._policies.schema, run=run, files_run=run, chunk=1
            )
            with connection.begin():
                removing.tally(dataset, act, number)

        await self._policies.run(tally)

    async def verify(self, account: AccountId, run: str) -> Erasure:
        """Read the books, and look for the account."""
        report = await self._policies.run(lambda connection: self._erasing(connection, account, run).verify())
        return Erasure(counts=report.counts, remaining=report.remaining, account_there=report.account_there)

    async def close(self, run: str) -> None:
        """Take the counts out of the books."""
        await self._policies.run(lambda connection: self._erasing(connection, AccountId(""), run).close())

    async def preview(self, account: AccountId, run: str) -> Mapping[str, int]:
        """Mark, count, and take the marks off again."""
        return await self._policies.run(
            lambda connection: preview_erasure(self._erasing(connection, account, run))
        )

    async def forget_traces(self) -> None:
        """Of every table of ours, and of the workflow engine's."""
        await self._policies.run(self._forget_traces)

    def _forget_traces(self, connection: sa.Connection) -> None:
        schema = self._policies.schema
        forget_traces(connection, schema, [each.name for each in self._policies.inventory.of(Store.APPLICATION)])
        if connection.dialect.name == "postgresql":
            engine = sa.MetaData()
            with connection.begin():
                engine.reflect(connection, schema=ENGINE_SCHEMA)
            forget_traces(connection, attrs.evolve(schema, metadata=engine), list(engine.tables))

    def _erasing(self, connection: sa.Connection, account: AccountId, run: str) -> Erasing:
        return Erasing(
            connection=connection, schema=self._policies.schema, plan=self._plan, account=account, run=run
        )
