"""Which adapters there are for each port: built-in rows, and those of installed packages by entry point."""

from collections.abc import Mapping
from importlib import import_module
from importlib.metadata import entry_points
from typing import Any

import attrs

from specstep.domain.errors import Misconfigured, UnknownName


@attrs.frozen(kw_only=True)
class Registry:
    """The adapters of one port by name; a row's target is "module:Class", imported when it is chosen."""

    port: str
    group: str
    rows: Mapping[str, str]
    extra: str = ""  # of the package, that brings what the adapters need; by default each has one of its name

    def names(self) -> tuple[str, ...]:
        """Every name that can be chosen, built in or installed."""
        return tuple(sorted({*self.rows, *(point.name for point in entry_points(group=self.group))}))

    def load(self, name: str) -> Any:
        """The adapter's class or factory.

        Raises:
            UnknownName: there is no such adapter.
            Misconfigured: it is there but what it needs is not installed.
        """
        target = self.rows.get(name)
        try:
            if target is not None:
                module, _, attribute = target.partition(":")
                return getattr(import_module(module), attribute)
            for point in entry_points(group=self.group, name=name):
                return point.load()
        except ImportError as error:
            raise Misconfigured(
                setting=self.port,
                what=f"{name!r} needs {error.name or error}, which is not installed.",
                way_out=f"Install specstep[{self.extra or name}].",
            ) from error
        raise UnknownName(where=self.port, what=f"there is no {name!r}.", known=self.names())


LANGUAGE_MODELS = Registry(
    port="provider",
    group="specstep.language_models",
    rows={"offline": "specstep.adapters.language_models.offline:OfflineLanguageModel"},
)
BLOB_STORES = Registry(
    port="blobs",
    group="specstep.blob_stores",
    rows={"files": "specstep.adapters.blobs.files:FileBlobStore"},
)
SECRET_SCANNERS = Registry(
    port="secret scanner",
    group="specstep.secret_scanners",
    rows={
        "patterns": "specstep.adapters.secret_scanners.patterns:PatternSecretScanner",
        "betterleaks": "specstep.adapters.secret_scanners.betterleaks:BetterleaksSecretScanner",
        "patterns+betterleaks": "specstep.adapters.secret_scanners.union:patterns_and_betterleaks",
    },
)
DIAGRAM_RENDERERS = Registry(
    port="diagrams",
    group="specstep.diagram_renderers",
    rows={"mermaid": "specstep.adapters.diagrams.mermaid:MermaidDiagramRenderer"},
)
MASTER_KEYS = Registry(
    port="master_key",
    group="specstep.master_keys",
    rows={
        "file": "specstep.adapters.master_keys.files:FileMasterKeys",
        "environment": "specstep.adapters.master_keys.environment:EnvironmentMasterKeys",
    },
)
IDENTITY_PROVIDERS = Registry(
    port="sign-in provider",
    group="specstep.identity_providers",
    extra="sign-in",
    rows={
        "google": "specstep.adapters.identity_providers.google:google",
        "microsoft": "specstep.adapters.identity_providers.microsoft:microsoft",
        "github": "specstep.adapters.identity_providers.github:github",
    },
)
EMAIL_SENDERS = Registry(
    port="email",
    group="specstep.email_senders",
    rows={
        "console": "specstep.adapters.email_senders.console:ConsoleEmailSender",
        "file": "specstep.adapters.email_senders.file:FileEmailSender",
        "smtp": "specstep.adapters.email_senders.smtp:SmtpEmailSender",
        "azure": "specstep.adapters.email_senders.azure:AzureEmailSender",
    },
)
SMS_SENDERS = Registry(
    port="sms",
    group="specstep.sms_senders",
    rows={
        "console": "specstep.adapters.sms_senders.console:ConsoleSmsSender",
        "file": "specstep.adapters.sms_senders.file:FileSmsSender",
        "azure": "specstep.adapters.sms_senders.azure:AzureSmsSender",
        "twilio": "specstep.adapters.sms_senders.twilio:TwilioSmsSender",
    },
)
SHORT_LIVED = Registry(
    port="short_lived",
    group="specstep.short_lived",
    rows={
        "memory": "specstep.adapters.short_lived.memory:MemoryShortLived",
        "redis": "specstep.adapters.short_lived.redis:RedisShortLived",
    },
)
REGISTRIES = (
    LANGUAGE_MODELS,
    BLOB_STORES,
    SECRET_SCANNERS,
    DIAGRAM_RENDERERS,
    MASTER_KEYS,
    IDENTITY_PROVIDERS,
    EMAIL_SENDERS,
    SMS_SENDERS,
    SHORT_LIVED,
)
