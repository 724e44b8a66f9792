"""What of OWASP ASVS 5.0 is kept, by which code, shown by which tests. The page is written from here.

A requirement that is missing or told twice, a test or module that isn't there (any more): each fails the build.
"""

import ast
import re
from collections.abc import Iterator, Sequence
from pathlib import Path

import attrs

KEPT, PARTLY, GAP, NONE = "kept", "in part", "gap", "does not apply"
SHOWN = (KEPT, PARTLY)

CHAPTERS = {
    6: ("Authentication", (3, 12, 8, 6, 8, 4, 2, 4)),
    7: ("Sessions", (3, 4, 2, 5, 3, 2)),
    10: ("OAuth and OpenID Connect", (2, 3, 5, 16, 5, 2, 3)),
    11: ("Cryptography", (4, 5, 5, 4, 2, 2, 2)),
    16: ("Logging and errors", (1, 5, 4, 3, 4)),
}
"""The chapters told here, and how many requirements each of their sections has (ASVS 5.0.0)."""

PLACES = {
    "sessions": "tests/contract/test_sessions.py",
    "identities": "tests/contract/test_identities.py",
    "providers": "tests/contract/test_identity_providers.py",
    "keyring": "tests/contract/test_keyring.py",
    "masters": "tests/contract/test_master_keys.py",
    "keys": "tests/contract/test_api_keys.py",
    "audit": "tests/contract/test_audit.py",
    "roles": "tests/contract/test_database_roles.py",
    "sealed": "tests/contract/test_workflows_sealed.py",
    "codes": "tests/contract/test_verification.py",
    "throttle": "tests/unit/application/test_throttle.py",
    "sealing": "tests/unit/domain/keyring/test_sealing.py",
    "resolving": "tests/unit/domain/keyring/test_resolving.py",
    "hashing": "tests/unit/domain/keyring/test_hashing.py",
    "tokens": "tests/unit/domain/sessions/test_tokens.py",
    "cookies": "tests/unit/domain/sessions/test_cookies.py",
    "times": "tests/unit/domain/sessions/test_values.py",
    "linking": "tests/unit/domain/identities/test_linking.py",
    "attempts": "tests/unit/domain/identities/test_attempts.py",
    "formats": "tests/unit/domain/test_api_keys.py",
    "logs": "tests/unit/domain/test_logs.py",
    "lines": "tests/unit/adapters/logs/test_lines.py",
    "canaries": "tests/acceptance/test_canaries.py",
    "database": "tests/contract/test_persistence_sql.py",
}
"""Short names of files of tests; `sessions:test_…` names a test in one of them."""


@attrs.frozen
class Row:
    """Some requirements of a section, what becomes of them, and what shows it: tests, modules, pages."""

    ids: str
    state: str
    says: str
    shown: tuple[str, ...] = ()


