"""The bindings of the whole program: which adapter stands behind which port."""

import asyncio
from collections.abc import AsyncIterator

from dishka import AsyncContainer, Provider, Scope, make_async_container, provide
from dishka.provider import from_context

from specstep.adapters.clocks.system import SystemClock, SystemEntropy
from specstep.adapters.logs.standard import StandardLog
from specstep.adapters.persistence.engines import Engines, create_engines
from specstep.adapters.persistence.sealed_values import SqlSealedValues
from specstep.adapters.persistence.tables import metadata
from specstep.adapters.persistence.unit_of_work import SqlDatabase
from specstep.adapters.short_lived.memory import MemoryShortLived
from specstep.adapters.workflows.dbos import DbosWorkflows
from specstep.application.api_keys import ApiKeys
from specstep.application.audit import AuditLog
from specstep.application.generations.model_calls import ModelCalls
from specstep.application.generations.pipeline import Pipeline
from specstep.application.generations.use_cases import Generations
from specstep.application.generations.workshop import Workshop
from specstep.application.interviews import Interviews
from specstep.application.keyring.loading import KeyRing
from specstep.application.keyring.payloads import PayloadSeal
from specstep.application.keyring.steps import Reencrypter
from specstep.application.keyring.use_cases import KeyKeeping
from specstep.application.limits import Limits
from specstep.application.messages.queueing import Messages
from specstep.application.packages import Packages
from specstep.application.throttle import Throttle, own_key, shared_key
from specstep.domain.errors import Misconfigured
from specstep.domain.generations.values import ProfileName
from specstep.entrypoints.settings import Settings
from specstep.entrypoints.wiring.message_setups import email_setup, sms_setup
from specstep.entrypoints.wiring.registries import (
    BLOB_STORES,
    DIAGRAM_RENDERERS,
    EMAIL_SENDERS,
    IDENTITY_PROVIDERS,
    LANGUAGE_MODELS,
    MASTER_KEYS,
    SECRET_SCANNERS,
    SHORT_LIVED,
    SMS_SENDERS,
)
from specstep.entrypoints.wiring.sign_in import provider_setups
from specstep.policies.inventory import INVENTORY
from specstep.ports.blobs import BlobStore
from specstep.ports.clocks import Clock, Entropy
from specstep.ports.diagrams import DiagramRenderer
from specstep.ports.identity_providers import IdentityProviders
from specstep.ports.keyring import SealedValues
from specstep.ports.language_models import LanguageModel
from specstep.ports.logs import Log
from specstep.ports.master_keys import MasterKeys
from specstep.ports.messages import EmailSender, SmsSender
from specstep.ports.persistence import Database
from specstep.ports.secret_scanners import SecretScanner
from specstep.ports.short_lived import ShortLivedStore
from specstep.ports.workflows import WorkflowHost, Workflows


def require_known_recipient(setting: str, chosen: str, adapter: object) -> None:
    """Refuse an adapter that sends content to somebody whom the privacy inventory doesn't name, or won't say (USE-8).

    Raises:
        Misconfigured: it does.
    """
    recipient = getattr(adapter, "recipient", None)
    if recipient == "none" or recipient in INVENTORY.recipients:
        return
    if not isinstance(recipient, str):
        raise Misconfigured(
            setting=setting,
            what=f"{chosen!r} doesn't say whom it sends content to.",
            way_out='An adapter has a `recipient`: a name out of the inventory, or "none".',
        )
    raise Misconfigured(
        setting=setting,
        what=f"{chosen!r} sends content to {recipient!r}, which the inventory does not name.",
        way_out="A new recipient is a material change: it needs its entry in the inventory first.",
    )


