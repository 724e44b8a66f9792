"""The page in the docs that says which mistakes the tests notice."""

from collections.abc import Iterable, Mapping, Sequence

from tests.mutation.mutants import Mutant
from tests.mutation.planting import ROOT
from tests.mutation.scoring import GOAL, Reasons, Verdict, score, survivors

PAGE = ROOT / "docs" / "mutation.md"
BY_SERVER = "[postgresql"


def page(
    verdicts: Sequence[Verdict],
    made: Mapping[str, Sequence[Mutant]],
    reasons: Reasons,
    excluded: Mapping[str, str],
    *,
    servers: bool,
) -> str:
    """The whole of it, in Markdown; `servers` says whether tests on PostgreSQL were tried, too."""
    total = score(verdicts, reasons)
    packages: dict[str, list[str]] = {}
    for path in made:
        packages.setdefault(path.rpartition("/")[0].partition("/")[0], []).append(path)
    of = {path: [each for each in verdicts if each.mutant.path == path] for path in made}
    summary = [
        _row(
            f"`{package}/`" if package else "the modules beside them",
            sum(len(made[path]) for path in paths),
            [each for path in paths for each in of[path]],
            reasons,
        )
        for package, paths in sorted(packages.items())
    ]
    rows = [_row(f"`{path}`", len(made[path]), of[path], reasons) for path in sorted(made) if made[path]]
    missed = {each.mutant.says for each in verdicts if not each.by}
    return TEMPLATE.format(
        total=total,
        share=f"{100 * total.share:.1f}",
        least=f"{100 * total.noticed / max(1, total.possible + total.apart):.1f}",
        made=len(verdicts),
        possible=sum(len(each) for each in made.values()),
        goal=f"{100 * GOAL:.0f}",
        with_server=WITH_SERVER if servers else WITHOUT_SERVER,
        summary="\n".join(summary),
        rows="\n".join(rows),
        unexplained=_list(survivors(verdicts, reasons)),
        apart=_list(each.mutant.says for each in verdicts if each.apart),
        explained=_grouped({says: why for says, why in reasons.unnoticed.items() if says in missed}),
        equivalent=_grouped(reasons.equivalent),
        outside="\n".join(f"- `{path}`: {because}" for path, because in excluded.items()),
    )


def _row(name: str, possible: int, verdicts: Sequence[Verdict], reasons: Reasons) -> str:
    one = score(verdicts, reasons)
    server = sum(BY_SERVER in each.by for each in verdicts)
    numbers = (possible, len(verdicts), one.apart, one.equivalent, one.noticed, server)
    return f"| {name} | {' | '.join(map(str, numbers))} | {100 * one.share:.0f} % |"


def _list(mistakes: Iterable[str]) -> str:
    return "\n".join(f"- `{_tick(says)}`" for says in sorted(mistakes)) or "None."


def _grouped(reasons: Mapping[str, str]) -> str:
    why: dict[str, list[str]] = {}
    for says, because in reasons.items():
        why.setdefault(because, []).append(says)
    return "\n\n".join(f"{because}\n\n{_list(group)}" for because, group in why.items()) or "None."


def _tick(says: str) -> str:
    return says.replace("`", "'")


HEAD = (
    "Possible | Made | Where only a server goes | Change nothing | Noticed | Of these by a server | Share |\n"
    "|---|--:|--:|--:|--:|--:|--:|--:|"
)

WITH_SERVER = """Where SQL is
spoken, what these leave goes to contract tests on PostgreSQL, as far as there is time."""
WITHOUT_SERVER = """Those on
PostgreSQL were not tried."""

TEMPLATE = f"""<!-- Written by `nox -s mutation -- --write`. -->
# Do the tests notice?

A test that passes says little, unless it fails when the program is wrong. So the program is made wrong, in one place at a
time: a comparison turned around, a condition dropped, a number one too high, a statement left out, a value not returned.
Then the tests run. Each mistake that none of them notices is a rule that nobody checks.

**{{share}} %** of the mistakes in `specstep.policies` that were made are noticed: {{total}}. With the latter counted as
missed it is {{least}} %. Of {{possible}} possible mistakes {{made}} were made. `nox -s mutation` makes them all, and fails below
{{goal}} %. The tests are the unit tests of the policies and their contract tests on SQLite. {{with_server}}

| Package | {HEAD}
{{summary}}

## By module

Where fewer were made than are possible, they are a sample, always the same, or those that there was time for.

| Module | {HEAD}
{{rows}}

## Noticed by no test, without an explanation

{{unexplained}}

## Noticed by no test, and why

These change something, though nothing that is promised, and count as not noticed.

{{explained}}

## Where only a server goes

None of the tests that were tried reaches these, in modules that speak SQL: nearly all of it is code for PostgreSQL alone.
`nox -s mutation -- --servers` tries them there. They count apart.

{{apart}}

## Change nothing

These change nothing that anybody could see. They are kept, with the reason, in `tests/mutation/equivalent.toml`; a reason
whose mistake is noticed after all, or can't be made any more, fails the run.

{{equivalent}}

## Left out

{{outside}}
"""
