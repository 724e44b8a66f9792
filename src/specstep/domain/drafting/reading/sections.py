"""What a heading or label says about the statements below it."""

import re

import attrs

from specstep.domain.interviews.values import FactKind


@attrs.frozen
class Section:
    """The part that statements below a heading play, where their own words don't say otherwise."""

    kind: FactKind
    topic: str | None = None
    priority: str | None = None
    binding: bool = False  # the heading outweighs the statement's own words


_K = FactKind
_TABLE: tuple[tuple[str, Section], ...] = (
    (r"out of scope|non[- ]?goals?|not (?:building|needed|wanted|included|required)|not in scope|won'?t(?: have)?|exclusions?|excluded|what it is not|not included|not planned"
     r"|we don'?t (?:want|need)|anti[- ]?goals|not doing|nicht[- ]ziele|nicht im umfang|fuera de alcance|hors périmètre|non[- ]objectifs",
     Section(_K.NON_GOAL, "non-goals", "wont", binding=True)),
    (r"nice[- ]to[- ]haves?|could(?: have)?s?|wish ?list|optional|bonus|if time allows|schön wäre|kann", Section(_K.NEED, "capabilities", "could")),
    (r"later|future|phase (?:2|3|two|three|ii|iii)\b.*|not now|version (?:2|3)\b.*|v[23]\b.*|backlog|some ?day|ideas for later|roadmap"
     r"|next steps?|später|phase zwei|plus tard|más adelante|after launch|stage (?:2|two)", Section(_K.LATER, None, "wont", binding=True)),
    (r"open (?:questions?|points?|issues?)|questions?|unknowns?|to be decided|tbd|undecided|offene (?:fragen|punkte)|questions ouvertes", Section(_K.QUESTION, None, binding=True)),
    (r"must[- ]haves?|musts?|muss|pflicht|mvp|essential|mandatory|phase (?:1|one)", Section(_K.NEED, "capabilities", "must")),
    (r"should(?: have)?s?|soll", Section(_K.NEED, "capabilities", "should")),
    (r"success(?: metrics| criteria)?|metrics|kpis?|measures? of success|how we (?:measure|know).*|erfolg.*|done when", Section(_K.GOAL, "success")),
    (r"goals?|objectives?|purpose|vision|why|mission|aims?|ziele?|zweck|objectifs?|objetivos?|summary|overview|in short|elevator pitch|motivation|problem(?: statement)?|the problem",
     Section(_K.GOAL, "purpose")),
    (r"(?:target )?users?|personas?|audience|actors?|roles?(?: and permissions)?|who(?: uses it| is it for)?|stakeholders?|nutzer|benutzer|rollen|utilisateurs|usuarios|people|customers?",
     Section(_K.ACTOR, "users")),
    (r"decisions?|decided|settled|tech(?:nical|nology)?(?: stack| choices| decisions)?|stack|architecture|technik|entscheidungen|platform",
     Section(_K.DECISION, "decisions")),
    (r"security(?: and privacy| & privacy)?|privacy|data protection|datenschutz|sicherheit|security, privacy.*|permissions|access|authentication",
     Section(_K.RULE, "security-privacy")),
    (r"law|legal|compliance|regulation|regulatory|recht.*|legal and compliance|tax(?:es)?", Section(_K.RULE, "law")),
    (r"(?:business )?rules?|polic(?:y|ies)|constraints?|regeln|règles|reglas|cancellation.*|pricing rules", Section(_K.RULE, "rules")),
    (r"budget|money|cost[s]?|pricing|kosten|price[s]?|fees", Section(_K.LIMIT, "money")),
    (r"time(?:line|table| ?frame)?|deadlines?|schedule|milestones|team|resources|termine|zeitplan|who builds it", Section(_K.LIMIT, "team-time")),
    (r"limits?|volumes?|scale|load|figures|sizing|numbers|traffic|mengen|capacity", Section(_K.LIMIT, "load")),
    (r"qualit(?:y|ies)(?: requirements?| attributes)?|non[- ]?functional(?: requirements?)?|nfrs?|performance|availability|accessibility|usability|qualität|service levels?|reliability",
     Section(_K.QUALITY, "quality")),
    (r"data(?: model)?|entities|records|what we (?:keep|store)|information|daten|données|datos|fields?|data we keep", Section(_K.DATA, "data")),
    (r"integrations?|interfaces to.*|external systems|third[- ]part.*|schnittstellen", Section(_K.NEED, "integrations")),
    (r"apis?|interfaces?|ui|screens?|user interface|channels", Section(_K.NEED, "interfaces")),
    (r"deployment|hosting|infrastructure|operations?|betrieb|environments?", Section(_K.DECISION, "deployment")),
    (r"errors?|failures?(?: handling| modes)?|error handling|what can go wrong|edge cases|when things go wrong|offline", Section(_K.NEED, "failure")),
    (r"context|background|today|current(?: situation| state| process)?|as[- ]is|status quo|how (?:it works|we work|things work) (?:now|today)|existing.*|situation|ausgangslage|heute|contexte|contexto|about us",
     Section(_K.CONTEXT, "existing")),
    (r"(?:functional )?requirements?|features?|needs?|capabilities|functions?|functionality|user stories|stories|scope|in scope|what it (?:should|must|has to|does).*|it (?:should|must)|use cases|anforderungen|funktionen|fonctionnalités|funcionalidades|requisitos|first version|version 1|v1|release 1|workflow|the app|how it works|what i need|what we need",
     Section(_K.NEED, "capabilities")),
    (r"assumptions?|annahmen|notes?|misc(?:ellaneous)?|remarks|glossary|terms", Section(_K.CONTEXT, None)),
)  # fmt: skip
_COMPILED = tuple((re.compile(rf"(?:{pattern})$", re.IGNORECASE), section) for pattern, section in _TABLE)
_CONTAINS = tuple(
    (re.compile(rf"(?:{pattern})\b", re.IGNORECASE), section)
    for pattern, section in (
        (
            r"\b(?:out of scope|non-goal|not (?:in|part of)|do(?:es)? not (?:want|need)|must not become)",
            _TABLE[0][1],
        ),
        (r"\b(?:later|phase (?:2|two)|future|not now)", _TABLE[2][1]),
        (r"\b(?:open questions?)", _TABLE[3][1]),
        (r"\b(?:nice to have|would be nice)", _TABLE[1][1]),
        (r"\b(?:must[- ]haves?)", _TABLE[4][1]),
    )
)


