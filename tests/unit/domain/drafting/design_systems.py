"""Systems of very different kinds, as facts, and the documents that the design starts from."""

import attrs

from specstep.domain.documents.acceptance import Acceptance
from specstep.domain.documents.api import Api
from specstep.domain.documents.architecture import Architecture
from specstep.domain.documents.decisions import Decisions
from specstep.domain.documents.delivery import DeliveryPlan
from specstep.domain.documents.glossary import Glossary
from specstep.domain.documents.requirements import Requirements
from specstep.domain.documents.testing import TestPlan
from specstep.domain.documents.threats import ThreatModel
from specstep.domain.documents.vision import Vision
from specstep.domain.drafting.acceptance.drafter import draft_acceptance
from specstep.domain.drafting.api import draft_api
from specstep.domain.drafting.architecture import draft_architecture
from specstep.domain.drafting.decisions import draft_decisions
from specstep.domain.drafting.delivery import draft_delivery
from specstep.domain.drafting.glossary import draft_glossary
from specstep.domain.drafting.requirements.drafter import draft_requirements
from specstep.domain.drafting.testing import draft_testing
from specstep.domain.drafting.threats import draft_threats
from specstep.domain.drafting.vision import draft_vision
from specstep.domain.ids import FactId
from specstep.domain.interviews.values import Fact, FactKind, Source, SourceKind
from specstep.domain.tasks.inputs import (
    Briefing,
    WriteAcceptance,
    WriteApi,
    WriteArchitecture,
    WriteDecisions,
    WriteDelivery,
    WriteGlossary,
    WriteRequirements,
    WriteTesting,
    WriteThreats,
    WriteVision,
)

SYSTEMS: dict[str, tuple[tuple[str, str], ...]] = {
    "Shift planner for the food bank": (
        ("goal", "The food bank wants to stop losing shifts in a group chat."),
        ("actor", "Volunteers sign up for shifts."),
        ("actor", "Coordinators plan the week."),
        ("context", "Today the coordinators use a Google Sheet and phone calls."),
        ("need", "Coordinators must be able to create a shift with a date, a start time, a place and a capacity."),
        ("need", "Volunteers must be able to sign up for a shift."),
        ("need", "Volunteers can cancel their sign-up until 24 hours before the shift starts."),
        ("rule", "A shift takes at most 12 volunteers."),
        ("need", "When a volunteer cancels a sign-up, the system must send an e-mail to the coordinator."),
        ("need", "The system must send each volunteer a reminder by SMS 24 hours before the shift."),
        ("data", "We keep the name, phone number and e-mail address of each volunteer."),
        ("rule", "Only coordinators may see the phone numbers of volunteers."),
        ("rule", "Personal data of volunteers must be deleted after 12 months without a shift."),
        ("limit", "There are about 150 volunteers."),
        ("limit", "The budget is 20 euros per month."),
        ("limit", "One developer maintains it in her spare time."),
        ("limit", "It must be ready by 1 September 2027."),
        ("quality", "The list of shifts must load within 2 seconds on a phone."),
        ("non-goal", "We do not need a native app."),
        ("later", "Later we want statistics per place."),
    ),
    "Tree survey": (
        ("goal", "I want to record the health of street trees without paper."),
        ("actor", "Only I use it, on my Android phone."),
        ("limit", "There is no network in most of the parks, so it must work offline."),
        ("need", "I need to record a tree with its species, trunk diameter, a photo and the GPS position."),
        ("need", "I need to search trees by species."),
        ("need", "I want to export all trees as a CSV file."),
        ("rule", "Nothing may leave my phone unless I export it."),
        ("quality", "Saving a tree must take less than 1 second."),
        ("limit", "I survey about 3000 trees per year."),
        ("rule", "It must never lose a saved tree."),
    ),
    "logslim": (
        ("goal", "logslim makes large log files small enough to read."),
        ("need", "logslim is a command line tool that reads a log file from stdin and removes duplicate lines."),
        ("need", "logslim must print a summary with the number of removed lines."),
        ("need", "If a line is not valid UTF-8, logslim must keep the line and count it."),
        ("need", "Developers can pass a pattern to keep matching lines."),
        ("decision", "We decided to write it in Rust."),
        ("quality", "It must process a file of 1 GB within 30 seconds."),
        ("rule", "It must not send anything over the network."),
    ),
    "Ticket payments": (
        ("goal", "The theatre wants to take payments for tickets online."),
        ("actor", "Customers pay for orders."),
        ("actor", "Clerks issue refunds."),
        ("need", "The shop system creates an order through a REST API."),
        ("need", "Customers must be able to pay an order by credit card."),
        ("need", "Clerks can refund a payment."),
        ("need", "When Stripe reports a failed payment, the system must notify the customer by e-mail."),
        ("rule", "An order must not be paid twice."),
        ("rule", "Refunds above 200 euros must be approved by a second clerk."),
        ("rule", "Card data must never be stored."),
        ("decision", "We use Stripe and PostgreSQL."),
        ("data", "An order has a number, an amount, a currency and a customer e-mail address."),
        ("data", "A payment has a status: open, authorised, captured, failed or refunded."),
        ("quality", "95 % of payments must be confirmed within 3 seconds at 50 payments per second."),
        ("quality", "The service must be available 99.9 % of the time per month."),
        ("rule", "Every refund must be logged with the clerk who did it."),
        ("limit", "Data must stay in the EU."),
    ),
    "Greenhouse monitor": (
        ("goal", "The nursery wants to notice frost before plants die."),
        ("actor", "Growers look at the dashboard."),
        ("need", "Temperature sensors send a reading every 5 minutes over MQTT."),
        ("need", "The system must store each reading with its temperature, humidity and time."),
        (
            "need",
            (
                "When the temperature of a greenhouse falls below 4 degrees, the system must alert the "
                "grower by SMS within 1 minute."
            ),
        ),
        ("need", "If a sensor sends no reading for 15 minutes, the system must mark the sensor as silent."),
        ("need", "Growers can see the readings of the last 7 days of a greenhouse."),
        ("data", "Each greenhouse has a name and several sensors."),
        ("limit", "There are 40 greenhouses with 400 sensors."),
        ("limit", "It runs on a server in our own building."),
        ("rule", "Readings are kept for 2 years."),
        ("quality", "The dashboard must show a reading within 10 seconds after it was sent."),
    ),
    "Bibliothek": (
        ("goal", "Der Verein will Bücher verleihen, ohne Zettel zu verlieren."),
        ("need", "Mitglieder müssen ein Buch ausleihen können."),
        ("need", "Das System muss per E-Mail an die Rückgabe erinnern."),
        ("limit", "Das Budget beträgt 10 Euro im Monat."),
    ),
    "Nothing much": (("goal", "I would like an app."),),
}


