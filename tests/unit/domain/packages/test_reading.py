"""Packages read again from their files: contents, search, comparison."""

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from specstep.domain.packages.comparison import compare
from specstep.domain.packages.contents import Contents, read_contents
from specstep.domain.packages.search import search

WORDS = st.sampled_from(
    [
        "The system shall let a member reserve a tool for a day.",
        "The system shall let a member reserve a tool for two days.",
        "Only the keeper shall remove a tool.",
        "",
    ]
)
REQUIREMENTS = st.lists(
    st.fixed_dictionaries({"id": st.sampled_from(["FR-001", "FR-002"]), "text": WORDS, "priority": WORDS}),
    max_size=4,
)


def package(requirements: list[dict[str, str]], **files: str) -> Contents:
    content = msgspec.json.encode({"requirements": requirements})
    return read_contents(
        {"docs/requirements.json": content, **{path: text.encode() for path, text in files.items()}}
    )


@settings(max_examples=40, deadline=None)
@given(before=REQUIREMENTS, after=REQUIREMENTS)
def test_each_requirement_of_either_package_has_one_place_in_a_comparison(
    before: list[dict[str, str]], after: list[dict[str, str]]
) -> None:
    left, right = package(before), package(after)
    found = compare(left, right)
    both = (*found.changed, *found.same)
    order = msgspec.json.encode
    olds = [*found.gone, *(each.before for each in both)]
    news = [*found.added, *(each.after for each in both)]
    assert sorted(map(order, olds)) == sorted(map(order, left.requirements.requirements))
    assert sorted(map(order, news)) == sorted(map(order, right.requirements.requirements))


def test_a_package_is_the_same_as_itself_though_it_was_numbered_anew() -> None:
    old = package([{"id": "FR-001", "text": "Only the keeper shall remove a tool."}])
    new = package([{"id": "FR-009", "text": "Only the keeper shall remove a tool."}])
    found = compare(old, new)
    assert (found.added, found.gone, found.changed, len(found.same)) == ((), (), (), 1)


def test_a_reworded_requirement_is_changed_and_a_new_one_is_added() -> None:
    old = package([{"id": "FR-001", "text": "The system shall let a member reserve a tool for a day."}])
    new = package(
        [
            {"id": "FR-001", "text": "The system shall send a reminder each morning."},
            {"id": "FR-002", "text": "The system shall let a member reserve a tool for two days."},
        ]
    )
    found = compare(old, new)
    assert [(each.after.id, each.fields) for each in found.changed] == [("FR-002", ("text",))]
    assert [each.id for each in found.added] == ["FR-001"]


@pytest.mark.parametrize("content", [b"", b"\xff", b"[]", b'{"requirements":[{"id":1}]}', b"[" * 100_000])
def test_a_file_that_is_not_what_it_should_be_says_nothing(content: bytes) -> None:
    assert read_contents({"docs/requirements.json": content}).requirements.requirements == ()


def test_search_wants_all_words_whatever_their_case_and_accents() -> None:
    contents = package(
        [{"id": "FR-001", "title": "Café hours", "text": "Keepers open the café."}],
        **{"docs/notes.md": "# Notes\n\nThe CAFE closes.\n\n## Tools\n\n```\n# no heading\n```\nA saw.\n"},
    )
    assert [hit.entry.section for hit in search(contents, "cafe").hits] == ["requirements", "docs/notes.md"]
    assert search(contents, "cafe keepers").count == 1
    (saw,) = search(contents, "SAW").hits
    assert (saw.entry.name, saw.entry.anchor) == ("Tools", "s-tools")
    assert ("saw", True) in saw.around
    assert search(contents, " \n").count == 0


@settings(max_examples=40, deadline=None)
@given(st.text(max_size=30), st.text(max_size=30))
def test_any_text_can_be_searched_for_anything(text: str, query: str) -> None:
    written = text.encode("utf-8", "replace").decode()
    found = search(package([], **{"a.md": written}), query)
    assert found.count == len(found.hits)
