"""SpecStep as a library: one object that opens a database, interviews, generates and reads packages."""

import asyncio
import contextlib
import threading
from collections.abc import AsyncIterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar, Self

from dishka import AsyncContainer

from specstep.adapters.logs.files import prune
from specstep.adapters.persistence import migrations
from specstep.adapters.persistence.engines import Engines, parse
from specstep.application.accounts import ensure_local_owner
from specstep.application.announcements.steps import KIND as ANNOUNCEMENT
from specstep.application.api_keys import ApiKeys
from specstep.application.audit import AuditLog
from specstep.application.deletions.steps import KIND as DELETION
from specstep.application.deletions.steps import deletion_run
from specstep.application.exports.steps import KIND as EXPORT
from specstep.application.generations.pipeline import KIND, Pipeline
from specstep.application.generations.use_cases import Generations
from specstep.application.interviews import Interviews
from specstep.application.keyring.steps import KIND as REENCRYPTION
from specstep.application.keyring.steps import Reencrypter
from specstep.application.keyring.use_cases import KeyKeeping
from specstep.application.limits import Limits
from specstep.application.messages.queueing import KIND as MESSAGE
from specstep.application.packages import Archive, Packages
from specstep.application.retention.steps import KIND as SWEEP
from specstep.domain.accounts import LOCAL_OWNER
from specstep.domain.errors import AlreadyOpen, Misconfigured, NotFound, ProviderFailed
from specstep.domain.generations.values import Budget, Generation, ProfileName, Status
from specstep.domain.ids import GenerationId, InterviewId
from specstep.domain.interviews.state import InterviewState
from specstep.domain.logs import Event
from specstep.entrypoints.due_sweeps import is_sweep_due, sweep_at_the_end
from specstep.entrypoints.settings import Settings, load_settings
from specstep.entrypoints.wiring.container import make_container
from specstep.ports.blobs import BlobStore
from specstep.ports.clocks import Clock, Entropy
from specstep.ports.identity_providers import IdentityProviders
from specstep.ports.language_models import LanguageModel
from specstep.ports.logs import Log
from specstep.ports.persistence import Database
from specstep.ports.workflows import JobContext, Json, ProgressEvent, WorkflowHost

if TYPE_CHECKING:
    from specstep.application.messages.inbound import Inbound
    from specstep.application.verification.use_cases import Verification
    from specstep.entrypoints.wiring.announcements import Announcements
    from specstep.entrypoints.wiring.messages import Post
    from specstep.entrypoints.wiring.people import People
    from specstep.entrypoints.wiring.promises import Promises

DRAIN_S = 10.0