ROWS = (
    Row("6.1.1", KEPT, "Throttles and their figures are written down with the settings.",
        ("specstep.application.throttle", "docs/reference/settings.md")),
    Row("6.1.2", NONE, "There are no passwords."),
    Row("6.1.3", KEPT, "The ways in, and what each is worth, stand on one page.", ("docs/sign-in.md",)),
    Row("6.2.1-12", NONE, "There are no passwords, and no place for one.",
        ("identities:test_COL_1_there_is_no_place_for_a_password",)),
    Row("6.3.1", KEPT, "Wrong keys are throttled by address; a locked-out address locks out no account.",
        ("throttle:test_after_five_failures_an_address_is_refused_without_a_look_up_for_five_minutes",
         "throttle:test_no_number_of_wrong_keys_grows_the_memory")),
    Row("6.3.2", KEPT, "The one account that is there by itself lets nobody in where people sign in.",
        ("sessions:test_the_local_owner_comes_in_only_where_nobody_signs_in",)),
    Row("6.3.3", GAP, "A second factor is the provider's to ask for; we neither demand nor check it."),
    Row("6.3.4", KEPT, "Three providers, one way; keys and tokens may do less than a person.",
        ("keys:test_what_comes_with_a_key_can_make_see_rename_and_revoke_none",)),
    Row("6.3.5", GAP, "Nobody is told of a sign-in from an unusual place; sessions are listed."),
    Row("6.3.6", KEPT, "E-mail lets nobody in; an address proves nothing but itself.",
        ("linking:test_COL_1_issuer_and_subject_lead_to_their_account_whatever_the_address",)),
    Row("6.3.7", PARTLY, "Who joins by a verified address is told to the owner; other changes leave an event only.",
        ("identities:test_EXT_1_a_verified_address_joins_the_account_that_has_it_and_its_owner_hears_of_it",)),
    Row("6.3.8", KEPT, "An address that is taken and one that is free are answered alike; so are unknown and wrong keys.",
        ("linking:test_EXT_1_an_unverified_address_never_joins_and_is_answered_alike_whoever_has_it",
         "docs/benchmarks.md")),
    Row("6.4.1", NONE, "There are no initial passwords; codes for phones: see 6.5."),
    Row("6.4.2-4", NONE, "There are no passwords, hints, questions or factors of ours to recover."),
    Row("6.4.5", GAP, "Nobody is reminded that an API key is about to end."),
    Row("6.4.6", NONE, "There are no passwords."),
    Row("6.5.1", KEPT, "A code is gone with its success.",
        ("codes:test_RET_9_a_code_is_gone_with_its_success_and_good_for_nothing_more",)),
    Row("6.5.2", PARTLY, "What is kept is a hash under a key of the ring, for ten minutes; no slow hash for passwords.",
        ("hashing:test_SEC_8_nobody_tells_the_code_by_its_hash_without_the_key",)),
    Row("6.5.3-4", KEPT, "Six digits from the system's generator.", ("specstep.domain.verification.values",)),
    Row("6.5.5", KEPT, "Ten minutes, whatever a clock does.",
        ("codes:test_RET_9_after_ten_minutes_a_code_verifies_nothing_and_is_gone",
         "codes:test_RET_9_a_clock_put_back_makes_no_code_last_longer")),
    Row("6.5.6", KEPT, "Identities, sessions and keys can be ended, one by one and all at once.",
        ("identities:test_an_identity_can_be_removed_but_not_the_last_one",
         "sessions:test_SEC_10_all_sessions_of_an_account_end_in_one_act")),
    Row("6.5.7-8", NONE, "No biometrics, no time-based codes."),
    Row("6.6.1", NONE, "A code by SMS verifies a number; it lets nobody in."),
    Row("6.6.2", KEPT, "A code counts for the number and account that it was sent for, and the last one only.",
        ("codes:test_with_two_tabs_the_code_that_was_asked_for_last_counts_and_for_its_number_only",)),
    Row("6.6.3", KEPT, "Five tries, also at once; sends are bounded by number, account and address.",
        ("codes:test_SEC_8_of_many_guesses_at_once_no_more_than_five_count",
         "codes:test_SEC_8_no_more_than_so_many_codes_go_out")),
    Row("6.6.4", NONE, "There are no push notifications."),
    Row("6.7.1-2", NONE, "No device's assertions are checked here."),
    Row("6.8.1", KEPT, "(issuer, subject) is who somebody is; an e-mail address never.",
        ("linking:test_COL_1_issuer_and_subject_lead_to_their_account_whatever_the_address",
         "providers:test_a_microsoft_token_is_its_own_tenants")),
    Row("6.8.2", KEPT, "Unsigned, badly signed and otherwise faulty tokens are refused.",
        ("providers:test_an_id_token_that_is_not_signed_by_its_provider_is_refused",
         "providers:test_an_id_token_with_a_fault_is_refused")),
    Row("6.8.3", NONE, "There is no SAML."),
    Row("6.8.4", GAP, "How strongly or recently a provider asked (`acr`, `amr`, `auth_time`) is not looked at."),
    Row("7.1.1", KEPT, "Both limits are settings with their defaults told.", ("docs/sign-in.md", "docs/reference/settings.md")),
    Row("7.1.2", GAP, "There is no bound to the sessions of an account; they are listed and can be ended."),
    Row("7.1.3", KEPT, "A session is ours alone: what ends at the provider does not end here; its limits do.",
        ("docs/sign-in.md",)),
    Row("7.2.1-2", KEPT, "Sessions live in the database, by the hash of a token made for each.",
        ("sessions:test_SEC_7_who_signs_in_is_known_by_a_token_of_which_only_the_hash_is_kept",)),
    Row("7.2.3", KEPT, "256 bits from the system's generator.",
        ("tokens:test_tokens_hold_all_of_their_entropy_and_their_hashes_tell_them_apart",
         "tokens:test_a_token_of_less_entropy_is_refused")),
    Row("7.2.4", KEPT, "Each sign-in makes a new token and ends the browser's old session.",
        ("sessions:test_a_token_is_new_at_each_sign_in_and_replaces_the_browsers_old_one",
         "sessions:test_a_token_that_a_browser_was_given_by_somebody_else_opens_nothing_afterwards")),
    Row("7.3.1-2", KEPT, "Idle and absolute limits.",
        ("sessions:test_RET_14_a_session_ends_when_idle_and_when_old",
         "times:test_RET_14_a_session_ends_when_idle_or_old_and_never_comes_back")),
    Row("7.4.1", KEPT, "What ended opens nothing, in any process.",
        ("sessions:test_sessions_are_listed_and_revoked_one_by_one",)),
    Row("7.4.2", KEPT, "An account that is being deleted is signed out at once.",
        ("sessions:test_an_account_that_is_being_deleted_is_signed_out_and_signs_in_no_more",)),
    Row("7.4.3", KEPT, "Removing an identity ends all sessions but the one that asked.",
        ("sessions:test_removing_an_identity_signs_out_whoever_came_in_by_it",)),
    Row("7.4.4", GAP, "Not told here: it is about pages."),
    Row("7.4.5", KEPT, "`specstep account sign-out`, and the use case for operators.",
        ("keys:test_SEC_10_one_act_of_an_operator_ends_all_keys_with_the_sessions",)),
    Row("7.5.1", GAP, "Linking and removing identities ask for a session, not for a fresh sign-in."),
    Row("7.5.2", PARTLY, "Sessions are listed and ended, without signing in again.",
        ("sessions:test_sessions_are_listed_and_revoked_one_by_one",)),
    Row("7.5.3", PARTLY, "Keys and tokens can't do what is kept for a person; a person isn't asked a second time.",
        ("keys:test_what_comes_with_a_key_can_make_see_rename_and_revoke_none",)),
    Row("7.6.1", KEPT, "The absolute limit sends people back to their provider.",
        ("times:test_RET_14_a_session_ends_when_idle_or_old_and_never_comes_back",)),
    Row("7.6.2", KEPT, "A session follows a departure that began in the same browser, ten minutes ago at most.",
        ("sessions:test_what_comes_back_to_another_browser_or_provider_is_refused",
         "sessions:test_a_return_after_ten_minutes_is_refused")),
    Row("10.1.1", KEPT, "Providers' tokens stay in the process that asked, and are forgotten after the sign-in.",
        ("specstep.adapters.identity_providers.oidc", "specstep.adapters.identity_providers.github")),
    Row("10.1.2", KEPT, "State, nonce and verifier are derived from a secret that one browser has, for one departure.",
        ("attempts:test_what_a_sign_in_needs_is_known_to_its_browser_alone",
         "sessions:test_a_departure_is_good_for_one_return")),
    Row("10.2.1", KEPT, "PKCE and state, both.",
        ("providers:test_a_real_provider_holds_us_to_what_the_sign_in_began_with",)),
    Row("10.2.2", KEPT, "The issuer in the answer and in the token is held to the provider that was asked.",
        ("providers:test_a_provider_that_promises_its_name_in_answers_is_held_to_it",)),
    Row("10.2.3", KEPT, "Name and address; at Microsoft also one's own picture.",
        ("providers:test_what_a_sign_in_asks_for_is_in_the_address_and_nothing_secret",
         "providers:test_GEN_4_the_picture_at_microsoft_comes_along_and_nobody_waits_for_one_that_does_not")),
    Row("10.3.1-5", GAP, "We are no resource server yet (OAuth for MCP is not built)."),
    Row("10.4.1-16", GAP, "We are no authorization server yet."),
    Row("10.5.1", KEPT, "The nonce is the departure's.",
        ("providers:test_an_id_token_with_a_fault_is_refused",)),
    Row("10.5.2", KEPT, "(issuer, subject).",
        ("linking:test_COL_1_issuer_and_subject_lead_to_their_account_whatever_the_address",)),
    Row("10.5.3", KEPT, "Metadata under another issuer, or that leads elsewhere, is not followed.",
        ("providers:test_a_description_that_leads_astray_is_not_followed",)),
    Row("10.5.4", KEPT, "Audience and authorized party are ours.",
        ("providers:test_an_id_token_with_a_fault_is_refused",)),
    Row("10.5.5", NONE, "There is no back-channel logout."),
    Row("10.6.1-2", NONE, "We are no OpenID provider."),
    Row("10.7.1-3", GAP, "Consents to programs come with the authorization server."),
    Row("11.1.1", KEPT, "Keys are made ahead, follow each other, are retired and revoked; the master key's care is told.",
        ("resolving:test_the_rules_choose", "keyring:test_keys_follow_each_other_for_years_and_all_values_stay_readable",
         "docs/secrets.md")),
    Row("11.1.2", PARTLY, "What lies under which key is told by the inventory; certificates are the operator's.",
        ("keyring:test_SEC_3_the_inventory_alone_names_what_is_re_encrypted",)),
    Row("11.1.3-4", GAP, "No scan for cryptography, no plan for post-quantum algorithms."),
    Row("11.2.1", KEPT, "`cryptography` and the standard library; nothing of our own.",
        ("specstep.domain.keyring.sealing", "specstep.adapters.master_keys.local")),
    Row("11.2.2", PARTLY, "Formats name their version and key, and rotation moves values; there is one algorithm.",
        ("keyring:test_SEC_3_a_rotation_moves_every_value_of_every_sealed_column_to_the_new_key",)),
    Row("11.2.3", KEPT, "AES-256, SHA-256, HMAC-SHA-256; nothing less is asked of TLS than 1.2.",
        ("providers:test_SEC_1_nothing_is_asked_without_tls_but_this_machine",)),
    Row("11.2.4", KEPT, "Comparisons take the same time; a key that is unknown costs what a wrong one does.",
        ("specstep.domain.secrets", "docs/benchmarks.md")),
    Row("11.2.5", KEPT, "What can't be opened is one error, whatever was wrong with it.",
        ("sealing:test_SEC_3_a_value_with_any_bit_flipped_never_opens",
         "keys:test_where_the_database_is_away_nobody_is_let_in")),
    Row("11.3.1-3", KEPT, "AES-256-GCM with purpose, owner and row as associated data (payloads of runs: the purpose).",
        ("sealing:test_SEC_3_a_value_that_was_moved_to_another_row_owner_or_purpose_never_opens",
         "tests/unit/domain/wycheproof/test_wycheproof.py::test_SEC_3_aes_gcm_opens_every_valid_vector_and_no_other",
         "sealed:test_SEC_3_no_payload_is_readable_in_any_row_or_byte_and_all_come_back")),
    Row("11.3.4", KEPT, "Twelve random bytes for each value, under a subkey of the purpose.",
        ("sealing:test_a_nonce_of_another_length_is_refused", "specstep.domain.keyring.sealing")),
    Row("11.3.5", NONE, "No cipher is combined with a MAC by hand."),
    Row("11.4.1", KEPT, "SHA-256 alone.",
        ("formats:test_SEC_4_what_is_kept_is_sha_256_of_salt_and_key_and_tells_neither_key_nor_that_two_are_the_same",)),
    Row("11.4.2", NONE, "There are no passwords."),
    Row("11.4.3", KEPT, "256 bits.", ("specstep.domain.api_keys", "specstep.domain.sessions.tokens")),
    Row("11.4.4", NONE, "No key is derived from a password."),
    Row("11.5.1", KEPT, "Keys and tokens: 256 bits from the system. Ids are no secrets.",
        ("formats:test_GEN_2_a_key_has_its_mark_a_prefix_of_eight_and_256_bits_that_nobody_guesses",
         "tokens:test_tokens_hold_all_of_their_entropy_and_their_hashes_tell_them_apart")),
    Row("11.5.2", KEPT, "The operating system's generator.", ("specstep.adapters.clocks.system",)),
    Row("11.6.1", KEPT, "Of signatures only those of id tokens are checked, with the algorithms that we list.",
        ("providers:test_an_id_token_that_is_not_signed_by_its_provider_is_refused",)),
    Row("11.6.2", NONE, "Keys are exchanged by TLS alone."),
    Row("11.7.1", GAP, "Memory is not encrypted by us."),
    Row("11.7.2", PARTLY, "Plaintext secrets travel in a type that shows itself to nobody, and are not wiped from memory.",
        ("tests/unit/domain/test_secrets.py::test_no_other_way_lets_it_out",)),
    Row("16.1.1", KEPT, "Events and fields are closed lists; where lines go and for how long stands on one page.",
        ("docs/logs.md", "specstep.domain.logs", "lines:test_RET_14_log_files_go_when_their_last_line_is_30_days_old_and_no_other_file_does")),
    Row("16.2.1", PARTLY, "Time, event, run or request, place. Who, stands in the audit log alone.",
        ("lines:test_an_event_is_one_line_with_its_fields_and_those_that_are_bound",)),
    Row("16.2.2", KEPT, "UTC with its offset.",
        ("lines:test_an_event_is_one_line_with_its_fields_and_those_that_are_bound",)),
    Row("16.2.3", KEPT, "One handler, and no other while our programs run.",
        ("specstep.entrypoints.logs", "lines:test_a_host_of_the_library_keeps_its_own_handlers")),
    Row("16.2.4", KEPT, "JSON lines.", ("lines:test_an_event_is_one_line_with_its_fields_and_those_that_are_bound",)),
    Row("16.2.5", KEPT, "Nothing that is sensitive has a field; canaries in every input are searched for.",
        ("logs:test_whatever_is_handed_in_a_line_holds_only_what_its_fields_take",
         "canaries:test_SEC_7_no_canary_is_in_any_log_line_or_error_and_no_secret_in_any_byte")),
    Row("16.3.1", PARTLY, "Sign-ins leave events in the audit log; those that are refused leave none.",
        ("sessions:test_SEC_7_who_signs_in_is_known_by_a_token_of_which_only_the_hash_is_kept",)),
    Row("16.3.2-3", GAP, "Refusals are not logged one by one."),
    Row("16.3.4", PARTLY, "Errors that nobody thought of are logged by class and place; so is what the engine says.",
        ("canaries:test_SEC_7_no_canary_is_in_any_log_line_or_error_and_no_secret_in_any_byte",)),
    Row("16.4.1", KEPT, "A line is one line, encoded as JSON or out of forms that hold no line end.",
        ("lines:test_our_own_words_pass_less_what_looks_wrong",
         "logs:test_addresses_secrets_and_texts_have_no_form_that_a_field_takes")),
    Row("16.4.2", PARTLY, "The audit log can only be added to; log files are their owner's alone, who can change them.",
        ("roles:test_SEC_6_what_serves_adds_to_the_audit_log_and_only_the_policy_role_lets_events_go",
         "audit:test_SEC_7_connections_that_serve_on_sqlite_refuse_to_change_the_log")),
    Row("16.4.3", GAP, "Lines go to standard error or files; sending them on is the operator's."),
    Row("16.5.1", KEPT, "An unexpected error says its class and place, and nothing of what it holds.",
        ("canaries:test_SEC_7_no_canary_is_in_any_log_line_or_error_and_no_secret_in_any_byte",)),
    Row("16.5.2", KEPT, "What is away is told as that, and tried again where that may help.",
        ("providers:test_a_provider_that_is_not_there_or_silent_is_unavailable",
         "keys:test_a_time_that_cannot_be_written_keeps_nobody_out_and_is_written_later")),
    Row("16.5.3", KEPT, "Nothing fails open: who can't be looked up is not let in; without keys nothing runs.",
        ("keys:test_where_the_database_is_away_nobody_is_let_in",
         "sealed:test_without_the_master_key_nothing_runs_and_nothing_is_lost")),
    Row("16.5.4", KEPT, "One handler at the command line's top; a job's error ends its run and nothing else.",
        ("specstep.entrypoints.cli.app", "canaries:test_SEC_7_no_canary_is_in_any_log_line_or_error_and_no_secret_in_any_byte")),
)  # fmt: skip

