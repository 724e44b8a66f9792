"""What is read out of facts and requirements before the design starts."""

from enum import StrEnum

import attrs

from specstep.domain.documents.requirements import Requirement
from specstep.domain.drafting.shape.obligations import Obligation
from specstep.domain.interviews.values import Fact, Source


class Concern(StrEnum):
    """Something said that a design must answer."""

    OFFLINE = "use without a network"
    SYNC = "synchronisation"
    SOLO = "one person uses it"
    SHARED = "several people share the data"
    MOBILE = "use on a phone or tablet"
    NATIVE = "an app from a store"
    BROWSER = "use in a browser"
    COMMAND_LINE = "use from the command line"
    DESKTOP = "a desktop program"
    LIBRARY = "a library for other programs"
    BOT = "a chat bot"
    EXTENSION = "a browser extension"
    FIRMWARE = "software inside a device"
    PIPELINE = "a job that runs by itself"
    API = "an interface for other programs"
    WEBHOOK = "calls from or to other systems"
    EMAIL = "messages by e-mail"
    SMS = "messages by SMS"
    PUSH = "messages on the device"
    NOTIFY = "messages to people"
    SCHEDULE = "work at set times"
    PAYMENT = "payments"
    CARD_DATA = "card data"
    SIGN_IN = "sign-in"
    SINGLE_SIGN_ON = "the organisation's own sign-in"
    ROLES = "different permissions"
    PERSONAL = "personal data"
    SENSITIVE = "sensitive personal data"
    DEVICES = "devices that send readings"
    CONTROL = "devices that are switched"
    MAP = "maps or positions"
    CALENDAR = "calendars"
    FILES = "photos or files"
    SPREADSHEET = "spreadsheets"
    IMPORT = "data taken over"
    EXPORT = "data handed out"
    PRINT = "paper or PDF"
    SEARCH = "search"
    AUDIT = "a record of who did what"
    BACKUP = "copies against loss"
    RETENTION = "deletion after a time"
    ENCRYPTION = "encryption"
    AVAILABILITY = "availability"
    SPEED = "answer times"
    VOLUME = "load"
    LIVE = "updates while one looks"
    MODEL = "machine learning"
    BUDGET = "a money limit"
    DEADLINE = "a date"
    MAINTAINER = "who keeps it running"
    REGION = "where data may be"
    ACCESSIBLE = "accessibility"
    LANGUAGES = "several languages"
    HOSTING = "where it runs"
    LAW = "law or standards"


@attrs.frozen(kw_only=True)
class Evidence:
    """Where a concern was raised: requirement ids in order, the facts, and one quote."""

    requirements: tuple[str, ...] = ()
    facts: tuple[Fact, ...] = ()
    quote: str = ""

    @property
    def sources(self) -> tuple[Source, ...]:
        """The facts' sources, each once."""
        return tuple(dict.fromkeys(fact.source for fact in self.facts))


class Role(StrEnum):
    """What a named product is for."""

    DATABASE = "database"
    LANGUAGE = "language"
    FRAMEWORK = "framework"
    CLIENT_FRAMEWORK = "client framework"
    HOSTING = "hosting"
    BROKER = "message broker"
    PAYMENT = "payment provider"
    MAIL = "mail provider"
    SMS = "SMS provider"
    IDENTITY = "identity provider"
    CALENDAR = "calendar"
    SPREADSHEET = "spreadsheet"
    BUSINESS = "business system"
    CHAT = "chat service"
    MAP = "map service"
    STORAGE = "file storage"
    MONITORING = "monitoring"
    MODEL = "language model"


@attrs.frozen(kw_only=True)
class Technology:
    """A product that was named. `decided` says that a fact settles its use; otherwise it was only mentioned."""

    name: str
    role: Role
    decided: bool
    evidence: Evidence


@attrs.frozen(kw_only=True)
class Neighbour:
    """A system that exists already and that this one meets. `replaced` says that it is to go."""

    name: str
    role: Role
    replaced: bool
    evidence: Evidence


class Client(StrEnum):
    """How people reach the system."""

    COMMAND = "command-line program"
    LIBRARY = "library"
    DESKTOP = "desktop program"
    OFFLINE_WEB = "offline-capable web app"
    NATIVE = "mobile app"
    BOT = "chat bot"
    EXTENSION = "browser extension"
    FIRMWARE = "firmware of a device"
    WEB = "web app"
    NONE = "no client of its own"


@attrs.frozen(kw_only=True)
class Shape:
    """The kind of system that the statements call for.

    `found` are the concerns raised, `denied` those that somebody excluded. `shared` says that more than one person
    works on the same data, `server` that something must run elsewhere than on the person's device.
    """

    client: Client
    server: bool
    worker: bool
    gateway: bool
    shared: bool
    stores: bool
    found: dict[Concern, Evidence]
    denied: dict[Concern, Evidence]
    technologies: tuple[Technology, ...]
    neighbours: tuple[Neighbour, ...]
    requirements: tuple[Requirement, ...]
    obligations: dict[str, Obligation]

    def has(self, *concerns: Concern) -> bool:
        """Whether any of these was raised."""
        return any(concern in self.found for concern in concerns)

    def refs(self, *concerns: Concern) -> tuple[str, ...]:
        """The requirement ids that raise any of these, in the order of the requirements."""
        wanted = {ref for concern in concerns if concern in self.found for ref in self.found[concern].requirements}
        return tuple(item.id for item in self.requirements if item.id in wanted)

    def quote(self, *concerns: Concern) -> str:
        """One sentence that raises any of these."""
        return next((self.found[concern].quote for concern in concerns if concern in self.found), "")

    def decided(self, *roles: Role) -> tuple[Technology, ...]:
        """The products of these roles whose use is settled."""
        return tuple(item for item in self.technologies if item.role in roles and item.decided)

    def named(self, *roles: Role) -> tuple[Technology, ...]:
        """The products of these roles that were mentioned at all."""
        return tuple(item for item in self.technologies if item.role in roles)
