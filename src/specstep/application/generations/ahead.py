"""What of a package's checking can be done while its last documents are still being written."""

from collections.abc import Callable, Sequence

import attrs
from markdown_it.token import Token

from specstep.application.generations.writing import Drafts
from specstep.domain.documents.api import Api
from specstep.domain.documents.package import DocumentKey
from specstep.domain.documents.stories import Stories
from specstep.domain.documents.testing import TestPlan
from specstep.domain.documents.threats import ThreatModel
from specstep.domain.rubric.headings import tokens

PATIENCE_S = 0.2
"""How long other documents must still be in the making: a quick model leaves no time to work ahead."""

LEAVES: dict[DocumentKey, object] = {
    DocumentKey.STORIES: Stories(items=()),
    DocumentKey.API: Api(),
    DocumentKey.THREATS: ThreatModel(assets=(), elements=(), threats=()),
    DocumentKey.TESTING: TestPlan(approach="", cases=(), test_data=(), environments=(), exit_criteria=()),
}
"""The documents that no other is written from, each without content."""


def provisional(drafts: Drafts) -> Drafts | None:
    """The documents there are, for those still missing empty ones; None where there is nothing to do ahead."""
    missing = set(DocumentKey) - drafts.by_key.keys()
    if not missing or not missing <= LEAVES.keys():
        return None
    return Drafts({**drafts.by_key, **{key: LEAVES[key] for key in missing}})


@attrs.define(eq=False)
class Remembered:
    """What was drawn, parsed and searched in this run, found again by content: most of it outlasts a repair round, too."""

    pictures: dict[str, bytes] = attrs.field(factory=dict)
    parsed: dict[str, tuple[Token, ...]] = attrs.field(factory=dict)
    searched: dict[str, Sequence[object]] = attrs.field(factory=dict)

    def picture(self, source: str, draw: Callable[[str], bytes]) -> bytes:
        """The picture of a diagram."""
        if source not in self.pictures:
            self.pictures[source] = draw(source)
        return self.pictures[source]

    def tokens(self, markdown: str) -> tuple[Token, ...]:
        """A text, parsed."""
        if markdown not in self.parsed:
            self.parsed[markdown] = tokens(markdown)
        return self.parsed[markdown]

    def secrets(self, text: str, search: Callable[[str], Sequence[object]]) -> Sequence[object]:
        """The secrets in a text."""
        if text not in self.searched:
            self.searched[text] = search(text)
        return self.searched[text]
