"""What somebody would do as, or in the name of, a person or a neighbouring system."""

from specstep.domain.documents.threats import Stride
from specstep.domain.drafting.delivery.controls import Control
from specstep.domain.drafting.shape.values import Concern
from specstep.domain.drafting.shape.words import article
from specstep.domain.drafting.threats.scene import Attack, Scene, no_threat


def on_person(scene: Scene, stride: Stride) -> Attack:
    name = scene.flow.name
    if not scene.networked:
        if stride is Stride.SPOOFING:
            return no_threat(
                f"{scene.core} has no sign-in and no network: whoever sits at the device is the {name}, as "
                "the operating system decides"
            )
        return no_threat(f"only {name} uses it, and nobody else relies on who did what in it")
    deed = scene.deed(name)
    if not scene.changes(name):
        if stride is Stride.REPUDIATION:
            return no_threat(f"no requirement lets {article(name)} change anything that could be denied later")
        deed = f"sees {scene.data} that {'is' if scene.data == 'it' else 'are'} meant for that person"
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
            f"whoever looks after the {scene.core} can look it up."
        ),
        controls=(Control.TRAIL, Control.ACCESS),
        concerns=(Concern.AUDIT,),
    )


def on_neighbour(scene: Scene, stride: Stride) -> Attack:
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
        text=f"Whoever runs {name} denies having received or sent {scene.data}, and nobody can show what was exchanged.",
        likelihood="low",
        impact="medium" if scene.shape.has(Concern.PAYMENT) else "low",
        mitigation=f"Each exchange with {name} is noted with its time, its reference and the answer.",
        controls=(Control.TRAIL, Control.ORIGIN, Control.TRANSPORT),
        concerns=(Concern.AUDIT,),
    )


ALERTS = (Concern.NOTIFY, Concern.SMS, Concern.EMAIL)
