"""Secrets in the clear, on their short way from where they come in to where they are used."""

import hmac
from typing import Generic, NoReturn, TypeVar, final

Value = TypeVar("Value", str, bytes)
HIDDEN = "Secret(…)"


@final
class Secret(Generic[Value]):
    """A plaintext that shows itself to nobody who doesn't ask for it by `reveal()`.

    Its `repr` is a placeholder, so that tracebacks, attrs and test reports stay readable. Everything else that would
    let it out without being meant to (printing, formatting, logging, pickling, copying, comparing) raises TypeError
    rather than leaving a placeholder in the place of what was needed.

    Raises:
        TypeError: it is made from something else than a text or bytes.
        ValueError: it is empty; a secret that isn't there is None.
    """

    __slots__ = ("__value",)
    __value: Value

    def __init__(self, value: Value) -> None:
        if not isinstance(value, str | bytes):
            raise TypeError(f"a secret is a text or bytes, not {type(value).__name__}")
        if not value:
            raise ValueError("a secret can't be empty")
        object.__setattr__(self, "_Secret__value", value)

    def reveal(self) -> Value:
        """The plaintext. Whoever calls this answers for where it goes."""
        return self.__value

    def same_as(self, other: "Secret[Value]") -> bool:
        """Whether two secrets are equal, in a time that doesn't tell where they differ."""
        mine, theirs = _octets(self.__value), _octets(other.reveal())
        return hmac.compare_digest(mine, theirs)

    def __repr__(self) -> str:
        return HIDDEN

    def __str__(self) -> NoReturn:
        raise TypeError("a secret is not shown; call reveal() where it is meant to go out")

    def __format__(self, spec: str) -> NoReturn:
        raise TypeError("a secret is not formatted; call reveal() where it is meant to go out")

    def __eq__(self, other: object) -> NoReturn:
        raise TypeError("secrets are compared by same_as(), which takes the same time whatever they hold")

    def __ne__(self, other: object) -> NoReturn:
        raise TypeError("secrets are compared by same_as(), which takes the same time whatever they hold")

    __hash__ = None  # type: ignore[assignment]

    def __bool__(self) -> NoReturn:
        raise TypeError("a secret is there or is None; ask for that")

    def __setattr__(self, name: str, value: object) -> NoReturn:
        raise TypeError("a secret doesn't change")

    def __delattr__(self, name: str) -> NoReturn:
        raise TypeError("a secret doesn't change")

    def __getstate__(self) -> NoReturn:
        raise TypeError("a secret is not pickled or copied")

    def __reduce_ex__(self, protocol: object) -> NoReturn:
        raise TypeError("a secret is not pickled or copied")


def _octets(value: str | bytes) -> bytes:
    return value.encode("utf-8", "surrogatepass") if isinstance(value, str) else value
