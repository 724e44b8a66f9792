"""A brief without a title gets a noun phrase for one, never a clause."""

import pytest

from specstep.domain.drafting.reading.naming import title_of

OPENINGS: list[tuple[str, str | None]] = [
    ("I want an app where my chess club members report match results and see a ladder.", "Chess club match results"),
    ("We need a tool that lets neighbours lend each other tools and shows what is free.", "Tool lending for neighbours"),
    ("I'd like a small website on which parents can book a slot for the school fair.", "Slot booking for parents"),
    ("Build me a CLI that renames photos by date.", "Photo renamer"),
    ("I need a web app that tracks my plants and reminds me to water them.", "Plant tracker"),
    ("We want a booking system for our tennis courts.", "Booking system"),
    ("I want an app for my club.", "App for the club"),
    ("I want an app. Members sign up.", "Member app"),
    ("We need a system that allows volunteers to sign up for shifts.", "Shift sign-up for volunteers"),
    ("I want a mobile app that shows bus times at my stop.", "Bus time app"),
    ("I want to build an app that my students use to book lessons.", "Lesson booking for students"),
    ("A small tool to count inventory.", "Tool to count inventory"),
    ("I want an app.", None),
]  # fmt: skip


@pytest.mark.parametrize(("opening", "title"), OPENINGS, ids=[opening for opening, _ in OPENINGS])
def test_an_opening_gives_a_noun_phrase(opening: str, title: str | None) -> None:
    assert title_of((), opening) == title


def test_a_first_line_that_speaks_is_no_title() -> None:
    assert (
        title_of(("I want an app for my chess club",), "I want an app for my chess club")
        == "App for the chess club"
    )
