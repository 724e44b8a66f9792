"""The EARS forms, read off a requirement's words.

Source: Mavin, Wilkinson, Harwood, Novak, "Easy Approach to Requirements Syntax (EARS)", RE'09.
"""

import re

import attrs

from specstep.domain.documents.requirements import Pattern, Requirement
from specstep.domain.rubric.words import without_quotes

KEYWORDS = {
    "when": Pattern.EVENT,
    "while": Pattern.STATE,
    "where": Pattern.OPTIONAL,
    "if": Pattern.UNWANTED,
}
SHALL = re.compile(r"\bshall\b", re.IGNORECASE)
KEYWORD = re.compile(r"(?:^|,\s+(?:and\s+)?)(when|while|where|if)\s+", re.IGNORECASE)
SUBJECT = re.compile(r"^(?:then\s+)?(?P<subject>\S.*)$", re.IGNORECASE | re.DOTALL)


@attrs.frozen(kw_only=True)
class Form:
    """A requirement taken apart: its form, its conditions, its subject and what shall happen."""

    pattern: Pattern
    conditions: str
    subject: str
    response: str


def form_of(text: str) -> Form | str:
    """The form of a requirement, or in words why it has none."""
    plain = " ".join(without_quotes(text).split())
    shall = SHALL.search(plain)
    if shall is None:
        return 'has no "shall"'
    head, response = plain[: shall.start()].strip(), plain[shall.end() :].strip(" .")
    if not response:
        return 'says nothing after "shall"'
    keywords = [KEYWORDS[match[1].lower()] for match in KEYWORD.finditer(head)]
    conditions, subject = "", head
    if keywords and KEYWORD.match(head):
        conditions, comma, subject = head.rpartition(",")
        if not comma:
            return "has no comma between its condition and its subject"
    elif keywords:
        return "puts its condition behind the subject"
    named = SUBJECT.match(subject.strip())
    if named is None:
        return 'names nobody before "shall"'
    pattern = Pattern.UBIQUITOUS if not keywords else keywords[0] if len(keywords) == 1 else Pattern.COMPLEX
    return Form(pattern=pattern, conditions=conditions, subject=named["subject"].strip(), response=response)


def subject_of(item: Requirement) -> str:
    """The words before "shall" that say who is obliged, or nothing where there is no form."""
    form = form_of(item.text)
    return "" if isinstance(form, str) else form.subject
