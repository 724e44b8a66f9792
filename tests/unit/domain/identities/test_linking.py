"""Which account an identity leads to."""

from datetime import UTC, datetime

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st

from specstep.domain.accounts import Account
from specstep.domain.errors import BadInput
from specstep.domain.identities.emails import canonical_email
from specstep.domain.identities.linking import Course, Intent, backed, decide, may_remove
from specstep.domain.identities.values import Identity, ProvenIdentity, usable_photo
from specstep.domain.ids import AccountId, IdentityId

NOW = datetime(2026, 3, 1, tzinfo=UTC)
ANNA, BELA = AccountId("anna"), AccountId("bela")
ADDRESSES = ("anna@example.com", "Anna@example.com", "anna@EXAMPLE.com", "аnna@example.com", "bela@example.com")


def proven(**changes: object) -> ProvenIdentity:
    """Anna, as Google knows her."""
    fields: dict[str, object] = {"provider": "google", "issuer": "https://accounts.google.com", "subject": "1"}
    return ProvenIdentity(**(fields | changes))  # type: ignore[arg-type]


def account(id: AccountId, email: str | None, *, verified: bool) -> Account:
    """An account with an address of its own."""
    own = canonical_email(email) if email and verified else None
    return Account(id=id, display_name=id, created_at=NOW, email=email, verified_email=own)


def kept(whose: AccountId, number: int = 1, email: str | None = None, *, verified: bool = False) -> Identity:
    """An identity of an account's."""
    return Identity(
        id=IdentityId(f"identity-{number}"),
        account_id=whose,
        provider="google",
        issuer="https://accounts.google.com",
        subject=str(number),
        email=email,
        email_verified=verified,
        added_at=NOW,
        last_signed_in_at=None,
    )


addresses = st.sampled_from(ADDRESSES) | st.none()
holders = st.none() | st.builds(account, st.just(BELA), addresses, verified=st.booleans())
unintended = st.sampled_from([Intent.SIGN_IN, Intent.SIGN_UP])


@given(unintended, addresses, st.booleans(), holders)
def test_COL_1_issuer_and_subject_lead_to_their_account_whatever_the_address(
    intent: Intent, email: str | None, verified: bool, holder: Account | None
) -> None:
    decision = decide(proven(email=email, verified=verified), intent, known=kept(ANNA), holder=holder)
    assert (decision.course, decision.account) == (Course.ENTER, ANNA)


@given(unintended, addresses, holders)
def test_EXT_1_an_unverified_address_never_joins_and_is_answered_alike_whoever_has_it(
    intent: Intent, email: str | None, holder: Account | None
) -> None:
    decision = decide(proven(email=email, verified=False), intent, holder=holder)
    assert decision == decide(proven(email=email, verified=False), intent)
    assert decision.course is (Course.OPEN if intent is Intent.SIGN_UP else Course.ASK)
    assert decision.account is None
    assert intent is Intent.SIGN_UP or "link this one in Settings" in (decision.says or "")


@given(unintended, addresses, holders)
def test_EXT_1_a_verified_address_joins_only_an_account_whose_own_is_verified_and_the_same(
    intent: Intent, email: str | None, holder: Account | None
) -> None:
    decision = decide(proven(email=email, verified=True), intent, holder=holder)
    same = holder is not None and email is not None and holder.verified_email == canonical_email(email)
    assert (decision.course is Course.JOIN) == same
    assert decision.account == (BELA if same else None)


@given(st.none() | st.sampled_from([ANNA, BELA]), addresses, st.booleans(), holders)
def test_EXT_1_linking_asks_the_signed_in_owner_and_never_looks_at_addresses(
    whose: AccountId | None, email: str | None, verified: bool, holder: Account | None
) -> None:
    known = None if whose is None else kept(whose)
    decision = decide(proven(email=email, verified=verified), Intent.LINK, known=known, holder=holder, asking=ANNA)
    expected = {None: Course.LINK, ANNA: Course.KEEP, BELA: Course.TAKEN}
    assert decision.course is expected[whose]
    assert decision.account == (None if whose == BELA else ANNA)


@pytest.mark.parametrize(
    ("intent", "asking"), [(Intent.LINK, None), (Intent.SIGN_IN, ANNA), (Intent.SIGN_UP, ANNA)]
)
def test_only_who_is_signed_in_can_link(intent: Intent, asking: AccountId | None) -> None:
    with pytest.raises(ValueError, match="signed in"):
        decide(proven(), intent, asking=asking)


def test_somebody_elses_identity_is_not_taken_for_the_one_that_came() -> None:
    with pytest.raises(ValueError, match="another identity"):
        decide(proven(subject="2"), Intent.SIGN_IN, known=kept(ANNA, 1))


@given(addresses, st.booleans(), st.lists(st.tuples(addresses, st.booleans()), max_size=3))
def test_EXT_1_an_address_is_verified_exactly_while_an_identity_proves_it(
    email: str | None, verified: bool, claims: list[tuple[str | None, bool]]
) -> None:
    identities = [kept(ANNA, number, email, verified=proof) for number, (email, proof) in enumerate(claims)]
    settled = backed(account(ANNA, email, verified=verified), identities)
    assert settled.email == (email or next((each for each, _ in claims if each), None))
    proofs = {canonical_email(each) for each, proof in claims if each and proof}
    expected = settled.email is not None and canonical_email(settled.email) in proofs
    assert (settled.verified_email is not None) == expected
    assert settled == backed(settled, identities)


@given(st.integers(1, 4), st.integers(0, 3))
def test_the_last_identity_stays(number: int, which: int) -> None:
    every = tuple(kept(ANNA, each) for each in range(number))
    assert may_remove(every[which % number], every) == (number > 1)


@pytest.mark.parametrize(
    "changes",
    [
        {"subject": ""},
        {"subject": "a b"},
        {"subject": "1\n2"},
        {"subject": "é"},
        {"subject": "1" * 256},
        {"issuer": ""},
        {"email": "anna@example.com\r\nBcc: eve@example.com"},
        {"display_name": "Anna\r\nBcc: eve@example.com"},
        {"display_name": " Anna "},
        {"photo_url": "http://example.com/a.png"},
        {"photo_url": 'https://example.com/"><script>'},
        {"photo_url": "javascript:alert(1)"},
    ],
)
def test_what_a_provider_may_not_say_is_refused(changes: dict[str, object]) -> None:
    with pytest.raises(BadInput):
        proven(**changes)


def test_a_pictures_address_is_taken_or_left() -> None:
    assert usable_photo("https://example.com/a.png?s=96") == "https://example.com/a.png?s=96"
    assert [usable_photo(each) for each in (None, 1, "", "https://", "https://e/" + "a" * 2000)] == [None] * 5


def test_an_unproven_address_is_no_verified_one() -> None:
    said = proven(email="anna@EXAMPLE.com", verified=True)
    assert said.verified_email == "anna@example.com"
    assert attrs.evolve(said, verified=False).verified_email is None
    assert attrs.evolve(said, email=None).verified_email is None
