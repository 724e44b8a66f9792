"""What a question can name of a project: its people, what they said, their figures."""

import re
from collections import Counter

import attrs

from specstep.domain.drafting.asking.activities import Activity, activities_in, activity_of, actor_of
from specstep.domain.interviews.facts import folded, telling
from specstep.domain.interviews.figures import crowd_in, people_in
from specstep.domain.interviews.stakes import Stakes, assess_stakes, is_small
from specstep.domain.interviews.topics import moves_money
from specstep.domain.interviews.vagueness import find_vagueness
from specstep.domain.interviews.values import Fact, FactKind, Question, QuestionIntent, SourceKind
from specstep.domain.language.nouns import is_plural, plural

SHORT_ENOUGH = 110
_MAIN = 2
_READ_AT_MOST = 16
_ACTED_IN = (FactKind.NEED, FactKind.RULE, FactKind.ACTOR)
_NAMED_TOGETHER = 3
GIST_ENOUGH = 64
GIST_LEAST = 24
_TURN = re.compile(
    r"[,;:(–]|\s(?:damit|weil|sodass|afin|pour que|parce que|para que|porque|de modo que)\b", re.IGNORECASE
)
_ROLE = (
    r"(?:\w+(?:teers|ators|tors|nators|mers|gers|yers|ders|ners|ters|sers|bers|ists|ants|ees)|people|staff|admins?|guests?"
    r"|members?|kids|children|parents|clients|students|patients|residents|nurses|doctors|pupils|friends|colleagues|visitors"
    r"|drivers|editors|authors|owners|players|coaches|cooks|chefs|merchants|neighbou?rs|shoppers|treasurers?|organi[sz]ers?"
    r"|users|customers|coordinators?|librarians?|trainers?|mechanics|couriers|riders|accountants?|secretar(?:y|ies)|hosts?"
    r"|administrators?|managers?|operators?|moderators?|supervisors?|teachers?|reviewers?|dispatchers?|technicians?|leaders?)"
)
_NO_PEOPLE = re.compile(
    r"^(?:reminders|numbers|orders|letters|servers|computers|printers|folders|filters|users' \w+|members' \w+|newsletters"
    r"|payments|timers|posters|parameters|characters|chapters|papers|headers|banners|trackers|calendars|vouchers|tickets"
    r"|computer|others|answers|offers|matters|dinners|summers|winters|centers|meters|documents|variants|lists)$",
    re.IGNORECASE,
)
_NOT_WHAT_IT_DOES = ("team-time", "money", "deployment", "load", "quality", "existing", "decisions")
_LEADING = re.compile(
    r"coordinator|admin|manager|owner|staff|organi[sz]er|teacher|treasurer|librarian|operator|moderator|trainer|coach"
    r"|supervisor|secretar|host|leader|editor|dispatcher|doctor|nurse|accountant",
    re.IGNORECASE,
)
_HOLDS_DATA = re.compile(
    r"spreadsheet|excel|paper|lists?\b|database|tables?\b|whiteboard|software|cards?\b|files?\b|tabelle|liste|kartei"
    r"|papier|tableur|hoja de cálculo",
    re.IGNORECASE,
)
_STRIVES = re.compile(
    r"goal|aim\b|so that|reduce|\bwant|fewer|\bless\b|ziel|damit|weniger|\bbut\b|objectif|afin|objetivo|para que",
    re.IGNORECASE,
)
_ACTING = re.compile(
    rf"\b(?P<who>{_ROLE})\s+(?:\w+ly\s+)?(?:can|may|must|should|shall|will|wants?|needs?|have to|has to|sees?|gets?|uses?|receives?"
    r"|signs?|books?|pays?|enters?|adds?|creates?|manages?|posts?|cancels?|orders?|sends?|checks?|tracks?|reads?|cannot|do)\b",
    re.IGNORECASE,
)
_NAMED = re.compile(rf"\b(?P<who>{_ROLE})\b", re.IGNORECASE)
_SELF = ((r"\bI am\b", "you are"), (r"\bI'm\b", "you are"), (r"\bwe're\b", "you are"), (r"\b(?:I|we|We)\b", "you"),
         (r"\b(?:my|our|My|Our)\b", "your"), (r"\b(?:me|us)\b", "you"), (r"\b(?:mine|ours)\b", "yours"))  # fmt: skip
_SENTENCE = re.compile(
    r"^(?:[\w'’,-]+ ){1,8}?(?:can|may|must|should|shall|will|would|want|wants|need|needs|have|has|is|are|get|gets|see|sees|use|uses"
    r"|cannot|could|lose|forget|keep|do|does)\b|^(?:I|We|My|Our|It|They|There)\b",
)