class Outside(Provider):
    """Adapters."""

    scope = Scope.APP
    settings = from_context(Settings)
    clock = provide(SystemClock, provides=Clock)
    entropy = provide(SystemEntropy, provides=Entropy)
    log = provide(StandardLog, provides=Log)

    @provide
    async def engines(self, settings: Settings) -> AsyncIterator[Engines]:
        engines = create_engines(settings.database)
        yield engines
        await engines.dispose()

    @provide
    def database(self, engines: Engines) -> Database:
        return SqlDatabase(engines)

    @provide
    def workflow_host(self, settings: Settings, seal: PayloadSeal, log: Log) -> WorkflowHost:
        return DbosWorkflows(settings.database, seal=seal, log=log)

    @provide
    def workflows(self, host: WorkflowHost) -> Workflows:
        return host

    @provide
    def blobs(self, settings: Settings) -> BlobStore:
        store: BlobStore = BLOB_STORES.load(settings.blobs)(settings.blobs_dir)
        require_known_recipient("blobs", settings.blobs, store)
        return store

    @provide
    def model(self, settings: Settings) -> LanguageModel:
        model: LanguageModel = LANGUAGE_MODELS.load(settings.provider)()
        require_known_recipient("provider", settings.provider, model)
        return model

    @provide
    def scanner(self, settings: Settings) -> SecretScanner:
        scanner: SecretScanner = SECRET_SCANNERS.load(settings.secret_scanner)()
        require_known_recipient("secret_scanner", settings.secret_scanner, scanner)
        return scanner

    @provide
    def master_keys(self, settings: Settings, entropy: Entropy) -> MasterKeys:
        keys: MasterKeys = MASTER_KEYS.load(settings.master_key)(settings.master_key_path, entropy)
        require_known_recipient("master_key", settings.master_key, keys)
        return keys

    @provide
    def sealed_values(self, engines: Engines) -> SealedValues:
        return SqlSealedValues(engines, INVENTORY, metadata)

    @provide
    def identity_providers(self, settings: Settings, clock: Clock) -> IdentityProviders:
        found = {}
        for name, setup in provider_setups(settings).items():
            found[name] = IDENTITY_PROVIDERS.load(name)(setup, clock)
            require_known_recipient("sign-in provider", name, found[name])
        return IdentityProviders(found)

    @provide
    async def short_lived(self, settings: Settings) -> AsyncIterator[ShortLivedStore]:
        store: ShortLivedStore = SHORT_LIVED.load(settings.short_lived)(settings.redis_url)
        require_known_recipient("short_lived", settings.short_lived, store)
        yield store
        await store.close()

    @provide
    def email(self, settings: Settings) -> EmailSender:
        sender: EmailSender = EMAIL_SENDERS.load(settings.email)(email_setup(settings))
        require_known_recipient("email", settings.email, sender)
        return sender

    @provide
    def sms(self, settings: Settings) -> SmsSender:
        sender: SmsSender = SMS_SENDERS.load(settings.sms)(sms_setup(settings))
        require_known_recipient("sms", settings.sms, sender)
        return sender

    @provide
    def diagrams(self) -> DiagramRenderer:
        renderer: DiagramRenderer = DIAGRAM_RENDERERS.load("mermaid")()
        require_known_recipient("diagrams", "mermaid", renderer)
        return renderer


class Inside(Provider):
    """Use cases."""

    scope = Scope.APP
    interviews = provide(Interviews)
    packages = provide(Packages)
    audit_log = provide(AuditLog)
    keyring = provide(KeyRing)
    payload_seal = provide(PayloadSeal)
    key_keeping = provide(KeyKeeping)
    reencrypter = provide(Reencrypter)
    workshop = provide(Workshop)

    @provide
    def pipeline(
        self,
        database: Database,
        calls: ModelCalls,
        workshop: Workshop,
        blobs: BlobStore,
        clock: Clock,
        entropy: Entropy,
        messages: Messages,
    ) -> Pipeline:
        return Pipeline(
            database=database,
            calls=calls,
            workshop=workshop,
            blobs=blobs,
            clock=clock,
            entropy=entropy,
            messages=messages,
        )

    @provide
    def messages(
        self, database: Database, workflows: Workflows, clock: Clock, entropy: Entropy, settings: Settings
    ) -> Messages:
        return Messages(
            database=database,
            workflows=workflows,
            clock=clock,
            entropy=entropy,
            operator=settings.operator_email,
        )

    @provide
    def limits(self, store: ShortLivedStore, settings: Settings) -> Limits:
        own = store if settings.short_lived == "memory" else MemoryShortLived()
        return Limits(shared=store, own=own, requests=settings.request_limits)

    @provide
    def throttle(self, limits: Limits, keyring: KeyRing, settings: Settings, entropy: Entropy) -> Throttle:
        alone = settings.short_lived == "memory"
        return Throttle(limits=limits, key=own_key(entropy) if alone else shared_key(keyring))

    @provide
    async def api_keys(
        self, database: Database, clock: Clock, entropy: Entropy, throttle: Throttle
    ) -> AsyncIterator[ApiKeys]:
        keys = ApiKeys(database=database, clock=clock, entropy=entropy, throttle=throttle)
        yield keys
        await keys.flush()

    @provide
    def calls(
        self, database: Database, model: LanguageModel, clock: Clock, settings: Settings, log: Log
    ) -> ModelCalls:
        return ModelCalls(
            database=database,
            model=model,
            clock=clock,
            limit=asyncio.Semaphore(settings.parallel_model_calls),
            log=log,
        )

    @provide
    def generations(
        self, database: Database, workflows: Workflows, clock: Clock, entropy: Entropy, model: LanguageModel
    ) -> Generations:
        return Generations(
            database=database,
            workflows=workflows,
            clock=clock,
            entropy=entropy,
            provider=model.provider,
            profiles=frozenset({ProfileName.FAST}),
        )


def make_container(settings: Settings, *, model: LanguageModel | None = None) -> AsyncContainer:
    """The production graph; dishka refuses it at once where a binding is missing.

    Args:
        model: a language model of the caller's own, in the place of the one that the settings name.

    Raises:
        Misconfigured: the caller's model sends content to somebody whom the inventory doesn't name.
    """
    providers: list[Provider] = [Outside(), Inside()]
    if model is not None:
        require_known_recipient("model", model.provider, model)
        own = Provider(scope=Scope.APP)
        own.provide(lambda: model, provides=LanguageModel, override=True)
        providers.append(own)
    return make_async_container(*providers, context={Settings: settings})
