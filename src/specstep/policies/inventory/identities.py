"""Identities: who somebody is to a sign-in provider."""

from specstep.policies.inventory.vocabulary import (
    AUTHENTICATION,
    EMAIL,
    IDENTIFIER,
    OWNER,
    SECURITY,
    SIGN_IN_PROVIDERS,
    SYSTEM,
    authenticating,
    metadata,
    owner,
)
from specstep.policies.model import Dataset, Field, Store, WithOwner

KEPT = ("COL-1", "RET-1")

DATASETS = (
    Dataset(
        name="identities",
        store=Store.APPLICATION,
        title="your ways to sign in",
        about="Who you are to the providers that you sign in with; never a password.",
        fields=(
            *metadata("id", clauses=KEPT),
            owner("COL-1"),
            authenticating("provider", "the provider's name", SYSTEM, KEPT),
            authenticating("issuer", "the provider's address", SYSTEM, KEPT),
            authenticating("subject", "the provider's number for you", IDENTIFIER, KEPT),
            authenticating("email", "the e-mail address that the provider named", EMAIL, KEPT),
            Field(
                name="email_verified",
                title="whether that address is verified",
                category=SYSTEM,
                purposes=(AUTHENTICATION, SECURITY),
                clauses=("EXT-1", "RET-1"),
            ),
            *metadata("added_at", clauses=KEPT),
            Field(
                name="last_signed_in_at",
                title="that and when you sign in",
                category="user.behavior",
                purposes=(SECURITY,),
                clauses=KEPT,
                recipients=SIGN_IN_PROVIDERS,  # whoever is asked learns that somebody comes here
            ),
        ),
        edges=(OWNER,),
        retention=(WithOwner(),),
        clauses=("COL-1", "EXT-1", "RET-1", "RIG-3"),
    ),
)
