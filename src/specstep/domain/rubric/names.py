"""The names that a package gives to things, and how names are compared."""

import re
from functools import lru_cache

from specstep.domain.documents.architecture import ElementKind
from specstep.domain.documents.glossary import Term
from specstep.domain.documents.package import Package
from specstep.domain.language.lemmas import verb_form
from specstep.domain.language.nouns import singular

WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)?")
ARTICLE = re.compile(r"(?i)^(?:the|a|an|each|every)\s+")


@lru_cache(maxsize=8192)
def lemma(word: str) -> str:
    """The base form of an English word, in lower case; the same for a noun and the verb that looks like it."""
    one = singular(word.lower())
    known = verb_form(one)
    return known[0] if known else one


def plain(name: str) -> str:
    """A name without article, case, punctuation and inflection, for comparing."""
    return " ".join(lemma(word) for word in WORD.findall(ARTICLE.sub("", name.strip())))


def squeezed(name: str) -> str:
    """Only the letters and digits of a name, in lower case: what is left of it in any notation."""
    return "".join(filter(str.isalnum, name.lower()))


def names_of(package: Package) -> set[str]:
    """Each name that the package introduces somewhere: of the system, its parts, actors, entities and terms."""
    names = {package.vision.system_name, ARTICLE.sub("", package.vision.system_name), package.vision.title}
    names |= {element.name for element in package.architecture.elements if element.kind is not ElementKind.PERSON}
    names |= {name for term in package.glossary.terms for name in spellings(term)}
    names |= {name for actor in package.vision.actors for name in (actor.name, *actor.aliases)}
    return names | {entity.name for entity in package.architecture.entities}


def spellings(term: Term) -> tuple[str, ...]:
    """All that a glossary entry may be called."""
    return (term.name, *term.aliases, *((term.expansion,) if term.expansion else ()))
