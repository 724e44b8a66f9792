"""What is done of a package's checking before its last documents are there."""

import asyncio
import threading

import attrs
import pytest
from tests.unit.domain.rubric.finished import package

from specstep.adapters.diagrams.mermaid import MermaidDiagramRenderer
from specstep.adapters.secret_scanners.patterns import PatternSecretScanner
from specstep.application.generations.ahead import LEAVES, Remembered, provisional
from specstep.application.generations.workshop import Workshop
from specstep.application.generations.writing import OUTPUTS, Drafts
from specstep.domain.documents.package import DEPENDS_ON, DocumentKey


def drafts(*missing: DocumentKey) -> Drafts:
    whole = package()
    return Drafts({key: getattr(whole, key.value) for key in DocumentKey if key not in missing})


def test_only_documents_that_nothing_is_written_from_may_be_empty_ahead() -> None:
    assert set(LEAVES) == set(DocumentKey) - {source for sources in DEPENDS_ON.values() for source in sources}
    assert all(isinstance(empty, OUTPUTS[key]) for key, empty in LEAVES.items())


@pytest.mark.parametrize("missing", [(), *((key,) for key in DocumentKey if key not in LEAVES)])
def test_there_is_nothing_to_do_ahead_unless_leaves_alone_are_missing(missing: tuple[DocumentKey, ...]) -> None:
    assert provisional(drafts(*missing)) is None


def test_what_was_done_ahead_changes_nothing_of_what_is_found_in_the_end() -> None:
    workshop = Workshop(diagrams=MermaidDiagramRenderer(), scanner=PatternSecretScanner())
    ahead = provisional(drafts(DocumentKey.THREATS, DocumentKey.STORIES))
    assert ahead is not None
    remembered = Remembered()
    partial = workshop.assess(attrs.evolve(package(), threats=ahead.threats, stories=ahead.stories), remembered)
    drawn = set(remembered.pictures)
    whole = workshop.assess(package(), remembered)
    assert whole == workshop.assess(package())
    assert whole.files != partial.files
    assert drawn & {diagram.source for diagram in whole.diagrams}


async def test_a_workshop_that_is_busy_prepares_nothing() -> None:
    workshop = Workshop(diagrams=MermaidDiagramRenderer(), scanner=PatternSecretScanner())
    remembered = Remembered()

    release = threading.Event()
    busy = asyncio.ensure_future(workshop.at_work(release.wait, 60))
    await asyncio.sleep(0)
    workshop.prepare(package(), remembered)
    release.set()
    await busy
    await workshop.at_work(lambda: None)
    assert not remembered.pictures
    workshop.prepare(package(), remembered)
    await workshop.at_work(lambda: None)
    assert remembered.pictures


async def test_what_goes_wrong_in_the_workshop_is_told_to_whoever_asked() -> None:
    workshop = Workshop(diagrams=MermaidDiagramRenderer(), scanner=PatternSecretScanner())
    with pytest.raises(ZeroDivisionError):
        await workshop.at_work(lambda: 1 / 0)
