"""What somebody would do to this system, element by element."""

import attrs

from specstep.domain.documents.architecture import Architecture, ElementKind
from specstep.domain.documents.threats import FlowElement, FlowKind, Stride
from specstep.domain.drafting.delivery.controls import Control
from specstep.domain.drafting.shape.obligations import Obligation
from specstep.domain.drafting.shape.values import Concern, Shape
from specstep.domain.drafting.shape.words import article, listing, participle, plural, short, third_person

CHANGING = frozenset(
    [
        "cancel",
        "delete",
        "remove",
        "change",
        "edit",
        "update",
        "approve",
        "reject",
        "confirm",
        "pay",
        "refund",
        "book",
        "assign",
        "sign",
        "withdraw",
        "create",
        "add",
        "submit",
        "record",
        "mark",
        "close",
        "publish",
        "register",
        "enter",
        "order",
        "reserve",
        "lend",
        "borrow",
        "return",
        "import",
        "send",
        "export",
        "transfer",
    ]
)
ALERTS = (Concern.NOTIFY, Concern.SMS, Concern.EMAIL)


@attrs.frozen(kw_only=True)
class Attack:
    """A threat before it has its number: `controls` are tasks that meet it, `concerns` requirements that do."""

    text: str
    likelihood: str
    impact: str
    mitigation: str
    controls: tuple[Control, ...] = ()
    concerns: tuple[Concern, ...] = ()
    not_applicable_because: str = ""


@attrs.frozen(kw_only=True)
class Scene:
    """What an attack is told from: the shape, the architecture and the words for this element."""

    shape: Shape
    architecture: Architecture
    flow: FlowElement
    networked: bool
    personal: tuple[str, ...]  # entities with personal data

    @property
    def data(self) -> str:
        """The data that the element holds or carries, as words."""
        return listing([plural(name) for name in self.flow.data[:3]], "entries")

    @property
    def people(self) -> tuple[str, ...]:
        """The names of the people."""
        return tuple(item.name for item in self.architecture.elements if item.kind is ElementKind.PERSON)

    @property
    def sensitive(self) -> bool:
        """Whether personal data passes here."""
        return bool(set(self.flow.data) & set(self.personal)) or (not self.flow.data and bool(self.personal))

    @property
    def core(self) -> str:
        """The name of the part that carries the rules."""
        elements = self.architecture.elements
        return next(
            (item.name for prefix in ("server", "client") for item in elements if item.id.startswith(prefix)),
            self.flow.name,
        )

    def deed(self, person: str | None = None) -> str:
        """A telling action in the system's own words: "cancels a sign-up"."""
        best = [
            item
            for item in self.shape.obligations.values()
            if not item.negated
            and item.verb.split()[0] in CHANGING
            and (person is None or (item.actor or "").casefold() == person.casefold())
        ]
        own = [item for item in best if item.id in self._refs()] or best
        return short(_as_deed(own[0]), 60) if own else f"changes {self.data}"

    def _refs(self) -> tuple[str, ...]:
        element = self.architecture.by_id().get(self.flow.element or "")
        return element.requirements if element else ()


def _as_deed(item: Obligation) -> str:
    return f"{third_person(item.verb)} {item.rest}".strip()


def attack(scene: Scene, stride: Stride) -> Attack:
    """The threat of one kind to one element, or why there is none here."""
    if scene.flow.kind is FlowKind.EXTERNAL_ENTITY:
        person = scene.flow.boundary == "People"
        return _person(scene, stride) if person else _neighbour(scene, stride)
    if scene.flow.kind is FlowKind.PROCESS:
        return _process(scene, stride) if scene.networked else _local_process(scene, stride)
    if scene.flow.kind is FlowKind.STORE:
        local = (scene.flow.element or "").startswith("local")
        return _local_store(scene, stride) if local else _store(scene, stride)
    return _flow(scene, stride)


def _none(because: str) -> Attack:
    return Attack(text="None found", likelihood="low", impact="low", mitigation="", not_applicable_because=because)


