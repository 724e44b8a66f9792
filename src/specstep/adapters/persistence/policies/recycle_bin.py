"""The removal of single records, over the policy engine: the same steps that the sweep takes."""

import sqlalchemy as sa

from specstep.adapters.persistence.policies.running import PolicyDatabase
from specstep.adapters.persistence.rows.audit import event_row
from specstep.adapters.persistence.tables import audit_events
from specstep.domain.audit import AuditEvent
from specstep.policies.plans import Anonymize, Delete, Follow, Tombstone, Unlink, plan_sweep
from specstep.policies.sql.removing import Removing
from specstep.policies.sql.steps import carry_out, follow_all

CHUNK = 1_000


class SqlRemovals:
    """What must happen around a record for it to go is what the sweep's rule for its dataset says."""

    def __init__(self, policies: PolicyDatabase) -> None:
        self._policies = policies
        self._steps = {rule.dataset: rule.then for rule in plan_sweep(policies.inventory).rules if rule.then}

    async def remove(self, dataset: str, id: str, *, run: str, files_run: str, event: AuditEvent) -> None:
        """Mark the record, follow what hangs on it, and take it all."""
        steps = self._steps[dataset]

        def remove(connection: sa.Connection) -> None:
            removing = Removing(
                connection=connection,
                schema=self._policies.schema,
                run=run,
                files_run=files_run,
                chunk=CHUNK,
            )
            with connection.begin():
                removing.mark_keys(dataset, [(id, "", "", "")])
                follow_all(removing, (each for each in steps if isinstance(each, Follow)))
                for step in steps:
                    if isinstance(step, Anonymize | Unlink | Tombstone | Delete):
                        carry_out(removing, step)
                removing.take_tallies()
                connection.execute(sa.insert(audit_events).values(event_row(event)))

        await self._policies.run(remove)
