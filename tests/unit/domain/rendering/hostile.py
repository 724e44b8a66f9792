"""Texts that try to break each language that a package is written in, put into every field for words."""

from collections.abc import Callable
from functools import cache
from typing import Any

import attrs
from tests.samples.food_bank import package as sample

from specstep.domain.documents.package import Package
from specstep.domain.rendering.diagrams import package_diagrams
from specstep.domain.rendering.documents import render_documents
from specstep.domain.rendering.package_files import finish
from specstep.domain.rendering.values import RenderedFile
from specstep.domain.rubric.headings import Read, tokens
from specstep.domain.rubric.score import score_package
from specstep.domain.rubric.values import Scores

NASTY = (
    "<script>alert(1)</script>",
    "<!-- hidden",
    "<img src=x onerror=alert(1)>",
    "<details><summary>x",
    "</div></td></table>",
    "# not a heading",
    "Setext\n=====",
    "text\n-----",
    "---",
    "- - -",
    "* * *",
    "1. one\n2. two",
    "12) twelve",
    "+ plus",
    "> quoted",
    "    indented code",
    "```\nfence",
    "~~~~ fence ~~~~",
    "a | b || c \\| d |",
    "| --- | --- |",
    "[link](javascript:alert(1))",
    "![picture](https://evil.example/x.png)",
    "[text][ref]\n\n[ref]: https://evil.example",
    "[x](",
    "](../../etc/passwd)",
    "**bold** __bold__ *it* _it_ ~~gone~~ ~gone~ `code`",
    "***",
    "snake_case __dunder__ 2*3*4 a*b",
    "\\",
    "\\\\ ends in a backslash \\",
    "&amp; &lt;b&gt; &#35; &copy; AT&T",
    "$x$ and $$y$$ costs US$5",
    "https://example.org/a_b*c?x=1&y=(2)|3. And www.example.org, mailto:a@b.example, a.b+c@example.org!",
    "<https://example.org> <a@b.example>",
    "=1+1",
    '=HYPERLINK("http://evil.example")',
    "@SUM(A1)",
    'quote " and, comma; semicolon\ttab',
    '\'single\' """doc string"""',
    "Feature: another",
    "Scenario: another",
    "Given a step",
    "Examples:",
    "@tag #comment",
    "<placeholder>",
    "{{ jinja }} {% block %} ${env}",
    "key: value # comment",
    "!!python/object/apply:os.system ['x']",
    "%YAML 1.2\n---\n...",
    "end",
    "]:::class --> x; click a href",
    "%%{init: {}}%%",
    "line\r\nbreak\rreturn\u2028separator",
    "nul \x00 bell \x07 escape \x1b[31m",
    "lone \ud800 surrogate",
    "\u202eright to left\u202c \ufeff",
    "नमस्ते दुनिया क्या है",
    "日本語のテキスト。",
    "e\u0301 İstanbul ﬁ ß",
    "👩‍👩‍👧 🎉 :tada:",
    "★",
    "!!!",
    "C#",
    "ends in hashes ##",
    "x" * 300,
)

# Names by which parts of a package find one another, and words out of a fixed list; bodies are Markdown by design.
NOT_WORDS = frozenset(
    "id ids ref refs slug status method path type format request response kind level size likelihood impact stakes "
    "severity agent element elements source target requirements drivers mitigations depends_on milestone facts fact "
    "where blocks scenarios operation operations errors first_many second_many verification topic language "
    "interview_id document reviewer criterion required superseded_by characteristic unit variable sources_ids "
    "specstep_version profile provider models cost_usd score speaker body system_name driver attributes_ids".split()
)
KEPT_CLASSES = frozenset({"ApiSchema", "ApiField", "ApiOperation", "Provenance", "Bound"})
API_WORDS = frozenset({"summary", "description"})


def with_words(value: Any, change: Callable[[str], str]) -> Any:
    """The same value with each field for words changed; empty ones stay empty."""
    if attrs.has(type(value)):
        kept = type(value).__name__ in KEPT_CLASSES
        changed = {}
        for field in attrs.fields(type(value)):
            now = getattr(value, field.name)
            words = field.name in API_WORDS if kept else field.name not in NOT_WORDS
            if (
                attrs.has(type(now))
                or (isinstance(now, tuple) and now and attrs.has(type(now[0])))
                or (words and field.init)
            ):
                changed[field.name] = with_words(now, change)
        return attrs.evolve(value, **{name.lstrip("_"): one for name, one in changed.items()})
    if isinstance(value, tuple):
        return tuple(with_words(each, change) for each in value)
    return change(value) if type(value) is str and value.strip() else value


def documents(package: Package) -> tuple[RenderedFile, ...]:
    """The documents with pictures that show nothing."""
    diagrams = package_diagrams(package)
    return render_documents(package, diagrams, {diagram.path: b"<svg/>" for diagram in diagrams})


def scores(package: Package) -> Scores:
    """What the rubric says about the package, but for secrets."""
    written = {file.path: file.content for file in documents(package)}
    return score_package(package, package_diagrams(package), written, find_secrets=lambda text: ())


@cache
def sample_scores() -> Scores:
    """The scores of the sample: rendering doesn't depend on whose they are."""
    return scores(sample())


def files(package: Package, read: Read = tokens) -> tuple[RenderedFile, ...]:
    """Every file of the package."""
    diagrams = package_diagrams(package)
    pictures = {diagram.path: b"<svg/>" for diagram in diagrams}
    return finish(package, documents(package), diagrams, pictures, sample_scores(), read=read)
