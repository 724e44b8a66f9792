"""What stands in the transcript when a person pressed a key instead of typing."""

SKIPPED = {
    "en": "Skip this question.",
    "de": "Diese Frage überspringen.",
    "fr": "Passer cette question.",
    "es": "Omitir esta pregunta.",
}
DECIDE = {"en": "You decide.", "de": "Entscheiden Sie.", "fr": "Décidez vous-même.", "es": "Decídalo usted."}
ENOUGH = {
    "en": "Thank you. I have no further question; you can add to this at any time.",
    "de": "Danke. Ich habe keine weitere Frage; Sie können jederzeit etwas ergänzen.",
    "fr": "Merci. Je n'ai plus de question ; vous pouvez compléter à tout moment.",
    "es": "Gracias. No tengo más preguntas; puede añadir algo en cualquier momento.",
}  # fmt: skip


def saying(sayings: dict[str, str], language: str) -> str:
    """The sentence in a language, in English where there is none."""
    return sayings.get(language[:2].casefold(), sayings["en"])
