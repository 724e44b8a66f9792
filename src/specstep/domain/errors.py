"""Every error that SpecStep raises, as one tree.

SpecStepError
├── BadInput                what a person or program handed in cannot be used
│   ├── UnreadableDocument  a brief or reference is empty, binary, too large or wrongly encoded
│   ├── UnknownName         a name that is none of the known ones (a provider, a profile, a topic)
│   └── OutputOccupied      the output folder holds files that are not ours
├── SignInRefused           a sign-in was called off, or can't be trusted
├── NotFound                no such object, or somebody else's
├── Conflict                the object is not in a state that allows this
├── HumanRequired           an act kept for a person, asked for by a program with a key or token
├── AlreadyOpen             a second SpecStep in one process
├── Unavailable             a database, disk or provider that cannot be used right now
│   ├── ProviderFailed      a language model's provider refused or broke
│   ├── MessageDelayed      a message could not be handed over now, and can be later
│   └── StorageFull         no room on the disk
├── MessageRefused          a message that whoever should carry it will not take, now or later
├── MessageUnclear          a message that was handed over without an answer: it may be on its way
├── CannotDecrypt           a sealed value that no key of the ring opens in its place
└── Misconfigured           settings that contradict each other or name what is not installed
    └── MasterKeyMissing    the key that wraps the ring's keys is not there, or is another one
"""

from typing import ClassVar

import attrs


@attrs.define(kw_only=True, auto_exc=True)
class SpecStepError(Exception):
    """An error with fields, a stable code, and a hint where the person can do something."""

    code: ClassVar[str] = "INTERNAL_ERROR"
    clean: ClassVar[bool] = False
    """Whether its message is made of the program's own words alone, so that a log may hold it."""

    @property
    def loggable(self) -> str:
        """What a log may hold of it."""
        return self.message if self.clean else self.code

    @property
    def message(self) -> str:
        """One sentence that says what is wrong and where."""
        return type(self).__name__

    @property
    def hint(self) -> str | None:
        """What the person can do about it, if anything."""
        return None

    def __str__(self) -> str:
        return self.message if self.hint is None else f"{self.message} {self.hint}"


@attrs.define(kw_only=True, auto_exc=True)
class BadInput(SpecStepError):
    """Something handed in cannot be used; `where` names it, `what` says why."""

    code: ClassVar[str] = "VALIDATION_ERROR"
    where: str
    what: str
    way_out: str | None = None

    @property
    def message(self) -> str:
        return f"{self.where}: {self.what}"

    @property
    def hint(self) -> str | None:
        return self.way_out


@attrs.define(kw_only=True, auto_exc=True)
class UnreadableDocument(BadInput):
    """A brief or reference document that is missing, empty, binary, too large or wrongly encoded."""

    code: ClassVar[str] = "UNREADABLE_DOCUMENT"


@attrs.define(kw_only=True, auto_exc=True)
class UnknownName(BadInput):
    """A name that is none of the known ones; `known` lists them."""

    code: ClassVar[str] = "UNKNOWN_NAME"
    known: tuple[str, ...] = ()

    @property
    def hint(self) -> str | None:
        return f"Known: {', '.join(self.known)}." if self.known else self.way_out


@attrs.define(kw_only=True, auto_exc=True)
class OutputOccupied(BadInput):
    """The output folder holds files that no earlier run wrote there; none of them was touched."""

    code: ClassVar[str] = "OUTPUT_OCCUPIED"


@attrs.define(kw_only=True, auto_exc=True)
class SignInRefused(SpecStepError):
    """A sign-in was called off, came too late or from elsewhere, or its provider's answer can't be trusted.

    `because` says what was wrong with it, for whoever runs the service; it holds nothing of the answer itself.
    """

    code: ClassVar[str] = "SIGN_IN_REFUSED"
    provider: str
    because: str

    @property
    def message(self) -> str:
        return f"The sign-in with {self.provider} did not succeed: {self.because}"

    @property
    def hint(self) -> str | None:
        return "Begin again."


@attrs.define(kw_only=True, auto_exc=True)
class NotFound(SpecStepError):
    """No such object for this account; somebody else's is not told apart from none."""

    code: ClassVar[str] = "NOT_FOUND"
    kind: str
    id: str

    @property
    def message(self) -> str:
        return f"There is no {self.kind} {self.id!r}."


@attrs.define(kw_only=True, auto_exc=True)
class Conflict(SpecStepError):
    """The object's state does not allow what was asked."""

    code: ClassVar[str] = "CONFLICT"
    what: str
    way_out: str | None = None

    @property
    def message(self) -> str:
        return self.what

    @property
    def hint(self) -> str | None:
        return self.way_out


