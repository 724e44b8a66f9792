"""Records, by capability, inside units of work."""

from collections.abc import Sequence
from contextlib import AbstractAsyncContextManager
from datetime import datetime
from typing import Protocol

import attrs

from specstep.domain.accounts import Account
from specstep.domain.audit import AuditEvent, AuditQuery
from specstep.domain.exports import StoredExport
from specstep.domain.generations.values import Generation, Status, Usage
from specstep.domain.ids import (
    AccountId,
    BlobKey,
    ExportId,
    GenerationId,
    InterviewId,
    KeyId,
    PackageId,
    ReferenceId,
    RunId,
)
from specstep.domain.interviews.values import Fact, Interview, ReferenceDocument, Turn
from specstep.domain.keyring.values import KeyRecord
from specstep.ports.announcements import AnnouncementRecords, PolicyVersions
from specstep.ports.api_keys import ApiKeyRecords
from specstep.ports.consents import ConsentRecords
from specstep.ports.identities import Identities
from specstep.ports.messages import MessageRecords
from specstep.ports.photos import PhotoRecords
from specstep.ports.replays import ReplayRecords
from specstep.ports.sessions import Sessions, SignInAttempts
from specstep.ports.statutory_requests import StatutoryRequestRecords
from specstep.ports.verification import PhoneCodes, Phones


@attrs.frozen(kw_only=True)
class PackageRecord:
    """A finished package: its archive lies in the blob store under `blob`, its page and files inside it."""

    id: PackageId
    account_id: AccountId
    generation_id: GenerationId
    interview_id: InterviewId
    title: str
    blob: BlobKey
    size_bytes: int
    sha256: str
    gate_passed: bool
    created_at: datetime
    expires_at: datetime | None = None
    deleted_at: datetime | None = None


@attrs.frozen(kw_only=True)
class ModelAnswer:
    """A model call's answer, recorded before its step ends; unique on run and step. `content` is JSON."""

    account_id: AccountId
    run: RunId
    step: str
    task: str
    provider: str
    model: str
    content: str
    usage: Usage
    created_at: datetime


class Accounts(Protocol):
    """Adding or updating raises Conflict where another account has the same verified e-mail address."""

    async def add(self, account: Account) -> None: ...
    async def get(self, id: AccountId) -> Account | None: ...
    async def update(self, account: Account) -> None: ...
    async def with_email(self, verified: str) -> Account | None:
        """The account with this proven address, in its canonical form; there is at most one."""
        ...

    async def reachable(self, *, limit: int, after: AccountId | None = None) -> Sequence[Account]:
        """Accounts that have an e-mail address and whose deletion wasn't asked for, in the order of their ids."""
        ...

    async def closing(self, *, limit: int, after: AccountId | None = None) -> Sequence[Account]:
        """Accounts whose deletion was asked for, in the order of their ids."""
        ...


class Interviews(Protocol):
    """Interviews with their turns, references and facts. `get` answers None for somebody else's."""

    async def add(self, interview: Interview) -> None:
        """A new interview with all that it has so far."""
        ...

    async def get(self, account: AccountId, id: InterviewId) -> Interview | None: ...

    async def list(
        self, account: AccountId, *, limit: int, before: InterviewId | None = None
    ) -> Sequence[Interview]:
        """Newest first, without turns, references and facts; soft-deleted ones left out."""
        ...

    async def binned(self, account: AccountId, *, limit: int) -> Sequence[Interview]:
        """Those in the recycle bin, the last to be put there first; without turns, references and facts."""
        ...

    async def update(self, interview: Interview) -> None:
        """Change title, language, status, phase and times; not what hangs on it."""
        ...

    async def add_turns(self, account: AccountId, id: InterviewId, turns: Sequence[Turn]) -> None:
        """Append turns.

        Raises:
            Conflict: a number is taken (somebody else answered at the same time).
        """
        ...

    async def replace_turn(self, account: AccountId, id: InterviewId, turn: Turn) -> None: ...

    async def add_reference(self, account: AccountId, id: InterviewId, reference: ReferenceDocument) -> None: ...

    async def remove_reference(self, account: AccountId, id: InterviewId, reference: ReferenceId) -> None: ...

    async def put_facts(self, account: AccountId, id: InterviewId, facts: Sequence[Fact]) -> None:
        """Insert new facts and replace those with the same id."""
        ...


