"""Promises of SpecStep that its own inventory, tables and wiring show to be kept."""

import importlib
from operator import attrgetter

import attrs
import pytest

from specstep.adapters.persistence.tables import metadata
from specstep.policies.clauses import CLAUSES
from specstep.policies.clauses.own import RULES, own_standings
from specstep.policies.inventory import INVENTORY
from specstep.policies.model import Export, Protection
from specstep.policies.model.taxonomy import PURPOSES
from specstep.policies.notice.document import as_markdown
from specstep.policies.notice.facts import Operator
from specstep.policies.notice.privacy import privacy_notice
from specstep.policies.notice.words import recipient_words

FIELDS = [(dataset, field) for dataset in INVENTORY.datasets for field in dataset.fields]


def test_USE_1_every_field_of_ours_names_purposes_out_of_the_list() -> None:
    assert all(field.purposes and set(field.purposes) <= PURPOSES for _, field in FIELDS)


@pytest.mark.parametrize("attested", [True, False])
def test_SEC_2_the_notice_claims_encrypted_storage_only_where_the_operator_vouches_for_it(attested: bool) -> None:
    operator = Operator(service="SpecStep", encrypted_at_rest=attested)
    notice = as_markdown(privacy_notice(INVENTORY, operator, own_standings()))
    assert ("(SEC-2)" in notice) is attested
    assert ("encrypted storage" in notice) is attested


def test_a_promise_that_an_operator_vouches_for_names_a_fact_of_theirs() -> None:
    facts = {field.name for field in attrs.fields(Operator)}
    assert {each.attested_by for each in CLAUSES if each.attested_by} <= facts


@pytest.mark.parametrize("rule", sorted({rule for rules in RULES.values() for rule in rules}))
def test_the_code_that_carries_a_promise_out_is_there(rule: str) -> None:
    module, _, name = rule.partition(":")
    found = importlib.import_module(module)
    assert not name or attrgetter(name)(found)


def test_USE_8_the_notice_lists_every_recipient_and_what_it_gets() -> None:
    section = as_markdown(privacy_notice(INVENTORY, Operator(service="SpecStep"))).split("## Who else gets it")[1]
    for key in INVENTORY.recipients:
        assert recipient_words(key).lower() in section.lower()
    for dataset, field in FIELDS:
        if field.recipients:
            assert dataset.called in section


def test_NOT_5_no_column_of_ours_holds_a_key_in_the_clear() -> None:
    telling = ("password", "secret", "api_key", "credential", "private_key", "access_token", "refresh_token")
    for table in metadata.tables.values():
        for column in table.columns:
            field = INVENTORY.dataset(table.name).field(column.name)
            if any(word in column.name for word in telling):
                assert field.protection is not Protection.NONE
                assert field.export is Export.WITHHELD
