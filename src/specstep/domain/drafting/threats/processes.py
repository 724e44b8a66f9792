"""What somebody would do to a running part."""

from specstep.domain.documents.threats import Stride
from specstep.domain.drafting.delivery.controls import Control
from specstep.domain.drafting.shape.values import Concern
from specstep.domain.drafting.shape.words import agree, article, listing, short
from specstep.domain.drafting.threats.scene import Attack, Scene, no_threat


def on_process(scene: Scene, stride: Stride) -> Attack:
    name, deed = scene.flow.name, scene.deed()
    client = (scene.flow.element or "").startswith("client")
    worker = (scene.flow.element or "").startswith("worker")
    gateway = (scene.flow.element or "").startswith("gateway")
    people = scene.people
    if stride is Stride.SPOOFING:
        if client:
            taken = (
                f"what {listing(people[:2], 'people')} send"
                if scene.open
                else f"the sign-in of {listing(people[:2], 'people')}"
            )
            text = f"A copy of {name} under a similar address collects {taken}."
            return Attack(
                text=text,
                likelihood="low",
                impact="medium",
                mitigation=f"{name} {agree(name, 'come')} from one address with a valid certificate; {'what is sent elsewhere does not arrive' if scene.open else 'no sign-in works elsewhere'}.",
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
            alike=("keys",),
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
            mitigation=f"{name} {agree(name, 'take')} only values of the expected kind and size, and {agree(name, 'pass')} none on as code.",
            controls=(Control.INPUT, Control.SAFE_WRITE),
            concerns=(Concern.IMPORT,),
        )
    if stride is Stride.REPUDIATION:
        if worker:
            text = (
                f"{name} {agree(name, 'send')} or {agree(name, 'delete')} something, and afterwards nobody can tell whether, when and for "
                f"which {scene.flow.data[0] if scene.flow.data else 'entry'}."
            )
        else:
            text = f"Somebody {deed}, and {name} {agree(name, 'keep')} no sign of it."
        return Attack(
            text=text,
            likelihood="low",
            impact="medium",
            mitigation=f"{name} {agree(name, 'note')} each change with its cause, in the same step.",
            alike=() if worker else ("no sign",),
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
                f"Each answer of {name} is limited to what the person may see; texts for logs leave "
                "personal data out."
            ),
            alike=("in logs",) if worker or gateway else (),
            controls=(Control.ACCESS, Control.CUSTODY),
            concerns=(Concern.ROLES, Concern.PERSONAL),
        )
    if stride is Stride.DENIAL_OF_SERVICE and worker:
        return Attack(
            text=f"A run of {name} stops half way or takes longer than the time between two runs, and what is due is "
            "late or done twice.",
            likelihood="medium",
            impact="medium",
            mitigation=f"{name} {agree(name, 'note')} each item when it is done and {agree(name, 'carry')} on there; "
            "a run that did not end is reported.",
            controls=(Control.LIMITS, Control.BACKUP),
            concerns=(Concern.SCHEDULE, Concern.NOTIFY),
        )
    if stride is Stride.ELEVATION_OF_PRIVILEGE and gateway:
        return Attack(
            text=f"With the key of one device somebody sends {scene.data} in the name of all others.",
            likelihood="low",
            impact="high",
            mitigation=f"A key opens {name} for its own device only, and can be withdrawn alone.",
            controls=(Control.DEVICE, Control.INPUT),
            concerns=(Concern.DEVICES,),
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
            mitigation=f"One caller of {name} is limited, the rest is served; the limit is tested.",
            alike=("flood",),
            controls=(Control.LIMITS, Control.INPUT, Control.BACKUP),
            concerns=(Concern.AVAILABILITY, Concern.VOLUME),
        )
    if worker:
        return no_threat(
            f"{name} {agree(name, 'take')} no calls from anybody: the clock starts them, with the rights of the system alone"
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
        alike=("beyond the role",),
        controls=(Control.ACCESS, Control.CUSTODY),
        concerns=(Concern.ROLES,),
    )


def on_local_process(scene: Scene, stride: Stride) -> Attack:
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
        Stride.ELEVATION_OF_PRIVILEGE: f"{name} runs with the rights of {who} and knows no roles to climb",
        Stride.INFORMATION_DISCLOSURE: f"{name} sends {scene.data} nowhere, and no personal data was named",
    }
    return no_threat(reasons[stride])
