"""The one door to every check. `nox -l` lists the sessions; plain `nox` runs all that a change must pass."""

from pathlib import Path

import nox

nox.needs_version = ">=2025.10"
nox.options.default_venv_backend = "uv|virtualenv"
nox.options.reuse_existing_virtualenvs = True
nox.options.sessions = ["lint", "types", "tests", "docs"]

SUITES = {
    "unit": ("tests/unit", "tests/samples"),
    "contract": ("--dist", "loadfile", "tests/contract"),
    "acceptance": ("--dist", "loadfile", "tests/acceptance"),
}

PROJECT = nox.project.load_toml("pyproject.toml")


def install(session: nox.Session, *groups: str, extras: str = "postgresql") -> None:
    """Install the package with the given dependency groups."""
    requirements = nox.project.dependency_groups(PROJECT, *groups)
    session.install("-e", f".[{extras}]", *requirements)


@nox.session
def lint(session: nox.Session) -> None:
    """Style, formatting, the arrows of the house, and whether the fragments of the changelog can be read."""
    install(session, "lint")
    session.run("ruff", "check", ".")
    session.run("ruff", "format", "--check", ".")
    session.run("lint-imports")
    session.run("towncrier", "build", "--draft", "--version", "next", silent=True)


@nox.session
def types(session: nox.Session) -> None:
    """Strict types."""
    install(session, "types")
    session.run("mypy")


@nox.session
def tests(session: nox.Session) -> None:
    """Unit, contract and acceptance tests, one after the other, in one environment."""
    install(session, "test")
    failed = []
    for suite in SUITES:
        try:
            run(session, suite)
        except nox.command.CommandFailed:
            failed.append(suite)
    if failed:
        session.error(f"These tests failed: {', '.join(failed)}.")


@nox.session
def unit(session: nox.Session) -> None:
    """Pure code: values, rules, drafting, rendering, the rubric, the policies."""
    install(session, "test")
    run(session, "unit")


@nox.session
def contract(session: nox.Session) -> None:
    """Every adapter against something real; the package against independent judges."""
    install(session, "test")
    run(session, "contract")


@nox.session
def acceptance(session: nox.Session) -> None:
    """What a person or program sees: command line, library, pages, crashes and carrying on."""
    install(session, "test")
    run(session, "acceptance")


def run(session: nox.Session, suite: str) -> None:
    """Run the tests of a suite on both processors."""
    session.run("pytest", "-n", "2", *SUITES[suite], *session.posargs)


@nox.session
def docs(session: nox.Session) -> None:
    """Build the documentation; fail when a generated page is stale. `nox -s docs -- --write` renews them."""
    install(session, "docs")
    session.run("python", "docs/generate.py", *(session.posargs or ["--check"]))
    session.run("mkdocs", "build", "--strict", "--quiet")


@nox.session
def screenshots(session: nox.Session) -> None:
    """Take the pictures in docs/images again; needs Chromium on the machine."""
    install(session)
    session.install("playwright")
    session.run("python", "docs/screenshots.py")


@nox.session
def mutation(session: nox.Session) -> None:
    """Make mistakes in the policies, one at a time; fails when the tests notice fewer than 95 %."""
    install(session, "test")
    session.run("python", "-m", "tests.mutation", *session.posargs, env={"PYTHONPATH": "."})


@nox.session
def bench(session: nox.Session) -> None:
    """Measure; `nox -s bench -- --write` writes docs/benchmarks.md. Commands are timed as users install them."""
    install(session, "test")
    users = Path(session.create_tmp()).resolve() / "users"
    session.run("python", "-m", "venv", "--clear", str(users))
    python = str(users / "bin" / "python")
    session.run(python, "-m", "pip", "install", "--quiet", ".", external=True)
    session.run("python", "-m", "benchmarks", *session.posargs, env={"SPECSTEP_BENCH_PYTHON": python})
