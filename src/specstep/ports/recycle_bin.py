"""Removing one record for good."""

from typing import Protocol

from specstep.domain.audit import AuditEvent


class Removals(Protocol):
    """Takes single records out of the database, as the sweep would."""

    async def remove(self, dataset: str, id: str, *, run: str, files_run: str, event: AuditEvent) -> None:
        """Delete a record with all that can't be without it, in one transaction; one that isn't there is no error.

        Args:
            dataset: where it lies.
            id: its key.
            run: a name of this removal's own.
            files_run: the run of `DoomedFiles` under which its files are named.
            event: what is noted of it, in the same transaction.

        Raises:
            Unavailable: a record that survives refers to one that is to go.
        """
        ...
