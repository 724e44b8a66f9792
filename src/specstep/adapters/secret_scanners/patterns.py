"""Our own small rule set: formats that vendors publish, and secrets that people type into prose.

Every pattern is bounded and free of nested repetition, so that the time is linear in the length of the text.
"""

import re
from collections.abc import Callable, Iterator

import attrs

from specstep.adapters.secret_scanners.plausibility import (
    is_credential,
    is_key,
    is_mixed,
    is_no_placeholder,
    is_pin,
    is_quoted_secret,
)
from specstep.domain.redaction import is_card_number, merged
from specstep.ports.secret_scanners import SecretSpan


@attrs.frozen
class Rule:
    """A kind of secret: the pattern's group `secret` is what goes, where `accept` finds it plausible."""

    kind: str
    pattern: re.Pattern[str]
    accept: Callable[[str], bool] = is_no_placeholder
    hints: tuple[str, ...] = ("",)  # in lower case: a text without any of them need not be searched


LABEL = r"(?:pass(?:word|wort|code|phrase|wd)|pwd|\bpw\b|kennwort|mot de passe|contraseña)s?"
KEY_LABEL = (
    r"(?:(?:api|access|account|auth|client|encryption|license|master|private|secret|service|shared|signing|webhook)"
    r"[ _-]?(?:access[ _-]?)?(?:key|token|secret)|secret|token|credentials?)s?"
)
WHOSE = r"(?:\s+(?:for|to|of|on|at|in|für|zum|pour)(?:\s+[^\s.;:=]{1,30}){1,6}?)?"
EQUALS = r"""["'`*]{0,3}\s{0,3}(?:\([^()\n]{0,30}\)\s{0,3})?(?:[:=]{1,2}|=>|->|→)\s{0,3}"""
IS = (
    r"(?:\s{1,3}\([^()\n]{0,30}\))?\s+(?:is|was|are|be|ist|lautet|est|es|remains|stays|to)"
    r"(?:\s+(?:still|currently|now|set to|always|just)){0,2}\s*:?\s+"
)
WORD = r"""["'`“‘*]{0,3}\s?["'`“‘]{0,3}(?P<secret>[^\s"'`“”‘’<>]{4,256})"""
QUOTED = r"""["'`“‘«](?P<secret>[^"'`“”‘’«»\n]{4,128})["'`”’»]"""