HEAD = """# Security: ASVS 5.0

How SpecStep meets the chapters on authentication, sessions, OAuth, cryptography and logging of OWASP's Application
Security Verification Standard 5.0.0, by its numbers and in our words. Every test and module named here is there: the
build fails otherwise. *In part* and *gap* are meant as they stand.

How secrets and the audit log are kept is told in [Secrets](secrets.md), signing in in [Signing in](sign-in.md).
"""


class Wrong(Exception):
    """The table doesn't tell the truth (any more)."""


def security_page(root: Path) -> str:
    """The table.

    Raises:
        Wrong: a requirement is missing or told twice, or something that is to show one isn't there.
    """
    told = [number for row in ROWS for number in expanded(row.ids)]
    if told != [*every()]:
        off = sorted(set(told) ^ set(every())) or sorted({each for each in told if told.count(each) > 1})
        raise Wrong(f"docs/asvs.py: missing, unknown, told twice or out of order: {off or told}")
    counts = {
        state: sum(len(expanded(row.ids)) for row in ROWS if row.state == state)
        for state in (KEPT, PARTLY, GAP, NONE)
    }
    lines = [
        HEAD,
        f"Of {len(told)} requirements: " + ", ".join(f"{n} {state}" for state, n in counts.items()) + ".",
        "",
    ]
    for chapter, (title, _) in CHAPTERS.items():
        lines += [
            f"## {chapter}. {title}",
            "",
            "| requirement | state | how | shown by |",
            "| --- | --- | --- | --- |",
        ]
        for row in ROWS:
            if row.ids.startswith(f"{chapter}."):
                if row.state in SHOWN and not row.shown:
                    raise Wrong(f"docs/asvs.py: nothing shows {row.ids}")
                shown = "<br>".join(f"`{evidence(each, root)}`" for each in row.shown)
                lines.append(f"| {row.ids.replace('-', '–')} | {row.state} | {row.says} | {shown} |")
        lines.append("")
    return "\n".join(lines)


