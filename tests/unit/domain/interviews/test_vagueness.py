import pytest
from tests.samples.talks import facts_of

from specstep.domain.interviews.vagueness import KINDS, find_vagueness, kind_of
from specstep.domain.interviews.values import FactKind

Q = FactKind.QUALITY


@pytest.mark.parametrize(
    ("text", "phrase"),
    [
        ("The page must be fast.", "fast"),
        ("It must be easy to use.", "easy"),
        ("Data is backed up regularly.", "regularly"),
        ("It exports CSV, XLSX etc.", "etc."),
        ("The list is sorted if possible.", "if possible"),
        ("Die Seite muss schnell sein.", "schnell"),
        ("La page doit être rapide.", "rapide"),
        ("La página debe ser rápida.", "rápida"),
        ("It must be secure, with 2 factors.", "secure"),
    ],
)
def test_vague_words_are_named_with_what_to_ask_instead(text: str, phrase: str) -> None:
    (found,) = find_vagueness(facts_of((text, Q, "quality")))
    assert found.phrase == phrase
    assert found.ask
    assert kind_of(found) in KINDS


@pytest.mark.parametrize(
    "text",
    [
        "The page is fast: it answers within 2 seconds.",
        "Breakfast is served daily.",
        "The fasting period is recorded.",
    ],
)
def test_a_figure_settles_what_can_be_measured(text: str) -> None:
    assert find_vagueness(facts_of((text, Q, "quality"))) == ()


def test_only_what_binds_somebody_is_held_to_it() -> None:
    assert find_vagueness(facts_of(("Today it is easy.", FactKind.CONTEXT, "existing"))) == ()
