"""Which tests run which lines and for how long, from one run to the next; and which of them to try on a mistake."""

import ast
import hashlib
import json
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from pathlib import Path

import attrs
from tests.mutation.mutants import Mutant
from tests.mutation.planting import REMEMBERED, ROOT, SOURCE

MEASURED = REMEMBERED / "reach.json"
ENOUGH_S = (4.0, 2.0, 4.0)  # of the tests named like the module, of other unit tests, and of the rest


def write_whole(file: Path, known: object) -> None:
    """Write JSON whole or not at all, for a run can be stopped at any moment."""
    file.parent.mkdir(exist_ok=True)
    fresh = file.with_suffix(".new")
    fresh.write_text(json.dumps(known, indent=0, sort_keys=True, default=sorted), "utf-8")
    fresh.replace(file)


@cache
def _texts(file: Path) -> Mapping[str, str]:
    source = file.read_text("utf-8")
    tests = (
        each for each in ast.walk(ast.parse(source)) if isinstance(each, ast.FunctionDef | ast.AsyncFunctionDef)
    )
    return {"": source} | {each.name: ast.dump(each) for each in tests}


@cache
def digest_of(test: str) -> str:
    """Of the text of a test's function; of its whole file, where that is not to be found."""
    name, _, rest = test.partition("::")
    if not (ROOT / name).is_file():
        return "-"
    texts = _texts(ROOT / name)
    text = texts.get(rest.partition("[")[0].rpartition("::")[2], texts[""])
    return hashlib.sha256(text.encode()).hexdigest()[:12]


@attrs.frozen
class Ran:
    """What was measured of a test.

    Args:
        lines: those that it runs, by module.
        seconds: of the processor.
        of: a digest of its text and of these modules, after which it must be measured anew.
    """

    lines: Mapping[str, frozenset[int]]
    seconds: float
    of: str = ""

    def signed(self, test: str) -> "Ran":
        """With the digest that it has now."""
        parts = [digest_of(test)]
        parts += [(SOURCE / path).read_text("utf-8") for path in sorted(self.lines) if (SOURCE / path).is_file()]
        return attrs.evolve(self, of=hashlib.sha256("\n".join(parts).encode()).hexdigest()[:12])


def _index(reach: "Reach") -> dict[tuple[str, int], set[str]]:
    found: dict[tuple[str, int], set[str]] = {}
    for test, ran in reach.tests.items():
        for path, lines in ran.lines.items():
            for line in lines:
                found.setdefault((path, line), set()).add(test)
    return found


@attrs.frozen
class Reach:
    """What was measured of all tests."""

    tests: Mapping[str, Ran]
    by_line: Mapping[tuple[str, int], set[str]] = attrs.field(
        init=False, repr=False, default=attrs.Factory(_index, takes_self=True)
    )

    @classmethod
    def read(cls) -> "Reach":
        """What earlier runs measured and still holds."""
        if not MEASURED.exists():
            return cls({})
        known = {
            test: Ran(
                {path: frozenset(lines) for path, lines in each["lines"].items()}, each["seconds"], each["of"]
            )
            for test, each in json.loads(MEASURED.read_text("utf-8")).items()
        }
        return cls({test: ran for test, ran in known.items() if ran.signed(test) == ran})

    def write(self) -> None:
        """Keep it for the next run."""
        write_whole(MEASURED, {test: attrs.asdict(ran) for test, ran in self.tests.items()})

    def also(self, tests: Mapping[str, Ran]) -> "Reach":
        """With some measured anew."""
        return Reach({**self.tests, **tests})

    def only(self, tests: Iterable[str]) -> "Reach":
        """Of these tests alone."""
        return Reach({test: self.tests[test] for test in tests if test in self.tests})

    def of(self, mutant: Mutant, patience: float = 1.0) -> list[str]:
        """The tests that reach a mistake, the nearest and quickest first, as many as take a few seconds."""
        if mutant.called:
            wanted = range(mutant.lines[0], mutant.lines[1] + 1)
            found = {test for line in wanted for test in self.by_line.get((mutant.path, line), ())}
        else:
            found = {test for test, ran in self.tests.items() if mutant.path in ran.lines}
            # What attrs makes of a class runs no line of the module, but the tests named like it may be about that.
            found |= {test for test in self.tests if distance(mutant, test) == 0} or set(self.tests)
        left, chosen = [patience * each for each in ENOUGH_S], []
        for test in sorted(found, key=lambda each: (self.tests[each].seconds, each)):
            near = distance(mutant, test)
            if left[near] > 0:
                left[near] -= self.tests[test].seconds
                chosen.append((near, test))
        return [test for _, test in sorted(chosen, key=lambda each: each[0])]

    def seconds(self, tests: Sequence[str]) -> float:
        """How long they take together."""
        return sum(self.tests[test].seconds for test in tests)


def distance(mutant: Mutant, test: str) -> int:
    """0 for the unit tests named like the module or of its folder, 1 for other unit tests, 2 for the rest."""
    *folders, _ = parts = mutant.path.split("/")
    names = {"test_" + part.removesuffix(".py") for part in parts} | {f"/policies/{each}/" for each in folders[:1]}
    unit = test.startswith("tests/unit/")
    return 0 if unit and any(name in test for name in names) else 1 if unit else 2


@attrs.frozen
class Noticing:
    """Which tests noticed much so far, in a module and in a function, so that these are tried first."""

    counts: dict[str, Counter[str]] = attrs.field(factory=dict)

    def add(self, mutant: Mutant, test: str) -> None:
        """Take note that a test noticed a mistake."""
        for place in _places(mutant):
            self.counts.setdefault(place, Counter())[test] += 1

    def first(self, mutant: Mutant, tests: Sequence[str], reach: Reach) -> list[str]:
        """The tests, those first that are likely to notice it soon."""
        counts = [self.counts.get(place, Counter[str]()) for place in _places(mutant)]

        def promise(test: str) -> float:
            noticed = sum(weight * each[test] for weight, each in zip((1, 5), counts, strict=True))
            return -noticed / (0.05 + reach.tests[test].seconds)

        return sorted(tests, key=promise)


def _places(mutant: Mutant) -> tuple[str, str]:
    return mutant.path, f"{mutant.path} {mutant.within}"
