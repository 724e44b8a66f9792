"""The document graph."""

from hypothesis import given
from hypothesis import strategies as st

from specstep.domain.documents.graph import affected_by
from specstep.domain.documents.package import DEPENDS_ON, DocumentKey


def test_the_graph_names_every_document_and_has_no_cycle() -> None:
    assert set(DEPENDS_ON) == set(DocumentKey)
    written: set[DocumentKey] = set()
    while ready := [key for key in DocumentKey if key not in written and written.issuperset(DEPENDS_ON[key])]:
        written.update(ready)
    assert written == set(DocumentKey)


@given(st.sets(st.sampled_from(DocumentKey)))
def test_what_is_written_from_a_changed_document_is_written_again(changed: set[DocumentKey]) -> None:
    affected = set(affected_by(changed))
    assert changed <= affected
    assert all(key in affected for key in DocumentKey if affected.intersection(DEPENDS_ON[key]))
    assert changed or not affected