VENDORS: tuple[tuple[str, str, tuple[str, ...]], ...] = (
    ("aws-access-key", r"(?:AKIA|ASIA|ABIA|ACCA)[A-Z0-9]{16}", ("akia", "asia", "abia", "acca")),
    ("anthropic-key", r"sk-ant-[A-Za-z0-9_-]{20,200}", ("sk-ant-",)),
    ("openai-key", r"sk-(?:proj-|svcacct-|admin-)?[A-Za-z0-9_-]{20,200}", ("sk-",)),
    ("stripe-key", r"(?:sk|rk)_(?:live|test)_[A-Za-z0-9]{16,200}", ("k_live_", "k_test_")),
    ("specstep-key", r"sf_[A-Za-z0-9]{8}_[A-Za-z0-9]{49}", ("sf_",)),
    ("webhook-secret", r"whsec_[A-Za-z0-9+/=]{20,120}", ("whsec_",)),
    (
        "github-token",
        r"(?:gh[pousr]_[A-Za-z0-9]{36,255}|github_pat_[A-Za-z0-9_]{22,255})",
        ("ghp_", "gho_", "ghu_", "ghs_", "ghr_", "github_pat_"),
    ),
    (
        "gitlab-token",
        r"gl(?:pat|dt|rt|ptt|cbt)-[A-Za-z0-9_.-]{20,255}",
        ("glpat-", "gldt-", "glrt-", "glptt-", "glcbt-"),
    ),
    ("slack-token", r"xox[abeprs]-[A-Za-z0-9-]{10,250}", ("xox",)),
    ("slack-webhook", r"hooks\.slack\.com/(?:services|workflows)/[A-Za-z0-9/_-]{20,120}", ("hooks.slack.com",)),
    ("google-key", r"AIza[A-Za-z0-9_-]{35}", ("aiza",)),
    ("google-client-secret", r"GOCSPX-[A-Za-z0-9_-]{28}", ("gocspx-",)),
    ("google-access-token", r"ya29\.[A-Za-z0-9_-]{20,500}", ("ya29.",)),
    ("sendgrid-key", r"SG\.[A-Za-z0-9_-]{16,32}\.[A-Za-z0-9_-]{16,64}", ("sg.",)),
    ("npm-token", r"npm_[A-Za-z0-9]{36}", ("npm_",)),
    ("pypi-token", r"pypi-[A-Za-z0-9_-]{50,255}", ("pypi-",)),
    ("hugging-face-token", r"hf_[A-Za-z0-9]{30,60}", ("hf_",)),
    ("digitalocean-token", r"do[opr]_v1_[a-f0-9]{64}", ("_v1_",)),
    ("shopify-token", r"shp(?:at|ca|pa|ss)_[a-fA-F0-9]{32}", ("shpat_", "shpca_", "shppa_", "shpss_")),
    ("telegram-token", r"[0-9]{8,10}:AA[A-Za-z0-9_-]{33}", (":aa",)),
    ("age-key", r"AGE-SECRET-KEY-1[A-Z0-9]{58}", ("age-secret-key",)),
    ("specstep-key", r"(?:sf|oat)_[A-Za-z0-9]{30,120}", ("sf_", "oat_")),
    ("json-web-token", r"eyJ[A-Za-z0-9_-]{8,2000}\.[A-Za-z0-9_-]{8,4000}\.[A-Za-z0-9_-]{0,1000}", ("eyj",)),
)
"""Formats as the vendors publish them, checked against each prefix's documentation."""

PASSWORDS = (
    "password",
    "passwort",
    "passcode",
    "passphrase",
    "passwd",
    "pw",
    "kennwort",
    "mot de passe",
    "contrase",
)
LOG_INS = ("login", "log in", "log-in", "signin", "sign in", "sign-in", "credential", "anmeldung", "zugang")
KEYS = ("key", "token", "secret", "credential")

RULES: tuple[Rule, ...] = (
    *(
        Rule(kind, re.compile(rf"(?<![A-Za-z0-9_])(?P<secret>{form})"), hints=hints)
        for kind, form, hints in VENDORS
    ),
    Rule(
        "connection-password",
        re.compile(r"[a-z][a-z0-9+.-]{1,24}://[^\s/:@]{0,80}:(?P<secret>[^\s/@]{1,128})@"),
        hints=("://",),
    ),
    Rule("storage-key", re.compile(r"AccountKey=(?P<secret>[A-Za-z0-9+/]{40,120}={0,2})"), hints=("accountkey=",)),
    Rule(
        "shared-access-signature", re.compile(r"[?&]sig=(?P<secret>[A-Za-z0-9%+/]{20,120}={0,2})"), hints=("sig=",)
    ),
    Rule(
        "bearer-token",
        re.compile(r"(?i)\bbearer\s+(?P<secret>[A-Za-z0-9._~+/-]{12,2000}={0,2})"),
        is_mixed,
        ("bearer",),
    ),
    Rule(
        "basic-credentials",
        re.compile(r"(?i)\bbasic\s+(?P<secret>[A-Za-z0-9+/]{12,500}={0,2})"),
        is_mixed,
        ("basic",),
    ),
    Rule(
        "pin",
        re.compile(rf"\b(?:PIN|pin code|passcode|PIN-Code){WHOSE}(?:{EQUALS}|{IS}){WORD}"),
        is_pin,
        ("pin", "passcode"),
    ),
    Rule("password", re.compile(rf"(?i){LABEL}{WHOSE}(?:{EQUALS}|{IS}){QUOTED}"), is_quoted_secret, PASSWORDS),
    Rule("password", re.compile(rf"(?i){LABEL}{WHOSE}(?:{EQUALS}|{IS}){WORD}"), is_credential, PASSWORDS),
    Rule("password", re.compile(rf"(?i)\b{LABEL}\s+{WORD}"), is_credential, PASSWORDS),
    Rule(
        "password",
        re.compile(rf"(?i)(?<!\S)(?P<secret>[^\s\"'<>]{{6,128}}) (?:is|was|that's|as) (?:the|our|my) {LABEL}\b"),
        is_credential,
        PASSWORDS,
    ),
    Rule(
        "password",
        re.compile(r"\b(?:mysql|mysqldump|mariadb|sshpass)\b[^\n]{0,80}?\s-p(?P<secret>[^\s\"']{6,128})"),
        is_credential,
        ("mysql", "mariadb", "sshpass"),
    ),
    Rule("key", re.compile(rf"(?i){KEY_LABEL}{WHOSE}(?:{EQUALS}|{IS}){QUOTED}"), is_credential, KEYS),
    Rule("key", re.compile(rf"(?i){KEY_LABEL}{WHOSE}(?:{EQUALS}|{IS}){WORD}"), is_credential, KEYS),
    Rule("key", re.compile(rf"(?i)\bkey{WHOSE}(?:{EQUALS}|{IS}){WORD}"), is_key, ("key",)),
    Rule("key", re.compile(rf"(?i)\bkey\s+{WORD}"), is_key, ("key",)),
    Rule(
        "password",
        re.compile(
            r"(?i)\b(?:log[ -]?in|sign[ -]?in|credentials?|anmeldung|zugang)\b[^\n]{0,40}?"
            r"(?<![\w./@-])[\w@][\w.@-]{1,39}(?:\s*/\s*|:)(?P<secret>[^\s\"'<>/]{6,128})"  # no path's inner folder
        ),
        is_credential,
        LOG_INS,
    ),
)