def _person(scene: Scene, stride: Stride) -> Attack:
    name = scene.flow.name
    if not scene.networked:
        if stride is Stride.SPOOFING:
            return _none(

                    f"{scene.core} has no sign-in and no network: whoever sits at the device is the {name}, as "
                    "the operating system decides"

            )
        return _none(f"only {name} uses it, and nobody else relies on who did what in it")
    deed = scene.deed(name)
    others = [other for other in scene.people if other != name]
    if stride is Stride.SPOOFING:
        who = f"{article(others[0])} or a stranger" if others else "A stranger"
        how = (
            " with a link or message that was meant for them"
            if scene.shape.has(*ALERTS)
            else " with a guessed or stolen sign-in"
        )
        return Attack(
            text=f"{who[:1].upper()}{who[1:]} pretends to be {article(name)}{how} and {deed}.",
            likelihood="medium",
            impact="high" if scene.sensitive else "medium",
            mitigation=(
                f"The {scene.core} accepts an action of {article(name)} only with proof of who asks; links "
                "are hard to guess, expire, and serve one purpose."
            ),
            controls=(Control.ACCESS,),
            concerns=(Concern.SIGN_IN, Concern.SINGLE_SIGN_ON),
        )
    return Attack(
        text=f"{article(name)[:1].upper()}{article(name)[1:]} {deed} and later says that it was somebody else.",
        likelihood="low",
        impact="medium",
        mitigation=(
            "The change is kept with the name and time of who made it, where "
            f"{listing(others) or 'the operator'} can look it up."
        ),
        controls=(Control.TRAIL, Control.ACCESS),
        concerns=(Concern.AUDIT,),
    )


def _neighbour(scene: Scene, stride: Stride) -> Attack:
    name = scene.flow.name
    calls_in = any(
        relation.source == scene.flow.element and relation.target.startswith(("server", "client", "gateway"))
        for relation in scene.architecture.relations
    )
    if stride is Stride.SPOOFING:
        if not calls_in:
            return Attack(
                text=f"A server that looks like {name} receives {scene.data} from the {scene.core}.",
                likelihood="low",
                impact="high" if scene.sensitive else "medium",
                mitigation=(
                    f"The {scene.core} checks the certificate and address of {name} and never follows it "
                    "elsewhere."
                ),
                controls=(Control.TRANSPORT,),
                concerns=(Concern.ENCRYPTION,),
            )
        return Attack(
            text=(
                f"Somebody sends {scene.data} to the system in the name of {name}, so that false entries "
                "count as real."
            ),
            likelihood="medium",
            impact="high",
            mitigation=f"Only calls with the key or signature of {name} count, and each counts once.",
            controls=(Control.DEVICE, Control.ORIGIN, Control.TRANSPORT),
            concerns=(Concern.WEBHOOK,),
        )
    return Attack(
        text=f"{name} denies having received or sent {scene.data}, and nobody can show what was exchanged.",
        likelihood="low",
        impact="medium" if scene.shape.has(Concern.PAYMENT) else "low",
        mitigation=f"Each exchange with {name} is noted with its time, its reference and the answer.",
        controls=(Control.TRAIL, Control.ORIGIN, Control.TRANSPORT),
        concerns=(Concern.AUDIT,),
    )


