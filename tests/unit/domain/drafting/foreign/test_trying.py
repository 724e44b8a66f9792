"""Scenarios in German, French and Spanish: the person's words at each figure, in Gherkin of their language."""

import pytest
from gherkin.parser import Parser
from tests.unit.domain.drafting.briefings import briefing, drafted

from specstep.domain.documents.acceptance import Scenario
from specstep.domain.phrases.gherkin import BY_LANGUAGE, keywords_of


def _scenarios(language: str, kind: str, said: str) -> list[Scenario]:
    draft = drafted(briefing((kind, said), language=language))
    return [scenario for feature in draft.acceptance.features for scenario in feature.scenarios]


@pytest.mark.parametrize(
    ("language", "kind", "said", "steps"),
    [
        ("de", "rule", "Mitglieder können höchstens 5 Bücher gleichzeitig ausleihen.",
         ["Ada dies tut: 5 Bücher gleichzeitig ausleihen", "Ada dies versucht: 6 Bücher gleichzeitig ausleihen"]),
        ("fr", "need", "Les membres doivent pouvoir réserver une machine pour 1 à 4 heures.",
         ["Ada fait ceci : réserver une machine pour 4 heures", "Ada essaie ceci : réserver une machine pour 5 heures"]),
        ("es", "need", "Solo los veterinarios pueden modificar el historial.",
         ["Sam hace esto: modificar el historial", "Max intenta esto: modificar el historial"]),
        ("de", "rule", "Ausleihdaten müssen 12 Monate nach der Rückgabe gelöscht werden (DSGVO).",
         ["jemand danach sucht: Ausleihdaten", "die Löschung gelaufen ist"]),
        ("es", "need", "Si el cliente no responde en 5 días, la recepción recibe un aviso.", ["el cliente no responde en 5 días"]),
    ],
)  # fmt: skip
def test_a_sentence_is_tried_where_its_figure_holds_and_where_it_does_not(
    language: str, kind: str, said: str, steps: list[str]
) -> None:
    assert [scenario.when[0] for scenario in _scenarios(language, kind, said)] == steps


@pytest.mark.parametrize("language", [*BY_LANGUAGE, "en", "nl"])
def test_the_official_parser_knows_the_keywords(language: str) -> None:
    words = keywords_of(language)
    lines = [
        f"# language: {words.code or 'en'}",
        f"{words.feature}: a",
        f"  {words.scenario}: b",
        *(
            f"    {words.opening(word, number, step)}{step}"
            for word in ("given", "when", "then")
            for number, step in enumerate(("Ada c", "d"))
        ),
    ]
    (scenario,) = Parser().parse("\n".join(lines))["feature"]["children"]
    kinds = [step["keywordType"] for step in scenario["scenario"]["steps"]]
    assert kinds == ["Context", "Conjunction", "Action", "Conjunction", "Outcome", "Conjunction"]
