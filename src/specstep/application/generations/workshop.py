"""Where packages are drawn, rendered, scored and packed: pure work, on a thread of its own beside the event loop."""

import asyncio
from collections.abc import Callable, Mapping
from concurrent.futures import Future, ThreadPoolExecutor
from functools import partial
from typing import Any, ParamSpec, TypeVar

import attrs

from specstep.application.generations.ahead import Remembered
from specstep.domain.documents.package import Package
from specstep.domain.rendering.archive import archive
from specstep.domain.rendering.diagrams import package_diagrams
from specstep.domain.rendering.documents import render_documents
from specstep.domain.rendering.package_files import finish
from specstep.domain.rendering.slugs import slug
from specstep.domain.rendering.values import Diagram, RenderedFile
from specstep.domain.rubric.score import score_package
from specstep.domain.rubric.values import Scores
from specstep.ports.diagrams import DiagramRenderer
from specstep.ports.secret_scanners import SecretScanner

P = ParamSpec("P")
T = TypeVar("T")

ANY_DIAGRAM = "flowchart LR\n  a --> b\n"


@attrs.frozen(kw_only=True)
class Assessed:
    """A package with its pictures, its documents as files, and what the rubric says."""

    package: Package
    diagrams: tuple[Diagram, ...]
    pictures: Mapping[str, bytes]
    files: tuple[RenderedFile, ...]
    scores: Scores


@attrs.define(kw_only=True, eq=False)
class Workshop:
    """Draws, renders and scores packages, one at a time: all of it holds the interpreter, so two would take turns."""

    diagrams: DiagramRenderer
    scanner: SecretScanner
    _thread: ThreadPoolExecutor = attrs.field(
        init=False, factory=partial(ThreadPoolExecutor, 1, thread_name_prefix="workshop")
    )
    _last: "Future[Any] | None" = attrs.field(init=False, default=None)
    _warm: bool = attrs.field(init=False, default=False)

    async def at_work(self, act: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> T:
        """Do something in the workshop, after what is queued there."""
        return await asyncio.wrap_future(self._queue(partial(act, *args, **kwargs)))

    def warm_up(self) -> None:
        """Start the drawing engine now, while others are waiting for a model anyway."""
        if not self._warm:
            self._warm = True
            self._queue(partial(self.diagrams.render, ANY_DIAGRAM))

    def prepare(self, package: Package, remembered: Remembered) -> None:
        """Assess what there is of a package, if nothing else is to do: the whole will be assessed the faster.

        What goes wrong here goes wrong again when it counts, and is told then.
        """
        if self._last is None or self._last.done():
            self._queue(partial(self.assess, package, remembered))

    def _queue(self, act: Callable[[], T]) -> "Future[T]":
        self._last = future = self._thread.submit(act)
        return future

    def assess(self, package: Package, remembered: Remembered | None = None) -> Assessed:
        """Render the documents and apply the rubric to them."""
        known = remembered or Remembered()
        diagrams = package_diagrams(package)
        pictures = {diagram.path: known.picture(diagram.source, self.diagrams.render) for diagram in diagrams}
        files = render_documents(package, diagrams, pictures)
        scores = score_package(
            package,
            diagrams,
            {file.path: file.content for file in files},
            find_secrets=lambda text: known.secrets(text, self.scanner.scan),
            read=known.tokens,
        )
        return Assessed(package=package, diagrams=diagrams, pictures=pictures, files=files, scores=scores)

    def pack(self, assessed: Assessed, remembered: Remembered | None = None) -> bytes:
        """All files of the package, evidence and manifest included, as one reproducible archive."""
        read = (remembered or Remembered()).tokens
        files = finish(
            assessed.package, assessed.files, assessed.diagrams, assessed.pictures, assessed.scores, read=read
        )
        return archive(files, slug(assessed.package.vision.title))