def _process(scene: Scene, stride: Stride) -> Attack:
    name, deed = scene.flow.name, scene.deed()
    client = (scene.flow.element or "").startswith("client")
    worker = (scene.flow.element or "").startswith("worker")
    gateway = (scene.flow.element or "").startswith("gateway")
    people = scene.people
    if stride is Stride.SPOOFING:
        if client:
            text = (
                f"A copy of {name} under a similar address collects the sign-in of "
                f"{listing(people[:2], 'people')}."
            )
            return Attack(
                text=text,
                likelihood="low",
                impact="medium",
                mitigation=f"{name} come from one address with a valid certificate; sign-in does not work elsewhere.",
                controls=(Control.TRANSPORT, Control.ACCESS),
                concerns=(Concern.SIGN_IN,),
            )
        text = (
            f"A program that is not {name} writes {scene.data} with keys that it found on the machine "
            "or in the source."
        )
        return Attack(
            text=text,
            likelihood="low",
            impact="high",
            mitigation=f"The keys of {name} lie outside the source and can be replaced within an hour.",
            controls=(Control.TRANSPORT, Control.CUSTODY),
            concerns=(Concern.ENCRYPTION,),
        )
    if stride is Stride.TAMPERING:
        source = "a device" if gateway else "entered text" if not worker else "a stored entry"
        return Attack(
            text=(
                f"Through {source} somebody slips values into {name} that break its rules or run as "
                f"commands, and {scene.data} are wrong from then on."
            ),
            likelihood="medium",
            impact="high",
            mitigation=f"{name} takes only values of the expected kind and size, and passes none on as code.",
            controls=(Control.INPUT, Control.SAFE_WRITE),
            concerns=(Concern.IMPORT,),
        )
    if stride is Stride.REPUDIATION:
        if worker:
            text = (
                f"{name} send or delete something, and afterwards nobody can tell whether, when and for "
                f"which {scene.flow.data[0] if scene.flow.data else 'entry'}."
            )
        else:
            text = (
                f"Somebody {deed}, and {name} keep no sign of it."
                if name.endswith("s")
                else f"Somebody {deed}, and the {name} keeps no sign of it."
            )
        return Attack(
            text=text,
            likelihood="low",
            impact="medium",
            mitigation=f"{name}: each change is noted with its cause, in the same step.",
            controls=(Control.TRAIL, Control.ACCESS),
            concerns=(Concern.AUDIT,),
        )
    if stride is Stride.INFORMATION_DISCLOSURE:
        whom = (
            f"{article(people[1])} sees {scene.data} that concern only {article(people[0])}"
            if len(people) > 1
            else f"A stranger sees {scene.data}"
        )
        way = (
            "in error messages or logs"
            if worker or gateway
            else "by changing a number in the address"
            if not client
            else "on a device left open"
        )
        return Attack(
            text=f"{whom[:1].upper()}{whom[1:]}, {way}.",
            likelihood="medium",
            impact="high" if scene.sensitive else "medium",
            mitigation=(
                f"{name}: every answer is limited to what the person may see; texts for logs leave "
                "personal data out."
            ),
            controls=(Control.ACCESS, Control.CUSTODY),
            concerns=(Concern.ROLES, Concern.PERSONAL),
        )
    if stride is Stride.DENIAL_OF_SERVICE:
        moment = short(scene.shape.quote(Concern.VOLUME), 70)
        when = f" at the busiest moment (“{moment}”)" if moment else ""
        return Attack(
            text=(
                f"Somebody calls {name} so often{when} that {listing(people[:2], 'people')} cannot get at "
                f"{scene.data}"
            )
            + (", or runs up the bill for messages." if scene.shape.has(Concern.SMS) else "."),
            likelihood="low" if not gateway else "medium",
            impact="medium",
            mitigation=f"{name}: one caller is limited, the rest is served; the limit is tested.",
            controls=(Control.LIMITS, Control.INPUT, Control.BACKUP),
            concerns=(Concern.AVAILABILITY, Concern.VOLUME),
        )
    if worker:
        return _none(

                f"{name} take no calls from anybody: they start by the clock and act with the rights of "
                "the system alone"

        )
    lower, higher = (
        (people[0], people[-1]) if len(people) > 1 else ("stranger", people[0] if people else "operator")
    )
    return Attack(
        text=(
            f"{article(lower)[:1].upper()}{article(lower)[1:]} calls {name} directly with what only "
            f"{article(higher)} may do: {scene.deed(higher if people else None)}."
        ),
        likelihood="medium",
        impact="high",
        mitigation=(
            "Permissions are checked where the change happens, not where the button is shown; a test "
            f"tries each one as {article(lower)}."
        ),
        controls=(Control.ACCESS, Control.CUSTODY),
        concerns=(Concern.ROLES,),
    )


def _local_process(scene: Scene, stride: Stride) -> Attack:
    name = scene.flow.name
    who = scene.people[0] if scene.people else "the person at the device"
    if stride is Stride.TAMPERING:
        return Attack(
            text=f"A damaged or crafted input makes {name} store wrong {scene.data} or overwrite good ones.",
            likelihood="low",
            impact="medium",
            mitigation=f"{name} checks input before it changes anything, and names what it refused.",
            controls=(Control.INPUT, Control.SAFE_WRITE),
            concerns=(Concern.IMPORT, Concern.FILES),
        )
    if stride is Stride.DENIAL_OF_SERVICE:
        return Attack(
            text=f"An input of unexpected size keeps {name} busy or fills the disk.",
            likelihood="low",
            impact="low",
            mitigation=f"{name} reads input piece by piece, with a limit that its refusal names.",
            controls=(Control.INPUT, Control.SAFE_WRITE),
            concerns=(Concern.SPEED, Concern.VOLUME),
        )
    if stride is Stride.INFORMATION_DISCLOSURE and scene.sensitive:
        return Attack(
            text=(
                f"{scene.data[:1].upper()}{scene.data[1:]} from {name} stay readable in exported files, "
                "logs or on a screen that others see."
            ),
            likelihood="low",
            impact="medium",
            mitigation=f"{name} writes personal values only where {who} asked for it.",
            controls=(Control.INPUT, Control.SAFE_WRITE),
            concerns=(Concern.PERSONAL, Concern.EXPORT, Concern.REGION),
        )
    reasons = {
        Stride.SPOOFING: (
            f"{name} listens on no network and knows one user, {who}; the operating system decides who starts it"
        ),
        Stride.REPUDIATION: f"{who} is the only one who acts in {name}; there is nobody to deny anything to",
        Stride.ELEVATION_OF_PRIVILEGE: f"{name} runs with the rights of {who} and has no roles of its own to climb",
        Stride.INFORMATION_DISCLOSURE: f"{name} sends {scene.data} nowhere and stores no personal data that was named",
    }
    return _none(reasons[stride])


