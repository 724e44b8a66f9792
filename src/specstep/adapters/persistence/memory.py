"""The database in memory: for tests, and for trying things out. It forgets everything at the end."""

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager

import attrs

from specstep.adapters.persistence.memory_announcements import MemoryAnnouncements, MemoryPolicyVersions
from specstep.adapters.persistence.memory_api_keys import MemoryApiKeyRecords
from specstep.adapters.persistence.memory_consents import MemoryConsents, MemoryStatutoryRequests
from specstep.adapters.persistence.memory_exports import MemoryExports
from specstep.adapters.persistence.memory_identities import MemoryIdentities
from specstep.adapters.persistence.memory_interviews import MemoryAccounts, MemoryInterviews
from specstep.adapters.persistence.memory_keyring import MemoryKeyRecords
from specstep.adapters.persistence.memory_messages import MemoryMessageRecords
from specstep.adapters.persistence.memory_photos import MemoryPhotoRecords
from specstep.adapters.persistence.memory_records import (
    MemoryAnswers,
    MemoryAudit,
    MemoryBlobs,
    MemoryGenerations,
    MemoryPackages,
)
from specstep.adapters.persistence.memory_replays import MemoryReplayRecords
from specstep.adapters.persistence.memory_sessions import MemorySessions, MemorySignInAttempts
from specstep.adapters.persistence.memory_state import State
from specstep.adapters.persistence.memory_verification import MemoryPhoneCodes, MemoryPhones
from specstep.domain.errors import Conflict


@attrs.define(kw_only=True)
class MemoryTransaction:
    """The handle of a unit in memory: what is put into `after_commit` runs once it has committed, or never."""

    after_commit: list[Callable[[], None]] = attrs.field(factory=list)


class MemoryUnitOfWork:
    """A unit over a copy of the state."""

    def __init__(self, state: State, *, writable: bool) -> None:
        self.accounts = MemoryAccounts(state, writable)
        self.identities = MemoryIdentities(state, writable)
        self.sessions = MemorySessions(state, writable)
        self.attempts = MemorySignInAttempts(state, writable)
        self.interviews = MemoryInterviews(state, writable)
        self.generations = MemoryGenerations(state, writable)
        self.answers = MemoryAnswers(state, writable)
        self.packages = MemoryPackages(state, writable)
        self.exports = MemoryExports(state, writable)
        self.audit = MemoryAudit(state, writable)
        self.blobs = MemoryBlobs(state, writable)
        self.keyring = MemoryKeyRecords(state, writable)
        self.api_keys = MemoryApiKeyRecords(state, writable)
        self.phones = MemoryPhones(state, writable)
        self.phone_codes = MemoryPhoneCodes(state, writable)
        self.messages = MemoryMessageRecords(state, writable)
        self.consents = MemoryConsents(state, writable)
        self.requests = MemoryStatutoryRequests(state, writable)
        self.policy_versions = MemoryPolicyVersions(state, writable)
        self.announcements = MemoryAnnouncements(state, writable)
        self.replays = MemoryReplayRecords(state, writable)
        self.photos = MemoryPhotoRecords(state, writable)
        self.transaction = MemoryTransaction()


class MemoryDatabase:
    """Units of work over dictionaries: one writer at a time, readers on what was committed."""

    def __init__(self) -> None:
        self._state = State()
        self._writer = asyncio.Lock()

    @asynccontextmanager
    async def unit(self) -> AsyncIterator[MemoryUnitOfWork]:
        """A unit that may write; an error throws away what it did."""
        async with self._writer:
            state = self._state.copy()
            unit = MemoryUnitOfWork(state, writable=True)
            yield unit
            if state.refused:
                raise Conflict(what="Something in this unit of work was refused, so nothing of it was kept.")
            self._state = state
        for callback in unit.transaction.after_commit:
            callback()

    @asynccontextmanager
    async def reading(self) -> AsyncIterator[MemoryUnitOfWork]:
        """A unit that reads one committed state, whatever is written meanwhile."""
        yield MemoryUnitOfWork(self._state, writable=False)
