"""Word what bounds the solution rather than its behaviour: money, dates, team, load, technology."""

import re

import attrs

from specstep.domain.drafting.english.frames import uncontracted
from specstep.domain.drafting.english.nouns import is_plural
from specstep.domain.drafting.english.people import is_person, is_system
from specstep.domain.drafting.english.verbs import is_base, third_person
from specstep.domain.drafting.requirements.clauses import Known
from specstep.domain.drafting.requirements.titles import shortened
from specstep.domain.language.predicates import find_predicate
from specstep.domain.language.words import tokens

MONEY = r"(?:[€$£]\s?\d[\d.,]*(?:\s?(?:k|thousand|million))?|\d[\d.,]*\s?(?:k|thousand|million)?\s?(?:€|\$|£|euros?|eur|dollars?|usd|pounds?|gbp|chf|francs?|cents?))"
MONTHS = r"(?:january|february|march|april|may|june|july|august|september|october|november|december)"
WHEN = rf"(?:by|before|until|in time for|at the latest (?:by|on)|no later than|within|on)\s+(?:the\s+)?[^,;.]*?(?:\d|{MONTHS}|spring|summer|autumn|fall|winter|christmas|easter|week|month|year|season|weekend|term|quarter)[^,;.]*"
RUNNING = re.compile(
    r"\b(?:per|a|each|every)\s+(?:month|year|week|day)\b|/\s?(?:month|year)|\bmonthly\b|\byearly\b|\bannual|\bhosting\b|\brunning\b",
    re.IGNORECASE,
)
BUDGET = re.compile(
    rf"\b(?:budget|cost|spend|expens|money|afford|hosting|pays?\b|contract value)\w*\b.*?(?P<sum>{MONEY}|\b\d[\d.,]+k?(?= (?:for|in|per|a|to|and|at)\b|$))(?P<tail>[^,;.]*)|(?P<sum2>{MONEY})(?P<tail2>[^,;.]*)\bbudget\b",
    re.IGNORECASE,
)
NO_COST = re.compile(
    r"\bcosts? (?:the (?:team|author) )?(?:nothing|no money)\b|\b(?:not|never) cost (?:anything|any money|a (?:cent|penny))\b|\bfree of (?:charge|cost)\b|\bbudget(?: is| of|:)? (?:0|zero|nothing|none)\b(?![.,]\d)|^(?:zero|no) (?:budget|money)\b",
    re.IGNORECASE,
)
DEADLINE = re.compile(
    rf"\b(?:live|launch\w*|ready|deadline|finish\w*|done|deliver\w*|release\w*|start\w*|go(?:es)? live|online|available|running|complete|in use|(?:need(?:ed)?|have|get) (?:it|this))\b.*?(?P<when>{WHEN})",
    re.IGNORECASE,
)
DEADLINE_IS = re.compile(
    r"\b(?:deadline|(?:target|due|launch|release|go-live) date) (?:is|:)\s*(?P<when>.+)$", re.IGNORECASE
)
COUNTED = re.compile(
    r"(?:^|\b(?:have|are|is|has|for|with|of|be|by|serve|expect|handle|support|gets?|receives?)\s+)(?P<bound>up to|at most|at least|no more than|more than|fewer than|less than"
    r"|a maximum of|over)?\s*(?P<what>\d[\d.,]*(?:\s?(?:to|-|–)\s?\d[\d.,]*)?k?\s+(?:[\w-]+\s+){0,2}?[\w-]+)(?P<tail>.*)$",
    re.IGNORECASE,
)
RATE = re.compile(
    r"\b(?:per|a|an|each|every)\s+(?:second|minute|hour|day|week|month|year|night|weekend|season|evening|term)\b",
    re.IGNORECASE,
)
USES = re.compile(r"^(?:i|we|the team|the (?:system|app|application|site|tool|backend|frontend|server|database|project|product|software)|it)\s+"
                  r"(?:(?:will|must|should|shall|already|are going to|want to|would like to|have decided to|decided to|have to|can only|can|has to|is going to|only)\s+)*"
                  r"(?:use|uses|choose|chose|picked|pick|go with|stick with|stick to|settled on|decided on|decided for|have chosen|run on|runs on|running on)\s+(?P<what>.+)$", re.IGNORECASE)  # fmt: skip
