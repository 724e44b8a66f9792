"""evidence/: what the package rests on."""

import re

from specstep.domain.documents.package import Package
from specstep.domain.documents.requirements import FactFate
from specstep.domain.documents.reviews import Choice
from specstep.domain.documents.statements import OpenQuestion
from specstep.domain.interviews.values import Fact, Source, SourceKind, Turn
from specstep.domain.phrases import Phrases, phrases_in
from specstep.domain.rendering.documents.requirements import json_file
from specstep.domain.rendering.escaping import folded, printable
from specstep.domain.rendering.markdown import Page, text
from specstep.domain.rendering.places import QUESTIONS, TRANSCRIPT, Links, links_from
from specstep.domain.rendering.values import RenderedFile

PLACE = re.compile(r"[\w./-]+(?:#[\w-]+)?")


def render(package: Package) -> list[RenderedFile]:
    """Transcript, extracts per source, assumptions and open questions, decision log, reviews."""
    return [
        _transcript(package),
        json_file("evidence/transcript.json", transcript_json(package)),
        _sources(package),
        _questions(package),
        _decision_log(package),
        json_file("evidence/decisions.json", {"decisions": [_choice(choice) for choice in package.choices]}),
        json_file("evidence/reviews.json", reviews_json(package)),
    ]


def _choice(choice: Choice) -> dict[str, object]:
    return {
        "number": choice.number,
        "agent": choice.agent,
        "what": choice.what,
        "why": choice.why,
        "refs": list(choice.refs),
    }


def transcript_json(package: Package) -> dict[str, object]:
    """The turns and references that sources name, redacted."""
    dossier = package.dossier
    return {
        "interview": dossier.interview_id,
        "language": dossier.language,
        "redactions": dossier.redactions,
        "turns": [_turn(turn) for turn in dossier.turns],
        "references": [
            {"ref": reference.ref, "name": reference.name, "text": reference.text}
            for reference in dossier.references
        ],
    }


def _turn(turn: Turn) -> dict[str, object]:
    return {
        "ref": turn.ref,
        "speaker": turn.speaker.value,
        "phase": turn.phase.value,
        "at": turn.at.isoformat(),
        "content": turn.content,
        "answer": turn.answer.value if turn.answer else None,
    }


def _transcript(package: Package) -> RenderedFile:
    say = phrases_in(package.dossier.language)
    page = Page(say("Transcript"))
    redactions = package.dossier.redactions
    page.paragraph(
        say("What was said, in order, word for word.")
        + (" " + say("Secrets that were taken out: {count}.", count=redactions) if redactions else "")
    )
    for turn in package.dossier.turns:
        page.heading(2, turn.ref)
        page.paragraph(f"{say(turn.speaker.value).capitalize()}, {turn.at:%Y-%m-%d %H:%M} UTC")
        page.fence("text", printable(turn.content))
    for reference in package.dossier.references:
        page.heading(2, reference.ref)
        page.paragraph(reference.name)
        page.fence("text", printable(reference.text))
    return RenderedFile.text(TRANSCRIPT, page.render())


def _sources(package: Package) -> RenderedFile:
    path = "evidence/sources.md"
    links = links_from(path, package)
    say = links.say
    page = Page(say("Extracts per source"))
    page.paragraph(
        say("Each fact that was taken, by the turn or document that it comes from, and what became of it.")
    )
    fates = {fate.fact: fate for fate in package.fates}
    groups: dict[str, list[Fact]] = {}
    for fact in package.dossier.facts:
        ref = say("Assumptions") if fact.source.kind is SourceKind.ASSUMPTION else fact.source.ref.split(":")[0]
        groups.setdefault(ref, []).append(fact)
    for ref, facts in groups.items():
        page.heading(2, ref)
        page.bullets(
            (
                f"**{text(fact.id)}** ({say(fact.kind.value)}) {text(fact.text)}",
                [*_words(fact, links), *([_fate(fates[fact.id], links)] if fact.id in fates else [])],
            )
            for fact in facts
        )
    return RenderedFile.text(path, page.render())


