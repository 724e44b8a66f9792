"""The systems outside: those that were named, and those without which a requirement cannot be met."""

import re
from collections import Counter

import attrs

from specstep.domain.drafting.shape.values import Client, Concern, Evidence, Role, Shape, Technology
from specstep.domain.drafting.shape.words import capital, plural, short

SENDING = re.compile(
    r"\b(?:send|sends|sent|sending|notif\w*|remind\w*|confirm\w*|receive\w*|gets? an?|alert\w*|"
    r"inform\w*|deliver\w*|invit\w*)\b|"
    r"\b(?:by|via|per|through) (?:e-?mail|mail|sms|text)|\be-?mails? (?:the|a|an|to|each|every|"
    r"me|them|us)\b|\btexts? (?:the|me|them)\b",
    re.IGNORECASE,
)
DEVICE = re.compile(
    r"\b((?:(?!the|a|an|each|every|all|our|its|of|and|from|by|with|new|when|if|per|that|this)[a-z-]+\s)?"
    r"(?:sensor|meter|tracker|probe|thermometer|gauge|detector|device|beacon|scale|camera)s?)\b",
    re.IGNORECASE,
)


WAYS_TO_PAY = frozenset({"SEPA", "TWINT", "iDEAL", "Apple Pay", "Google Pay", "PayPal"})
FILE_FORMATS = frozenset({"Excel", "Microsoft Excel", "LibreOffice Calc"})
"""Programs that a file is opened with; no system that this one would meet."""


PARTNERS = (
    (
        re.compile(r"\b(?:phone|mobile|companion) apps?\b", re.IGNORECASE),
        "Phone app",
        re.compile(r"Bluetooth(?: LE)?|BLE|NFC|Wi-?Fi"),
    ),
    (
        re.compile(r"\b(?:cloud|backend|back-end)(?: service)?\b", re.IGNORECASE),
        "Cloud service",
        re.compile(r"MQTT(?: over TLS)?|CoAP(?: over DTLS)?|HTTPS|LTE-M|NB-IoT"),
    ),
)
"""With what a device talks: words for it, its name, and how."""


class Purpose:
    """Why an external system is there."""

    MAIL = "mail"
    SMS = "sms"
    PUSH = "push"
    PAYMENT = "payment"
    IDENTITY = "identity"
    DEVICES = "devices"
    CHAT = "chat"
    POSTS = "messages into a chat"
    MAP = "map"
    MODEL = "model"
    NEIGHBOUR = "neighbour"
    REPLACED = "replaced"


@attrs.frozen(kw_only=True)
class External:
    """A system outside, why it is there, and which requirements need it."""

    name: str
    purpose: str
    description: str
    requirements: tuple[str, ...]
    technology: str = ""
    proposed: bool = True


def sends(shape: Shape, concern: Concern) -> tuple[str, ...]:
    """The requirements that send messages over this channel, not those that only keep an address."""
    evidence = shape.found.get(concern)
    if evidence is None:
        return ()
    texts = {item.id: item.text for item in shape.requirements}
    refs = tuple(ref for ref in evidence.requirements if SENDING.search(texts.get(ref, "")))
    spoken = tuple(fact for fact in evidence.facts if SENDING.search(fact.text))
    if refs or not spoken:
        return refs
    return tuple(item.id for item in shape.requirements if set(item.facts) & {fact.id for fact in spoken})


