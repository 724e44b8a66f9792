"""Word what there shall be: things, measures within their bounds, maxima."""

import re

import attrs

from specstep.domain.drafting.english.nouns import is_plural, with_article
from specstep.domain.drafting.english.verbs import is_verb
from specstep.domain.drafting.requirements.about_things import BOUNDED, bound, counted_noun, mentioned
from specstep.domain.drafting.requirements.clauses import Known
from specstep.domain.drafting.requirements.phrasing import from_outside, lowered, object_of
from specstep.domain.language.predicates import find_predicate
from specstep.domain.language.values import Clause
from specstep.domain.language.words import tokens

CLAUSE_LIKE = re.compile(
    r"^(?:(?!\b(?:that|which|who|how)\b)[^,])*?(?<!that )(?<!which )(?<!who )\b(?:can|must|may|shall|should|will|is|are|has|have)\b(?![^,]*\bper\b)"
)
METRIC = re.compile(
    r"\b(?:latency|availability|uptime|times?|throughput|accuracy|rates?|loss|lost|errors?|failures?|delay|share|usage|consumption|load)\b",
    re.IGNORECASE,
)
MAXIMUM_IS = re.compile(
    r"^(?:the )?(?P<which>max(?:imum)?|min(?:imum)?|limit|capacity)(?: number| amount| count)?(?: (?:of|for|on))? "
    r"(?P<what>.+?) (?:is|must be|should be|shall be) (?P<figure>.*\d.*)$",
    re.IGNORECASE,
)
KEPT_WITHIN = re.compile(
    r"^(?:an? |the )?(?P<what>[^,:]{3,60}?) (?P<figure>(?:under|below|above|over|at most|at least|less than|more than|within) \d.*)$",
    re.IGNORECASE,
)
"""A measure and its bound."""


def maximum(match: re.Match[str]) -> tuple[str, tuple[str, ...], str, str]:
    """The action, roles and thing of "the maximum number of guests is 12"."""
    bound = "at least" if match["which"].lower().startswith("min") else "at most"
    what = match["what"]
    figure = match["figure"]
    number = re.match(r"^(\d[\d.,]*)$", figure)
    if number and (per := re.match(r"^(.+?) (per|in|for|on) (.+)$", what)):
        return f"allow {bound} {figure} {per[1]} {per[2]} {per[3]}", (), per[1], ""
    if number and is_plural(what):
        return f"allow {bound} {figure} {what}", (), what, ""
    return f"limit {what} to {bound} {figure}", (), what, ""


def existing(clause: Clause, known: Known) -> tuple[str, tuple[str, ...], str, str]:
    """The action, roles and thing of what a clause says that there shall be."""
    what = from_outside(clause.rest, known)
    if given := re.match(r"^to (?P<who>(?:(?!with\b)[\w' -])+?) with (?P<what>.+)$", what):
        return (
            f"provide {given['who']} with {given['what']}",
            mentioned(given["who"], known),
            object_of(given["what"]),
            "",
        )
    bounded = BOUNDED.match(what)
    if bounded and re.search(r"\d", what):
        return f"allow {bound(bounded)}", (), counted_noun(bounded["what"]), ""
    if refused := re.match(r"^no (?!one\b|longer\b)(?P<what>.+)$", what, re.IGNORECASE):
        what, clause = refused["what"], attrs.evolve(clause, negated=True)
    if clause.negated:
        return f"exclude {what}", (), what, ""
    if re.match(r"^(?:available|usable|accessible|reachable|operational|secure|reliable)\b", what, re.IGNORECASE):
        return f"be {lowered(what)}", (), "", ""
    if re.match(r"^(?:on|offline|without)\b", what, re.IGNORECASE):
        return f"work {lowered(what)}", (), "", ""
    if figure := re.match(r"^(?P<noun>availability|uptime|response time|latency|throughput|accuracy|capacity|battery life) "
                          r"(?:of )?(?P<figure>(?:(?:under|below|over|above|at least|at most|less than|more than|up to) )?\d.*)$", what, re.IGNORECASE):  # fmt: skip
        noun = figure["noun"].lower()
        return f"provide {with_article(noun)} of {figure['figure']}", (), noun, ""
    if (
        (kept := KEPT_WITHIN.match(what))
        and find_predicate(tokens(kept["what"])) is None
        and METRIC.search(kept["what"])
    ):
        return f"keep the {lowered(kept['what'])} {kept['figure']}", (), lowered(kept["what"]), ""
    if CLAUSE_LIKE.search(what) or re.match(r"^(?:in|at|by|for|from|since|after|before)\b", what, re.IGNORECASE):
        return f"ensure the following: {lowered(what)}", (), "", ""
    words = what.split()
    if words and is_verb(words[0]) and words[0].endswith("ing") and len(words) > 1:
        return f"support {what}", (), " ".join(words[1:]), ""
    return f"provide {lowered(what)}", (), what, ""