def _words(fact: Fact, links: Links) -> list[str]:
    """The source's words, where the fact says them otherwise."""
    if fact.source.quote is not None and folded(fact.source.quote).rstrip(". ") == folded(fact.text).rstrip(". "):
        return []
    return [links.source(fact.source)]


def _fate(fate: FactFate, links: Links) -> str:
    where = ", ".join(links.id(place) if place in links.places else _place(place, links) for place in fate.where)
    why = links.text(fate.why)
    return f"{links.say(fate.fate.value).capitalize()}{': ' if where or why else ''}{'; '.join(filter(None, (where, why)))}"


def _place(place: str, links: Links) -> str:
    return links.file(place, place) if PLACE.fullmatch(place) else text(place)


def _questions(package: Package) -> RenderedFile:
    links = links_from(QUESTIONS, package)
    say = links.say
    page = Page(say("Assumptions and open questions"))
    page.heading(2, say("Assumptions"))
    assumed = [(fact.text, fact.source.why) for fact in package.dossier.facts if _is_assumed(fact.source)]
    assumed += [
        (statement.text, next((source.why for source in statement.sources if _is_assumed(source)), ""))
        for statement in package.architecture.assumptions
    ]
    page.bullets(
        (links.text(words), [say("Because: {why}", why=links.text(why))] if why else []) for words, why in assumed
    )
    questions = package.requirements.open_questions
    if any(question.meanwhile for question in questions):
        page.paragraph(say("What each open question leaves to assumption stands below it."))
    elif not assumed:
        page.paragraph(say("Nothing was assumed."))
    page.heading(2, say("Open questions"))
    for question in questions:
        page.heading(3, question.id)
        page.lead(question.text)
        page.bullets(
            [
                say("Why it matters: {why}", why=links.text(question.why)) if question.why else "",
                say("Recommended: {answer}", answer=links.text(question.recommended))
                if question.recommended
                else "",
                say("Assumed until then: {what}", what=links.text(_meanwhile(question, say)))
                if question.meanwhile
                else "",
                say("Concerns {ids}", ids=links.ids(question.blocks)) if question.blocks else "",
            ]
        )
    if not package.requirements.open_questions:
        page.paragraph(say("No question is open."))
    return RenderedFile.text(QUESTIONS, page.render())


def _is_assumed(source: Source) -> bool:
    return source.kind is SourceKind.ASSUMPTION


def _meanwhile(question: OpenQuestion, say: Phrases) -> str:
    return say("the same") if question.meanwhile == question.recommended else question.meanwhile


def _decision_log(package: Package) -> RenderedFile:
    path = "evidence/decision-log.md"
    links = links_from(path, package)
    say = links.say
    page = Page(say("Decision log"))
    page.paragraph(say("What was decided while this package was made, by which agent, and why."))
    page.bullets(
        (f"**{choice.number}, {text(choice.agent)}**: {links.text(choice.what)}", [links.text(choice.why)])
        for choice in package.choices
    )
    if not package.choices:
        page.paragraph(say("Nothing had to be decided."))
    return RenderedFile.text(path, page.render())


def reviews_json(package: Package) -> dict[str, object]:
    """What reviewers said, and what became of it."""
    return {
        "reviews": [
            {
                "reviewer": review.reviewer,
                "document": review.document,
                "round": review.round,
                "summary": review.summary,
                "remarks": [
                    {
                        "where": remark.where,
                        "quote": remark.quote,
                        "what": remark.what,
                        "severity": remark.severity,
                        "accepted": remark.accepted,
                        "because": remark.because,
                    }
                    for remark in review.remarks
                ],
                "judgements": [
                    {
                        "criterion": judgement.criterion,
                        "score": judgement.score,
                        "evidence": judgement.evidence,
                        "quote": judgement.quote,
                    }
                    for judgement in review.judgements
                ],
            }
            for review in package.reviews
        ]
    }
