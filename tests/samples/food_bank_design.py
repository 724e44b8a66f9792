"""Architecture, decisions and interface."""

from tests.samples.food_bank_interview import assumed, said
from tests.samples.food_bank_needs import REQUIREMENTS

from specstep.domain.documents.api import Api, ApiField, ApiOperation, ApiSchema
from specstep.domain.documents.architecture import (
    Architecture,
    Attribute,
    DeploymentNode,
    Driver,
    Element,
    ElementKind,
    Entity,
    Message,
    Relation,
    Relationship,
    RuntimeView,
    Section,
)
from specstep.domain.documents.decisions import Decision, Decisions, Option
from specstep.domain.documents.statements import Statement

_ALL = tuple(item.id for item in REQUIREMENTS.items)
_WEB = (
    "FR-001", "FR-002", "FR-003", "FR-006", "FR-007", "FR-008", "FR-010", "FR-011", "FR-012", "FR-013", "QR-001",
)  # fmt: skip


def _key(name: str) -> Attribute:
    return Attribute(name=name, type="identifier", key=True)


def _attribute(name: str, type: str, *sources: str, personal: bool = False) -> Attribute:
    return Attribute(name=name, type=type, personal=personal, sources=sources)


ARCHITECTURE = Architecture(
    summary="One web application and one worker share a database on a single small server. The worker sends "
    "reminders and notices through Mailgun and deletes what is due.",
    drivers=(
        Driver(ref="CR-001", text="At most 20 GBP per month", consequence="One small server holds everything."),
        Driver(ref="CR-002", text="The existing Mailgun account", consequence="No mail server of its own."),
        Driver(
            ref="QR-001",
            text="2 seconds with 40 volunteers",
            consequence="Pages are rendered on the server from indexed queries.",
        ),
        Driver(ref="FR-009", text="Deletion after 30 days", consequence="A worker runs a nightly deletion."),
    ),
    elements=(
        Element(
            id="volunteer",
            name="Volunteer",
            kind=ElementKind.PERSON,
            description="Signs up for shifts.",
            proposed=False,
        ),
        Element(
            id="coordinator",
            name="Coordinator",
            kind=ElementKind.PERSON,
            description="Publishes shifts and sees who is on.",
            proposed=False,
        ),
        Element(
            id="regional_office",
            name="Regional office",
            kind=ElementKind.EXTERNAL,
            description="Reads once a day how far the shifts are filled.",
            proposed=False,
        ),
        Element(
            id="mailgun",
            name="Mailgun",
            kind=ElementKind.EXTERNAL,
            description="Delivers e-mail.",
            technology="HTTPS",
            proposed=False,
        ),
        Element(
            id="shift_planner",
            name="Shift planner",
            kind=ElementKind.SYSTEM,
            description="Plans shifts, reminds volunteers, reports to the regional office.",
            requirements=_ALL,
            proposed=False,
        ),
        Element(
            id="web_app",
            name="Web application",
            kind=ElementKind.CONTAINER,
            description="Shows shifts, takes sign-ups, answers the regional office.",
            technology="Python",
            parent="shift_planner",
            requirements=_WEB,
        ),
        Element(
            id="worker",
            name="Worker",
            kind=ElementKind.CONTAINER,
            description="Sends reminders and notices, deletes what is due.",
            technology="Python",
            parent="shift_planner",
            requirements=("FR-004", "FR-005", "FR-009", "CR-002"),
        ),
        Element(
            id="database",
            name="Database",
            kind=ElementKind.STORE,
            description="Holds shifts, sign-ups, volunteers and driving licences.",
            technology="PostgreSQL",
            parent="shift_planner",
            requirements=("FR-002", "FR-009", "FR-012", "CR-003", "CR-001"),
        ),
    ),
    relations=(
        Relation(
            source="volunteer",
            target="web_app",
            label="signs up, cancels",
            technology="HTTPS",
            data=("sign-up", "volunteer"),
        ),
        Relation(
            source="coordinator",
            target="web_app",
            label="publishes, prints lists",
            technology="HTTPS",
            data=("shift",),
        ),
        Relation(
            source="regional_office",
            target="web_app",
            label="reads filled shifts",
            technology="JSON over HTTPS",
            data=("shift",),
        ),
        Relation(
            source="web_app",
            target="database",
            label="reads and writes",
            technology="SQL",
            data=("shift", "sign-up"),
        ),
        Relation(
            source="worker",
            target="database",
            label="reads and deletes",
            technology="SQL",
            data=("sign-up", "volunteer"),
        ),
        Relation(source="worker", target="mailgun", label="sends e-mail", technology="HTTPS", data=("reminder",)),
    ),
    entities=(
        Entity(
            name="shift",
            description="A time at a place for which a number of volunteers is needed.",
            attributes=(
                _key("id"),
                _attribute("place", "text", "FR-012"),
                _attribute("start", "time", "FR-012"),
                _attribute("end", "time", "FR-012"),
                _attribute("needed volunteers", "number", "FR-012"),
                _attribute("driver shift", "yes or no", "FR-006"),
            ),
            states=("draft", "published", "over"),
            requirements=("FR-001", "FR-012"),
            retention="Not said; see the open questions.",
        ),
        Entity(
            name="volunteer",
            description="Someone who gives time to the food bank.",
            attributes=(
                _key("id"),
                _attribute("name", "text", "CR-003", personal=True),
                _attribute("e-mail address", "text", "CR-003", personal=True),
                _attribute("phone number", "text", "CR-003", "FR-010", personal=True),
                _attribute("left on", "date", "FR-009"),
            ),
            requirements=("FR-009", "FR-010", "CR-003"),
            retention="30 days after the volunteer left",
        ),
        Entity(
            name="sign-up",
            description="A volunteer's promise to come to a shift.",
            attributes=(_key("id"), _attribute("cancelled at", "time", "FR-005")),
            states=("active", "cancelled"),
            requirements=("FR-002", "FR-003", "FR-008"),
            retention="Goes with the volunteer",
        ),
        Entity(
            name="driving licence",
            description="The permit that a volunteer needs for a driver shift.",
            attributes=(_key("id"), _attribute("valid until", "date", "FR-006", personal=True)),
            requirements=("FR-006",),
            retention="Goes with the volunteer",
        ),
    ),
    relationships=(
        Relationship(first="shift", second="sign-up", first_many="1", second_many="0..*", label="is taken by"),
        Relationship(first="volunteer", second="sign-up", first_many="1", second_many="0..*", label="makes"),
        Relationship(first="volunteer", second="driving licence", first_many="1", second_many="0..1", label="has"),
    ),
    runtime=(
        RuntimeView(
            slug="sign-up",
            title="A volunteer signs up",
            requirements=("FR-002", "FR-003", "FR-006", "FR-008"),
            messages=(
                Message(source="volunteer", target="web_app", text="sign up for a shift"),
                Message(
                    source="web_app", target="database", text="read the volunteer's sign-ups and driving licence"
                ),
                Message(source="database", target="web_app", text="sign-ups, driving licence", answer=True),
                Message(source="web_app", target="web_app", text="check overlap, 8 hours a day, driving licence"),
                Message(source="web_app", target="database", text="record the sign-up"),
                Message(source="web_app", target="volunteer", text="sign-up recorded, or why not", answer=True),
            ),
            note="The checks and the record happen in one transaction, so that two sign-ups at once cannot overlap.",
        ),
        RuntimeView(
            slug="late-cancellation",
            title="A volunteer cancels late",
            requirements=("FR-005", "CR-002"),
            messages=(
                Message(source="volunteer", target="web_app", text="cancel the sign-up"),
                Message(source="web_app", target="database", text="mark the sign-up as cancelled"),
                Message(source="worker", target="database", text="read late cancellations"),
                Message(source="worker", target="mailgun", text="notice to each coordinator"),
            ),
        ),
    ),
    deployment=(
        DeploymentNode(
            name="Small server",
            description="One virtual server, rented by the month.",
            elements=("web_app", "worker", "database"),
            technology="Linux",
        ),
        DeploymentNode(
            name="Mailgun's cloud", description="The existing account.", elements=("mailgun",), technology="SaaS"
        ),
    ),
    sections=(
        Section(
            number=2,
            title="Architecture Constraints",
            body="The planner runs for at most 20 GBP per month (CR-001) and sends mail through the existing Mailgun "
            "account (CR-002). The IT person knows Python and PostgreSQL.",
        ),
        Section(
            number=4,
            title="Solution Strategy",
            body="Few parts, on one server: whoever looks after it does so in spare time.\n\n"
            "- Pages are rendered on the server, so that old phones can use them.\n"
            "- Rules about sign-ups are checked in one place, inside the transaction that records them.",
        ),
        Section(
            number=8,
            title="Crosscutting Concepts",
            body="Times are kept in UTC and shown in British time. Personal data lie in one table, so that deletion "
            "is one statement.",
        ),
        Section(
            number=11,
            title="Risks and Technical Debt",
            body="One server means that it can be down; the printed list bridges a day.",
        ),
    ),
    assumptions=(
        Statement(
            text="Someone restarts the server within a day when it is down.",
            sources=(assumed(2, "Nobody spoke about availability; the printed list bridges a day."),),
        ),
    ),
)

