"""The pages that every law of pages is held against: one row each.

To add a page, add a row: its path, in which `{generation}`, `{interview}` and `{empty}` stand for the ids of a
generation that is complete, of an interview with an open question, and of one in which nothing was said yet. A page
that a stranger sees is `Page("/how-it-works", visitor=True)`: that one is opened on a service where people sign in,
without a session. What a page needs besides (something in the recycle bin, say) is prepared in `tests/browsers/things.py`.

To look at the pages, have the test leave its pictures somewhere:
`SPECSTEP_SHOTS=/tmp/shots pytest tests/acceptance/test_pages.py -k settings`
"""

import attrs


@attrs.frozen
class Page:
    """A page, and who opens it."""

    path: str
    visitor: bool = attrs.field(default=False, kw_only=True)
    status: int = attrs.field(default=200, kw_only=True)

    @property
    def name(self) -> str:
        """What tests and pictures call it."""
        word = "-".join(part.strip("{}").partition("?")[0] for part in self.path.split("/") if part) or "home"
        return f"visitor-{word}" if self.visitor else word


PAGES = (
    Page("/"),
    Page("/", visitor=True),
    Page("/privacy", visitor=True),
    Page("/sign-in", visitor=True),
    Page("/how-it-works", visitor=True),
    Page("/team", visitor=True),
    Page("/workspace", visitor=True, status=401),
    Page("/workspace"),
    Page("/interviews/{interview}"),
    Page("/interviews/{empty}"),
    Page("/generations/{generation}"),
    Page("/generations/{generation}/package"),
    Page("/generations/{generation}/package/requirements"),
    Page("/generations/{generation}/package/traceability"),
    Page("/generations/{generation}/package/transcript"),
    Page("/generations/{generation}/package/files/docs/03-requirements.md"),
    Page("/generations/{generation}/package/compare"),
    Page("/settings"),
    Page("/settings/phone"),
    Page("/settings/notifications"),
    Page("/settings/consents"),
    Page("/settings/sessions"),
    Page("/settings/keys"),
    Page("/settings/retention"),
    Page("/settings/data"),
    Page("/settings/delete"),
    Page("/nowhere", status=404),
)
