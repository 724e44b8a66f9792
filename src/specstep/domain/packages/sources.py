"""What was said, with every passage marked that something rests on."""

import attrs

from specstep.domain.packages.contents import Contents, Source
from specstep.domain.packages.places import Places, element_id
from specstep.domain.rendering.page.places import Anchors
from specstep.domain.rendering.page.quotes import Passage, Quotes, mark


@attrs.frozen(kw_only=True)
class Sources:
    """Leads from a source to the passage that it quotes."""

    places: Places
    quotes: Quotes

    def passage(self, ref: str) -> Passage:
        """A turn's or a document's text, cut where quotes begin and end."""
        return self.quotes.passages[ref]

    def link(self, source: Source) -> str:
        """Where the quote stands: the marked passage, otherwise the turn or document; "" when neither is known."""
        exact = self.quotes.anchors.get((source.ref, source.quote or ""))
        if exact:
            return self.places.section("transcript", exact)
        ref = source.ref.partition(":")[0]
        return self.places.section("transcript", element_id(ref)) if ref in self.quotes.passages else ""


def find_sources(contents: Contents, places: Places) -> Sources:
    """Finds what the requirements and facts of a package quote."""
    said = contents.transcript
    texts = {turn.ref: turn.content for turn in said.turns} | {each.ref: each.text for each in said.references}
    sources = [fact.source for fact in contents.ledger.facts]
    sources += [source for item in contents.requirements.requirements for source in item.sources]
    quotes = ((source.ref, source.quote) for source in sources if source.quote)
    return Sources(places=places, quotes=mark(texts, quotes, Anchors()))