DECISIONS = Decisions(
    items=(
        Decision(
            number=1,
            title="Use Python and PostgreSQL",
            status="proposed",
            context="The IT person knows Python and PostgreSQL and will look after the planner.",
            drivers=("CR-001", "QR-001"),
            options=(
                Option(
                    name="Python and PostgreSQL",
                    pros=("The IT person can look after it.", "Runs on one small server."),
                    cons=("Needs to be hosted and updated.",),
                ),
                Option(
                    name="A ready-made rota service",
                    pros=("Nothing to build.",),
                    cons=("Most cost more than 20 GBP per month for 120 people.", "No licence check."),
                ),
            ),
            chosen="Python and PostgreSQL",
            because="It fits the skill that is there and the money that may be spent.",
            good=("One person understands all of it.",),
            bad=("That person is needed.",),
            sources=(said(7, "Our IT person knows Python and PostgreSQL."),),
            revisit_when="the IT person leaves",
        ),
        Decision(
            number=2,
            title="Send mail through Mailgun",
            status="accepted",
            context="Reminders and notices go out by e-mail; the food bank has a Mailgun account.",
            drivers=("CR-002", "FR-004", "FR-005"),
            options=(
                Option(name="Mailgun", pros=("The account exists.",), cons=("A third party sees addresses.",)),
                Option(
                    name="A mail server of its own",
                    pros=("No third party.",),
                    cons=("Mail from small servers often lands in spam.", "More to look after."),
                ),
            ),
            chosen="Mailgun",
            because="The person decided it.",
            good=("Mail arrives.",),
            bad=("Mailgun has to be named in the privacy notice.",),
            sources=(said(7, "Mail goes out through our existing Mailgun account."),),
            revisit_when="Mailgun's free allowance no longer suffices",
        ),
        Decision(
            number=3,
            title="Check sign-ups inside one transaction",
            status="proposed",
            context="Two sign-ups at the same moment could each look harmless and overlap together.",
            drivers=("FR-002", "FR-003", "FR-008"),
            options=(
                Option(
                    name="Check and record in one transaction",
                    pros=("The rules hold under any load.",),
                    cons=("A sign-up may have to wait for another.",),
                ),
                Option(
                    name="Check first, record later",
                    pros=("Simple.",),
                    cons=("Two sign-ups at once can break the rules.",),
                ),
            ),
            chosen="Check and record in one transaction",
            because="The rules must always hold, and 40 people at once is little load.",
            good=("No clean-up of double bookings.",),
            bad=("Needs a lock per volunteer.",),
            sources=(said(1, "A volunteer must not be able to sign up for two shifts that overlap."),),
        ),
    )
)

API = Api(
    operations=(
        ApiOperation(
            id="listFilledShifts",
            method="GET",
            path="/reports/filled-shifts",
            summary="Read how far each shift is filled, without names",
            requirements=("FR-011", "FR-013"),
            response="FilledShift",
            many=True,
            errors=(("401", "the regional office's key is missing or wrong"),),
        ),
    ),
    schemas=(
        ApiSchema(
            name="FilledShift",
            description="A shift and how many volunteers signed up for it.",
            fields=(
                ApiField(name="id", type="string", format="uuid"),
                ApiField(name="place", type="string"),
                ApiField(name="start", type="string", format="date-time"),
                ApiField(name="end", type="string", format="date-time"),
                ApiField(name="neededVolunteers", type="integer"),
                ApiField(name="signUps", type="integer", description="Active sign-ups at this moment"),
            ),
        ),
    ),
)
