"""Which things of a briefing are terms of the project."""

from tests.unit.domain.drafting.briefings import briefing, drafted


def terms(*pairs: tuple[str, str]) -> dict[str, str]:
    return {term.name: term.definition for term in drafted(briefing(*pairs)).glossary.terms}


def test_an_everyday_word_is_no_term() -> None:
    found = terms(
        ("context", "Twice nobody was at the door."),
        ("need", "Coordinators print a list for the door."),
        ("quality", "The throughput must be 50 pages per second."),
        ("need", "Members can reserve a boat."),
        ("need", "Members can cancel a boat."),
    )
    assert not {"door", "throughput", "page"} & found.keys()
    assert "boat" in found


def test_an_everyday_thing_that_people_work_with_is_a_term() -> None:
    assert "letter" in terms(("need", "Clerks print a letter."), ("need", "Clerks file a letter."))


def test_a_term_of_which_nobody_said_more_quotes_the_briefing() -> None:
    found = terms(
        ("rule", "A device must be checked each year."),
        ("rule", "A device must be cleaned when it comes back."),
        ("need", "Volunteers can find a list."),
        ("rule", "Every list has a title."),
        ("rule", "Every list ends at midnight."),
        ("rule", "Every list begins at noon."),
    )
    assert "in the words of the briefing" in found["device"]
    assert "spoken of" not in " ".join(found.values())


def test_who_only_builds_it_is_no_actor() -> None:
    draft = drafted(briefing(("limit", "Two developers build it."), ("need", "Members can reserve a boat.")))
    assert [actor.name for actor in draft.vision.actors] == ["member"]
