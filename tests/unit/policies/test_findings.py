"""What is wrong is told in one order, for programs and for people."""

from specstep.policies.findings import Finding, Report, of_kind

COLUMN = Finding(kind="uncovered", dataset="pets", field="name", message="Write a line for it.")
TABLE = Finding(kind="stale", dataset="pets", message="Take it out.")
CLAUSE = Finding(kind="unproven", dataset="", field="RET-1", message="No test shows it.")


def test_a_place_is_written_as_a_person_would() -> None:
    assert [each.place for each in (COLUMN, TABLE, CLAUSE)] == ["pets.name", "pets", "RET-1"]


def test_programs_get_findings_in_a_stable_order() -> None:
    for given in ((COLUMN, TABLE, CLAUSE), (CLAUSE, COLUMN, TABLE)):
        assert Report(findings=given, unseen=("blobs",), notes=("So.",)).as_json() == {
            "findings": [
                {"kind": "unproven", "dataset": "", "field": "RET-1", "message": "No test shows it."},
                {"kind": "stale", "dataset": "pets", "field": None, "message": "Take it out."},
                {"kind": "uncovered", "dataset": "pets", "field": "name", "message": "Write a line for it."},
            ],
            "unseen": ["blobs"],
            "notes": ["So."],
        }


def test_people_get_a_paragraph_for_each_finding_and_their_number() -> None:
    assert Report(findings=()).as_text() == "Nothing found."
    assert Report(findings=(TABLE,)).as_text() == "stale  pets\n  Take it out.\n1 finding."
    assert Report(findings=(TABLE, COLUMN), unseen=("blobs", "logs"), notes=("So.",)).as_text() == (
        "stale  pets\n  Take it out.\nuncovered  pets.name\n  Write a line for it.\n2 findings.\n"
        "Not looked into: blobs, logs.\nSo."
    )


def test_findings_can_be_asked_for_by_their_kind() -> None:
    assert of_kind((COLUMN, TABLE, CLAUSE), "stale") == (TABLE,)