@attrs.frozen(kw_only=True)
class Picture:
    """The things that a question can name.

    `voiced` are the facts in the person's own words: neither assumed nor a recommended answer that they took.
    `activities` are what people do, the main one first; `said` are statements of other languages fit to be quoted.
    """

    facts: tuple[Fact, ...]
    voiced: tuple[Fact, ...]
    stakes: Stakes
    language: str
    said: tuple[str, ...]
    activities: tuple[Activity, ...]
    actors: tuple[str, ...]
    people: str
    money: bool
    small: bool

    def things(self, lately: str = "") -> dict[str, str]:
        """Places and what fills them; what was named in the questions just before (`lately`) is not named again."""
        leading = [who for who in self.actors if _LEADING.search(who) or not _is_a_group(who)]
        others = [who for who in self.actors if who not in leading and who not in ("people", "users")]
        actor = others[0] if others else ""
        main = next((each for each in self.activities[:_MAIN] if each.does not in lately), None)
        thing = next((each.thing for each in self.activities if each.thing), "")
        return {
            "said": next((said for said in self.said[:_MAIN] if said not in lately), ""),
            "first": self.said[0] if self.said else "",
            "when": main.clause if main else "",
            "doing": main.doing if main else "",
            "how": _as_object(main) if main else "",
            "all": self._all(),
            "thing": thing,
            "things": plural(thing) if thing else "",
            "actor": actor,
            "children": actor if actor in ("children", "kids", "pupils", "minors") else "",
            "Actor": actor[:1].upper() + actor[1:],
            "other": leading[0] if leading and actor else "",
            "people": self.people,
            "data": self._quoted(FactKind.DATA),
            "rule": self._quoted(FactKind.RULE),
            "today": self._quoted(FactKind.CONTEXT, _HOLDS_DATA),
            "goal": self._quoted(FactKind.GOAL, _STRIVES),
            "left_out": self._left_out(),
        }

    def _all(self) -> str:
        doing = [each.doing for each in self.activities][:_NAMED_TOGETHER]
        return f"{', '.join(doing[:-1])} and {doing[-1]}" if len(doing) > 1 else "".join(doing)

    def _quoted(self, kind: FactKind, about: re.Pattern[str] | None = None) -> str:
        found = [fact for fact in self.voiced if fact.kind is kind and (about is None or about.search(fact.text))]
        if not found:
            return ""
        said = found[0].text
        return quoted(gist(said), self.language)

    def _left_out(self) -> str:
        whole = " ".join(fact.text for fact in self.facts).casefold()
        unsaid = [name for name, hints in _OFTEN_EXPECTED if not re.search(hints, whole)]
        return f"{unsaid[0]} and {unsaid[1]}" if len(unsaid) > 1 else ""


_OFTEN_EXPECTED = (
    ("no app in the app stores", r"app store|ios|android|native|mobile app"),
    ("no payments", r"\bpay|paid|money|invoice|donat|card"),
    ("no chat between users", r"chat|messag"),
    ("no second language", r"language|translat|german|french|spanish"),
    ("no statistics", r"statistic|report|chart|dashboard"),
)


def picture_of(facts: tuple[Fact, ...], language: str, asked: tuple[Question, ...] = ()) -> Picture:
    """What there is to name in these facts; `asked` tells which of them only repeat a recommended answer."""
    told = telling(facts)
    offered = [folded(question.recommended) for question in asked if not _repeats_the_person(question)]
    voiced = tuple(
        fact
        for fact in told
        if fact.source.kind is not SourceKind.ASSUMPTION
        and not any(folded(fact.source.quote or fact.text) in text for text in offered)
    )
    vague = {finding.fact for finding in find_vagueness(voiced)}
    needs = tuple(
        fact
        for fact in voiced
        if fact.kind is FactKind.NEED and fact.id not in vague and fact.topic not in _NOT_WHAT_IT_DOES
    )
    activities = _by_weight(activities_in(voiced)) if language in ("en", "und") else ()
    wanted = needs or tuple(fact for fact in voiced if fact.kind is FactKind.GOAL) or voiced
    said = tuple(dict.fromkeys(spoken(fact.text, language) for fact in wanted if len(fact.text) <= SHORT_ENOUGH))
    crowds = sorted(told, key=lambda fact: -people_in(fact.text))
    return Picture(
        facts=told,
        voiced=voiced,
        stakes=assess_stakes(facts).level,
        language=language,
        said=said or tuple(spoken(fact.text, language) for fact in wanted[:1]),
        activities=activities,
        actors=_acting_in(voiced) if language in ("en", "und") else (),
        people=crowd_in(crowds[0].text) if crowds else "",
        money=moves_money(told),
        small=is_small(told),
    )


def _by_weight(activities: tuple[Activity, ...]) -> tuple[Activity, ...]:
    """What several people do with a thing is what a project is about; what it does by itself comes last."""

    def weight(each: Activity) -> tuple[bool, bool, bool]:
        return (each.who in ("", "it"), not each.thing, not each.several)

    return tuple(sorted(activities, key=weight))


