"""A sign-in provider without a network, and the use cases around it."""

from collections.abc import Mapping
from datetime import timedelta
from urllib.parse import parse_qs, urlsplit

import attrs
from tests.samples.promises import SetClock

from specstep.adapters.clocks.system import SystemEntropy
from specstep.application.identities import Identities
from specstep.application.sessions import Sessions
from specstep.application.sign_in import Departure, SignIn
from specstep.domain.errors import SignInRefused
from specstep.domain.identities.values import ProvenIdentity
from specstep.domain.secrets import Secret
from specstep.domain.sessions.values import SessionLimits
from specstep.ports.identity_providers import Asked
from specstep.ports.persistence import Database

CALLBACK = "https://specstep.example/sign-in/{provider}"
LIMITS = SessionLimits(idle=timedelta(hours=1), absolute=timedelta(hours=8))


@attrs.define
class DoorKeeper:
    """Knows people by codes, and takes a code only with the verifier that its sign-in began with."""

    name: str
    people: dict[str, ProvenIdentity] = attrs.Factory(dict)
    asked: dict[str, str] = attrs.Factory(dict)
    recipient: str = "none"

    async def authorization(self, asked: Asked) -> str:
        self.asked[asked.state.reveal()] = asked.verifier.reveal()
        return f"https://{self.name}.example/authorize?state={asked.state.reveal()}"

    async def identify(self, answer: Mapping[str, str], asked: Asked) -> ProvenIdentity:
        if self.asked.get(asked.state.reveal()) != asked.verifier.reveal():
            raise SignInRefused(provider=self.name, because="the verifier is another one.")
        if "error" in answer:
            raise SignInRefused(provider=self.name, because="it was called off.")
        return self.people[answer["code"]]


@attrs.define
class FrontDoor:
    """Everything around signing in, with a clock that is set."""

    database: Database
    clock: SetClock = attrs.Factory(SetClock)
    google: DoorKeeper = attrs.Factory(lambda: DoorKeeper("google"))
    microsoft: DoorKeeper = attrs.Factory(lambda: DoorKeeper("microsoft"))

    @property
    def sessions(self) -> Sessions:
        return Sessions(database=self.database, clock=self.clock, entropy=SystemEntropy(), limits=LIMITS)

    @property
    def sign_in(self) -> SignIn:
        return SignIn(
            database=self.database,
            providers={"google": self.google, "microsoft": self.microsoft},
            callback=CALLBACK,
            identities=Identities(database=self.database, clock=self.clock, entropy=SystemEntropy()),
            sessions=self.sessions,
            clock=self.clock,
            entropy=SystemEntropy(),
        )


def state_of(departure: Departure) -> str:
    """The state that a browser brings back."""
    return parse_qs(urlsplit(departure.address).query)["state"][0]


def answer_to(departure: Departure, code: str = "anna") -> dict[str, str]:
    """What a browser brings back."""
    return {"state": state_of(departure), "code": code}


def other(token: Secret[str]) -> Secret[str]:
    """Another browser's secret."""
    return Secret(token.reveal()[::-1])
