"""Every table, declared once; the inventory of the policies covers each of their columns."""

from specstep.adapters.persistence.tables.accounts import accounts
from specstep.adapters.persistence.tables.announcements import (
    announcement_recipients,
    announcements,
    policy_versions,
)
from specstep.adapters.persistence.tables.api_keys import api_keys
from specstep.adapters.persistence.tables.audit import audit_events
from specstep.adapters.persistence.tables.blobs import blob_intents
from specstep.adapters.persistence.tables.consents import consents
from specstep.adapters.persistence.tables.exports import exports
from specstep.adapters.persistence.tables.generations import generation_snapshots, generations, model_answers
from specstep.adapters.persistence.tables.identities import identities
from specstep.adapters.persistence.tables.interviews import facts, interviews, reference_documents, turns
from specstep.adapters.persistence.tables.keyring import encryption_keys
from specstep.adapters.persistence.tables.messages import message_preferences, message_suppressions, messages
from specstep.adapters.persistence.tables.packages import packages
from specstep.adapters.persistence.tables.photos import profile_photos
from specstep.adapters.persistence.tables.policies import policy_marks, policy_rule_runs, policy_tallies
from specstep.adapters.persistence.tables.replays import replays
from specstep.adapters.persistence.tables.sessions import sessions, sign_in_attempts
from specstep.adapters.persistence.tables.statutory_requests import statutory_requests
from specstep.adapters.persistence.tables.types import metadata
from specstep.adapters.persistence.tables.verification import phone_codes, phones

__all__ = [
    "accounts",
    "announcement_recipients",
    "announcements",
    "api_keys",
    "audit_events",
    "blob_intents",
    "consents",
    "encryption_keys",
    "exports",
    "facts",
    "generation_snapshots",
    "generations",
    "identities",
    "interviews",
    "message_preferences",
    "message_suppressions",
    "messages",
    "metadata",
    "model_answers",
    "packages",
    "phone_codes",
    "phones",
    "policy_marks",
    "policy_rule_runs",
    "policy_tallies",
    "policy_versions",
    "profile_photos",
    "reference_documents",
    "replays",
    "sessions",
    "sign_in_attempts",
    "statutory_requests",
    "turns",
]
