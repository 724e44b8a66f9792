"""Exit statuses, and what is said when something goes wrong."""

from enum import IntEnum

from specstep.domain.errors import SpecStepError, Unavailable


class Exit(IntEnum):
    """What a caller can rely on."""

    DONE = 0
    GATE_FAILED = 1
    BAD_INPUT = 2
    SERVICE_FAILED = 3
    INTERRUPTED = 130


def exit_of(error: SpecStepError) -> Exit:
    """The status for an error: 3 where something outside failed, 2 where the input must change."""
    return Exit.SERVICE_FAILED if isinstance(error, Unavailable) else Exit.BAD_INPUT