KEY_BEGINS = re.compile(r"-----BEGIN [A-Z0-9 ]{0,40}PRIVATE KEY(?: BLOCK)?-----")
KEY_ENDS = re.compile(r"-----END [A-Z0-9 ]{0,40}-----")
CARD = re.compile(r"(?<![A-Za-z0-9.+#-])\d(?:[ -]?\d){12,18}(?![A-Za-z0-9])")
IBAN = re.compile(r"\b[A-Z]{2}\d{2}(?: ?[A-Z0-9]{4}){2,7}(?: ?[A-Z0-9]{1,3})?\b")
TRAILING = ".,;:?)]}>…"


class PatternSecretScanner:
    """Finds secrets by published formats, by what people call them, and by check digits."""

    recipient = "none"

    def scan(self, text: str) -> tuple[SecretSpan, ...]:
        found = [*_private_keys(text), *_cards(text)]
        folded = text.casefold()
        for rule in RULES:
            if any(hint in folded for hint in rule.hints):
                found += _matches(rule, text)
        return tuple(SecretSpan(start=start, end=end, kind=kind) for start, end, kind in merged(found))


def _matches(rule: Rule, text: str) -> Iterator[SecretSpan]:
    for match in rule.pattern.finditer(text):
        start = match.start("secret")
        secret = match["secret"].rstrip(TRAILING)
        if rule.accept(secret) and is_no_placeholder(secret):
            yield SecretSpan(start=start, end=start + len(secret), kind=rule.kind)


def _private_keys(text: str) -> Iterator[SecretSpan]:
    done = 0
    for begin in KEY_BEGINS.finditer(text):
        if begin.start() < done:
            continue
        end = KEY_ENDS.search(text, begin.end())
        # A key that was cut off is a secret up to the end of the text.
        done = len(text) if end is None else end.end()
        yield SecretSpan(start=begin.start(), end=done, kind="private-key")


def _cards(text: str) -> Iterator[SecretSpan]:
    accounts = [match.span() for match in IBAN.finditer(text)]  # an IBAN is personal, but not a secret
    for match in CARD.finditer(text):
        if any(start <= match.start() < end for start, end in accounts):
            continue
        if is_card_number("".join(character for character in match[0] if character.isdigit())):
            yield SecretSpan(start=match.start(), end=match.end(), kind="card-number")
