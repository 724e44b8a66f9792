"""Makes the packages of all examples while the documentation is built, so that they are never stale."""

import asyncio
import tempfile
from pathlib import Path
from typing import Any

from mkdocs.structure.files import File, Files

from specstep.entrypoints.examples import example_brief, example_names, example_references
from specstep.entrypoints.library import SpecStep

_packages: dict[str, dict[str, bytes]] = {}


async def _make_packages() -> dict[str, dict[str, bytes]]:
    with tempfile.TemporaryDirectory() as folder:
        async with SpecStep.open(f"sqlite:///{folder}/docs.sqlite", data_dir=folder) as spec:
            found = {}
            for name in example_names():
                _, brief = example_brief(name)
                state = await spec.import_brief(brief, references=example_references(name))
                found[name] = dict((await spec.generate(state)).files)
            return found


def on_files(files: Files, config: Any) -> Files:
    """Add each package's files under packages/<example>/; pages link to their index.html."""
    if not _packages:
        _packages.update(asyncio.run(_make_packages()))
    for example, content in _packages.items():
        for path, data in content.items():
            # A package's own Markdown is served as it is; the site's theme has no part in it.
            target = Path("packages") / example / path
            file = File.generated(config, target.as_posix(), content=data)
            if path.endswith(".md"):
                file.dest_uri = target.as_posix()
                file.inclusion = file.inclusion.NOT_IN_NAV
                continue
            files.append(file)
    return files
