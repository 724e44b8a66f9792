"""Every setting of a deployment, from the environment (SPECSTEP_…), a file, or the defaults of a laptop."""

from datetime import timedelta
from pathlib import Path
from typing import Any

import attrs
import platformdirs
import typed_settings

from specstep.domain.errors import Misconfigured
from specstep.domain.limits import Limit, RequestLimits
from specstep.domain.sessions.values import SessionLimits

APP = "specstep"
CONFIG_FILE = "config.toml"


def _data_dir() -> Path:
    return platformdirs.user_data_path(APP, appauthor=False)


@attrs.frozen(kw_only=True)
class Settings:
    """What a deployment can change; each setting is SPECSTEP_<NAME> in the environment."""

    data_dir: Path = attrs.field(
        factory=_data_dir, metadata={"help": "Folder for the database and files of the embedded default."}
    )
    database_url: str = attrs.field(
        default="",
        metadata={"help": "sqlite:///path or postgresql://…; empty: specstep.sqlite in the data folder."},
    )
    policy_database_url: str = attrs.field(
        default="",
        metadata={
            "help": "The same PostgreSQL database as another role, which sweep and deletions use where the first may "
            "only add to the audit log (`specstep db roles`). Empty: as database_url."
        },
    )
    provider: str = attrs.field(default="offline", metadata={"help": "Which language-model provider writes."})
    blobs: str = attrs.field(default="files", metadata={"help": "Which blob store keeps packages."})
    secret_scanner: str = attrs.field(
        default="patterns",
        metadata={"help": "Which scanner finds the secrets that are taken out of what is said."},
    )
    erasure_log: str = attrs.field(
        default="",
        metadata={
            "help": "File that remembers deleted accounts, so that no backup brings them back; keep it apart from "
            "backups. Empty: beside the data folder."
        },
    )
    erasure_log_days: int = attrs.field(
        default=90,
        validator=attrs.validators.ge(1),
        metadata={
            "help": "For how many days deletions are remembered: longer than any backup lives that holds the accounts."
        },
    )
    sweep_when_due: bool = attrs.field(
        default=True,
        metadata={"help": "Whether a command that finds the last sweep more than a day old sweeps at its end."},
    )
    sweep_at: str = attrs.field(
        default="03:00",
        validator=attrs.validators.matches_re(r"([01][0-9]|2[0-3]):[0-5][0-9]"),
        metadata={"help": "Time of day, in UTC, from which a worker starts the nightly sweep."},
    )
    master_key: str = attrs.field(
        default="file",
        metadata={
            "help": "Where the master key is, under which the keys of the key ring lie: a file, or the environment "
            "(SPECSTEP_MASTER_KEY_VALUE)."
        },
    )
    master_key_file: str = attrs.field(
        default="",
        metadata={"help": "The master key's file; made when it is needed first. Empty: in the data folder."},
    )
    public_url: str = attrs.field(
        default="",
        metadata={"help": "Where people reach this service, as https://…; needed where they sign in."},
    )
    host: str = attrs.field(
        default="127.0.0.1",
        metadata={"help": "The address that `specstep serve` listens on."},
    )
    port: int = attrs.field(
        default=8765,
        validator=[attrs.validators.ge(0), attrs.validators.le(65535)],
        metadata={"help": "The port that `specstep serve` listens on; 0: any that is free."},
    )
    trusted_proxies: str = attrs.field(
        default="",
        metadata={
            "help": "Addresses or networks, separated by commas, of the proxies in front of this service; what they "
            "say about a client's address is believed."
        },
    )
    google_client_id: str = attrs.field(
        default="", metadata={"help": "Your client at Google; set, people can sign in with it."}
    )
    google_client_secret_file: str = attrs.field(
        default="",
        metadata={"help": "The file with that client's secret; or set SPECSTEP_GOOGLE_CLIENT_SECRET."},
    )
    microsoft_client_id: str = attrs.field(
        default="", metadata={"help": "Your client at Microsoft; set, people can sign in with it."}
    )
    microsoft_client_secret_file: str = attrs.field(
        default="",
        metadata={"help": "The file with that client's secret; or set SPECSTEP_MICROSOFT_CLIENT_SECRET."},
    )
    github_client_id: str = attrs.field(
        default="", metadata={"help": "Your client at GitHub; set, people can sign in with it."}
    )
    github_client_secret_file: str = attrs.field(
        default="",
        metadata={"help": "The file with that client's secret; or set SPECSTEP_GITHUB_CLIENT_SECRET."},
    )
    microsoft_tenant: str = attrs.field(
        default="common",
        metadata={"help": "Whose people may come: a tenant's id, common, organizations or consumers."},
    )
    email: str = attrs.field(
        default="console",
        metadata={"help": "What carries e-mail: console, file (into the data folder), or a service."},
    )
    email_from: str = attrs.field(default="", metadata={"help": "The address that e-mail comes from."})
    email_server: str = attrs.field(
        default="",
        metadata={
            "help": "Where the mail service is reached: smtp://host:587 (STARTTLS), smtps://host:465, or https://…."
        },
    )
    email_account: str = attrs.field(default="", metadata={"help": "Your account at the mail service."})
    email_secret_file: str = attrs.field(
        default="",
        metadata={"help": "The file with that account's password or key; or set SPECSTEP_EMAIL_SECRET."},
    )
    sms: str = attrs.field(
        default="console",
        metadata={"help": "What carries short messages: console, file (into the data folder), or a service."},
    )
    sms_from: str = attrs.field(default="", metadata={"help": "The number that short messages come from."})
    sms_server: str = attrs.field(
        default="",
        metadata={"help": "Where the service for short messages is reached, if it isn't the usual place."},
    )
    sms_account: str = attrs.field(
        default="", metadata={"help": "Your account at the service for short messages."}
    )
    sms_secret_file: str = attrs.field(
        default="",
        metadata={"help": "The file with that account's key; or set SPECSTEP_SMS_SECRET."},
    )
    azure_reports_key_file: str = attrs.field(
        default="",
        metadata={
            "help": "The file with the key that Azure Event Grid shows when it brings delivery reports; or set "
            "SPECSTEP_AZURE_REPORTS_KEY."
        },
    )
    operator_email: str = attrs.field(
        default="", metadata={"help": "Who hears by e-mail of each sign-up; empty: nobody."}
    )
    operator_name: str = attrs.field(
        default="", metadata={"help": "Who runs this service; needed where people sign in."}
    )
    privacy_contact: str = attrs.field(
        default="",
        validator=attrs.validators.matches_re(r"|(mailto:|https://|tel:)[!-~]+"),
        metadata={
            "help": "Whom to write to about personal data, as mailto:…, https://… or tel:…; needed where people sign in."
        },
    )
    security_contact: str = attrs.field(
        default="",
        validator=attrs.validators.matches_re(r"|(mailto:|https://|tel:)[!-~]+"),
        metadata={
            "help": "Whom to tell of vulnerabilities and of accounts in wrong hands, as mailto:…, https://… or tel:…; "
            "shown at /.well-known/security.txt. Empty: there is none."
        },
    )
    session_idle_hours: int = attrs.field(
        default=7 * 24,
        validator=attrs.validators.ge(1),
        metadata={"help": "After how many hours without use a browser is signed out."},
    )
    session_days: int = attrs.field(
        default=30,
        validator=attrs.validators.ge(1),
        metadata={"help": "After how many days a browser is signed out, however much it is used."},
    )
    short_lived: str = attrs.field(
        default="memory",
        metadata={
            "help": "Where limits are counted and short-lived state lies: in memory, or on redis where there is more "
            "than one process."
        },
    )
    redis_url: str = attrs.field(
        default="",
        repr=False,
        metadata={"help": "Your Redis or Valkey, as redis://localhost:6379/0, rediss://… or unix://…."},
    )
    requests_a_minute: int = attrs.field(
        default=RequestLimits().requests.number,
        validator=attrs.validators.ge(1),
        metadata={"help": "How many requests an API key, or a user's OAuth tokens, may make within a minute."},
    )
    kickoffs_a_minute: int = attrs.field(
        default=RequestLimits().kickoffs.number,
        validator=attrs.validators.ge(1),
        metadata={"help": "How many generations or updates one may start within a minute."},
    )
    session_requests_a_minute: int = attrs.field(
        default=RequestLimits().session.number,
        validator=attrs.validators.ge(1),
        metadata={"help": "How many requests a signed-in browser may make within a minute."},
    )
    encrypted_at_rest: bool = attrs.field(
        default=False,
        metadata={"help": "You attest that the database and the files lie on encrypted storage (SEC-2)."},
    )
    log: str = attrs.field(
        default="text",
        validator=attrs.validators.in_(("text", "json")),
        metadata={"help": "How log lines look: text, or json with one object a line."},
    )
    log_level: str = attrs.field(
        default="warning",
        validator=attrs.validators.in_(("debug", "info", "warning", "error")),
        metadata={"help": "The least that is logged: debug, info, warning or error."},
    )
    log_dir: str = attrs.field(
        default="",
        metadata={
            "help": "Folder for log files, one a day, each kept for 30 days. Empty: lines go to standard error."
        },
    )
    parallel_model_calls: int = attrs.field(
        default=8,
        validator=attrs.validators.ge(1),
        metadata={"help": "How many model calls this process makes at the same time."},
    )

    @property
    def database(self) -> str:
        """The database's address, the embedded default where none is set."""
        return self.database_url or f"sqlite:///{self.data_dir / 'specstep.sqlite'}"

    @property
    def policy_database(self) -> str:
        """The address under which the sweep and deletions reach the database."""
        return self.policy_database_url or self.database

    @property
    def erasure_log_path(self) -> Path:
        """Where the erasure log lies: outside of the data folder, which may be put back as a whole."""
        if self.erasure_log:
            return Path(self.erasure_log)
        folder = self.data_dir.resolve()  # "." has no name of its own
        return folder.parent / f"{folder.name}-erasures.jsonl"

    @property
    def master_key_path(self) -> Path:
        """Where the master key's file lies."""
        return Path(self.master_key_file) if self.master_key_file else self.data_dir / "master.key"

    @property
    def sign_in_clients(self) -> dict[str, str]:
        """The clients at sign-in providers, by the provider's name; none: the local owner is alone here."""
        clients = {
            "google": self.google_client_id,
            "microsoft": self.microsoft_client_id,
            "github": self.github_client_id,
        }
        return {name: client for name, client in clients.items() if client}

    @property
    def session_limits(self) -> SessionLimits:
        """How long sessions last.

        Raises:
            Misconfigured: they would idle for longer than they last.
        """
        idle, absolute = timedelta(hours=self.session_idle_hours), timedelta(days=self.session_days)
        if idle > absolute:
            what = "is longer than sessions last altogether."
            raise Misconfigured(setting="session_idle_hours", what=what, way_out="Raise SPECSTEP_SESSION_DAYS.")
        return SessionLimits(idle=idle, absolute=absolute)

    @property
    def request_limits(self) -> RequestLimits:
        """How often programs and browsers may ask."""
        return RequestLimits(
            requests=Limit(number=self.requests_a_minute),
            kickoffs=Limit(number=self.kickoffs_a_minute),
            session=Limit(number=self.session_requests_a_minute),
        )

    @property
    def sweep_time(self) -> timedelta:
        """The time of the nightly sweep, since midnight in UTC."""
        hours, minutes = self.sweep_at.split(":")
        return timedelta(hours=int(hours), minutes=int(minutes))

    @property
    def outbox_dir(self) -> Path:
        """Where messages are put by the senders that put them into files."""
        return self.data_dir / "outbox"

    @property
    def log_folder(self) -> Path | None:
        """Where log files lie; None where lines go to standard error."""
        return Path(self.log_dir) if self.log_dir else None

    @property
    def blobs_dir(self) -> Path:
        """Where the file blob store keeps its files."""
        return self.data_dir / "blobs"

    def make_data_dir(self) -> None:
        """Make the data folder where it isn't there yet.

        Raises:
            Misconfigured: it can't be made.
        """
        try:
            self.data_dir.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise Misconfigured(
                setting="data_dir",
                what=f"the folder {self.data_dir} cannot be made: {error.strerror}.",
                way_out="Name a folder of yours in SPECSTEP_DATA_DIR.",
            ) from error


def load_settings(**overrides: Any) -> Settings:
    """The settings in force: overrides, then environment, then the configuration file, then defaults.

    Raises:
        Misconfigured: a setting is unknown or has an unusable value.
    """
    try:
        loaded = typed_settings.load(
            Settings,
            appname=APP,
            config_files=[platformdirs.user_config_path(APP, appauthor=False) / CONFIG_FILE],
        )
    except (ValueError, TypeError, typed_settings.exceptions.TsError) as error:
        raise Misconfigured(
            setting="settings", what=str(error), way_out="`specstep config show` lists what can be set."
        ) from error
    return attrs.evolve(loaded, **{name: value for name, value in overrides.items() if value is not None})