def _acting_in(voiced: tuple[Fact, ...]) -> tuple[str, ...]:
    acted_in = [fact for fact in voiced if fact.kind in _ACTED_IN][:_READ_AT_MOST]
    counts = Counter(who for fact in acted_in if (who := actor_of(fact.text)))
    groups = actors_in(voiced)
    first = sorted(counts, key=lambda who: -counts[who])
    return tuple(dict.fromkeys((*(who for who in first if _is_a_group(who)), *groups, *first)))


def _is_a_group(who: str) -> bool:
    return is_plural(who.split()[-1]) and who[:1].islower()


def _as_object(activity: Activity) -> str:
    """As it follows "how do": "members book a boat"; empty where nobody is named."""
    if activity.several:
        return f"{activity.who} {activity.does}"
    return ""


def _repeats_the_person(question: Question) -> bool:
    return question.intent is QuestionIntent.CONTRADICTION or question.id == "capabilities.first"


def spoken(text: str, language: str) -> str:
    """A statement as it can follow "You said": a clause where it is an English sentence, otherwise a quotation."""
    if language not in ("en", "und"):
        return quoted(gist(text), language)
    if len(text) > GIST_ENOUGH:
        activity = activity_of(text)
        return activity.clause if activity is not None and activity.who else quoted(gist(text), language)
    if not _SENTENCE.search(text) or text.endswith("…"):
        return quoted(text, language)
    for pattern, other in _SELF:
        text = re.sub(pattern, other, text)
    first = text.split(maxsplit=1)[0]
    if first[1:].islower() or first in ("A", "You", "Your"):
        text = text[0].lower() + text[1:]
    return text.rstrip(".!; ")


def quoted(text: str, language: str) -> str:
    """The statement itself, in the quotation marks of the language."""
    before, after = {"de": ("„", "“"), "fr": ("« ", " »"), "es": ("«", "»")}.get(language, ("“", "”"))
    return f"{before}{shortened(text).rstrip('.!; ')}{after}"


def gist(text: str) -> str:
    """What a sentence begins with, up to its first turn: a question that quotes it whole is hard to read.

    Of "we want that …" only what is wanted is taken, and "actually, I think …" is left out.
    """
    text = _OPENERS.sub("", " ".join(text.split()))
    wish = _WISH.match(text)
    if wish and len(text) - wish.end() >= GIST_LEAST:
        text = text[wish.end() :]
    if len(text) <= GIST_ENOUGH:
        return text
    turn = _TURN.search(text, GIST_LEAST)
    head = text[: turn.start()] if turn else text
    if len(head) > GIST_ENOUGH:
        head = head[:GIST_ENOUGH].rsplit(" ", 1)[0]
    return head.rstrip(" ,;:(") + " …"


_OPENERS = re.compile(
    r"^(?:(?:actually|well|honestly|basically|so|and|but|i think|i guess|let's say)\b,? )+", re.IGNORECASE
)
_WISH = re.compile(
    r"^.{0,120}?\b(?:möcht\w*|woll\w*|will|wünsch\w*|brauch\w*|voudr\w*|voulons|veux|souhait\w*|quer\w*|desea\w*|necesita\w*)\b[^,.]{0,40}?"
    r",?\s(?:dass|damit|womit|bei dem|bei der|auf dem|auf der|que|où|pour que|donde|para que)\s",
    re.IGNORECASE,
)


def shortened(text: str) -> str:
    """At most a line of it, cut between words."""
    text = " ".join(text.split())
    if len(text) <= SHORT_ENOUGH:
        return text
    return text[:SHORT_ENOUGH].rsplit(" ", 1)[0].rstrip(" ,;:") + "…"


def actors_in(facts: tuple[Fact, ...]) -> tuple[str, ...]:
    """Groups of people by the names they were given, in plural, those who act most first."""
    counts: dict[str, int] = {}
    for fact in facts:
        acting = [match["who"] for match in _ACTING.finditer(fact.text)]
        named = [match["who"] for match in _NAMED.finditer(fact.text)] if fact.kind is FactKind.ACTOR else []
        for who in dict.fromkeys(_plural(folded(name)) for name in (*acting, *named)):
            if not _NO_PEOPLE.match(who):
                counts[who] = counts.get(who, 0) + 1
    counts = {who: count for who, count in counts.items() if who not in ("people", "users") or len(counts) == 1}
    return tuple(sorted(counts, key=lambda who: -counts[who]))


def _plural(word: str) -> str:
    if word in ("people", "staff", "kids", "children") or word.endswith("s"):
        return word
    return word[:-1] + "ies" if word.endswith("y") else word + "s"
