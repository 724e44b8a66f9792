"""What every diagram renderer promises."""

from concurrent.futures import ThreadPoolExecutor
from xml.etree import ElementTree as ET

import pytest

from specstep.domain.errors import BadInput
from specstep.ports.diagrams import DiagramRenderer

TITLED = "accTitle: A picture\naccDescr: What it shows\n"
SOURCES = (
    f'flowchart TB\n{TITLED}a["A person"] -->|"asks & waits"| b[("Rows")]\nsubgraph s ["Inside"]\nb\nend\n',
    f"sequenceDiagram\n{TITLED}participant a as A person\nparticipant b as The app\na->>b: asks\nb-->>a: answers\n",
    f'erDiagram\n{TITLED}MEMBER ||--o{{ LOAN : "has"\nMEMBER {{\nuuid id PK\nstring name\n}}\n',
    f"stateDiagram-v2\n{TITLED}[*] --> open\nopen --> closed\nclosed --> [*]\n",
)
ACTIVE = {"script", "foreignObject", "image", "a", "use"}


class DiagramRendererContract:
    """Subclass it, and override the fixture `diagrams`."""

    @pytest.fixture
    def diagrams(self) -> DiagramRenderer:
        """A renderer."""
        raise NotImplementedError("override the fixture `diagrams`")

    @pytest.mark.parametrize("source", SOURCES)
    def test_the_same_source_gives_the_same_bytes(self, diagrams: DiagramRenderer, source: str) -> None:
        assert diagrams.render(source) == diagrams.render(source)

    @pytest.mark.parametrize("source", SOURCES)
    def test_a_picture_is_well_formed_and_named_and_loads_nothing(
        self, diagrams: DiagramRenderer, source: str
    ) -> None:
        root = ET.fromstring(diagrams.render(source))  # noqa: S314  (the renderer under test is ours to trust)
        names = {element.tag.rpartition("}")[2] for element in root.iter()}
        assert "title" in names
        assert not names & ACTIVE

    def test_a_source_that_does_not_parse_is_bad_input(self, diagrams: DiagramRenderer) -> None:
        with pytest.raises(BadInput, match="diagram"):
            diagrams.render("flowchart TB\n  a[")

    def test_threads_draw_side_by_side(self, diagrams: DiagramRenderer) -> None:
        with ThreadPoolExecutor(4) as pool:
            assert list(pool.map(diagrams.render, SOURCES)) == [diagrams.render(source) for source in SOURCES]