HOSTED = re.compile(
    r"\b(?:hosted|deployed|host(?= in| on| at)|host it|deploy it|installed|runs?|run it)\s+(?P<where>(?:on|in|at|by)\s+.+)$",
    re.IGNORECASE,
)
WRITTEN = re.compile(
    r"\b(?:written|built|implemented|developed|programmed|write it|build it|made|coded)\s+(?P<how>(?:in|with|on|using|as)\s+.+)$",
    re.IGNORECASE,
)
IS_A = re.compile(
    r"^(?:it|this|the \w+)\s+(?:is|will be|should be|must be|shall be|has to be)\s+(?P<what>an?\s+.+)$",
    re.IGNORECASE,
)
DEVELOPERS = re.compile(
    r"\b(?:developers?|programmers?|engineers?|team|build(?:s|ing)? (?:it|this)|on my own|by myself|part[- ]time|evenings|weekends|students?)\b",
    re.IGNORECASE,
)


@attrs.frozen(kw_only=True)
class Constraint:
    """The text of a constraint and what it is about."""

    text: str
    area: str
    title: str


DECIDED = re.compile(
    r"^(?:we|i|the team) (?:have |has )?(?:decided|agreed|chose|chosen|want|plan) to (?P<do>.+)$", re.IGNORECASE
)
BEING_READY = re.compile(
    r"\b(?:live|launch|ready|deadline|deliver|release|finished|first version|done|running|online|in use|(?:have|get) it)\b",
    re.IGNORECASE,
)
TEAM = re.compile(
    r"^(?:\d+|one|two|three|four|five|six|seven|eight|nine|ten|an?) (?:[\w-]+ )?(?:developers?|programmers?|engineers?)(?:(?:,| and) (?:\d+|one|two|three|four|an?) [\w -]+)*$",
    re.IGNORECASE,
)
OURS = re.compile(r"^(?:it|we|i|everything|host|run|deploy|(?:the|this|our) [\w-]+)\b", re.IGNORECASE)


def constraint(text: str, system: str, known: Known) -> Constraint | None:
    """The constraint that a statement puts on the solution or the project, None where it does not look like one."""
    text = re.sub(r"\b(?:our|my)\b", "the", uncontracted(text), flags=re.IGNORECASE).strip().rstrip(".")
    cap = system[0].upper() + system[1:]
    if match := DEADLINE_IS.search(text):
        when = match["when"].strip()
        by = when if re.match(r"^(?:by|before|until|in|on|within)\b", when, re.IGNORECASE) else f"by {when}"
        return Constraint(text=f"The project shall deliver {system} {by}.", area="delivery", title=f"Deliver {by}")
    if NO_COST.search(re.sub(r"\bcost(s?) (?:us|me)\b", r"cost\1", text, flags=re.IGNORECASE)):
        return Constraint(
            text=f"The project shall operate {system} {'with a budget of 0' if '0' in text else 'without any expense'}.",
            area="budget",
            title="Spend nothing on operation",
        )
    if match := BUDGET.search(text):
        amount = (match["sum"] or match["sum2"]).strip()
        tail = re.split(r"\b(?:and|but|so|because|which|that)\b", (match["tail"] or match["tail2"] or ""))[
            0
        ].strip()
        what = "operating" if RUNNING.search(text) else "building"
        tail = tail if re.match(r"^(?:per|a|each|every|in|for|/)\b", tail, re.IGNORECASE) else ""
        bounded = f"The project shall spend at most {amount} {tail}".strip()
        on = "" if re.search(r"\bfor\b", tail) else f" on {what} {system}"
        return Constraint(text=f"{bounded}{on}.", area="budget", title=f"Spend at most {amount} {tail}".strip())
    if BEING_READY.search(text) and (match := DEADLINE.search(text)):
        rest = text[match.start("when") :].strip()
        # A second date behind a comma belongs to the first: "before the season, so 15 March".
        when = rest if re.search(r"\d", rest) and not re.search(r"\d", match["when"]) else match["when"].strip()
        return Constraint(
            text=f"The project shall deliver {system} {when}.", area="delivery", title=f"Deliver {when}"
        )
    if (match := HOSTED.search(text)) and OURS.match(text) and not _of_others(text, known):
        return Constraint(
            text=f"The project shall host {system} {match['where']}.",
            area="platform",
            title=f"Host {match['where']}",
        )
    if match := WRITTEN.search(text):
        part = re.match(
            r"^(?:the|our) (?P<what>[\w-]+(?: [\w-]+)?) (?:is|will|must|shall|should|has)\b", text, re.IGNORECASE
        )
        what = system if part is None or is_system(f"the {part['what']}", known.system) else f"the {part['what']}"
        title = f"Build {match['how']}" if what == system else f"Build {what} {match['how']}"
        return Constraint(text=f"The project shall build {what} {match['how']}.", area="technology", title=title)
    if match := USES.match(text):
        return Constraint(
            text=f"{cap} shall use {match['what']}.", area="technology", title=f"Use {match['what']}"
        )
    if match := DECIDED.match(text):
        do = re.sub(r"\b(?:our|my)\b", "the", re.sub(r"\b(?:we|I|us|me)\b", "the team", match["do"]))
        return Constraint(
            text=f"The project shall {do}.", area="decisions", title=shortened(do[0].upper() + do[1:])
        )
    if match := IS_A.match(text):
        part = re.match(r"^the (?P<what>[\w-]+) (?:is|will|should|must|shall|has)\b", text, re.IGNORECASE)
        if (
            part
            and not is_system(f"the {part['what']}", known.system)
            and part["what"].lower() not in ("project", "product")
        ):
            return Constraint(
                text=f"The project shall use {match['what']} for the {part['what']}.",
                area="platform",
                title=shortened(f"Use {match['what']}"),
            )
        return Constraint(text=f"{cap} shall be {match['what']}.", area="platform", title=f"Be {match['what']}")
    return None