@attrs.frozen(kw_only=True)
class Design:
    """All documents of one system, and what they were written from."""

    briefing: Briefing
    vision: Vision
    glossary: Glossary
    requirements: Requirements
    acceptance: Acceptance
    architecture: Architecture
    decisions: Decisions
    api: Api
    delivery: DeliveryPlan
    threats: ThreatModel
    testing: TestPlan


def briefing(title: str, lines: tuple[tuple[str, str], ...], language: str = "en") -> Briefing:
    """The facts as one turn would give them."""
    facts = tuple(
        Fact(
            id=FactId(f"F-{number:03d}"),
            text=text,
            kind=FactKind(kind),
            topic="purpose",
            source=Source(kind=SourceKind.TURN, ref="T1", quote=text),
        )
        for number, (kind, text) in enumerate(lines, start=1)
    )
    return Briefing(title=title, language=language, facts=facts)


def from_requirements(
    given: Briefing, vision: Vision, glossary: Glossary, requirements: Requirements, acceptance: Acceptance
) -> Design:
    """Everything after the requirements."""
    architecture = draft_architecture(
        WriteArchitecture(briefing=given, vision=vision, glossary=glossary, requirements=requirements)
    )
    decisions = draft_decisions(
        WriteDecisions(briefing=given, vision=vision, requirements=requirements, architecture=architecture)
    )
    api = draft_api(WriteApi(briefing=given, vision=vision, requirements=requirements, architecture=architecture))
    delivery = draft_delivery(
        WriteDelivery(
            briefing=given,
            vision=vision,
            requirements=requirements,
            acceptance=acceptance,
            architecture=architecture,
            decisions=decisions,
        )
    )
    threats = draft_threats(
        WriteThreats(briefing=given, requirements=requirements, architecture=architecture, delivery=delivery)
    )
    testing = draft_testing(
        WriteTesting(briefing=given, requirements=requirements, acceptance=acceptance, architecture=architecture)
    )
    return Design(
        briefing=given,
        vision=vision,
        glossary=glossary,
        requirements=requirements,
        acceptance=acceptance,
        architecture=architecture,
        decisions=decisions,
        api=api,
        delivery=delivery,
        threats=threats,
        testing=testing,
    )


def design(title: str) -> Design:
    """The whole chain for one of the systems."""
    given = briefing(title, SYSTEMS[title], "de" if title == "Bibliothek" else "en")
    vision = draft_vision(WriteVision(briefing=given))
    glossary = draft_glossary(WriteGlossary(briefing=given, vision=vision))
    requirements = draft_requirements(WriteRequirements(briefing=given, vision=vision, glossary=glossary))
    acceptance = draft_acceptance(
        WriteAcceptance(briefing=given, vision=vision, glossary=glossary, requirements=requirements)
    )
    return from_requirements(given, vision, glossary, requirements, acceptance)
