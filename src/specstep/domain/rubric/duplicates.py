"""Criterion 22: nothing is said twice.

Measure: each text is the set of the lemmas of its words without function words and the system's name; two texts
are near-duplicates when the sets' intersection is at least 0.85 of their union (Jaccard's index), unless what
sets them apart is a number, a negation or a name from the package, for those change the meaning.
"""

from collections.abc import Iterable, Sequence
from itertools import combinations

from specstep.domain.rubric.names import WORD, lemma, names_of, plain
from specstep.domain.rubric.subject import Outcome, Subject, finding, outcome
from specstep.domain.rubric.words import STOP

NEAR = 0.85
NEGATIONS = frozenset({"not", "no", "never", "without"})


def content(text: str, ignored: Iterable[str] = ()) -> frozenset[str]:
    """The lemmas of a text's content words."""
    left_out = STOP | set(ignored)
    return frozenset(base for word in WORD.findall(text.lower()) if (base := lemma(word)) not in left_out)


def similarity(first: frozenset[str], second: frozenset[str]) -> float:
    """Jaccard's index: 1 for the same words, 0 for none in common."""
    union = first | second
    return len(first & second) / len(union) if union else 1.0


def near_duplicates(subject: Subject) -> Outcome:
    """22: no requirement, story, scenario or task repeats another of its kind."""
    package = subject.package
    ignored = set(plain(package.vision.system_name).split())
    names = {word for name in names_of(package) for word in plain(name).split()}
    kinds: list[list[tuple[str, str]]] = [
        [(item.id, item.text) for item in subject.requirements],
        [(story.id, f"{story.role} {story.goal}") for story in package.stories.items],
        [(task.id, task.title) for task in package.delivery.tasks],
        [
            (f"acceptance/{feature.slug}.feature#{scenario.name}", " ".join((*scenario.given, *scenario.when,
             *scenario.then, *(cell for row in scenario.examples for cell in row))))
            for feature in package.acceptance.features
            for scenario in feature.scenarios
        ],
    ]  # fmt: skip
    findings = [
        finding(second, f"says what {first} says ({share:.0%} of the words)")
        for kind in kinds
        for first, second, share in _pairs(kind, ignored, names)
    ]
    return outcome(sum(map(len, kinds)), findings, nothing="there is nothing to compare")


def _pairs(
    texts: Sequence[tuple[str, str]], ignored: set[str], names: set[str]
) -> Iterable[tuple[str, str, float]]:
    words = [(id, content(text, ignored)) for id, text in texts]
    for (first, these), (second, those) in combinations(words, 2):
        share = similarity(these, those)
        apart = these ^ those
        telling = any(word in NEGATIONS or word in names or any(c.isdigit() for c in word) for word in apart)
        if share >= NEAR and not telling:
            yield first, second, share
