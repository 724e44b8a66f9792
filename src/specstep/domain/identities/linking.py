"""Which account an identity leads to."""

from collections.abc import Sequence
from enum import StrEnum

import attrs

from specstep.domain.accounts import Account
from specstep.domain.identities.emails import canonical_email
from specstep.domain.identities.values import Identity, ProvenIdentity
from specstep.domain.ids import AccountId


class Intent(StrEnum):
    """What somebody has set out for."""

    SIGN_IN = "sign-in"
    SIGN_UP = "sign-up"  # and has said that they are old enough (GOV-1)
    LINK = "link"  # signed in, from Settings


class Course(StrEnum):
    """What becomes of it."""

    ENTER = "enter"  # the account that the identity belongs to
    JOIN = "join"  # the account with the same address, which its owner is told of
    OPEN = "open"  # a new account
    LINK = "link"  # added to the account of who asked
    KEEP = "keep"  # it belongs to who asked already
    ASK = "ask"  # nobody's; the person is told how to go on
    TAKEN = "taken"  # another account's


ASK = (
    "Nobody has signed in this way before. If you have an account, sign in the way you did before and link this one "
    "in Settings; if you have none, sign up."
)
TAKEN = "This sign-in belongs to another account. Remove it there first."


@attrs.frozen
class Decision:
    """A course, and the account that it leads to, where that is there already."""

    course: Course
    account: AccountId | None = None

    @property
    def says(self) -> str | None:
        """What the person is told where the way ends here."""
        return {Course.ASK: ASK, Course.TAKEN: TAKEN}.get(self.course)


def decide(
    proven: ProvenIdentity,
    intent: Intent,
    *,
    known: Identity | None = None,
    holder: Account | None = None,
    asking: AccountId | None = None,
) -> Decision:
    """Which account an identity leads to.

    A known identity leads to its account and nowhere else. An unknown one with a proven address joins the account
    whose own address is proven and the same; one with an unproven address joins none, and is answered in the same way
    whether or not somebody has that address.

    Args:
        known: what is kept under this issuer and subject.
        holder: the account with this proven address.
        asking: who is signed in and links; only with that intent.

    Source: COL-1, EXT-1.
    """
    if known is not None and (known.issuer, known.subject) != (proven.issuer, proven.subject):
        raise ValueError("this is another identity")
    if (intent is Intent.LINK) != (asking is not None):
        raise ValueError("who links is signed in, and nobody else is")
    if asking is not None:
        if known is None:
            return Decision(Course.LINK, asking)
        return Decision(Course.KEEP, asking) if known.account_id == asking else Decision(Course.TAKEN)
    if known is not None:
        return Decision(Course.ENTER, known.account_id)
    address = proven.verified_email
    if holder is not None and address is not None and holder.verified_email == address:
        return Decision(Course.JOIN, holder.id)
    return Decision(Course.OPEN if intent is Intent.SIGN_UP else Course.ASK)


def may_remove(identity: Identity, all_of_account: tuple[Identity, ...]) -> bool:
    """Whether an account keeps a way in without this one."""
    return any(each.id != identity.id for each in all_of_account)


def backed(account: Account, identities: Sequence[Identity]) -> Account:
    """The account with its own address verified exactly where one of its identities proves it.

    So an address stops opening the door once nothing stands for it any more: the identity was removed, or names
    another one by now. An account without an address takes that of its first identity that has one.
    """
    email = account.email or next((each.email for each in identities if each.email), None)
    proven = {canonical_email(each.email) for each in identities if each.email_verified and each.email}
    canonical = None if email is None else canonical_email(email)
    return attrs.evolve(account, email=email, verified_email=canonical if canonical in proven else None)
