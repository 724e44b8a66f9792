"""The tables of commands, and the overview that `specstep --help` prints from them alone.

Whoever asks what there is should not wait for the parser: importing it takes longer than all the rest.
"""

import textwrap
from collections.abc import Iterator

ABOUT = "From a conversation about a project to the documentation package a builder needs."
HELP_FLAGS = ("--help", "-h")
WIDTH = 100

COMMANDS: dict[str, tuple[str, str]] = {
    "demo": ("generate:demo", "Make a package from a shipped example, offline."),
    "generate": ("generate:generate", "Make a package from a brief."),
    "interview": ("interview_command:interview", "Talk about a project, then make its package."),
    "serve": ("serve:serve", "Serve the web application, here or for many people."),
    "worker": ("worker_command:worker", "Run queued jobs until stopped."),
    "sweep": ("sweep:sweep", "Let go what is due; a worker does it every night."),
    "doctor": ("doctor:doctor", "Check that everything SpecStep needs is there and works."),
}
"""By name: the function, in a module beside this one, and what it does."""

GROUPS: dict[str, tuple[str, dict[str, tuple[str, str]]]] = {
    "db": (
        "Upgrade, check, back up or restore the database.",
        {
            "upgrade": ("database:upgrade", "Bring the schema to this version."),
            "check": ("database:check", "Compare the schema with this version."),
            "backup": ("database:backup", "Copy the SQLite database into a file while it is in use."),
            "restore": (
                "database:restore",
                "Put a backup in the place of the SQLite database; deleted accounts stay deleted.",
            ),
            "replay": ("database:replay", "Delete again what a restored PostgreSQL database brought back."),
            "roles": ("database_roles:make", "Print or make PostgreSQL's roles of least privilege."),
        },
    ),
    "account": (
        "Delete an account, export what is held of it, or change what it may do.",
        {
            "delete": ("account:delete", "Delete accounts with everything that is theirs."),
            "export": ("exports:make", "Write everything that is held of an account into an archive."),
            "preferences": ("account_preferences:preferences", "Show or choose which messages an account gets."),
            "role": ("account_people:role", "Make somebody a user, supporter or operator."),
            "sign-out": ("account_people:sign_out", "End every session and API key of an account."),
            "phone show": ("account_phone:show", "Show your phone numbers."),
            "phone set": ("account_phone:put", "Send a code to a phone, to verify it."),
            "phone verify": ("account_phone:verify", "Type the code that came."),
            "phone remove": ("account_phone:remove", "Forget a number."),
        },
    ),
    "consents": (
        "See what somebody consented to beyond what the service needs; give and withdraw.",
        {
            "list": ("consents:show", "List every optional processing, and whether it is consented to."),
            "give": ("consents:give", "Consent to one."),
            "withdraw": ("consents:withdraw", "Take a consent back."),
        },
    ),
    "announcements": (
        "Tell everybody of a material change of the privacy policy, before it takes effect.",
        {
            "draft": ("announcements:draft", "Show what there is to tell of this version, and keep it."),
            "send": ("announcements:send", "Tell everybody, once each."),
            "list": ("announcements:show", "List what was announced, and how many were told."),
        },
    ),
    "breach": (
        "Tell those concerned that data of theirs has leaked.",
        {"notify": ("breaches:notify", "Send a notice to the accounts in a file.")},
    ),
    "requests": (
        "Take down and answer requests that people have a statutory right to.",
        {
            "list": ("statutory_requests:show", "List those that wait for an answer, the first due first."),
            "record": ("statutory_requests:record", "Take one down, with its date."),
            "answer": ("statutory_requests:answer", "Keep the answer to one."),
        },
    ),
    "exports": (
        "See the exports that lie ready, for 7 days each.",
        {
            "list": ("exports:show", "List the exports that lie ready."),
            "download": ("exports:download", "Write one into a file."),
            "link": ("exports:link", "Make the secret of a link that opens one."),
            "remove": ("exports:remove", "Remove one before its time."),
        },
    ),
    "bin": (
        "See what was deleted, bring it back, or let it go for good.",
        {
            "list": ("recycle_bin:show", "List what lies in the recycle bin."),
            "put": ("recycle_bin:put", "Delete an interview or a package."),
            "restore": ("recycle_bin:restore", "Take one out of the bin again."),
            "remove": ("recycle_bin:remove", "Delete one for good, at once."),
        },
    ),
    "keys": (
        "Make, list and revoke the API keys with which programs act for you.",
        {
            "create": ("api_keys:create", "Make a key and show it, this once."),
            "list": ("api_keys:show", "List the keys: names, first letters and last use."),
            "rename": ("api_keys:rename", "Call a key otherwise."),
            "revoke": ("api_keys:revoke", "End a key at once."),
        },
    ),
    "keyring": (
        "See to the keys under which credentials are encrypted.",
        {
            "list": ("keyring:show", "List the keys, and how many values lie under each."),
            "rotate": ("keyring:rotate", "Make a new key, and move all values to it."),
            "retire": ("keyring:retire", "Let a key encrypt no more."),
            "revoke": ("keyring:revoke", "Let a key decrypt no more."),
            "check": ("keyring:check", "Decrypt every value, and tell what can't be."),
        },
    ),
    "audit": (
        "Read the audit log: who did what, and when.",
        {
            "list": ("audit:show", "List events, newest first."),
            "export": ("audit:export", "Write events as JSON lines."),
        },
    ),
    "messages": (
        "See what was sent to people, and whether it arrived.",
        {
            "test": ("messages:send_test", "Send a message to an address, and show what the server said."),
            "list": ("messages:show_all", "List messages, newest first: neither words nor addresses."),
            "show": ("messages:show", "Show what became of one."),
            "retry": ("messages:retry", "Send one again that failed, is unclear, or waits."),
        },
    ),
    "config": (
        "Show the settings.",
        {"show": ("doctor:show_config", "Print every setting and where it comes from.")},
    ),
    "policy": (
        "Check, audit and print the privacy policy, SpecStep's or your own.",
        {
            "check": ("policy:check", "Compare an inventory with a schema, both ways, by column."),
            "audit": ("policy:audit", "Look for what breaks the policy in a running database."),
            "plan": ("policy:plan", "Show what a sweep, an erasure or an export does."),
            "notice": ("policy:notice", "Print the privacy notice or the record of processing."),
            "map": ("policy:map", "Print the data map."),
            "diff": ("policy:diff", "Compare two inventories, and say what must be announced."),
            "clauses": ("policy:clauses", "List the promises, with their rules and proofs."),
        },
    ),
}
"""By name: what the group is for, and its commands. A command of two words is one of a group within the group."""

INNER_GROUPS = {"account phone": "Give, verify or remove your phone numbers."}
"""By its names: what a group within a group is for."""

OPTIONS = {"--help, -h": "Display this message and exit.", "--version": "Display application version."}


def overview() -> str:
    """Every command with what it does."""
    summaries = {name: summary for name, (_, summary) in COMMANDS.items()}
    summaries |= {name: summary for name, (summary, _) in GROUPS.items()}
    summaries = dict(sorted(summaries.items()))
    column = max(map(len, (*summaries, *OPTIONS))) + 4
    return "\n".join(
        [
            "Usage: specstep COMMAND",
            "",
            *textwrap.wrap(ABOUT, WIDTH),
            "",
            "Commands:",
            *_rows(summaries, column),
            "",
            "Options:",
            *_rows(OPTIONS, column),
            "",
            "`specstep COMMAND --help` tells more about each.",
        ]
    )


def _rows(rows: dict[str, str], column: int) -> Iterator[str]:
    for name, text in rows.items():
        first, *others = textwrap.wrap(text, WIDTH - column)
        yield f"  {name:<{column - 2}}{first}"
        yield from (" " * column + line for line in others)
