"""The rubric as a table. Why these gate and others don't: docs/adr/0003-gate-criteria.md."""

from specstep.domain.documents.package import DocumentKey
from specstep.domain.rubric.drawings import diagrams
from specstep.domain.rubric.duplicates import near_duplicates
from specstep.domain.rubric.figures import measurable, satisfiable
from specstep.domain.rubric.identifiers import unique_ids
from specstep.domain.rubric.remains import no_remains
from specstep.domain.rubric.sources import one_fate, quoted_sources
from specstep.domain.rubric.structure import decisions, sections, stories, threats
from specstep.domain.rubric.subject import Check, Criterion
from specstep.domain.rubric.traceability import backward, forward, tested_by_scenarios
from specstep.domain.rubric.vocabulary import acronyms, glossary, units
from specstep.domain.rubric.wording import (
    active_with_a_name,
    ears,
    no_absolutes,
    no_escapes,
    no_open_ends,
    no_pronouns,
    no_vague_terms,
    one_obligation,
)
from specstep.domain.rubric.written import interface, length, links_and_secrets, scenarios

INCOSE = "INCOSE Guide to Writing Requirements"
IEEE = "ISO/IEC/IEEE 29148"


def _row(
    number: int,
    name: str,
    source: str,
    check: Check,
    *,
    gate: bool = False,
    english: bool = False,
    repairs: DocumentKey | None = None,
) -> Criterion:
    return Criterion(
        number=number, name=name, source=source, gate=gate, check=check, repairs=repairs, english_only=english
    )


CRITERIA: tuple[Criterion, ...] = (
    _row(1, "Ids are unique", f"{IEEE}: unique identification", unique_ids, gate=True),
    _row(
        2, "Functional requirements have an EARS form", "EARS (Mavin et al., RE'09)", ears, gate=True, english=True
    ),
    _row(3, "One obligation each", f"{IEEE}: singular; {INCOSE}", one_obligation, gate=True, english=True),
    _row(
        4, "No vague terms", f"{INCOSE}: vague terms; {IEEE}: requirement language", no_vague_terms, english=True
    ),
    _row(5, "No escape clauses", f"{INCOSE}: escape clauses; {IEEE}: loopholes", no_escapes, english=True),
    _row(6, "No open-ended lists", f"{INCOSE}: open-ended clauses", no_open_ends, english=True),
    _row(7, "No unquantified absolutes", f"{INCOSE}: unachievable absolutes", no_absolutes, english=True),
    _row(8, "Active voice, named subject", f"{INCOSE}: active voice; subject", active_with_a_name, english=True),
    _row(9, "No pronoun subjects", f"{INCOSE}: pronouns", no_pronouns, english=True),
    _row(10, "Quality requirements are measurable", f"{IEEE}: verifiable; {INCOSE}: measurable", measurable),
    _row(11, "Consistent units", f"{INCOSE}: units of measure", units),
    _row(
        12,
        "One name per thing, in the glossary",
        f"{INCOSE}: defined and consistent terms",
        glossary,
        english=True,
    ),
    _row(13, "Acronyms are spelled out", f"{INCOSE}: acronyms", acronyms, english=True),
    _row(
        14,
        "Each requirement has an acceptance scenario",
        f"{IEEE}: verifiable; Gherkin",
        tested_by_scenarios,
        gate=True,
        repairs=DocumentKey.ACCEPTANCE,
    ),
    _row(15, "Scenarios parse: Given, When, Then", "Gherkin reference", scenarios, gate=True),
    _row(16, "Forward trace is complete", f"{IEEE}: traceable", forward, gate=True),
    _row(17, "Backward trace: no orphans", f"{IEEE}: traceable, necessary", backward, gate=True),
    _row(18, "Sources are quoted verbatim", f"{IEEE}: traceable to its source", quoted_sources, gate=True),
    _row(
        19,
        "Each fact has one fate",
        f"{IEEE}: complete set of requirements",
        one_fate,
        gate=True,
        repairs=DocumentKey.REQUIREMENTS,
    ),
    _row(20, "Nothing left to fill in", f"{IEEE}: complete (no TBD)", no_remains, gate=True),
    _row(21, "Figures can hold together", f"{IEEE}: consistent, feasible set", satisfiable),
    _row(22, "No near-duplicates", f"{INCOSE}: non-duplication", near_duplicates),
    _row(23, "Diagrams are well formed and name what the text names", "C4 model; Mermaid", diagrams, gate=True),
    _row(24, "Decision records are complete", "MADR", decisions, gate=True),
    _row(25, "STRIDE for each element", "STRIDE per element (Shostack, Threat Modeling)", threats, gate=True),
    _row(26, "arc42 sections are filled or not applicable", "arc42", sections, gate=True),
    _row(27, "The interface is valid and traced", "OpenAPI Specification 3.1", interface, gate=True),
    _row(28, "Links resolve, no secrets", "CommonMark; GitHub's anchors", links_and_secrets, gate=True),
    _row(29, "Stories have role, goal and benefit", "User stories (Cohn, User Stories Applied)", stories),
    _row(30, "Length fits the stakes", "our own figures; arc42: lean documentation", length),
)