def _store(scene: Scene, stride: Stride) -> Attack:
    name = scene.flow.name
    if stride is Stride.TAMPERING:
        return Attack(
            text=(
                f"Somebody with access to the machine changes {scene.data} in the {name} directly, past all rules."
            ),
            likelihood="low",
            impact="high",
            mitigation=(
                f"Only the system's own account opens the {name}; a copy in another place shows what was before."
            ),
            controls=(Control.CUSTODY, Control.BACKUP),
            concerns=(Concern.BACKUP, Concern.ENCRYPTION),
        )
    if stride is Stride.REPUDIATION:
        return Attack(
            text=f"Whoever changed {scene.data} in the {name} also removes the note of it.",
            likelihood="low",
            impact="medium",
            mitigation=f"Notes in the {name} are only added; the account of the system cannot remove them.",
            controls=(Control.TRAIL, Control.CUSTODY),
            concerns=(Concern.AUDIT,),
        )
    if stride is Stride.INFORMATION_DISCLOSURE:
        held = listing([plural(item) for item in scene.personal[:3]], scene.data)
        return Attack(
            text=f"A copy of the {name} with {held} is left on a laptop or in a public folder.",
            likelihood="medium",
            impact="high" if scene.personal else "medium",
            mitigation=(
                f"Copies of the {name} are encrypted, counted and removed; what is past its time is not in them."
            ),
            controls=(Control.CUSTODY, Control.BACKUP),
            concerns=(Concern.ENCRYPTION, Concern.RETENTION, Concern.REGION),
        )
    return Attack(
        text=f"The disk of the {name} fills up or breaks, and {scene.data} are gone or cannot be changed.",
        likelihood="medium",
        impact="high",
        mitigation=f"Free space is watched, and the {name} is restored from a copy within a tested time.",
        controls=(Control.BACKUP, Control.LIMITS),
        concerns=(Concern.BACKUP, Concern.AVAILABILITY),
    )


def _local_store(scene: Scene, stride: Stride) -> Attack:
    name = scene.flow.name
    who = scene.people[0] if scene.people else "its owner"
    if stride is Stride.TAMPERING:
        return Attack(
            text=(
                f"Another program, a sync tool or an interrupted write leaves the {name} with half of "
                f"{scene.data}."
            ),
            likelihood="medium",
            impact="high",
            mitigation=f"The {name} is replaced in one step; a damaged one is reported and never overwritten.",
            controls=(Control.SAFE_WRITE,),
            concerns=(Concern.BACKUP,),
        )
    if stride is Stride.INFORMATION_DISCLOSURE:
        if not scene.personal:
            return _none(

                    f"the {name} holds {scene.data}, none of it marked as personal, on a device that only "
                    f"{who} unlocks"

            )
        return Attack(
            text=f"The device is lost or lent, and a stranger reads {scene.data} in the {name}.",
            likelihood="medium",
            impact="high" if scene.shape.has(Concern.SENSITIVE) else "medium",
            mitigation=(
                f"The {name} lies in storage that the device's lock protects, and only what is needed is "
                "kept there."
            ),
            controls=(Control.SAFE_WRITE, Control.CUSTODY),
            concerns=(Concern.ENCRYPTION, Concern.PERSONAL, Concern.REGION),
        )
    if stride is Stride.DENIAL_OF_SERVICE:
        return Attack(
            text=f"The device breaks or its storage is cleared, and {scene.data} in the {name} are gone.",
            likelihood="medium",
            impact="high",
            mitigation=f"The {name} can be copied and read back; "
            + (
                "what is synchronised is on the server as well."
                if scene.shape.server
                else f"{who} is told when the last copy is old."
            ),
            controls=(Control.SAFE_WRITE, Control.BACKUP),
            concerns=(Concern.BACKUP, Concern.SYNC),
        )
    if scene.shape.server and scene.shape.shared:
        return Attack(
            text=(
                f"{who[:1].upper()}{who[1:]} changes {scene.data} in the {name} by hand before they are "
                "synchronised, and denies it."
            ),
            likelihood="low",
            impact="low",
            mitigation="The server checks what arrives as if it had been entered there, and notes who sent it.",
            controls=(Control.TRAIL, Control.INPUT, Control.SAFE_WRITE),
            concerns=(Concern.AUDIT,),
        )
    return _none(f"only {who} writes to the {name}; nobody else depends on who changed it")


