"""Which test noticed which mistake, and which did not, from one run to the next."""

import hashlib
import json
import time
from pathlib import Path

import attrs
from tests.mutation.judging import Tried
from tests.mutation.mutants import Mutant
from tests.mutation.planting import REMEMBERED
from tests.mutation.reaching import Noticing, digest_of, write_whole

NOTICED = REMEMBERED / "noticed.json"
PASSED = REMEMBERED / "passed.json"
EVERY_S = 10.0


@attrs.define
class Memory:
    """What was tried. It holds while neither the module nor the test changes."""

    noticed: dict[str, str] = attrs.field(factory=dict)
    passed: dict[str, set[str]] = attrs.field(factory=dict)
    written: float = 0.0

    @classmethod
    def read(cls) -> "Memory":
        """What earlier runs found."""
        passed = {name: set(tests) for name, tests in _read(PASSED).items()}
        return cls(noticed=_read(NOTICED), passed=passed)

    def recall(self, mutant: Mutant) -> str | None:
        """The test that noticed it, if that still says anything."""
        name, _, digest = self.noticed.get(_name(mutant), "").rpartition(" ")
        return name if name and digest == digest_of(name) else None

    def tried(self, mutant: Mutant) -> bool:
        """Whether it was made at all."""
        return self.recall(mutant) is not None or _name(mutant) in self.passed

    def reached(self, mutant: Mutant) -> bool:
        """Whether any test that was tried runs it."""
        return self.recall(mutant) is not None or bool(self.passed.get(_name(mutant)))

    def passes(self, mutant: Mutant, test: str) -> bool:
        """Whether a test is known to pass with the mistake in the program."""
        return _signed(test) in self.passed.get(_name(mutant), ())

    def keep(self, mutant: Mutant, tried: Tried) -> None:
        """Remember, on disk from time to time, so that a run that is stopped goes on where it was."""
        if tried.by:
            self.noticed[_name(mutant)] = f"{tried.by} {digest_of(tried.by)}"
        self.passed.setdefault(_name(mutant), set()).update(map(_signed, tried.tests))
        if time.monotonic() - self.written > EVERY_S:
            self.write()

    def write(self) -> None:
        """Put everything on disk, beside what another run may have put there."""
        self.noticed = {**_read(NOTICED), **self.noticed}
        for name, tests in _read(PASSED).items():
            self.passed.setdefault(name, set()).update(tests)
        write_whole(NOTICED, self.noticed)
        write_whole(PASSED, self.passed)
        self.written = time.monotonic()

    def noticing(self, mutants: list[Mutant]) -> Noticing:
        """Which tests noticed much."""
        found = Noticing()
        for mutant in mutants:
            if name := self.recall(mutant):
                found.add(mutant, name)
        return found


def _read(file: Path) -> dict[str, str]:
    return json.loads(file.read_text("utf-8")) if file.exists() else {}  # type: ignore[no-any-return]


def _signed(test: str) -> str:
    return hashlib.sha256(f"{test} {digest_of(test)}".encode()).hexdigest()[:10]


def _name(mutant: Mutant) -> str:
    return hashlib.sha256(f"{mutant.source}{mutant.place} {mutant.says}".encode()).hexdigest()[:24]