class Generations(Protocol):
    async def add(self, generation: Generation) -> None: ...
    async def get(self, account: AccountId, id: GenerationId) -> Generation | None: ...

    async def list(
        self, account: AccountId, *, limit: int, before: GenerationId | None = None
    ) -> Sequence[Generation]:
        """Newest first; soft-deleted ones left out."""
        ...

    async def update(self, generation: Generation, *, expected: Status) -> None:
        """Store the new state if the stored status is still `expected`.

        Raises:
            Conflict: somebody else moved it meanwhile.
        """
        ...

    async def put_snapshot(self, account: AccountId, id: GenerationId, dossier: str) -> None:
        """Keep the JSON of what the generation was given (COL-3); written once with the generation."""
        ...

    async def snapshot(self, account: AccountId, id: GenerationId) -> str | None: ...


class ModelAnswers(Protocol):
    async def add(self, answer: ModelAnswer) -> None:
        """Record an answer.

        Raises:
            Conflict: this run and step has one.
        """
        ...

    async def get(self, account: AccountId, run: RunId, step: str) -> ModelAnswer | None: ...
    async def list(self, account: AccountId, run: RunId) -> Sequence[ModelAnswer]: ...


class Packages(Protocol):
    """A generation has one package, and a package its own file. Soft-deleted ones are left out of `list` alone."""

    async def add(self, package: PackageRecord) -> None: ...
    async def get(self, account: AccountId, id: PackageId) -> PackageRecord | None: ...
    async def of_generation(self, account: AccountId, generation: GenerationId) -> PackageRecord | None: ...
    async def list(
        self, account: AccountId, *, limit: int, before: PackageId | None = None
    ) -> Sequence[PackageRecord]: ...
    async def of_interview(self, account: AccountId, interview: InterviewId) -> Sequence[PackageRecord]:
        """All that were made from an interview, oldest first."""
        ...

    async def binned(self, account: AccountId, *, limit: int) -> Sequence[PackageRecord]:
        """Those in the recycle bin, the last to be put there first."""
        ...

    async def update(self, package: PackageRecord) -> None: ...
    async def remove(self, account: AccountId, id: PackageId) -> None: ...


class Exports(Protocol):
    """Exports that lie ready, those whose time is over included until the sweep has come by."""

    async def add(self, export: StoredExport) -> None: ...
    async def get(self, account: AccountId, id: ExportId) -> StoredExport | None: ...
    async def of_link(self, sha256: str) -> StoredExport | None:
        """The export, whoever's it is, whose link has a secret of this hash."""
        ...

    async def list(self, account: AccountId, *, limit: int) -> Sequence[StoredExport]:
        """Newest first."""
        ...

    async def put_link(self, account: AccountId, id: ExportId, sha256: str) -> None:
        """Give the export a link; an older one opens nothing any more.

        Raises:
            NotFound: the account has no such export.
        """
        ...

    async def remove(self, account: AccountId, id: ExportId) -> None: ...


class AuditTrail(Protocol):
    """Append-only."""

    async def add(self, event: AuditEvent) -> None: ...
    async def list(self, account: AccountId, *, limit: int) -> Sequence[AuditEvent]:
        """Newest first: events whose actor or subject is the account."""
        ...

    async def search(self, query: AuditQuery) -> Sequence[AuditEvent]:
        """Newest first: those that the query takes."""
        ...