def section_of(heading: str) -> Section | None:
    """What a heading announces, or None where it is a name like any other."""
    bare = re.sub(
        r"^(?:\d+(?:\.\d+)*[.)]?|[a-zA-Z][.)]|our|the|some|my|key|main|product|project|other|more|a few|a couple of|few|hard|house|important)\s+",
        "",
        heading.strip(),
    )
    bare = re.sub(
        r"^(?:our|the|some|my|key|main|product|project|other|more|a few|a couple of|few|hard|house|important)\s+",
        "",
        bare,
        flags=re.IGNORECASE,
    )
    bare = re.sub(r"\s*\([^)]*\)\s*$", "", bare).strip(" :*_.?!")
    bare = re.sub(
        r"\s+(?:so far|(?:already )?(?:made|taken|agreed)|to date|for now)$", "", bare, flags=re.IGNORECASE
    )
    for pattern, section in _COMPILED:
        if pattern.match(bare):
            return section
    parts = re.split(r"\s*(?:,|/|&|\band\b|[-–—])\s*", bare)
    if len(parts) > 1:
        for part in parts:
            for pattern, section in _COMPILED:
                if part and pattern.match(part):
                    return section
    for pattern, section in _CONTAINS:
        if pattern.search(bare):
            return section
    return None


def innermost(headings: tuple[str, ...]) -> Section | None:
    """The section of the innermost heading that announces one; an outer one that is binding wins."""
    found: list[Section] = [section for section in (section_of(heading) for heading in headings) if section]
    if len(found) > 1 and found[-1].kind is _K.LIMIT and found[-2].kind is _K.NEED:
        return found[-2]
    return next((section for section in found if section.binding), found[-1] if found else None)
