"""Puts the page together: everything is inlined, and the content policy allows only what was inlined."""

import base64
import hashlib
import json
from collections.abc import Mapping, Sequence
from importlib.resources import files as package_files

from markupsafe import Markup

from specstep.domain.documents.package import Package
from specstep.domain.phrases import phrases_in
from specstep.domain.phrases.gherkin import keywords_of
from specstep.domain.rendering.documents.requirements import UNCHECKED
from specstep.domain.rendering.page.contents import Contents, navigation
from specstep.domain.rendering.page.images import read_image
from specstep.domain.rendering.page.index import page_index
from specstep.domain.rendering.page.markdown import DocumentRenderer, by_folder, parse_document
from specstep.domain.rendering.page.places import Anchors, Places
from specstep.domain.rendering.page.quotes import mark_quotes
from specstep.domain.rendering.page.trace import trace_rows
from specstep.domain.rendering.values import Diagram, RenderedFile
from specstep.domain.rubric.headings import Read, tokens
from specstep.domain.rubric.values import Scores

HERE = "specstep.domain.rendering.page"
SCRIPT_WORDS = (
    *(
        "Actor",
        "API operation",
        "Building block",
        "Decision",
        "Diagram",
        "Entity",
        "Fact",
        "Log entry",
        "Milestone",
    ),
    *(
        "Open question",
        "Reference",
        "Requirement",
        "Review",
        "Risk",
        "Scenario",
        "Schema",
        "Story",
        "Task",
        "Term",
    ),
    *("Test", "Threat", "Transcript", "Criterion", "File", "shown", "Nothing found", "place", "places", "Colours"),
    *("as the system", "light", "dark"),
)
"""What the page's script says, by its English words."""


def render_index(
    package: Package,
    files: Sequence[RenderedFile],
    diagrams: Sequence[Diagram],
    pictures: Mapping[str, bytes],
    scores: Scores,
    *,
    read: Read = tokens,
) -> RenderedFile:
    """The file index.html: the same values give the same bytes, and nothing of a person's text is ever active.

    Args:
        files: the other files of the package; the Markdown ones are shown as documents.
        pictures: the diagrams' SVG by `Diagram.path`; a diagram without one is shown as its source.
        read: parses Markdown; the rubric has read most of these texts before.
    """
    anchors = Anchors()
    index = page_index(package, diagrams, scores, anchors)
    # What lies at the root comes first: the entry points.
    pages = sorted((file for file in files if file.path.endswith(".md")), key=lambda file: "/" in file.path)
    sources = [parse_document(file, anchors, read) for file in pages]
    places = Places(
        ids=index.ids,
        documents={source.path: (source.anchor, source.title) for source in sources},
        headings={source.path: source.headings for source in sources},
        names=index.names,
    )
    say = phrases_in(package.dossier.language)
    drawn = [diagram for diagram in diagrams if diagram.path in pictures]
    renderer = DocumentRenderer(places, drawn, frozenset(file.path for file in files))
    documents = [renderer.render(source) for source in sources]
    contents = Contents(
        package=package,
        scores=scores,
        places=places,
        quotes=mark_quotes(package, anchors),
        rows=trace_rows(package),
        folders=by_folder(documents),
        diagrams=tuple(diagrams),
        images={path: read_image(picture) for path, picture in pictures.items()},
        shown=dict(renderer.shown),
        files=tuple(sorted((file.path, len(file.content)) for file in files)),
    )
    # Not before somebody wants a page: the engine takes a tenth of a second to import.
    from specstep.domain.rendering.page.environment import templates

    css, boot, script = (_inlined(name) for name in ("page.css", "boot.js", "page.js"))
    policy = (
        f"default-src 'none'; img-src data:; style-src {_hash(css)}; script-src {_hash(boot)} {_hash(script)}; "
        "base-uri 'none'; form-action 'none'"
    )
    html = (
        templates()
        .get_template("page.html.jinja")
        .render(
            c=contents,
            p=package,
            scores=scores,
            nav=navigation(contents),
            policy=policy,
            css=css,
            boot=boot,
            script=script,
            anchor=places.anchor,
            linked=places.linked,
            link=places.link,
            say=say,
            keywords=keywords_of(package.dossier.language),
            unchecked=UNCHECKED,
            words=json.dumps({word: say(word) for word in SCRIPT_WORDS}, ensure_ascii=False),
        )
    )
    return RenderedFile.text("index.html", html)


def _inlined(name: str) -> Markup:
    """A file of this program's own that goes into the page as it is."""
    return Markup(package_files(HERE).joinpath(name).read_text(encoding="utf-8"))  # noqa: S704 - our own file


def _hash(text: str) -> str:
    return f"'sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}'"