class SpecStep:
    """An open SpecStep, acting for the local owner. One per process: the workflow engine is a singleton."""

    _open: ClassVar[str | None] = None
    _lock: ClassVar[threading.Lock] = threading.Lock()

    def __init__(self, container: AsyncContainer) -> None:
        self._container = container
        self.account = LOCAL_OWNER
        self.interviews: Interviews
        self.generations: Generations
        self.packages: Packages
        self._promises: Promises | None = None
        self._post: Post | None = None

    @classmethod
    @contextlib.asynccontextmanager
    async def open(
        cls,
        url: str | None = None,
        *,
        data_dir: Path | str | None = None,
        provider: str | None = None,
        model: LanguageModel | None = None,
        settings: Settings | None = None,
    ) -> AsyncIterator[Self]:
        """Open a database, bring its schema up to date, and take up unfinished work.

        Args:
            url: `sqlite:///path` or `postgresql://…`; the embedded default in the user's data folder if left out.
            data_dir: where packages (and the embedded database) lie.
            provider: which language model writes, by name; "offline" needs none.
            model: a language model of the caller's own instead.

        Raises:
            AlreadyOpen: this process has an open SpecStep.
            Misconfigured: a setting cannot be used.
            Unavailable: the database cannot be reached.
        """
        settings = settings or load_settings(
            database_url=url, data_dir=Path(data_dir) if data_dir else None, provider=provider
        )
        with cls._lock:
            if cls._open is not None:
                raise AlreadyOpen(url=cls._open)
            cls._open = settings.database
        try:
            settings.make_data_dir()
            await asyncio.to_thread(_bring_up_to_date, settings.database)
            container = make_container(settings, model=model)
            try:
                spec = cls(container)
                try:
                    await spec._start()
                    yield spec
                    await spec._sweep_if_due(settings)
                finally:
                    await (await container.get(WorkflowHost)).drain(timeout_s=DRAIN_S)
                    if spec._promises is not None:
                        spec._promises.policies.close()
            finally:
                await container.close()
        finally:
            with cls._lock:
                cls._open = None

    async def _start(self) -> None:
        get = self._container.get
        self.interviews = await get(Interviews)
        self.generations, self.packages = await get(Generations), await get(Packages)
        pipeline, host = await get(Pipeline), await get(WorkflowHost)
        await self._repeat_deletions(host)
        await host.start(
            {
                KIND: pipeline.handle,
                SWEEP: self._sweep,
                DELETION: self._delete,
                EXPORT: self._export,
                REENCRYPTION: self._reencrypt,
                ANNOUNCEMENT: self._announce,
                MESSAGE: self._send,
            }
        )
        await self._settle_owner(host)

    async def promises(self) -> "Promises":
        """The sweep, deletions and exports."""
        if self._promises is None:
            from specstep.entrypoints.wiring.promises import make_promises

            self._promises = await make_promises(self._container)
        return self._promises

    async def people(self) -> "People":
        """Identities and roles."""
        from specstep.entrypoints.wiring.people import make_people

        return await make_people(self._container)

    async def post(self) -> "Post":
        """Messages, and what people prefer about them."""
        if self._post is None:
            from specstep.entrypoints.wiring.messages import make_post

            self._post = await make_post(self._container)
        return self._post

    async def verification(self) -> "Verification":
        """Phones, and the codes that verify them."""
        from specstep.entrypoints.wiring.phones import make_verification

        return await make_verification(self._container, (await self.post()).at_once)

    async def inbound(self) -> "Inbound":
        """What takes the requests of carriers that tell what became of messages."""
        from specstep.entrypoints.wiring.phones import make_inbound

        return make_inbound(await self._container.get(Settings), (await self.post()).reports)

    async def _send(self, context: JobContext) -> Json:
        return await (await self.post()).messenger.handle(context)

    async def _sweep(self, context: JobContext) -> Json:
        told = await (await self.promises()).sweeper.handle(context)
        settings, clock = await self._container.get(Settings), await self._container.get(Clock)
        if settings.log_folder is not None:
            removed = await asyncio.to_thread(prune, settings.log_folder, clock.now().date())
            (await self._container.get(Log)).record(Event.LOGS_REMOVED, number=removed)
        return told

    async def _delete(self, context: JobContext) -> Json:
        return await (await self.promises()).eraser.handle(context)

    async def _export(self, context: JobContext) -> Json:
        return await (await self.promises()).exporter.handle(context)

    async def announcements(self) -> "Announcements":
        """What everybody concerned is told."""
        from specstep.entrypoints.wiring.announcements import make_announcements

        return await make_announcements(self._container)

    async def _announce(self, context: JobContext) -> Json:
        return await (await self.announcements()).announcer.handle(context)

    async def api_keys(self) -> ApiKeys:
        """The keys with which programs act for an account."""
        return await self._container.get(ApiKeys)

    async def audit_log(self) -> AuditLog:
        """The audit log, for reading."""
        return await self._container.get(AuditLog)

    async def blobs(self) -> BlobStore:
        """The files that belong to records."""
        store: BlobStore = await self._container.get(BlobStore)
        return store

    async def limits(self) -> Limits:
        """How often somebody may do something."""
        return await self._container.get(Limits)

    async def identity_providers(self) -> IdentityProviders:
        """Those that people sign in with here."""
        return await self._container.get(IdentityProviders)

    async def key_keeping(self) -> KeyKeeping:
        """The operator's side of the key ring."""
        return await self._container.get(KeyKeeping)

    async def _reencrypt(self, context: JobContext) -> Json:
        return await (await self._container.get(Reencrypter)).handle(context)

    async def _sweep_if_due(self, settings: Settings) -> None:
        """Where no worker sweeps, keep the promises about time at the end of whatever was done."""
        get = self._container.get
        if settings.sweep_when_due and await is_sweep_due(await get(Engines), (await get(Clock)).now()):
            await sweep_at_the_end((await self.promises()).retention, await get(WorkflowHost))

    async def _repeat_deletions(self, host: WorkflowHost) -> None:
        """Where a backup was put back without us, delete again what had been deleted, before anything serves."""
        settings = await self._container.get(Settings)
        if settings.erasure_log_path.exists():
            deletions = (await self.promises()).deletions
            if await deletions.missed():
                await host.connect()
                await deletions.replay()

    async def _settle_owner(self, host: WorkflowHost) -> None:
        """See that the local owner is there; where one is just being deleted, only after that is done."""
        get = self._container.get
        async with (await get(Database)).reading() as unit:
            found = await unit.accounts.get(LOCAL_OWNER)
        if found is None:
            with contextlib.suppress(NotFound):
                async for _ in host.progress(deletion_run(LOCAL_OWNER)):
                    pass
            await ensure_local_owner(await get(Database), await get(Clock), await get(Entropy))

    async def interview(self, brief: str | None = None) -> InterviewState:
        """Start a talk, from a brief where there is one; its `question` is the first to answer."""
        return await self.interviews.start(self.account, brief=brief)

    async def answer(self, state: InterviewState, content: str) -> InterviewState:
        """Answer the open question (or say anything else); what was taken from it is in `new_facts`."""
        return await self.interviews.answer(self.account, state.interview.id, content)

    async def import_brief(
        self, brief: str, *, references: Sequence[tuple[str, str]] = (), id: InterviewId | None = None
    ) -> InterviewState:
        """An interview that starts from a brief and reference documents (name and text).

        Args:
            id: for callers that derive it; importing twice under one id answers the first interview.
        """
        return await self.interviews.start(self.account, brief, documents=references, id=id)

    async def start_generation(
        self,
        interview: InterviewId,
        *,
        profile: ProfileName = ProfileName.FAST,
        budget: Budget = Budget(),
        id: GenerationId | None = None,
    ) -> Generation:
        """Queue a generation from what the interview holds now."""
        dossier = await self.interviews.dossier(self.account, interview)
        return await self.generations.start(self.account, dossier, profile=profile, budget=budget, id=id)

    async def find_generation(self, id: GenerationId) -> Generation | None:
        """The generation of that id, or None."""
        try:
            return await self.generation(id)
        except NotFound:
            return None

    async def generation(self, id: GenerationId) -> Generation:
        """The generation as it stands; raises NotFound."""
        return await self.generations.get(self.account, id)

    async def resume_generation(self, id: GenerationId) -> Generation:
        """Carry on a failed or cancelled generation."""
        return await self.generations.resume(self.account, id)

    async def follow(self, id: GenerationId, *, after: int = -1) -> AsyncIterator[ProgressEvent]:
        """Progress of a generation until it has ended."""
        async for event in self.generations.follow(self.account, id, after=after):
            yield event

    async def package(self, id: GenerationId) -> Archive:
        """The finished package of a generation."""
        return await self.packages.read(self.account, id)

    async def generate(
        self, interview: InterviewState | InterviewId, *, profile: ProfileName = ProfileName.FAST
    ) -> Archive:
        """Make a package and wait for it.

        Raises:
            ProviderFailed: no package could be made; the generation can be resumed.
        """
        id = interview.interview.id if isinstance(interview, InterviewState) else interview
        generation = await self.start_generation(id, profile=profile)
        async for _ in self.follow(generation.id):
            pass
        generation = await self.generation(generation.id)
        if generation.status is not Status.COMPLETE:
            raise ProviderFailed(
                service=f"generation {generation.id}",
                reason=generation.failure or f"it ended as {generation.status}",
            )
        return await self.package(generation.id)


def _bring_up_to_date(url: str) -> None:
    """Migrate an embedded database by itself; a shared one is upgraded by its operator, not by whoever comes first."""
    if parse(url).get_backend_name() == "sqlite":
        migrations.prepare(url)
    elif not migrations.is_current(url):
        raise Misconfigured(
            setting="database_url",
            what="the database's schema is not at this version.",
            way_out="Run `specstep db upgrade` once, then start again.",
        )
