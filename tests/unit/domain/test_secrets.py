"""A secret in the clear gets out by `reveal()` and in no other way."""

import copy
import io
import json
import logging
import pickle
import pprint
import traceback
from collections.abc import Callable

import attrs
import pytest
from cattrs.preconf.json import make_converter
from hypothesis import given
from hypothesis import strategies as st

from specstep.domain.secrets import HIDDEN, Secret

TEXTS = st.text(min_size=1) | st.binary(min_size=1)
PLAIN = "correct horse battery staple"


@attrs.frozen
class Holder:
    name: str
    secret: Secret[str]


REFUSED: dict[str, Callable[[Secret[str]], object]] = {
    "str": str,
    "f-string": lambda secret: f"{secret}",
    "f-string with a spec": lambda secret: f"{secret:>20}",
    "percent": lambda secret: "%s" % secret,  # noqa: UP031
    "format": "{}".format,
    "print": lambda secret: print(secret, file=io.StringIO()),
    "join": lambda secret: ", ".join(secret for _ in range(2)),
    "add": lambda secret: "a" + secret,  # type: ignore[operator]
    "bytes": lambda secret: bytes(secret),  # type: ignore[call-overload]
    "iterate": lambda secret: list(secret),  # type: ignore[call-overload]
    "length": lambda secret: len(secret),  # type: ignore[arg-type]
    "equal": lambda secret: secret == PLAIN,
    "unequal": lambda secret: secret != Secret(PLAIN),
    "member": lambda secret: [secret].index(Secret(PLAIN)),
    "hash": hash,
    "truth": bool,
    "pickle": pickle.dumps,
    "copy": copy.copy,
    "deepcopy": copy.deepcopy,
    "state": lambda secret: secret.__getstate__(),
    "vars": vars,
    "json": json.dumps,
    "json with str": lambda secret: json.dumps({"secret": secret}, default=str),
    "change": lambda secret: setattr(secret, "_Secret__value", "other"),
    "remove": lambda secret: delattr(secret, "_Secret__value"),
    "attrs equality": lambda secret: Holder("a", secret) == Holder("a", Secret(PLAIN)),
    "cattrs to json": lambda secret: make_converter().dumps(Holder("a", secret)),
    "pickle in attrs": lambda secret: pickle.dumps(Holder("a", secret)),
}


@pytest.mark.parametrize("way", REFUSED)
def test_no_other_way_lets_it_out(way: str) -> None:
    with pytest.raises(TypeError) as refusal:
        REFUSED[way](Secret(PLAIN))
    assert PLAIN not in str(refusal.value)


@given(TEXTS, TEXTS)
def test_a_secret_is_revealed_as_it_was_and_is_like_another_one_when_it_holds_the_same(
    one: str | bytes, other: str | bytes
) -> None:
    assert Secret(one).reveal() == one
    assert Secret(one).same_as(Secret(one))
    if type(one) is type(other):
        assert Secret(one).same_as(Secret(other)) == (one == other)


@given(TEXTS)
def test_what_shows_it_by_repr_shows_the_same_for_every_secret(value: str | bytes) -> None:
    secret = Secret(value)
    assert repr(secret) == pprint.pformat(secret) == ascii(secret).encode().decode("unicode_escape") == HIDDEN
    assert attrs.asdict(Holder("a", secret), recurse=False)["secret"] is secret  # type: ignore[arg-type]
    assert repr(Holder("a", secret)) == f"Holder(name='a', secret={HIDDEN})"  # type: ignore[arg-type]


def test_neither_a_log_nor_a_traceback_holds_it(capfd: pytest.CaptureFixture[str]) -> None:
    stream = io.StringIO()
    log = logging.getLogger("test_secrets")
    log.propagate = False
    log.addHandler(handler := logging.StreamHandler(stream))
    secret = Secret(PLAIN)
    log.warning("given: %s", secret)
    log.warning(secret)
    log.warning("given: %r", secret)
    log.removeHandler(handler)
    try:
        raise ValueError(secret)
    except ValueError as error:
        shown = "".join(traceback.TracebackException.from_exception(error, capture_locals=True).format())
    out = capfd.readouterr()
    hidden = stream.getvalue() + out.out + out.err + shown.replace(f"PLAIN = {PLAIN!r}", "")
    assert PLAIN not in hidden
    assert f"given: {HIDDEN}" in stream.getvalue()


@pytest.mark.parametrize("value", ["", b""])
def test_an_empty_secret_is_refused(value: str) -> None:
    with pytest.raises(ValueError, match="empty"):
        Secret(value)


def test_what_is_no_text_is_refused_without_being_shown() -> None:
    with pytest.raises(TypeError, match="not int") as refusal:
        Secret(31415926)  # type: ignore[type-var]
    assert "31415926" not in str(refusal.value)
    with pytest.raises(TypeError, match="not Secret"):
        Secret(Secret(PLAIN))  # type: ignore[type-var]
