"""What every diagram renderer promises."""

from xml.etree import ElementTree as ET

import attrs
import pytest
from tests.samples.food_bank import package

from specstep.adapters.diagrams.mermaid import MermaidDiagramRenderer
from specstep.domain.rendering.diagrams import package_diagrams
from specstep.testing import DiagramRendererContract

NASTY = 'a "b" [c] {d} (e) <b>; # end %% --> | `x` \n\n 1. z: 😀 </script><script>alert(1)</script> é \u202e'


def _hostile() -> list[str]:
    sample = package()
    architecture = attrs.evolve(
        sample.architecture,
        elements=tuple(attrs.evolve(e, name=NASTY, description=NASTY) for e in sample.architecture.elements),
        relations=tuple(attrs.evolve(r, label=NASTY, technology=NASTY) for r in sample.architecture.relations),
        entities=tuple(attrs.evolve(e, states=(NASTY, "end")) for e in sample.architecture.entities),
        relationships=tuple(attrs.evolve(r, label=NASTY) for r in sample.architecture.relationships),
        runtime=tuple(
            attrs.evolve(v, title=NASTY, messages=tuple(attrs.evolve(m, text=NASTY) for m in v.messages))
            for v in sample.architecture.runtime
        ),
        deployment=tuple(attrs.evolve(n, name=NASTY) for n in sample.architecture.deployment),
    )
    return [d.source for d in package_diagrams(attrs.evolve(sample, architecture=architecture))]


@pytest.mark.parametrize("source", [d.source for d in package_diagrams(package())] + _hostile())
def test_the_same_source_gives_the_same_well_formed_picture_with_a_title(source: str) -> None:
    renderer = MermaidDiagramRenderer()
    first = renderer.render(source)
    assert first == renderer.render(source)
    names = {element.tag.rpartition("}")[2] for element in ET.fromstring(first).iter()}
    assert {"title", "desc"} <= names
    assert not names & {"script", "style", "foreignObject", "image", "a", "use"}
    assert b"style=" not in first


class TestMermaidDiagramRenderer(DiagramRendererContract):
    @pytest.fixture
    def diagrams(self) -> MermaidDiagramRenderer:
        return MermaidDiagramRenderer()
