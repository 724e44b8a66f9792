"""What a browser brings back from any provider."""

import re
from collections.abc import Mapping

from specstep.domain.errors import SignInRefused

ERROR = re.compile(r"[a-z_]{1,40}")
LONGEST_CODE = 4000


def code_of(provider: str, answer: Mapping[str, str]) -> str:
    """The code that is exchanged for what the provider knows.

    Raises:
        SignInRefused: the person called it off, the provider refused, or there is no code.
    """
    error = answer.get("error")
    if error == "access_denied":
        raise SignInRefused(provider=provider, because="it was called off.")
    if error is not None:
        said = f" ({error})" if ERROR.fullmatch(error) else ""
        raise SignInRefused(provider=provider, because=f"the provider refused it{said}.")
    code = answer.get("code", "")
    if not code or len(code) > LONGEST_CODE or not (code.isascii() and code.isprintable()):
        raise SignInRefused(provider=provider, because="the answer holds no code.")
    return code
