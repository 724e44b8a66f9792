"""The catalogues of fixed phrases: complete, and true to the places that values go to."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

import specstep.domain as domain
from specstep.domain.phrases import LANGUAGES, phrases_in
from specstep.domain.phrases.catalogue import CATALOGUES

DOMAIN = Path(domain.__file__).parent
PLACE = re.compile(r"\{(\w+)\}")
LITERAL = re.compile(r'\bsay\("((?:[^"\\]|\\.)*)"')


def said(tree: ast.AST) -> Iterator[str]:
    """The phrases that a module says by their English words."""
    for node in ast.walk(tree):
        if not isinstance(node, ast.Call) or not node.args:
            continue
        name = node.func.id if isinstance(node.func, ast.Name) else getattr(node.func, "attr", "")
        for each in {"say": node.args[:1], "counted": node.args[1:]}.get(name, ()):
            for part in (each.body, each.orelse) if isinstance(each, ast.IfExp) else (each,):
                if isinstance(part, ast.Constant) and isinstance(part.value, str):
                    yield part.value


def every_phrase() -> set[str]:
    found: set[str] = set()
    for path in (*DOMAIN.glob("rendering/**/*.py"), *DOMAIN.glob("drafting/foreign/*.py")):
        found |= set(said(ast.parse(path.read_text(encoding="utf-8"))))
    for path in DOMAIN.glob("rendering/page/templates/*.jinja"):
        found |= set(LITERAL.findall(path.read_text(encoding="utf-8")))
    return found


@pytest.mark.parametrize("language", sorted(CATALOGUES))
def test_each_phrase_that_is_said_is_in_the_catalogue(language: str) -> None:
    assert sorted(every_phrase() - CATALOGUES[language].keys()) == []


@pytest.mark.parametrize("language", sorted(CATALOGUES))
def test_a_translation_has_the_places_of_its_phrase(language: str) -> None:
    for english, phrase in CATALOGUES[language].items():
        assert set(PLACE.findall(phrase)) == set(PLACE.findall(english)), english


def test_the_catalogues_hold_the_same_phrases() -> None:
    assert len({frozenset(texts) for texts in CATALOGUES.values()}) == 1


def test_a_language_without_a_catalogue_is_spoken_to_in_english() -> None:
    assert "nl" not in LANGUAGES
    assert phrases_in("nl")("Goals") == "Goals"
    assert phrases_in("de")("Goals") == "Ziele"
