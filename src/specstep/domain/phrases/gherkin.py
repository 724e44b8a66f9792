"""Gherkin's keywords in the languages that packages are written in, as the official parser knows them."""

import attrs


@attrs.frozen(kw_only=True)
class Keywords:
    """The words that open the lines of a feature file. `code` is named in the file's head, "" for English."""

    code: str = ""
    feature: str = "Feature"
    scenario: str = "Scenario"
    outline: str = "Scenario Outline"
    examples: str = "Examples"
    given: str = "Given"
    when: str = "When"
    then: str = "Then"
    also: str = "And"

    def opening(self, keyword: str, number: int, step: str) -> str:
        """The word before a step, with the blank that follows it; French elides "que" before a vowel.

        Args:
            keyword: "given", "when" or "then".
            number: which of the steps with this keyword it is, from 0.
            step: the step's words.
        """
        if number:
            return f"{self.also} "
        word = str(getattr(self, keyword))
        if word.endswith("que") and self.code == "fr" and step[:1].lower() in "aeiouyàâéèêîô":
            return f"{word[:-1]}'"
        return f"{word} "


ENGLISH = Keywords()
BY_LANGUAGE = {
    "de": Keywords(
        code="de", feature="Funktionalität", scenario="Szenario", outline="Szenariogrundriss", examples="Beispiele",
        given="Angenommen", when="Wenn", then="Dann", also="Und",
    ),
    "fr": Keywords(
        code="fr", feature="Fonctionnalité", scenario="Scénario", outline="Plan du scénario", examples="Exemples",
        given="Étant donné que", when="Quand", then="Alors", also="Et",
    ),
    "es": Keywords(
        code="es", feature="Característica", scenario="Escenario", outline="Esquema del escenario", examples="Ejemplos",
        given="Dado que", when="Cuando", then="Entonces", also="Y",
    ),
}  # fmt: skip


def keywords_of(language: str) -> Keywords:
    """The keywords of a language, the English ones where a package in it has none of its own."""
    return BY_LANGUAGE.get(language, ENGLISH)
