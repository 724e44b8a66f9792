"""Who a noun phrase means: a person or role, the system itself, or a thing."""

import re

from specstep.domain.drafting.english.nouns import UNCOUNTED, head_of, singular
from specstep.domain.drafting.english.verbs import is_verb
from specstep.domain.language.lexicon import ACTOR_NOUNS
from specstep.domain.language.nouns import is_noun_too

ROLES = frozenset(
    """
    account-holder accountant actor admin administrator adult adviser advisor agent analyst applicant apprentice
    approver architect assistant attendee auditor author bookkeeper borrower boss buyer candidate captain caregiver
    caretaker carer cashier chair chairperson chef child citizen cleaner clerk client clinician coach colleague
    committee consultant contact contractor contributor cook coordinator courier crew customer dad designer developer
    dentist director dispatcher doctor donor driver editor electrician employee employer engineer estimator examiner
    family farmer father finder foreman friend gardener grandparent guard guardian guest guide head helper holder host
    housekeeper inspector installer instructor interviewer judge kid landlord lawyer leader learner lecturer lender
    librarian maintainer man manager mechanic member mentor merchant moderator mother mum mom musician neighbour
    neighbor nurse officer operator organiser organizer owner parent partner passenger patient payer person pharmacist
    photographer physician physiotherapist pilot planner player plumber principal producer professor programmer
    provider public publisher pupil readers reader receptionist referee renter reporter representative researcher
    resident reviewer rider runner sailor salesperson scientist secretary seller senior shopper sibling skipper
    speaker specialist staff student subscriber supervisor supplier supporter surveyor tenant teacher teammate
    technician tester therapist trainer trainee translator traveller treasurer tutor user vendor vet veterinarian
    visitor volunteer waiter warden master shipper maker walker caller keeper beekeeper hirer claimant policyholder handler forwarder
    baker barber bidder blogger bookseller brewer bricklayer butcher camper carpenter caseworker childminder climber
    commuter counsellor counselor cyclist dancer decorator diver drummer firefighter fixer florist forester golfer
    groomer hairdresser hiker illustrator innkeeper interpreter joiner jobseeker kayaker lifeguard listener mender
    midwife newcomer painter paramedic pensioner plasterer podcaster proofreader recruiter repairer roofer rower
    sculptor seamstress shopkeeper singer skier stylist surfer swimmer tailor teenager tinkerer vintner weaver welder
    brother sister wife woman worker writer team board staff-member office department council
    everyone everybody anyone anybody someone somebody nobody author club management
    """.split()
)
NOT_PEOPLE = frozenset(
    """
    order number paper folder reminder server calendar counter computer printer scanner browser letter newsletter
    register filter header footer layer user-interface number error mirror factor sensor motor monitor door floor
    colour color behaviour flavour hour tour year weather water power tower shower offer answer center centre meter
    router container docker docker-container folder buffer timer parameter character chapter corner dinner summer
    winter quarter semester trimester voucher transfer ledger trigger tracker planner-view slider poster banner
    sticker cover river matter manner october november december september barcode-reader reader-device adapter
    """.split()
)
SYSTEM_WORDS = frozenset(
    """
    system app application site website web-site tool platform software program product service webapp portal
    solution it api backend frontend server bot cli script page dashboard interface package library plugin
    """.split()
)
SYSTEM_HEADS = re.compile(
    r"^(?:(?:the|this|our|my|new|whole|an?|web|mobile|online|command[- ]line|desktop)\s+)*"
    r"(?:system|app|application|site|website|web site|tool|platform|software|program|product|webapp|portal|solution"
    r"|bot|cli|thing|it)$",
    re.IGNORECASE,
)
ORGANISATIONS = frozenset("bakery company shop department office management household party".split())
SUFFIX = re.compile(r"(?:er|or|ist|ian|ant|ee)$")
OFFICES = frozenset("team board staff office department council family committee club management public".split())
"""Words for people as a body; they count as people only on their own ("the board"), never as "a board"."""
BODIES = frozenset(
    "school management supervisory advisory executive club parish review editorial church city health governing".split()
)
"""What makes a board one of people rather than one on a wall."""
GENERIC = frozenset(
    "everyone everybody anyone anybody someone somebody nobody people person user all i we you one no-one they".split()
)


