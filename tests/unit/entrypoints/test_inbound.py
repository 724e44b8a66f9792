"""Who is expected to tell what became of messages."""

from pathlib import Path
from typing import Any, cast

import pytest

from specstep.adapters.delivery_reports.azure import AzureReports
from specstep.adapters.delivery_reports.twilio import TwilioReports
from specstep.domain.errors import Misconfigured
from specstep.entrypoints.settings import Settings
from specstep.entrypoints.wiring.message_setups import sms_setup
from specstep.entrypoints.wiring.phones import make_inbound

REPORTS = cast("Any", None)


def test_nobody_is_expected_where_nobody_was_set_up() -> None:
    assert make_inbound(Settings(), REPORTS).readers == {}
    assert make_inbound(Settings(public_url="https://specstep.example"), REPORTS).readers == {}


def test_EXT_3_each_carrier_is_read_with_its_own_secret(tmp_path: Path) -> None:
    for name in ("token", "key"):
        (tmp_path / name).write_text(f"the {name}\n")
    settings = Settings(
        public_url="https://specstep.example/",
        sms="twilio",
        sms_secret_file=str(tmp_path / "token"),
        azure_reports_key_file=str(tmp_path / "key"),
    )
    readers = make_inbound(settings, REPORTS).readers
    twilio, azure = readers["twilio"], readers["azure-communication"]
    assert isinstance(twilio, TwilioReports)
    assert isinstance(azure, AzureReports)
    assert (twilio.token.reveal(), azure.key.reveal()) == ("the token", "the key")
    assert twilio.address == "https://specstep.example/v1/inbound/twilio"
    assert sms_setup(settings).reports_to == twilio.address, "Twilio signs the address that it was told"


def test_a_secret_that_cannot_be_read_is_told(tmp_path: Path) -> None:
    with pytest.raises(Misconfigured, match="azure_reports_key_file"):
        make_inbound(Settings(azure_reports_key_file=str(tmp_path / "none")), REPORTS)
