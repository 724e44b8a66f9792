"""The open questions in the person's language: what they left open, and what no builder can do without."""

import re

from specstep.domain.documents.vision import Vision
from specstep.domain.drafting.requirements.asking import Questions
from specstep.domain.drafting.vision import KEEPING
from specstep.domain.interviews.values import FactKind
from specstep.domain.phrases import Phrases
from specstep.domain.tasks.inputs import Briefing

COPIES = re.compile(r"sicherung|backup|wiederherstell|sauvegarde|restaur|copia", re.IGNORECASE)


def ask(briefing: Briefing, vision: Vision, questions: Questions, say: Phrases) -> None:
    """Add the questions; those that quote the person come first."""
    by_id = {fact.id: fact for fact in briefing.facts}
    for clash in briefing.contradictions:
        first, second = by_id.get(clash.first), by_id.get(clash.second)
        if first is not None and second is not None:
            questions.add(
                say(
                    "Before this can be settled, which is right: “{first}” or “{second}”?",
                    first=first.text.rstrip(". "),
                    second=second.text.rstrip(". "),
                ),
                say("Both cannot hold."),
                second.topic,
                (first.id, second.id),
                rank=0,
                meanwhile=say("the later statement holds"),
            )
    for fact in briefing.facts:
        if fact.kind is FactKind.QUESTION:
            text = " ".join(fact.text.split())
            questions.add(
                text if text.endswith("?") else say("To be settled: “{what}”?", what=text.rstrip(".")),
                say("The person asked this or left it open."),
                fact.topic,
                (fact.id,),
                rank=2,
                meanwhile=say("no requirement settles it"),
            )
    said = " ".join(fact.text for fact in briefing.facts)
    if vision.stakes != "low" and not re.search(r"\d", " ".join(goal.text for goal in vision.goals)):
        questions.add(
            say("What should be better once it is in use, and by which figure would one see it?"),
            say("No goal with a figure was named, so nothing says what to drop first when time runs short."),
            "goals",
            meanwhile=say("all requirements weigh the same"),
        )
    if not KEEPING.search(said):
        questions.add(
            say("Who looks after it once it runs, and how many hours a month does that person have?"),
            say("The effort of running it decides between the proposals."),
            "operations",
            meanwhile=say("somebody with little time"),
        )
    if vision.stakes != "low" and not COPIES.search(said):
        questions.add(
            say("How much recent work may be lost at worst when a disk fails, and how long may restoring take?"),
            say("Nobody spoke about copies."),
            "operations",
            recommended=say("at most one day of work, restored within one working day"),
            meanwhile=say("a copy each night"),
        )
