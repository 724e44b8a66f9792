import re

import pytest

from specstep.domain.errors import UnknownName
from specstep.domain.messages.kinds import BY_KEY, KINDS, Channel, kind_named
from specstep.policies.model.taxonomy import PURPOSES


def test_RIG_6_every_kind_is_in_the_register_once_and_says_whether_it_is_essential() -> None:
    assert len(BY_KEY) == len(KINDS)
    for kind in KINDS:
        assert re.fullmatch(r"[a-z]+(-[a-z]+)*", kind.key)
        assert kind.about.endswith(".")
        assert kind.channels
        assert set(kind.channels) <= set(Channel)


def test_every_kind_is_sent_for_a_purpose_that_the_policies_know() -> None:
    assert {kind.purpose for kind in KINDS} <= PURPOSES


def test_a_kind_that_is_not_in_the_register_is_refused_with_those_that_are() -> None:
    with pytest.raises(UnknownName) as refused:
        kind_named("birthday-greeting")
    assert refused.value.known == tuple(BY_KEY)