class BlobJournal(Protocol):
    """Intents and tombstones, by which records and files live and die together.

    Write: `intend` commits first, then the file, then record and `fulfil` in one transaction.
    Delete: record removed and `entomb` in one transaction, then the file, then `settle`.
    So there is never an entry and a record for one key, and the file of an old entry may go.
    """

    async def intend(self, account: AccountId, key: BlobKey, at: datetime) -> None:
        """Announce a file; announcing one's own again renews the time.

        Raises:
            Conflict: a record has the key, somebody else announced it, or its file is about to go.
        """
        ...

    async def fulfil(self, account: AccountId, key: BlobKey) -> None:
        """Strike the intent, in the transaction that adds the record.

        Raises:
            Conflict: there is no such intent any more; its file may be gone.
        """
        ...

    async def entomb(self, account: AccountId, key: BlobKey, at: datetime) -> None:
        """Announce that a file goes, in the transaction that removes its record."""
        ...

    async def announced(self, account: AccountId) -> Sequence[BlobKey]:
        """The account's files that are about to appear."""
        ...

    async def settle(self, key: BlobKey) -> None:
        """Strike an entry whose file is gone; none is no error."""
        ...

    async def unsettled(self, *, before: datetime, limit: int) -> Sequence[BlobKey]:
        """Keys of intents and tombstones older than `before`, oldest first."""
        ...

    async def claim(self, *, before: datetime, at: datetime, limit: int) -> Sequence[BlobKey]:
        """Turn what is unsettled from before a time into tombstones of `at`; the caller removes their files."""
        ...


class KeyRecords(Protocol):
    """The keys of the key ring, as they lie under the master key; they are nobody's."""

    async def add(self, record: KeyRecord) -> None: ...
    async def get(self, id: KeyId) -> KeyRecord | None: ...
    async def list(self) -> Sequence[KeyRecord]:
        """All of them, oldest first."""
        ...

    async def update(self, record: KeyRecord) -> None:
        """Change when it was retired or revoked, and what wraps it; its other times stay."""
        ...


class UnitOfWork(Protocol):
    """One transaction; inside it only the database is awaited. Leaving it without an error commits."""

    @property
    def accounts(self) -> Accounts: ...
    @property
    def identities(self) -> Identities: ...
    @property
    def sessions(self) -> Sessions: ...
    @property
    def attempts(self) -> SignInAttempts: ...
    @property
    def interviews(self) -> Interviews: ...
    @property
    def generations(self) -> Generations: ...
    @property
    def answers(self) -> ModelAnswers: ...
    @property
    def packages(self) -> Packages: ...
    @property
    def exports(self) -> Exports: ...
    @property
    def audit(self) -> AuditTrail: ...
    @property
    def blobs(self) -> BlobJournal: ...
    @property
    def api_keys(self) -> ApiKeyRecords: ...
    @property
    def consents(self) -> ConsentRecords: ...
    @property
    def requests(self) -> StatutoryRequestRecords: ...
    @property
    def policy_versions(self) -> PolicyVersions: ...
    @property
    def announcements(self) -> AnnouncementRecords: ...
    @property
    def keyring(self) -> KeyRecords: ...
    @property
    def photos(self) -> PhotoRecords: ...
    @property
    def phones(self) -> Phones: ...
    @property
    def phone_codes(self) -> PhoneCodes: ...
    @property
    def messages(self) -> MessageRecords: ...
    @property
    def replays(self) -> ReplayRecords: ...

    @property
    def transaction(self) -> object:
        """The adapter's own handle, for the workflow adapter to enqueue inside this transaction."""
        ...


class Database(Protocol):
    """Opens units of work.

    An account that is closing takes nothing new: adding a row for it, or announcing a file, raises Conflict.
    A unit in which something was refused keeps nothing: leaving it without an error raises Conflict. What a unit
    that may write has read by id, nobody else changes before its end.
    """

    def unit(self) -> AbstractAsyncContextManager[UnitOfWork]:
        """A unit that may write; on SQLite there is one at a time per process."""
        ...

    def reading(self) -> AbstractAsyncContextManager[UnitOfWork]:
        """A unit that only reads; never waits for writers."""
        ...