def every() -> Iterator[str]:
    """All requirements of the chapters, in order."""
    for chapter, (_, sections) in CHAPTERS.items():
        for section, number in enumerate(sections, 1):
            yield from (f"{chapter}.{section}.{each}" for each in range(1, number + 1))


def expanded(ids: str) -> Sequence[str]:
    """`6.2.1-3` as 6.2.1, 6.2.2 and 6.2.3."""
    found = re.fullmatch(r"(\d+\.\d+\.)(\d+)(?:-(\d+))?", ids)
    if found is None:
        raise Wrong(f"docs/asvs.py: {ids!r} is no requirement")
    first, last = int(found[2]), int(found[3] or found[2])
    return [f"{found[1]}{each}" for each in range(first, last + 1)]


def evidence(named: str, root: Path) -> str:
    """What is named, as readers find it.

    Raises:
        Wrong: it isn't there.
    """
    if named.startswith("docs/"):
        there = (root / named).is_file() or named == "docs/reference/settings.md"  # written beside this page
        return named if there else _missing(named)
    if named.startswith("specstep."):
        path = root / "src" / Path(*named.split("."))
        return named if path.with_suffix(".py").is_file() or (path / "__init__.py").is_file() else _missing(named)
    place, _, test = named.replace("::", ":").partition(":")
    place = PLACES.get(place, place)
    path = root / place
    tests = (
        [node.name for node in ast.parse(path.read_text("utf-8")).body if hasattr(node, "name")]
        if path.is_file()
        else []
    )
    return f"{place}::{test}" if test in tests else _missing(f"{place}::{test}")


def _missing(named: str) -> str:
    raise Wrong(f"docs/asvs.py: {named} is not there (any more); name what shows it now")
