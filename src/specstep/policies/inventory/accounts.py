"""Accounts."""

from specstep.policies.inventory.vocabulary import (
    AUTHENTICATION,
    EMAIL,
    EMAIL_CARRIERS,
    IDENTIFIER,
    NAME,
    SECURITY,
    SERVICE,
    metadata,
)
from specstep.policies.model import Dataset, Field, Store, WithOwner

DATASETS = (
    Dataset(
        name="accounts",
        store=Store.APPLICATION,
        title="your account",
        about="Who you are to the service, and what you may do.",
        fields=(
            Field(name="id", category=IDENTIFIER, purposes=(SERVICE,), clauses=("RET-1", "RIG-3")),
            Field(
                name="display_name",
                title="the name shown",
                category=NAME,
                purposes=(SERVICE,),
                clauses=("COL-1", "RET-1", "RIG-2"),
                correctable=True,
            ),
            Field(name="role", category="user.authorization", purposes=(SECURITY,), clauses=("SEC-6", "RET-1")),
            *metadata("created_at", clauses=("RET-1",)),
            *metadata("closing_at", clauses=("RET-1", "RIG-3")),
            Field(
                name="email",
                title="your e-mail address",
                category=EMAIL,
                purposes=(SERVICE, "essential.service.notifications"),
                clauses=("COL-1", "RET-1", "RIG-2"),
                recipients=EMAIL_CARRIERS,
                correctable=True,
            ),
            Field(
                name="verified_email",
                title="your e-mail address once it is verified",
                category=EMAIL,
                purposes=(AUTHENTICATION,),
                clauses=("COL-1", "EXT-1", "RET-1"),
            ),
            Field(
                name="age_confirmed_at",
                title="when you said that you are old enough",
                category="user.demographic.age_range",
                purposes=("essential.legal_obligation",),
                clauses=("GOV-1", "RET-1"),
            ),
            Field(
                name="photo_url",
                title="where your picture lies",
                category="user.content.self_image",
                purposes=(SERVICE,),
                clauses=("GEN-4", "RET-1"),
            ),
            Field(
                name="notice_version",
                title="the version of this notice that you were shown when you signed up",
                category="user.privacy_preferences",
                purposes=("essential.legal_obligation",),
                clauses=("GOV-4", "RET-1"),
            ),
        ),
        retention=(WithOwner(),),
        clauses=("RET-1", "RIG-3"),
    ),
)