def _of_others(text: str, known: Known) -> bool:
    """Whether a statement about hosting or running has a subject other than us and the system."""
    subject = re.match(r"^((?:the|this|our) [\w-]+)\b", text, re.IGNORECASE)
    return subject is not None and not is_system(subject[1], known.system)


def load(text: str, system: str, known: Known) -> Constraint | None:
    """The load that a statement names ("60 volunteers", "200 bookings per day"), as a constraint."""
    cap = system[0].upper() + system[1:]
    text = uncontracted(text).strip().rstrip(".")
    match = COUNTED.search(text)
    if match is None:
        return None
    what = match["what"].strip()
    bound = {"up to": "up to ", "at least": "at least ", "more than": "more than ", "over": "more than ", "at most": "at most ",
             "no more than": "at most ", "a maximum of": "at most ", "fewer than": "fewer than ", "less than": "fewer than "}.get(
        (match["bound"] or "").lower(), "")  # fmt: skip
    tail = match["tail"].strip()
    noun = re.sub(r"^[\d.,\s–-]+(?:to\s+[\d.,]+)?k?\s*", "", what)
    if is_person(noun, known.people):
        kept = (
            tail
            if re.match(
                r"^(?:at the same time|concurrently|simultaneously|per|a |at once|on |in |and \d)",
                tail,
                re.IGNORECASE,
            )
            else ""
        )
        return Constraint(
            text=f"{cap} shall serve {bound}{what} {kept}".strip() + ".", area="load", title=f"Serve {bound}{what}"
        )
    if RATE.search(text) and is_plural(noun):
        kept = RATE.search(text)
        per = kept.group() if kept else ""
        more = tail[tail.find(per) + len(per) :].strip(" ,") if per in tail else ""
        more = f", {more}" if re.search(r"\d", more) else ""
        return Constraint(
            text=f"{cap} shall process {bound}{what} {per}".strip() + f"{more}.",
            area="load",
            title=f"Process {bound}{what} {per}",
        )
    return None


def at_the_least(named: Constraint) -> Constraint:
    """A load that was named roughly, as the least that has to be served: that can be checked, "about" cannot."""
    if named.area != "load":
        return named
    plain = re.compile(r"\b([Ss]erve|[Pp]rocess|[Hh]andle) (?=\d)")
    return attrs.evolve(
        named, text=plain.sub(r"\1 at least ", named.text), title=plain.sub(r"\1 at least ", named.title)
    )


def circumstance(text: str, said: str) -> Constraint:
    """Any other limit, as something that the project works under.

    Args:
        text: the statement.
        said: the same in the person's own words.
    """
    words = uncontracted(text).strip().rstrip(".")
    words = re.sub(r"^I am\b", "the author is", words)
    words = re.sub(r"^(?:We|we) are\b", "the team is", words)
    words = re.sub(r"^(?:I|We|we) have\b", "the team has", words)
    words = re.sub(
        r"\b(?:I|we|We)(?: ([a-z]+))?\b",
        lambda each: (
            f"the team {third_person(each[1]) if is_base(each[1]) else each[1]}" if each[1] else "the team"
        ),
        words,
    )
    words = re.sub(r"\b(?:my|our|My|Our)\b", "the", words)
    first = words[:1].lower() + words[1:] if not words[:2].isupper() else words
    if (
        (held := re.match(r"^the team (?:has|is) (?P<what>.+)$", words))
        and re.search(r"\d|\b(?:one|two|three|four|five)\b", words)
        and find_predicate(tokens(held["what"])) is None
    ):
        return Constraint(
            text=f"The project shall work with {held['what']}.",
            area="team",
            title=shortened(f"Work with {held['what']}"),
        )
    if TEAM.match(words):
        return Constraint(
            text=f"The project shall work with {first}.",
            area="team",
            title=shortened(f"Work with {first}"),
        )
    about = "team" if DEVELOPERS.search(text) else "circumstances"
    return Constraint(text=f"The project shall respect this limit: “{said}”.", area=about, title=shortened(said))
