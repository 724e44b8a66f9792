"""Scenarios for requirements in other languages than English: the person's sentence is what is checked."""

from specstep.domain.documents.acceptance import Scenario
from specstep.domain.documents.requirements import Requirement

STEPS = {
    "de": ("das System ist in Betrieb", "geprüft wird: {title}", "gilt: {text}"),
    "fr": ("le système est en service", "on vérifie : {title}", "ceci est vrai : {text}"),
    "es": ("el sistema está en funcionamiento", "se comprueba: {title}", "se cumple: {text}"),
    "it": ("il sistema è in funzione", "si verifica: {title}", "vale: {text}"),
    "nl": ("het systeem is in gebruik", "gecontroleerd wordt: {title}", "geldt: {text}"),
}
NEUTRAL = ("{title}", "{title}", "{text}")


def plain_scenarios(requirement: Requirement, language: str) -> tuple[Scenario, ...]:
    """One scenario, in the person's language where its few fixed words are known."""
    given, when, then = STEPS.get(language, NEUTRAL)
    text = requirement.text.rstrip(".")
    return (
        Scenario(
            name=requirement.title,
            requirements=(requirement.id,),
            given=(given.format(title=requirement.title, text=text),),
            when=(when.format(title=requirement.title, text=text),),
            then=(then.format(title=requirement.title, text=text),),
        ),
    )
