"""The files that close a package, and its archive."""

import hashlib
import io
import json
import os
import subprocess
import sys
import zipfile
from pathlib import Path

from tests.samples.food_bank import package
from tests.unit.domain.rendering.hostile import files

from specstep.domain.rendering.archive import archive

ROOT = Path(__file__).parents[4]
PROGRAM = """
import hashlib
from tests.samples.food_bank import package
from tests.unit.domain.rendering.hostile import files
from specstep.domain.rendering.archive import archive
print(hashlib.sha256(archive(files(package()))).hexdigest())
"""


def test_the_archive_is_the_same_in_every_process() -> None:
    here = hashlib.sha256(archive(files(package()))).hexdigest()
    for seed in ("1", "2"):
        environment = {**os.environ, "PYTHONHASHSEED": seed, "PYTHONPATH": f"{ROOT / 'src'}{os.pathsep}{ROOT}"}
        ran = subprocess.run(
            [sys.executable, "-c", PROGRAM], env=environment, capture_output=True, text=True, check=True, cwd=ROOT
        )
        assert ran.stdout.strip() == here


def test_the_order_of_the_files_does_not_matter_to_the_archive() -> None:
    written = files(package())
    assert archive(written) == archive(reversed(written))


def test_the_manifest_lists_every_other_file_with_its_hash() -> None:
    written = {file.path: file.content for file in files(package())}
    with zipfile.ZipFile(io.BytesIO(archive(files(package()), "food-bank"))) as packed:
        assert {name: packed.read(name) for name in packed.namelist()} == {
            f"food-bank/{path}": content for path, content in written.items()
        }
    listed = {entry["path"]: entry for entry in json.loads(written["MANIFEST.json"])["files"]}
    assert listed.keys() == written.keys() - {"MANIFEST.json"}
    for path, entry in listed.items():
        assert entry["sha256"] == hashlib.sha256(written[path]).hexdigest()
        assert entry["bytes"] == len(written[path])


def test_the_readme_tells_what_was_left_out_and_why() -> None:
    import attrs

    from specstep.domain.documents.api import Api

    without = attrs.evolve(package(), api=Api(not_applicable_because="only people use it"))
    readme = next(file for file in files(without) if file.path == "README.md").content.decode()
    assert "## What was left out\n\n- api/openapi.yaml: only people use it." in readme


def test_a_story_is_one_english_sentence() -> None:
    stories = next(file for file in files(package()) if file.path == "docs/04-user-stories.md").content.decode()
    assert (
        "As a coordinator, I want to publish a shift with its place and times, so that volunteers can take it."
        in stories
    )


def test_stories_in_another_language_are_not_put_into_an_english_sentence() -> None:
    import attrs

    foreign = attrs.evolve(package(), dossier=attrs.evolve(package().dossier, language="de"))
    stories = next(file for file in files(foreign) if file.path == "docs/04-user-stories.md").content.decode()
    assert "I want" not in stories