DEPARTMENTS = frozenset({"IT", "HR", "QA", "PR", "R&D"})
"""Departments that go by their initials: people, and "IT" no pronoun."""


COUNT = re.compile(
    r"^(?:(?:about|around|roughly|some|over|up to|at least|at most|more than|only|maybe|another|all|both|(?:the |our )?\d[\d.,]*|one|two|three|four|five|six|seven|eight|nine|ten|twelve|twenty|a few|several|many|most)\s+)+",
    re.IGNORECASE,
)


def role_of(phrase: str) -> str:
    """The singular role that a noun phrase names, in its own words ("all the Volunteers" → "volunteer")."""
    role = singular(head_of(COUNT.sub("", phrase.strip())))
    return role if role[:2].isupper() else role[:1].lower() + role[1:]


def is_person(phrase: str, known: frozenset[str] = frozenset()) -> bool:
    """Whether a noun phrase names a person or a role. `known` are roles that the briefing names."""
    if COUNT.sub("", phrase.strip()) in DEPARTMENTS:
        return True
    role = role_of(phrase).lower()
    last = role.rpartition(" ")[2].removesuffix("-in-law").rpartition("-")[2]
    if role in known or last in known:
        return True
    if last == "board" and " " in role and role.split()[-2] not in BODIES:
        return False
    if last in ROLES | ACTOR_NOUNS - NOT_PEOPLE - ORGANISATIONS or role in ROLES or role in GENERIC:
        return True
    if last in NOT_PEOPLE or last in SYSTEM_WORDS:
        return False
    return len(last) > 5 and SUFFIX.search(last) is not None and last.endswith(("eer", "ician", "keeper"))


def is_system(phrase: str, names: frozenset[str] = frozenset()) -> bool:
    """Whether a noun phrase names the system to be built. `names` are its own names in lower case."""
    if phrase.strip() in DEPARTMENTS:
        return False
    text = phrase.strip().lower()
    return SYSTEM_HEADS.match(text) is not None or text in names or text.removeprefix("the ") in names


NO_NAME = re.compile(
    r"(?:name|s|tion|sion|ment|ing|ity|ance|ence|age|ness|ure|ship|ism|ics|ware|ery|y|al|data|mail|on|ed|er|ock|th|it)$"
)


def is_proper_name(subject: str) -> bool:
    """Whether a subject is somebody's name: one capitalised word that is neither a plural nor a known common word."""
    if subject.lower() in NAMES_IN_S and subject[:1].isupper():
        return True
    if not re.fullmatch(r"[A-Z][a-zà-ÿ]+", subject) or NO_NAME.search(subject):
        return False
    lower = subject.lower()
    return not is_verb(lower) and not is_noun_too(lower) and lower not in UNCOUNTED and lower not in NO_NAMES


NAMES_IN_S = frozenset(
    """jens hans lars james charles niklas lukas lucas andreas agnes ines hannes johannes matthias thomas tobias jonas
    elias klaus chris doris iris marcus markus dennis lewis louis""".split()
)
"""Names that end like a plural."""


def placed_name(subject: str) -> str | None:
    """The name in "Mira at the door", None for anything else."""
    match = re.match(r"(?P<name>[A-Z][a-zà-ÿ]+) (?:at|from|in|of|on|with) (?:the|our) [a-z]", subject)
    return match["name"] if match and is_proper_name(match["name"]) else None


NO_NAMES = frozenset(
    "who what which whoever it this that there he she we they i you one staff access stock content code text video audio software hardware food cash paper"
    " everything nothing something anything soil water gas heat coffee bread milk music art sport traffic weather".split()
)
