"""What only the one who runs a service knows: who that is, where, and how long logs and backups live."""

import datetime as dt

import attrs


def _days(instance: object, attribute: object, value: int | None) -> None:
    del instance, attribute
    if value is not None and value < 0:
        raise ValueError(f"{value} days: a number of days is not negative")


@attrs.frozen(kw_only=True)
class Recipient:
    """Somebody to whom data goes: who that is in words, where, and what protects the data there."""

    key: str
    who: str
    region: str = ""
    terms: str = ""


@attrs.frozen(kw_only=True)
class Operator:
    """Facts about a deployment. What is None or empty wasn't said, and documents say so plainly.

    Args:
        service: the name of the service.
        name: who runs it.
        contact: how to reach them about data.
        region: where data is processed.
        transfer_basis: what allows it to be processed elsewhere, if it is.
        effective: from when the notice holds.
        log_days: how long log lines live.
        write_ahead_log_days: how long the database's write-ahead logs live, archived ones included.
        backup_days: how long backups live.
        encrypted_at_rest: the operator attests that database and files lie on encrypted storage.
        announces_changes: people are told of material changes before these take effect.
        replays_erasures: after a backup is put back, deletions are carried out again before the service opens.
        authority: the supervisory authority to complain to.
        representative: a representative or data protection officer, where there is one.
        recipients: who the recipients are.
    """

    service: str
    name: str = ""
    contact: str = ""
    region: str = ""
    transfer_basis: str = ""
    effective: dt.date | None = None
    log_days: int | None = attrs.field(default=None, validator=_days)
    write_ahead_log_days: int | None = attrs.field(default=None, validator=_days)
    backup_days: int | None = attrs.field(default=None, validator=_days)
    encrypted_at_rest: bool = False
    announces_changes: bool = False
    replays_erasures: bool = False
    authority: str = ""
    representative: str = ""
    recipients: tuple[Recipient, ...] = ()

    def recipient(self, key: str) -> Recipient | None:
        """What is known about a recipient."""
        return next((each for each in self.recipients if each.key == key), None)

    @property
    def missing(self) -> tuple[str, ...]:
        """What a reader of the notice must be told, and this operator didn't say."""
        said = {
            "name": self.name,
            "contact": self.contact,
            "region": self.region,
            "effective": self.effective,
            "log_days": self.log_days,
            "write_ahead_log_days": self.write_ahead_log_days,
            "backup_days": self.backup_days,
        }
        return tuple(name for name, value in said.items() if value is None or value == "")
