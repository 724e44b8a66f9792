"""Whether a design follows from what was said: the kind of thing, the money, the amounts."""

from tests.unit.domain.drafting.design_systems import Design
from tests.unit.domain.drafting.test_shape_of_small_things import designed, element_names

FIRMWARE = (
    ("goal", "A GPS tracker for bikes; the firmware is in C on Zephyr."),
    ("decision", "The board is an nRF9160 with a 1,000 mAh battery."),
    ("need", "When the bike moves while it is locked, the tracker sends its position within 60 seconds."),
    ("need", "Firmware updates come over the air."),
    ("rule", "An update that fails must never brick the device."),
    ("need", "The owner locks the tracker with our phone app over Bluetooth LE."),
    ("rule", "If there is no network, positions are kept on the device and sent later."),
)


def chosen(found: Design) -> set[str]:
    return {decision.chosen for decision in found.decisions.items}


def test_firmware_is_designed_as_a_device_and_not_as_a_web_app() -> None:
    found = designed(*FIRMWARE, title="Bike tracker")
    assert {"Firmware", "Phone app"} <= element_names(found)
    assert not {"Application server", "Database", "Offline web app"} & element_names(found)
    assert any("slots" in each for each in chosen(found))


def test_the_threats_of_firmware_are_those_of_a_device_in_strange_hands() -> None:
    texts = " ".join(threat.text for threat in designed(*FIRMWARE, title="Bike tracker").threats.threats)
    assert "debug port" in texts
    assert "similar address" not in texts


def test_without_money_nothing_is_rented() -> None:
    found = designed(
        ("need", "Volunteers can see which device is free on their phones."),
        ("need", "Borrowers get an e-mail when a device is due."),
        ("limit", "Zero budget, really zero."),
    )
    assert "a free plan of a hosting service" in chosen(found)
    assert not any("one rented" in each for each in chosen(found))


def test_a_second_factor_that_was_asked_for_is_no_matter_of_choice() -> None:
    found = designed(
        ("need", "Nurses can see their patients."),
        ("need", "Doctors can see their patients."),
        ("rule", "Nurses log in with two factors."),
    )
    record = next(each for each in found.decisions.items if "second factor" in each.chosen)
    assert record.status == "accepted"


def test_only_an_app_speaks_up_where_there_is_no_server() -> None:
    found = designed(("need", "Just for me, on my iPhone, the app reminds me to water my plants."))
    assert "App from the stores" in chosen(found)
    assert "Application server" not in element_names(found)


def test_copies_are_only_brought_together_where_there_are_copies() -> None:
    found = designed(
        ("need", "Volunteers can see the devices on a phone."),
        ("need", "Coordinators can lend a device."),
        ("rule", "Addresses are deleted when the device is back for a year."),
    )
    assert not any("Queue of changes" in each for each in chosen(found))


def test_the_database_that_was_named_comes_first() -> None:
    found = designed(
        ("context", "We are a Windows shop: SQL Server 2019 and IIS."),
        ("need", "Employees can request a device."),
        ("need", "Managers can approve a request."),
    )
    assert "SQL Server" in chosen(found)


def test_a_file_for_the_bank_is_no_payment_page() -> None:
    found = designed(
        ("need", "Clerks collect contributions by SEPA direct debit with a file for the bank (pain.008)."),
        ("need", "Members can see their contributions."),
    )
    assert "A file that is handed to the bank" in chosen(found)


def test_a_date_is_only_a_risk_where_one_was_set() -> None:
    found = designed(
        ("need", "If a wound has grown by more than 20 % in two weeks, the doctor is notified."),
        ("need", "Nurses can see the wounds."),
    )
    assert not any("The date in" in risk.text for risk in found.delivery.risks)


def test_open_questions_are_one_risk() -> None:
    found = designed(
        ("need", "Members can book a class."),
        ("need", "Members can pay 10 euros by card."),
        ("need", "The system reminds members of a class."),
    )
    assert len([risk for risk in found.delivery.risks if "Q-001" in risk.text]) == 1
