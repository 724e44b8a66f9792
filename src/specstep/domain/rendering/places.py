"""Where things stand in a package, as links from any of its pages."""

import posixpath

from specstep.domain.documents.decisions import Decision
from specstep.domain.documents.requirements import Requirement
from specstep.domain.rendering.markdown import link
from specstep.domain.rendering.slugs import anchor, slug

REQUIREMENTS = "docs/03-requirements.md"
QUESTIONS = "evidence/assumptions-and-open-questions.md"
TASKS = "delivery/tasks.md"


def relative(target: str, page_path: str) -> str:
    """A path inside the package as seen from a page."""
    return posixpath.relpath(target, posixpath.dirname(page_path) or ".")


def requirement_link(item: Requirement, page_path: str) -> str:
    """A requirement's id as a link."""
    return link(item.id, f"{relative(REQUIREMENTS, page_path)}#{requirement_anchor(item)}")


def requirement_heading(item: Requirement) -> str:
    """The heading under which a requirement stands."""
    return f"{item.id} {item.title}".strip().rstrip(".,;:!?… ")


def requirement_anchor(item: Requirement) -> str:
    """The anchor of that heading; ids are unique, so headings are."""
    return anchor(" ".join(requirement_heading(item).split()))


def decision_path(decision: Decision) -> str:
    """The file of a decision record."""
    return f"adr/{decision.number:04d}-{slug(decision.title)}.md"


def decision_link(decision: Decision, page_path: str) -> str:
    """A decision's id as a link."""
    return link(decision.id, relative(decision_path(decision), page_path))
