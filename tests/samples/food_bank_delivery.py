"""Stories, test plan, roadmap, tasks, risks, reviews and the decision log."""

from tests.samples.food_bank_needs import ACCEPTANCE, REQUIREMENTS

from specstep.domain.documents.delivery import DeliveryPlan, Milestone, Risk, Task
from specstep.domain.documents.reviews import Choice, Judgement, Remark, Review
from specstep.domain.documents.stories import Stories, Story
from specstep.domain.documents.testing import TestCase, TestPlan


def _story(number: int, role: str, goal: str, benefit: str, requirements: str, *, open: bool = False) -> Story:
    return Story(
        id=f"US-{number:03d}",
        role=role,
        goal=goal,
        benefit=benefit,
        requirements=tuple(requirements.split()),
        benefit_open=open,
    )


STORIES = Stories(
    items=(
        _story(1, "coordinator", "publish a shift with its place and times", "volunteers can take it", "FR-001 FR-012"),
        _story(2, "volunteer", "sign up for a shift that I am able to do", "I know when I am on",
               "FR-002 FR-003 FR-006 FR-008"),
        _story(3, "volunteer", "be reminded a day before", "no delivery waits for me", "FR-004 CR-002"),
        _story(4, "coordinator", "learn of late cancellations", "I can find somebody else", "FR-005"),
        _story(5, "coordinator", "print who is on", "the warehouse knows without a computer", "FR-007"),
        _story(6, "volunteer", "have my data kept to those who need them", "my phone number stays mine",
               "FR-009 FR-010 CR-003"),
        _story(7, "regional office", "read how far shifts are filled", "no delivery stands in the yard",
               "FR-011 FR-013", open=True),
        _story(8, "volunteer", "open pages without waiting", "I sign up on my way", "QR-001", open=True),
    )
)  # fmt: skip

_PLACES = ACCEPTANCE.places()
_LEVELS = {"QR-001": "load", "CR-001": "system", "CR-002": "integration", "FR-011": "integration"}

TESTING = TestPlan(
    approach="Rules about sign-ups and privacy carry the risk, so they are tested at each boundary. The rest follows "
    "the acceptance scenarios.",
    cases=tuple(
        TestCase(
            id=f"TC-{number:03d}",
            title=item.title,
            level=_LEVELS.get(item.id, "acceptance"),
            requirements=(item.id,),
            procedure="Run the scenarios of this requirement." if _PLACES.get(item.id) else "Inspect the system.",
            expected=item.text,
            scenarios=_PLACES.get(item.id, ()),
        )
        for number, item in enumerate(REQUIREMENTS.items, start=1)
    ),
    test_data=("120 made-up volunteers, 3 of them drivers, one with an expired driving licence",),
    environments=("A copy of the server with mail switched to a sandbox",),
    exit_criteria=(
        "Each acceptance scenario passes.",
        "40 simulated volunteers open pages within 2 seconds for 10 minutes.",
    ),
)


def _task(
    number: int,
    title: str,
    description: str,
    milestone: str,
    requirements: str,
    elements: str,
    done: str,
    after: str = "",
    size: str = "M",
) -> Task:
    return Task(
        id=f"T-{number:03d}",
        title=title,
        description=description,
        milestone=milestone,
        requirements=tuple(requirements.split()),
        elements=tuple(elements.split()),
        depends_on=tuple(after.split()),
        done_when=(done,),
        size=size,
    )


