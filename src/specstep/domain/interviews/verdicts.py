"""Verdicts about a statement that depend on its words alone, found once however often a talk asks for them.

A talk looks at each of its statements again with every answer. What is kept between answers is a digest of the words
and the verdict, never the words themselves: nothing that a person said outlives the call that it came with.
"""

from collections.abc import Callable
from hashlib import blake2b
from typing import TypeVar

Verdict = TypeVar("Verdict", bool, int, frozenset[int])
KEPT_AT_MOST = 2048


def once_per_text(judge: Callable[[str], Verdict]) -> Callable[[str], Verdict]:
    """The same judge, who remembers the verdicts on the texts that came last."""
    known: dict[bytes, Verdict] = {}

    def judged(text: str) -> Verdict:
        key = blake2b(text.encode("utf-8", "surrogatepass"), digest_size=16).digest()
        verdict = known.get(key)
        if verdict is None:
            verdict = judge(text)
            if len(known) >= KEPT_AT_MOST:
                known.pop(next(iter(known)), None)
            known[key] = verdict
        return verdict

    return judged
