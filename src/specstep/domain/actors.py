"""Who acts, and how they showed who they are: some acts are kept for a person who is there."""

from enum import StrEnum

import attrs

from specstep.domain.errors import HumanRequired
from specstep.domain.ids import AccountId


class Means(StrEnum):
    """How somebody showed who they are."""

    SIGNED_IN = "signed-in"
    LOCAL = "local"  # at the machine itself: the command line, the local owner's browser
    API_KEY = "api-key"
    OAUTH_TOKEN = "oauth-token"  # noqa: S105 - the name of a kind


IN_PERSON = frozenset({Means.SIGNED_IN, Means.LOCAL})


@attrs.frozen(kw_only=True)
class Actor:
    """An account at work. `credential` is the id of the key or token that it came with."""

    account: AccountId
    means: Means
    credential: str | None = None


def require_person(actor: Actor, act: str) -> None:
    """See that a person is there, not a program with a key.

    Args:
        act: what is about to be done, as in "Making an API key".

    Raises:
        HumanRequired: a key or token came.
    """
    if actor.means not in IN_PERSON:
        raise HumanRequired(act=act)
