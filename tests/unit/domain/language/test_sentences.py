"""Sentences end where a reader would end them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from specstep.domain.language.detection import language_of
from specstep.domain.language.lemmas import base_verb, gerund, past_participle, third_person
from specstep.domain.language.nouns import article, noun_phrases, plural, singular
from specstep.domain.language.sentences import sentence_spans, sentences


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("Hi Dr. Smith, it costs EUR 3.50 e.g. per box. We open at 8 a.m. on Monday.", 2),
        ("At 8 a.m. The shop opens.", 2),
        ("Version 2.0 is ok... Then this.", 2),
        ("must work offline. no login. max. 3 per day.", 3),
        ("am 3. Mai geht es los. Danach nicht.", 2),
        ("Why? Because! Done", 3),
        ("See foo.py for that.", 1),
        ("1. First thing", 1),
    ],
)
def test_a_text_has_so_many_sentences(text: str, parts: int) -> None:
    assert len(sentences(text)) == parts


@given(st.text(max_size=300))
def test_sentences_cover_everything_but_white_space(text: str) -> None:
    assert "".join("".join(text[a:b].split()) for a, b in sentence_spans(text)) == "".join(text.split())


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("Die Mitglieder sollen Bücher suchen können und wir brauchen keine Gebühren.", "de"),
        ("Les bénévoles doivent pouvoir s'inscrire et nous ne voulons pas de publicité.", "fr"),
        ("Los voluntarios deben poder apuntarse y no queremos publicidad.", "es"),
        ("De vrijwilligers moeten zich kunnen inschrijven en we willen geen reclame.", "nl"),
        ("I volontari devono potersi iscrivere e non vogliamo pubblicità.", "it"),
        ("Os voluntários devem poder inscrever-se e não queremos publicidade.", "pt"),
        ("Volunteers can sign up and we don't want ads.", "en"),
        ("オフラインで動作する必要があります。", "ja"),
        ("", "und"),
        ("12345", "und"),
    ],
)
def test_the_language_is_told_by_function_words_or_script(text: str, language: str) -> None:
    assert language_of(text) == language


@pytest.mark.parametrize(("form", "base"), [("sends", "send"), ("cancelled", "cancel"), ("applies", "apply"), ("ran", "run"),
                                            ("being", "be"), ("frobbed", "frob"), ("left", "leave")])  # fmt: skip
def test_a_verb_has_a_base_form(form: str, base: str) -> None:
    assert base_verb(form) == base


def test_verbs_and_nouns_take_their_forms() -> None:
    assert [third_person("cancel"), third_person("apply"), past_participle("send"), gerund("run")] == [
        "cancels", "applies", "sent", "running"]  # fmt: skip
    assert [singular("bakeries"), plural("person"), singular("data"), article("hour"), article("user")] == [
        "bakery", "people", "data", "an", "a"]  # fmt: skip
    assert noun_phrases("Volunteers can sign up for open shifts at the door.") == (
        "Volunteers",
        "open shifts",
        "door",
    )
