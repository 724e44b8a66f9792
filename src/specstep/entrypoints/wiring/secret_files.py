"""Secrets that a deployment hands in: by the name of a file, or in the environment."""

import os
from pathlib import Path

from specstep.domain.errors import Misconfigured
from specstep.domain.secrets import Secret

LARGEST_BYTES = 10_000


def secret_of(setting: str, file: str, variable: str) -> Secret[str] | None:
    """The secret in the file, or without one in the environment's variable; None where neither has any.

    Raises:
        Misconfigured: the file can't be read.
    """
    found = os.environ.get(variable, "")
    if file:
        try:
            with Path(file).open("rb") as opened:
                found = opened.read(LARGEST_BYTES).decode().strip()
        except (OSError, UnicodeDecodeError) as error:
            what = f"the file can't be read ({type(error).__name__})."
            raise Misconfigured(setting=setting, what=what) from error
    return Secret(found) if found else None
