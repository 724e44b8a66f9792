"""What the handlers work with: the same use cases that the command line and the library call."""

import attrs

from specstep.application.api_keys import ApiKeys
from specstep.application.audit import AuditLog
from specstep.application.exports.use_cases import Exports
from specstep.application.generations.use_cases import Generations
from specstep.application.interviews import Interviews
from specstep.application.limits import Limits
from specstep.application.messages.inbound import Inbound
from specstep.application.packages import Packages
from specstep.application.replays import Replays
from specstep.application.sign_in import SignIn
from specstep.application.verification.use_cases import Verification
from specstep.entrypoints.library import SpecStep
from specstep.entrypoints.settings import Settings
from specstep.entrypoints.wiring.announcements import Announcements
from specstep.entrypoints.wiring.messages import Post
from specstep.entrypoints.wiring.people import People
from specstep.entrypoints.wiring.promises import Promises
from specstep.ports.blobs import BlobStore
from specstep.ports.clocks import Clock, Entropy
from specstep.ports.persistence import Database


@attrs.frozen(kw_only=True)
class Services:
    """The use cases behind the routes. `sign_in` is None where the local owner is alone."""

    settings: Settings
    database: Database
    blobs: BlobStore
    clock: Clock
    entropy: Entropy
    interviews: Interviews
    generations: Generations
    packages: Packages
    api_keys: ApiKeys
    audit_log: AuditLog
    limits: Limits
    people: People
    promises: Promises
    post: Post
    verification: Verification
    inbound: Inbound
    announcements: Announcements
    replays: Replays
    sign_in: SignIn | None

    @property
    def local(self) -> bool:
        """Whether the local owner is alone here."""
        return self.sign_in is None

    @property
    def exports(self) -> Exports:
        """The exports of accounts."""
        return self.promises.exports


async def make_services(spec: SpecStep, settings: Settings) -> Services:
    """Take them from an open SpecStep.

    Raises:
        Misconfigured: people are to sign in, and nobody said where this service is reached; or a carrier's secret
            can't be read.
    """
    people = await spec.people()
    database, clock, entropy = people.database, people.clock, people.entropy
    providers = await spec.identity_providers()
    return Services(
        settings=settings,
        database=database,
        blobs=await spec.blobs(),
        clock=clock,
        entropy=entropy,
        interviews=spec.interviews,
        generations=spec.generations,
        packages=spec.packages,
        api_keys=await spec.api_keys(),
        audit_log=await spec.audit_log(),
        limits=await spec.limits(),
        people=people,
        promises=await spec.promises(),
        post=await spec.post(),
        verification=await spec.verification(),
        inbound=await spec.inbound(),
        announcements=await spec.announcements(),
        replays=Replays(database=database, clock=clock, entropy=entropy),
        sign_in=people.sign_in(settings, providers) if providers.by_name else None,
    )
