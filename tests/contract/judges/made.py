"""Real packages to be judged: the sample that is written by hand as values, and one for each example brief."""

from pathlib import Path

from tests.samples.food_bank import package

from specstep.adapters.diagrams.mermaid import MermaidDiagramRenderer
from specstep.adapters.secret_scanners.patterns import PatternSecretScanner
from specstep.application.generations.workshop import Workshop
from specstep.domain.rendering.diagrams import package_diagrams
from specstep.domain.rendering.package_files import finish
from specstep.domain.rendering.values import RenderedFile
from specstep.entrypoints.examples import example_brief, example_names, example_references
from specstep.entrypoints.library import SpecStep

SAMPLE = "sample"
NAMES = (SAMPLE, *example_names())


def sample_files() -> tuple[RenderedFile, ...]:
    """The sample as files, with its pictures and scores."""
    assessed = Workshop(diagrams=MermaidDiagramRenderer(), scanner=PatternSecretScanner()).assess(package())
    diagrams = package_diagrams(assessed.package)
    return finish(assessed.package, assessed.files, diagrams, assessed.pictures, assessed.scores)


async def write_all(root: Path, data: Path) -> None:
    """Each package in a folder of its name below `root`; the examples are drafted in this process."""
    for file in sample_files():
        _write(root / SAMPLE / file.path, file.content)
    async with SpecStep.open(f"sqlite:///{data / 'judged.sqlite'}", data_dir=data) as specstep:
        for name in example_names():
            _, brief = example_brief(name)
            interview = await specstep.import_brief(brief, references=example_references(name))
            archive = await specstep.generate(interview)
            for path, content in archive.files.items():
                _write(root / name / path, content)


def _write(target: Path, content: bytes) -> None:
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_bytes(content)