DELIVERY = DeliveryPlan(
    milestones=(
        Milestone(
            id="M1",
            title="Sign-up replaces the spreadsheet",
            outcome="Coordinators publish shifts and volunteers take them.",
            requirements=("FR-001", "FR-002", "FR-003", "FR-006", "FR-007", "FR-008", "FR-012", "CR-001"),
        ),
        Milestone(
            id="M2",
            title="Nobody forgets a shift",
            outcome="Reminders and notices go out; personal data are kept as promised.",
            requirements=("FR-004", "FR-005", "FR-009", "FR-010", "CR-002", "CR-003"),
        ),
        Milestone(
            id="M3",
            title="The regional office reads along",
            outcome="The interface answers, and Monday mornings are fast.",
            requirements=("FR-011", "FR-013", "QR-001"),
        ),
    ),
    tasks=(
        _task(1, "Set up the server and the database", "Rent a small server; install Python and PostgreSQL.", "M1",
              "CR-001", "web_app worker database", "a page says hello, and the bill is below 20 GBP", size="S"),
        _task(2, "Publish shifts", "Form and list for coordinators.", "M1", "FR-001 FR-012", "web_app database",
              "the scenario \"A published shift is offered\" passes", "T-001"),
        _task(3, "Sign up with all rules", "Record sign-ups; check overlap, hours and driving licence.", "M1",
              "FR-002 FR-003 FR-006 FR-008", "web_app database", "the scenarios of acceptance/shifts.feature pass",
              "T-002", "L"),
        _task(4, "Print the list of a shift", "A page for paper.", "M1", "FR-007", "web_app",
              "a coordinator has printed a list", "T-003", "S"),
        _task(5, "Send reminders and notices", "Worker with Mailgun.", "M2", "FR-004 FR-005 CR-002", "worker",
              "the scenarios of acceptance/messages.feature pass", "T-003"),
        _task(6, "Delete those who left", "Nightly deletion.", "M2", "FR-009 CR-003", "worker database",
              "a volunteer who left 30 days ago is gone from each table", "T-003"),
        _task(7, "Sign-in, roles and transport", "Who sees what; TLS everywhere; an audit trail.", "M2",
              "FR-010 CR-003", "web_app", "a volunteer sees no phone number of another", "T-003"),
        _task(8, "Answer the regional office", "Interface with a key.", "M3", "FR-011 FR-013", "web_app",
              "the answer fits api/openapi.yaml", "T-007"),
        _task(9, "Measure Monday morning", "Load test with 40 volunteers.", "M3", "QR-001", "web_app database",
              "95 of 100 pages open within 2 seconds", "T-008", "S"),
    ),
    risks=(
        Risk(
            id="R-001",
            text="The only person who knows the system leaves.",
            likelihood="medium",
            impact="high",
            response="Write down how it is run; keep the parts few.",
            trigger="The IT person announces to leave.",
            refs=("F-018",),
        ),
        Risk(
            id="R-002",
            text="Reminders land in spam folders.",
            likelihood="medium",
            impact="medium",
            response="Set up SPF and DKIM in Mailgun; watch bounces.",
            trigger="Volunteers say that they got no reminder.",
            refs=("FR-004", "T-005"),
        ),
        Risk(
            id="R-003",
            text="Volunteers without e-mail are left out.",
            likelihood="low",
            impact="medium",
            response="Coordinators sign them up and phone them.",
            trigger="A volunteer has no e-mail address.",
            refs=("FR-004",),
        ),
    ),
)  # fmt: skip

REVIEWS = (
    Review(
        reviewer="quality engineer",
        document="requirements",
        round=1,
        remarks=(
            Remark(
                where="FR-005",
                quote="within 1 minute",
                what='The person said "at once"; one minute is a guess.',
                severity="minor",
                accepted=True,
                because="Kept as an assumption and asked in Q-001.",
            ),
            Remark(
                where="CR-003",
                quote="in accordance with the GDPR",
                what="Too wide to be tested.",
                severity="minor",
                accepted=False,
                because="The testable parts are FR-009 and FR-010; this one is inspected.",
            ),
        ),
        judgements=(
            Judgement(
                criterion="testability",
                score=3,
                evidence="All but one requirement can be tested.",
                quote="within 2 seconds",
            ),
        ),
        summary="Testable as a whole.",
    ),
)

CHOICES = (
    Choice(
        number=1,
        agent="requirements engineer",
        what='Read "at once" as within 1 minute',
        why="A requirement needs a figure; the question is open as Q-001.",
        refs=("FR-005", "Q-001"),
    ),
    Choice(
        number=2,
        agent="delivery planner",
        what="Build sign-up first",
        why="The person left the order to us; sign-up replaces the spreadsheet and is useful alone.",
        refs=("M1",),
    ),
)