def externals_of(shape: Shape, system: str) -> tuple[External, ...]:
    """Each external system once, in a stable order."""
    found: list[External] = []
    channels = (
        (Concern.EMAIL, Role.MAIL, Purpose.MAIL, "Mail provider", "Delivers the e-mails that"),
        (Concern.SMS, Role.SMS, Purpose.SMS, "SMS provider", "Delivers the text messages that"),
        (Concern.PUSH, Role.SMS, Purpose.PUSH, "Push service", "Delivers the messages to phones that"),
    )
    for concern, role, purpose, title, what in channels:
        refs = sends(shape, concern)
        product = next(iter(shape.named(role)), None) if purpose != Purpose.PUSH else None
        if refs or (product is not None and product.decided):
            found.append(
                External(
                    name=product.name if product else title,
                    purpose=purpose,
                    description=f"{what} {_these(refs)} asks for" if refs else f"{what} people get",
                    requirements=refs,
                    proposed=product is None,
                )
            )
    if shape.has(Concern.PAYMENT) and (shape.server or shape.client in {Client.NATIVE, Client.WEB}):
        refs = shape.refs(Concern.PAYMENT, Concern.CARD_DATA)
        products = providers(shape)
        money = re.compile(r"\b(?:online|card|pay|checkout|refund|charge|sepa|debit|payout)\w*", re.IGNORECASE)
        if products:
            found += [
                External(
                    name="Bank" if item.name == "SEPA" else item.name,
                    purpose=Purpose.PAYMENT,
                    description=f"Moves the money for {_these(refs)}",
                    requirements=item.evidence.requirements or refs,
                    proposed=False,
                )
                for item in products
            ]
        elif any(money.search(item.text) for item in shape.requirements if item.id in refs):
            found.append(
                External(
                    name="Payment provider",
                    purpose=Purpose.PAYMENT,
                    description=f"Moves the money for {_these(refs)}, so that no card number reaches {system}",
                    requirements=refs,
                )
            )
    identity = shape.named(Role.IDENTITY)
    if identity or shape.has(Concern.SINGLE_SIGN_ON):
        found.append(
            External(
                name=identity[0].name if identity else "Organisation's sign-in",
                purpose=Purpose.IDENTITY,
                description="Says who a person is, with the account that they have already",
                requirements=shape.refs(Concern.SINGLE_SIGN_ON, Concern.SIGN_IN),
                proposed=not identity,
            )
        )
    if shape.client is Client.FIRMWARE:
        found += partners_of_device(shape)
    elif shape.has(Concern.DEVICES):
        device = _device_name(shape)
        if device:
            refs = shape.refs(Concern.DEVICES, Concern.CONTROL)
            brokers = ", ".join(item.name for item in shape.named(Role.BROKER))
            found.append(
                External(
                    name=device,
                    purpose=Purpose.DEVICES,
                    description=f"Measure, and send what they measured ({_these(refs)})",
                    requirements=refs,
                    technology=brokers,
                    proposed=False,
                )
            )
    if shape.client is Client.BOT:
        chat = shape.named(Role.CHAT)
        found.append(
            External(
                name=chat[0].name if chat else "Chat service",
                purpose=Purpose.CHAT,
                description="Carries the messages between people and the bot",
                requirements=shape.refs(Concern.BOT),
                proposed=not chat,
            )
        )
    if (
        shape.has(Concern.MAP)
        and not shape.named(Role.MAP)
        and re.search(r"\bmaps?\b", shape.quote(Concern.MAP), re.IGNORECASE)
    ):
        found.append(
            External(
                name="Map service",
                purpose=Purpose.MAP,
                description=f"Supplies the map pictures for {_these(shape.refs(Concern.MAP))}",
                requirements=shape.refs(Concern.MAP),
            )
        )
    known = {item.name.casefold() for item in found}
    chats = shape.client is Client.BOT
    purposes = {
        Role.MAP: Purpose.MAP,
        Role.MODEL: Purpose.MODEL,
        Role.CHAT: Purpose.CHAT if chats else Purpose.POSTS,
    }
    for neighbour in shape.neighbours:
        if neighbour.name.casefold() in known or (neighbour.name in FILE_FORMATS and not neighbour.replaced):
            continue
        if shape.client is Client.FIRMWARE and any(word in known for word in neighbour.name.casefold().split()):
            continue
        purpose = Purpose.REPLACED if neighbour.replaced else purposes.get(neighbour.role, Purpose.NEIGHBOUR)
        found.append(
            External(
                name=neighbour.name,
                purpose=purpose,
                description=f"Exists today: “{short(_quote(neighbour.evidence), 120)}”",
                requirements=neighbour.evidence.requirements,
                proposed=False,
            )
        )
    return tuple(found)


def partners_of_device(shape: Shape) -> list[External]:
    """What a device with firmware talks to: the app on a phone and the service that the statements name."""
    facts = list(shape.found[Concern.FIRMWARE].facts)
    facts += [fact for evidence in shape.found.values() for fact in evidence.facts]
    found = []
    for pattern, name, radio in PARTNERS:
        telling = [fact for fact in dict.fromkeys(facts) if pattern.search(fact.text)]
        refs = tuple(item.id for item in shape.requirements if pattern.search(item.text))
        if not telling and not refs:
            continue
        words = [fact.text for fact in telling] + [item.text for item in shape.requirements if item.id in refs]
        technology = next((match[0] for text in words if (match := radio.search(text))), "")
        found.append(
            External(
                name=name,
                purpose=Purpose.NEIGHBOUR,
                description=f"Exists today: “{short(telling[0].text, 120)}”" if telling else f"Named in {refs[0]}",
                requirements=refs,
                technology=technology,
                proposed=False,
            )
        )
    return found


def providers(shape: Shape) -> tuple[Technology, ...]:
    """The payment providers that were named; ways to pay ("SEPA") count only where no provider was."""
    named = tuple(sorted(shape.named(Role.PAYMENT), key=lambda item: not item.decided))
    return tuple(item for item in named if item.name not in WAYS_TO_PAY) or named


def _quote(evidence: Evidence) -> str:
    return evidence.facts[0].text if evidence.facts else evidence.quote


def _these(refs: tuple[str, ...]) -> str:
    return ", ".join(refs[:4]) + (", …" if len(refs) > 4 else "") if refs else "what was asked for"


def _device_name(shape: Shape) -> str:
    """What people call the devices, by the commonest phrase; a generic name where the phrase varies."""
    texts = [fact.text for fact in shape.found[Concern.DEVICES].facts]
    texts += [item.text for item in shape.requirements if item.id in shape.found[Concern.DEVICES].requirements]
    counted: Counter[str] = Counter()
    for text in texts:
        for match in DEVICE.finditer(text):
            counted[plural(match[1].lower().strip())] += 1
    if not counted:
        return "Devices" if shape.gateway else ""
    best = max(counted, key=lambda name: (counted[name], len(name)))
    return capital(best)
