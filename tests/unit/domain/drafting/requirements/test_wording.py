"""What becomes of a person's sentence."""

import pytest
from tests.unit.domain.drafting.briefings import briefing, drafted

SENTENCES: tuple[tuple[str, str, tuple[str, ...]], ...] = (
    (
        "need",
        "My chess club members report match results.",
        ("The system shall let a chess club member report match results.",),
    ),
    (
        "need",
        "The tool lets neighbours lend each other tools.",
        ("The system shall let neighbours lend each other tools.",),
    ),
    ("limit", "About 80 members.", ("The system shall serve at least 80 members.",)),
    ("limit", "The app should cost nothing.", ("The project shall operate the system without any expense.",)),
    ("limit", "The budget is 0.", ("The project shall operate the system with a budget of 0.",)),
    (
        "limit",
        "The budget is 4,000 EUR to build it and at most 40 EUR a month.",
        (
            "The project shall spend at most 4,000 EUR on building the system.",
            "The project shall spend at most 40 EUR a month on operating the system.",
        ),
    ),
    (
        "limit",
        "We get about 120 pre-orders a day, on Saturdays 350.",
        ("The system shall process at least 120 pre-orders a day, on Saturdays 350.",),
    ),
    (
        "limit",
        "Six developers, one designer and a product owner.",
        ("The project shall work with six developers, one designer and a product owner.",),
    ),
    (
        "need",
        "Volunteers can cancel a shift up to 24 hours before it starts.",
        ("The system shall let a volunteer cancel a shift up to 24 hours before the shift starts.",),
    ),
    (
        "need",
        "Coordinators publish shifts.",
        ("The system shall let a coordinator publish shifts.",),
    ),
    (
        "rule",
        "No more than 12 volunteers per shift.",
        ("The system shall allow at most 12 volunteers per shift.",),
    ),
    (
        "rule",
        "There must be at most 12 volunteers per shift.",
        ("The system shall allow at most 12 volunteers per shift.",),
    ),
    (
        "rule",
        "The maximum number of volunteers per shift is 12.",
        ("The system shall allow at most 12 volunteers per shift.",),
    ),
    (
        "data",
        "Each shift has a date, a place and a maximum of 12 volunteers.",
        ("The system shall keep a date, a place and a maximum of 12 volunteers for each shift.",),
    ),
    (
        "need",
        "Volunteers should get an email reminder 2 days before their shift.",
        ("The system shall send a volunteer an email reminder 2 days before their shift.",),
    ),
    (
        "need",
        "When a shift is full, further volunteers go on a waiting list.",
        ("When a shift is full, the system shall put further volunteers on a waiting list.",),
    ),
    (
        "need",
        "If a volunteer cancels, the first person on the waiting list is notified by email.",
        ("When a volunteer cancels, the system shall notify the first person on the waiting list by email.",),
    ),
    (
        "rule",
        "Members must not see each other's phone numbers.",
        ("The system shall prevent members from seeing each other's phone numbers.",),
    ),
    (
        "rule",
        "Only coordinators can export the attendance list as CSV.",
        ("The system shall let only a coordinator export the attendance list as CSV.",),
    ),
    (
        "need",
        "The app must work on phones.",
        ("The system shall work on phones.",),
    ),
    (
        "rule",
        "Data must be deleted 30 days after a member leaves.",
        ("The system shall delete data 30 days after a member leaves.",),
    ),
    (
        "need",
        "I want to see how much I spent per month.",
        ("The system shall let a user see how much the user spent per month.",),
    ),
    (
        "need",
        "We need a list of all open shifts.",
        ("The system shall provide a list of each open shift.",),
    ),
    (
        "need",
        "It must be possible to search by name.",
        ("The system shall let a user search by name.",),
    ),
    (
        "rule",
        "Invoices must be stored for 10 years.",
        ("The system shall store invoices for 10 years.",),
    ),
    (
        "rule",
        "Passwords must never be stored in plain text.",
        ("The system shall not store passwords in plain text.",),
    ),
    (
        "rule",
        "The treasurer approves refunds over 50 euros.",
        ("The system shall require a treasurer to approve refunds over 50 EUR.",),
    ),
    (
        "rule",
        "Refunds over 50 EUR must be approved by the treasurer.",
        ("The system shall require a treasurer to approve refunds over 50 EUR.",),
    ),
    (
        "rule",
        "A volunteer must be approved by a coordinator before they can book a shift.",
        ("The system shall require a coordinator to approve a volunteer before the volunteer can book a shift.",),
    ),
    (
        "need",
        "Volunteers can quickly sign up for all open shifts, if possible.",
        ("The system shall let a volunteer sign up for each open shift.",),
    ),
    (
        "need",
        "We want members to be able to rent a boat online.",
        ("The system shall let a member rent a boat online.",),
    ),
    (
        "need",
        "Users can upload documents such as invoices, receipts, etc.",
        ("The system shall let a user upload documents (invoices, receipts).",),
    ),
    (
        "need",
        "Send an email to the owner when the temperature rises above 8 °C.",
        ("When the temperature rises above 8 °C, the system shall send an email to the owner.",),
    ),
    (
        "rule",
        "Nobody may delete an invoice.",
        ("The system shall not let a user delete an invoice.",),
    ),
    (
        "rule",
        "Members pay 5 EUR per month.",
        ("The system shall require a member to pay 5 EUR per month.",),
    ),
    (
        "rule",
        "A booking cannot be changed after it has been paid.",
        ("The system shall not let a user change a booking after the booking has been paid.",),
    ),
    (
        "decision",
        "We use PostgreSQL.",
        ("The system shall use PostgreSQL.",),
    ),
    (
        "need",
        "The app should be available in English and German.",
        ("The system shall be available in English and German.",),
    ),
    (
        "need",
        "It would be nice if volunteers could swap shifts with each other.",
        ("The system shall let volunteers swap shifts with each other.",),
    ),
    (
        "need",
        "Volunteers are reminded by SMS 24 hours before the shift.",
        ("The system shall remind a volunteer by SMS 24 hours before the shift.",),
    ),
    (
        "limit",
        "The system must be hosted in the EU.",
        ("The project shall host the system in the EU.",),
    ),
    (
        "need",
        "Parents and teachers can see the timetable.",
        ("The system shall let parents and teachers see the timetable.",),
    ),
    (
        "need",
        "Registration closes 2 days before the event.",
        ("The system shall close registration 2 days before the event.",),
    ),
    (
        "limit",
        "The budget is 5,000 euros.",
        ("The project shall spend at most 5,000 EUR on building the system.",),
    ),
    (
        "limit",
        "It must be live by 1 March 2027.",
        ("The project shall deliver the system by 1 March 2027.",),
    ),
    (
        "limit",
        "Hosting may cost at most €20 per month.",
        ("The project shall spend at most 20 EUR per month on operating the system.",),
    ),
    (
        "limit",
        "About 60 volunteers use it.",
        ("The system shall serve at least 60 volunteers.",),
    ),
    (
        "rule",
        "The price must include VAT.",
        ("The system shall include VAT in the price.",),
    ),
    (
        "need",
        "The treasurer must be able to export all payments as a CSV file.",
        ("The system shall let a treasurer export each payment as a CSV file.",),
    ),
    (
        "need",
        "When the payment fails, the customer gets an email.",
        ("If the payment fails, then the system shall send the customer an email.",),
    ),
    (
        "need",
        "Bookings are confirmed by email.",
        ("The system shall confirm bookings by email.",),
    ),
    (
        "rule",
        "Orders over 1,000 EUR need approval by the head of department.",
        ("The system shall require approval by the head of department for orders over 1,000 EUR.",),
    ),
    (
        "rule",
        "A customer may have at most 3 open orders.",
        ("The system shall allow at most 3 open orders per customer.",),
    ),
    (
        "need",
        "The system sends a reminder every Monday at 8:00.",
        ("The system shall send a reminder each Monday at 8:00.",),
    ),
    (
        "data",
        "Each invoice has a number, a date, an amount and a customer.",
        ("The system shall keep a number, a date, an amount and a customer for each invoice.",),
    ),
    (
        "rule",
        "Drivers can only see their own tours.",
        ("The system shall let a driver see only their own tours.",),
    ),
    (
        "rule",
        "Customers cannot cancel an order after it has been shipped.",
        ("The system shall prevent a customer from cancelling an order after the order has been shipped.",),
    ),
    (
        "rule",
        "Teachers must enter grades by 15 June.",
        ("The system shall require a teacher to enter grades by 15 June.",),
    ),
    (
        "rule",
        "Parents are not allowed to see other children's grades.",
        ("The system shall prevent a parent from seeing other children's grades.",),
    ),
    (
        "rule",
        "A book can be borrowed for 4 weeks and renewed twice.",
        (
            "The system shall let a user borrow a book for 4 weeks.",
            "The system shall let a user renew a book twice.",
        ),
    ),
    (
        "rule",
        "Members who have not paid for 3 months are blocked.",
        ("The system shall block members who have not paid for 3 months.",),
    ),
    (
        "rule",
        "While the kitchen is closed, guests cannot order.",
        ("While the kitchen is closed, the system shall prevent a guest from ordering.",),
    ),
    (
        "need",
        "The report must show the total per month and per category.",
        ("The system shall show the total per month and per category in the report.",),
    ),
    (
        "need",
        "PDF export.",
        ("The system shall provide PDF export.",),
    ),
    (
        "need",
        "We need to know who has which key.",
        ("The system shall let a user see who has which key.",),
    ),
    (
        "need",
        "The app must run offline.",
        ("The system shall run offline.",),
    ),
    (
        "need",
        "Create, edit and delete recipes.",
        (
            "The system shall let a user create recipes.",
            "The system shall let a user edit recipes.",
            "The system shall let a user delete recipes.",
        ),
    ),
    (
        "need",
        "Users can sign in with email and password.",
        ("The system shall let a user sign in with email and password.",),
    ),
    (
        "need",
        "If the temperature is above 8 °C for more than 10 minutes, send an SMS to the manager.",
        (
            "When the temperature is above 8 °C for more than 10 minutes, the system shall send an SMS to the manager.",
        ),
    ),
    (
        "need",
        "The owner wants to be notified when stock falls below 5 units.",
        ("When stock falls below 5 units, the system shall notify the owner.",),
    ),
    (
        "rule",
        "All data must be stored in Germany.",
        ("The system shall store the data in Germany.",),
    ),
    (
        "quality",
        "The website must comply with WCAG 2.1 AA.",
        ("The system shall comply with WCAG 2.1 AA.",),
    ),
    (
        "rule",
        "Backups are made every night and kept for 30 days.",
        (
            "The system shall make backups each night.",
            "The system shall keep backups for 30 days.",
        ),
    ),
    (
        "rule",
        "Only the doctor may see the diagnosis.",
        ("The system shall let only a doctor see the diagnosis.",),
    ),
    (
        "need",
        "The receptionist books appointments for patients.",
        ("The system shall let a receptionist book appointments for patients.",),
    ),
    (
        "rule",
        "Appointments must not overlap.",
        ("The system shall ensure that appointments do not overlap.",),
    ),
    (
        "need",
        "The price is shown in EUR including VAT.",
        ("The system shall show the price in EUR including VAT.",),
    ),
    (
        "rule",
        "Users must be at least 18 years old.",
        ("The system shall require a user to be at least 18 years old.",),
    ),
    (
        "need",
        "It should warn me when I exceed my budget for a category.",
        ("If the user exceeds their budget for a category, then the system shall warn the user.",),
    ),
    (
        "need",
        "Photos up to 10 MB can be attached to a report.",
        ("The system shall let a user attach photos up to 10 MB to a report.",),
    ),
    (
        "need",
        "The caretaker is informed immediately.",
        ("The system shall inform the caretaker.",),
    ),
    (
        "need",
        "Customers should be able to pay by card or PayPal.",
        ("The system shall let a customer pay by card or PayPal.",),
    ),
    (
        "need",
        "We want the system to calculate the monthly fee automatically.",
        ("The system shall calculate the monthly fee automatically.",),
    ),
    (
        "rule",
        "No user may see another user's expenses.",
        ("The system shall not let a user see another user's expenses.",),
    ),
    (
        "need",
        "Coaches need to be able to message parents.",
        ("The system shall let a coach message parents.",),
    ),
    (
        "quality",
        "Pages must load within 2 seconds.",
        ("When a user opens a page, the system shall show the page within 2 seconds.",),
    ),
    (
        "quality",
        "The system must answer within 500 ms with 200 users at the same time.",
        ("When a user sends a request, the system shall answer within 500 ms with 200 users at the same time.",),
    ),
    (
        "quality",
        "The site must be available 99.5 % of the time.",
        ("While the system is in operation, the system shall be available 99.5 % of the time.",),
    ),
    (
        "quality",
        "The kitchen display must show new orders within 3 seconds.",
        (
            "While the system is in operation, the system shall show new orders within 3 seconds on the kitchen display.",
        ),
    ),
    (
        "rule",
        "Every change to an invoice must be logged with user and time.",
        ("The system shall log each change to an invoice with user and time.",),
    ),
    (
        "need",
        "Employees request vacation and their manager approves it.",
        (
            "The system shall let an employee request vacation.",
            "The system shall let an employee's manager approve the vacation.",
        ),
    ),
    (
        "need",
        "The dashboard shows open tickets sorted by priority.",
        ("The system shall show open tickets sorted by priority on the dashboard.",),
    ),
    (
        "rule",
        "If the pump fails, the controller must close the valve within 5 s.",
        ("If the pump fails, then the system shall require the controller to close the valve within 5 seconds.",),
    ),
    (
        "need",
        "Guests can order without an account so that they don't have to register.",
        ("The system shall let a guest order without an account.",),
    ),
    (
        "rule",
        "A loan is limited to 5 books.",
        ("The system shall limit a loan to 5 books.",),
    ),
    (
        "need",
        "A tenant reports a defect with a photo and a description.",
        ("The system shall let a tenant report a defect with a photo and a description.",),
    ),
    (
        "need",
        "Please make sure that parents get a receipt by email after each payment.",
        ("The system shall send a parent a receipt by email after each payment.",),
    ),
    (
        "decision",
        "The backend will be written in Go.",
        ("The project shall build the backend in Go.",),
    ),
    (
        "decision",
        "No user accounts.",
        ("The system shall exclude user accounts.",),
    ),
    (
        "limit",
        "I am the only developer.",
        ("The project shall respect this limit: “I am the only developer”.",),
    ),
    (
        "rule",
        "No user may see who else has booked a class.",
        ("The system shall not let a user see who else has booked a class.",),
    ),
    (
        "need",
        "Doctors only see their own ward.",
        ("The system shall let a doctor see only their own ward.",),
    ),
    (
        "need",
        "State messages are kept for 90 days.",
        ("The system shall keep state messages for 90 days.",),
    ),
    (
        "need",
        "Bed managers move a patient between wards and block a bed.",
        (
            "The system shall let a bed manager move a patient between wards.",
            "The system shall let a bed manager block a bed.",
        ),
    ),
    (
        "rule",
        "After the trip, all health information must be deleted within 14 days.",
        ("The system shall delete the health information within 14 days after the trip.",),
    ),
    (
        "rule",
        "Patients with MRSA must never be put into a room with other patients.",
        ("The system shall not put a patient with MRSA into a room with other patients.",),
    ),
    (
        "rule",
        "If a member doesn't show up three times in a month, they can't book for a week.",
        (
            "If a member does not show up three times in a month, then the system shall prevent the member from booking"
            " for a week.",
        ),
    ),
    (
        "need",
        "Both parents have to sign if they share custody; otherwise one signature is sufficient.",
        ("When both parents share custody, the system shall require both parents to sign.",),
    ),
    (
        "rule",
        "Reminders are not sent more often than once per day.",
        ("The system shall not send reminders more often than once per day.",),
    ),
    (
        "rule",
        "Every shift needs at least three people and at most eight.",
        ("The system shall require at least three and at most eight people for each shift.",),
    ),
    (
        "need",
        "The bakers need a list at 10 p.m. that says how many loaves they have to bake.",
        (
            "The system shall provide a list for the bakers at 10 p.m. that says the number of loaves they have to"
            " bake.",
        ),
    ),
    (
        "quality",
        "A free locker opens within 4 seconds.",
        ("While the system is in operation, the system shall open a free locker within 4 seconds.",),
    ),
)


@pytest.mark.parametrize(("kind", "said", "wanted"), SENTENCES, ids=[said for _, said, _ in SENTENCES])
def test_a_sentence_becomes_these_requirements(kind: str, said: str, wanted: tuple[str, ...]) -> None:
    items = drafted(briefing((kind, said))).requirements.items
    assert tuple(item.text for item in items) == wanted


def test_a_figure_said_roughly_is_named_in_the_rationale() -> None:
    (item,) = drafted(briefing(("limit", "About 80 members."))).requirements.items
    assert item.rationale == "Said as “About 80”; it is taken as the least that has to be served."


def test_two_projects_in_one_brief_are_asked_about_by_name() -> None:
    made = briefing(
        ("goal", "We need an app for volunteer shifts."),
        ("need", "Volunteers can sign up for shifts."),
        ("goal", "We also need a second tool: a brewery tracker."),
        ("need", "The tracker must log temperatures."),
    )
    first = drafted(made).requirements.open_questions[0]
    assert first.text == (
        "This seems to be two projects: “App for volunteer shifts” and “Brewery tracker”. Should they become two packages?"
    )
    assert first.facts == ("F-001", "F-003")
