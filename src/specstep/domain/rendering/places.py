"""Where things stand in a package, as links from any of its pages."""

import posixpath
import re
from collections.abc import Iterable, Mapping
from functools import lru_cache

import attrs

from specstep.domain.documents.decisions import Decision
from specstep.domain.documents.package import Package
from specstep.domain.documents.requirements import Requirement
from specstep.domain.documents.testing import TestCase
from specstep.domain.interviews.values import Source, SourceKind
from specstep.domain.phrases import Phrases, phrases_in
from specstep.domain.remembering import remembered
from specstep.domain.rendering.escaping import folded
from specstep.domain.rendering.markdown import heading_words, link, text
from specstep.domain.rendering.slugs import anchor, slug

REQUIREMENTS = "docs/03-requirements.md"
QUESTIONS = "evidence/assumptions-and-open-questions.md"
TASKS = "delivery/tasks.md"
RISKS = "delivery/risks.md"
TESTS = "quality/test-plan.md"
TRANSCRIPT = "evidence/transcript.md"
ID = re.compile(r"(?<![\w/#=`\[-])[A-Z]{1,4}-\d{1,5}(?![\w-])")
SAID = re.compile(r"([TR]\d+)(?::\d+)?")


def relative(target: str, page_path: str) -> str:
    """A place inside the package as seen from a page."""
    path, mark, place = target.partition("#")
    if path == page_path and mark:
        return f"#{place}"
    folder = "/" if path.endswith("/") else ""
    return _relative(path, posixpath.dirname(page_path)) + folder + mark + place


@lru_cache(maxsize=1024)
def _relative(path: str, folder: str) -> str:
    """A path as seen from a folder; pages lead to the same few places again and again."""
    return posixpath.relpath(f"/{path}", f"/{folder}")


def requirement_heading(item: Requirement) -> str:
    """The heading under which a requirement stands."""
    return heading_words(f"{item.id} {item.title}")


def requirement_anchor(item: Requirement) -> str:
    """The anchor of that heading; ids are unique, so headings are."""
    return anchor(requirement_heading(item))


def decision_path(decision: Decision) -> str:
    """The file of a decision record."""
    return f"adr/{decision.number:04d}-{slug(decision.title)}.md"


def scenario_place(place: str) -> tuple[str, str]:
    """The file and the name of a scenario that is named as "acceptance/x.feature:Scenario name"."""
    feature, _, name = place.partition(".feature:")
    return feature_path(feature.removeprefix("acceptance/")), folded(name)


def feature_path(name: str) -> str:
    """The file of a feature; its name leads nowhere else, whoever chose it."""
    return f"acceptance/{slug(name, fallback='feature')}.feature"


@remembered
def targets(package: Package) -> dict[str, str]:
    """For each id with a place of its own that place, as "path#anchor"."""
    found = {item.id: f"{REQUIREMENTS}#{requirement_anchor(item)}" for item in package.requirements.items}
    found |= {item.id: f"{QUESTIONS}#{anchor(item.id)}" for item in package.requirements.open_questions}
    found |= {task.id: f"{TASKS}#{anchor(task.id)}" for task in package.delivery.tasks}
    found |= {case.id: f"{TESTS}#{anchor(case_heading(case))}" for case in package.testing.cases}
    found |= {risk.id: f"{RISKS}#{anchor(risk.id)}" for risk in package.delivery.risks}
    return found | {record.id: decision_path(record) for record in package.decisions.items}


def case_heading(case: TestCase) -> str:
    """The heading under which a test case stands."""
    return heading_words(f"{case.id} {case.title}")


@attrs.frozen
class Links:
    """Links from one page of a package to whatever has a place in it, and the phrases that stand around them.

    Args:
        places: for each id its place, as `targets` tells it.
        say: the fixed phrases in the package's language.
    """

    places: Mapping[str, str]
    page_path: str
    say: Phrases = attrs.field(factory=lambda: phrases_in("en"))

    def file(self, words: str, place: str) -> str:
        """A link to a file, or to "path#anchor"."""
        return link(words, relative(place, self.page_path))

    def id(self, id: str) -> str:
        """An id as a link; as text where it has no place."""
        return self.file(id, self.places[id]) if id in self.places else text(id)

    def ids(self, ids: Iterable[str]) -> str:
        """Ids in a row."""
        return ", ".join(map(self.id, ids))

    def within(self, markdown: str) -> str:
        """Inline Markdown with each id that has a place as a link to it."""
        return ID.sub(lambda found: self.id(found[0]) if found[0] in self.places else found[0], markdown)

    def text(self, value: str) -> str:
        """Words as inline Markdown in which the ids lead to their places."""
        return self.within(text(value))

    def scenario(self, place: str) -> str:
        """A scenario, named as "acceptance/x.feature:Scenario name", as a link to its file."""
        path, name = scenario_place(place)
        return self.file(name or path, path)

    def said(self, ref: str) -> str:
        """Where something was said, as a link into the transcript."""
        found = SAID.fullmatch(ref)
        return self.file(ref, f"{TRANSCRIPT}#{found[1].lower()}") if found else text(ref)

    def source(self, source: Source) -> str:
        """A source in one line: where from, and the words."""
        if source.kind is SourceKind.ASSUMPTION:
            return f"{text(source.ref)} ({self.say('assumption')}): {text(source.why)}"
        return f"{self.said(source.ref)}: {self.say('“{quote}”', quote=text(source.quote or ''))}"


def links_from(page_path: str, package: Package) -> Links:
    """The links from a page of this package."""
    return Links(targets(package), page_path, phrases_in(package.dossier.language))
