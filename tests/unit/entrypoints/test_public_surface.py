"""What `import specstep` promises."""

import subprocess
import sys
import tomllib
from pathlib import Path

import specstep
from specstep.entrypoints.settings import Settings
from specstep.entrypoints.wiring.container import make_container
from specstep.entrypoints.wiring.registries import REGISTRIES

CHECKOUT = Path(__file__).parents[3]


def test_the_public_names_are_these() -> None:
    assert specstep.__all__ == ["SpecStep", "SpecStepError", "__version__"]
    assert all(getattr(specstep, name) is not None for name in specstep.__all__)


def test_importing_it_imports_nothing_heavy() -> None:
    code = "import specstep, sys; print([name for name in ('sqlalchemy', 'dbos', 'attrs') if name in sys.modules])"
    done = subprocess.run(
        [sys.executable, "-c", code],
        capture_output=True,
        text=True,
        check=True,
        env={"PYTHONPATH": str(CHECKOUT / "src")},
    )
    assert done.stdout.strip() == "[]"


def test_the_base_install_pulls_no_vendor_sdk() -> None:
    project = tomllib.loads((CHECKOUT / "pyproject.toml").read_text())["project"]
    vendors = ("anthropic", "openai", "stripe", "twilio", "azure", "google", "msgraph", "gitlab", "atlassian")
    assert not [name for name in project["dependencies"] if name.startswith(vendors)]


async def test_the_production_graph_is_complete(tmp_path: Path) -> None:
    container = make_container(Settings(data_dir=tmp_path))
    await container.close()


def test_every_registered_adapter_can_be_loaded() -> None:
    for registry in REGISTRIES:
        for name in registry.rows:
            assert callable(registry.load(name))