@attrs.define(kw_only=True, auto_exc=True)
class HumanRequired(SpecStepError):
    """An act that is kept for a person who is signed in; whoever asked came with a key or token."""

    code: ClassVar[str] = "HUMAN_REQUIRED"
    clean: ClassVar[bool] = True
    act: str

    @property
    def message(self) -> str:
        return f"{self.act} is kept for a person who is signed in."

    @property
    def hint(self) -> str | None:
        return "Sign in, and do it there."


@attrs.define(kw_only=True, auto_exc=True)
class AlreadyOpen(SpecStepError):
    """One SpecStep is open in this process already; the workflow engine is a singleton."""

    code: ClassVar[str] = "ALREADY_OPEN"
    url: str

    @property
    def message(self) -> str:
        return f"This process has a SpecStep open already, on {self.url}."

    @property
    def hint(self) -> str | None:
        return "Close it first, or share the open one."


@attrs.define(kw_only=True, auto_exc=True)
class Unavailable(SpecStepError):
    """Something outside cannot be used right now; trying again later may help."""

    code: ClassVar[str] = "UNAVAILABLE"
    clean: ClassVar[bool] = True
    service: str
    reason: str
    way_out: str | None = None

    @property
    def message(self) -> str:
        return f"{self.service} cannot be used right now: {self.reason}"

    @property
    def hint(self) -> str | None:
        return self.way_out


@attrs.define(kw_only=True, auto_exc=True)
class ProviderFailed(Unavailable):
    """A language model's provider refused, timed out or answered with something unusable."""

    code: ClassVar[str] = "PROVIDER_FAILED"
    clean: ClassVar[bool] = False  # its reason may quote the provider, who may quote what was sent
    retryable: bool = True


@attrs.define(kw_only=True, auto_exc=True)
class StorageFull(Unavailable):
    """There is no room left where files are kept."""

    code: ClassVar[str] = "STORAGE_FULL"


@attrs.define(kw_only=True, auto_exc=True)
class MessageDelayed(Unavailable):
    """A message could not be handed over now; nobody has it, so it can be tried again.

    `retry_after_s`: not before that many seconds, where the other side said so.
    """

    code: ClassVar[str] = "MESSAGE_DELAYED"
    retry_after_s: float | None = None
    said: str = attrs.field(default="", repr=False)


@attrs.define(kw_only=True, auto_exc=True)
class MessageRefused(SpecStepError):
    """A message that will not be taken, however often it is tried.

    `because` is in our words and holds no address; `said` is what the other side answered, for whoever asked to see
    it, and goes nowhere else. `unreachable`: nothing reaches this address, so nothing more is sent there.
    """

    code: ClassVar[str] = "MESSAGE_REFUSED"
    service: str
    because: str
    unreachable: bool = False
    said: str = attrs.field(default="", repr=False)

    @property
    def message(self) -> str:
        return f"{self.service} does not take the message: {self.because}"


@attrs.define(kw_only=True, auto_exc=True)
class MessageUnclear(SpecStepError):
    """A message went out and no answer came: it may be on its way, so it is not sent again by itself."""

    code: ClassVar[str] = "MESSAGE_UNCLEAR"
    service: str

    @property
    def message(self) -> str:
        return f"{self.service} had the message, and was gone before it said what became of it."

    @property
    def hint(self) -> str | None:
        return "`specstep messages retry` sends it again; it may then arrive twice."


@attrs.define(kw_only=True, auto_exc=True)
class Misconfigured(SpecStepError):
    """Settings that contradict each other, or that name something which is not installed."""

    code: ClassVar[str] = "MISCONFIGURED"
    setting: str
    what: str
    way_out: str | None = None

    @property
    def message(self) -> str:
        return f"{self.setting}: {self.what}"

    @property
    def hint(self) -> str | None:
        return self.way_out


@attrs.define(kw_only=True, auto_exc=True)
class CannotDecrypt(SpecStepError):
    """A sealed value that can't be opened where it lies; `reason` is one of the four below."""

    code: ClassVar[str] = "CANNOT_DECRYPT"
    clean: ClassVar[bool] = True
    ALTERED: ClassVar[str] = "it was altered, or sealed for another place"
    UNKNOWN: ClassVar[str] = "its key is not in the key ring"
    LOST: ClassVar[str] = "its key can't be read without the master key that wrapped it"
    REVOKED: ClassVar[str] = "its key was revoked"
    purpose: str
    reason: str

    @property
    def message(self) -> str:
        return f"A value of {self.purpose} cannot be decrypted: {self.reason}."

    @property
    def hint(self) -> str | None:
        return "`specstep keyring check` tells what else can't, and what to do."


@attrs.define(kw_only=True, auto_exc=True)
class MasterKeyMissing(Misconfigured):
    """The master key that wrapped the ring's keys is not there: without it nothing sealed can be read."""

    code: ClassVar[str] = "MASTER_KEY_MISSING"