def _flow(scene: Scene, stride: Stride) -> Attack:
    by_id = scene.architecture.by_id()
    source, target = by_id[scene.flow.source or ""], by_id[scene.flow.target or ""]
    way = f"between {source.name} and {target.name}"
    nodes = {ref: node.name for node in scene.architecture.deployment for ref in node.elements}
    same = nodes.get(source.id) is not None and nodes.get(source.id) == nodes.get(target.id)
    if source.kind is ElementKind.PERSON or target.kind is ElementKind.PERSON:
        person, part = (source, target) if source.kind is ElementKind.PERSON else (target, source)
        if not scene.networked:
            return _none(

                    f"{person.name} uses {part.name} at the same device; nothing travels that others could "
                    f"{participle('read') if stride is Stride.INFORMATION_DISCLOSURE else 'reach'}"

            )
        if stride is Stride.TAMPERING:
            return Attack(
                text=(
                    f"A page, message or extension that {person.name} opened sends {part.name} an action that "
                    f"{person.name} did not mean."
                ),
                likelihood="medium",
                impact="medium",
                mitigation=f"{part.name} act only on requests that come from their own pages.",
                controls=(Control.ACCESS, Control.INPUT, Control.SAFE_WRITE),
                concerns=(Concern.SIGN_IN,),
            )
        if stride is Stride.INFORMATION_DISCLOSURE:
            return Attack(
                text=f"Somebody beside {person.name}, on a shared device or screen, reads {scene.data}.",
                likelihood="medium",
                impact="medium" if scene.sensitive else "low",
                mitigation=f"{part.name} end a session after idle time and show no more than the task needs.",
                controls=(Control.ACCESS, Control.TRANSPORT),
                concerns=(Concern.PERSONAL, Concern.SIGN_IN),
            )
        return Attack(
            text=f"{person.name} has no network at the moment when {scene.data} are needed.",
            likelihood="high" if scene.shape.has(Concern.OFFLINE) else "low",
            impact="medium",
            mitigation="What was entered stays on the device until it can be sent."
            if scene.shape.has(Concern.OFFLINE)
            else f"{part.name} say clearly that nothing was sent, and keep what was typed.",
            controls=(Control.SAFE_WRITE, Control.LIMITS, Control.INPUT),
            concerns=(Concern.OFFLINE, Concern.AVAILABILITY),
        )
    if same:
        return _none(

                f"the flow {way} stays inside {nodes[source.id]}; whoever can reach it already controls "
                "both ends, which their own rows cover"

        )
    if stride is Stride.TAMPERING:
        return Attack(
            text=f"On the way {way}, {scene.data} are altered, or sent a second time.",
            likelihood="low",
            impact="high" if scene.shape.has(Concern.PAYMENT) else "medium",
            mitigation="The connection is encrypted and authenticated; each message has an id and counts once.",
            controls=(Control.TRANSPORT, Control.ORIGIN, Control.DEVICE),
            concerns=(Concern.ENCRYPTION,),
        )
    if stride is Stride.INFORMATION_DISCLOSURE:
        return Attack(
            text=f"Whoever runs the network reads {scene.data} on the way {way}.",
            likelihood="low",
            impact="high" if scene.sensitive else "low",
            mitigation="Only TLS is spoken; no personal value stands in an address.",
            controls=(Control.TRANSPORT,),
            concerns=(Concern.ENCRYPTION, Concern.PERSONAL),
        )
    return Attack(
        text=f"The connection {way} is cut or slow for hours, and {scene.data} pile up or get lost.",
        likelihood="medium",
        impact="medium",
        mitigation="Calls have time limits, are kept and repeated, and people see that something waits.",
        controls=(Control.LIMITS, Control.SAFE_WRITE, Control.TRANSPORT),
        concerns=(Concern.OFFLINE, Concern.AVAILABILITY, Concern.SYNC),
    )
