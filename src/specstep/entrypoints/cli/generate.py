"""`specstep generate` and `specstep demo`: from a brief to a package in one command."""

import hashlib
import json
import sys
import tempfile
from decimal import Decimal, InvalidOperation
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import attrs
from cyclopts import Parameter

from specstep.application.packages import Archive
from specstep.domain.errors import BadInput, ProviderFailed, UnreadableDocument
from specstep.domain.generations.profiles import profile_named
from specstep.domain.generations.values import Budget, Generation, ProfileName, Status
from specstep.domain.ids import GenerationId, InterviewId, derived_id
from specstep.domain.interviews.documents import SIZE_LIMIT_BYTES, decode_document
from specstep.domain.phrases.gherkin import BY_LANGUAGE, ENGLISH
from specstep.entrypoints.cli.exits import Exit
from specstep.entrypoints.cli.output import check_folder, not_written, write_package
from specstep.entrypoints.cli.parameters import Json
from specstep.entrypoints.cli.progress import Reporter, reporter_for
from specstep.entrypoints.examples import example_brief, example_names, example_references
from specstep.entrypoints.settings import Settings, load_settings
from specstep.version import __version__

if TYPE_CHECKING:
    from specstep.entrypoints.library import SpecStep

DEMO = "food-bank-shifts"

SCENARIOS = tuple(
    f"{word}:" for known in (ENGLISH, *BY_LANGUAGE.values()) for word in (known.scenario, known.outline)
)


@attrs.frozen(kw_only=True)
class Delivery:
    """Where a package goes."""

    out: Path
    zip_file: Path | None = None


@attrs.frozen(kw_only=True)
class Request:
    """What one command asks for; asking twice for the same thing carries on or answers from what is there."""

    brief_name: str
    brief: str
    references: tuple[tuple[str, str], ...]
    profile: ProfileName
    provider: str
    budget: Budget
    delivery: Delivery

    @property
    def identity(self) -> str:
        """A hash of all that shapes the outcome."""
        parts = [
            __version__,
            self.brief,
            self.references,
            self.profile.value,
            self.provider,
            str(self.budget.usd),
            str(self.delivery.out.absolute()),
        ]
        return hashlib.sha256(json.dumps(parts).encode()).hexdigest()


def read_document(path: Path) -> str:
    """The text of a brief or reference.

    Raises:
        UnreadableDocument: it is missing, a folder, empty, binary, too large or wrongly encoded.
    """
    if str(path) == "-":
        return decode_document("standard input", sys.stdin.buffer.read(SIZE_LIMIT_BYTES + 1))
    try:
        size_bytes = path.stat().st_size
        if size_bytes > SIZE_LIMIT_BYTES:
            raise UnreadableDocument(
                where=str(path),
                what=f"it is too large: {size_bytes / 1024 / 1024:.1f} MB, and {SIZE_LIMIT_BYTES // 1024 // 1024} MB can be read.",
                way_out="Hand in the part that matters, or split it.",
            )
        content = path.read_bytes()
    except OSError as error:
        raise UnreadableDocument(
            where=str(path), what=error.strerror or "cannot be read", way_out="Check the path and its permissions."
        ) from error
    return decode_document(str(path), content)


def _budget(usd: str | None) -> Budget:
    if usd is None:
        return Budget()
    try:
        amount = Decimal(usd)
    except InvalidOperation as error:
        raise BadInput(where="--budget-usd", what=f"{usd!r} is no amount of money.") from error
    if not amount.is_finite() or amount < 0:
        raise BadInput(where="--budget-usd", what="must be zero or more.")
    return Budget(usd=amount)


async def generate(
    brief: Annotated[Path, Parameter(allow_leading_hyphen=True)],
    *references: Path,
    out: Path | None = None,
    profile: str = "Fast",
    provider: str | None = None,
    zip_file: Annotated[Path | None, Parameter(name="--zip")] = None,
    budget_usd: str | None = None,
    json_: Json = False,
) -> int:
    """Make a documentation package from a brief.

    Parameters
    ----------
    brief
        Markdown or plain text, such as a mail about the project; "-" reads standard input.
    references
        Further documents whose statements count, as text.
    out
        Folder for the package [default: <name of the brief>-package]. The user's own files are never touched.
    profile
        Fast, Normal, Extensive or Researcher.
    provider
        Which language model writes [default: the setting, "offline"].
    zip_file
        Also write the package as an archive.
    budget_usd
        What the model calls may cost at most.
    json_
        One JSON object on standard output instead of progress.
    """
    settings = load_settings(provider=provider)
    folder = out or Path(f"{'brief' if str(brief) == '-' else brief.stem}-package")
    request = Request(
        brief_name=str(brief),
        brief=read_document(brief),
        references=tuple((path.name, read_document(path)) for path in references),
        profile=profile_named(profile).name,
        provider=settings.provider,
        budget=_budget(budget_usd),
        delivery=Delivery(out=folder, zip_file=zip_file),
    )
    return await _carry_out(request, reporter_for(as_json=json_), settings)


async def demo(
    example: str = DEMO,
    *,
    out: Path | None = None,
    json_: Json = False,
) -> int:
    """Make a package from an example that comes with SpecStep, without key, server or network.

    Parameters
    ----------
    example
        Which one; a wrong name lists them all.
    out
        Folder for the package [default: specstep-<example>].
    json_
        One JSON object on standard output instead of progress.
    """
    name, text = example_brief(example)
    request = Request(
        brief_name=f"example {name} (all: {', '.join(example_names())})",
        brief=text,
        references=example_references(name),
        profile=ProfileName.FAST,
        provider="offline",
        budget=Budget(),
        delivery=Delivery(out=out or Path(f"specstep-{name}")),
    )
    return await _carry_out(request, reporter_for(as_json=json_), load_settings(provider="offline"))


async def _carry_out(request: Request, reporter: Reporter, settings: Settings) -> int:
    check_folder(request.delivery.out)
    from specstep.entrypoints.library import SpecStep  # not for --help, nor for input that cannot be used

    try:
        async with SpecStep.open(settings=settings) as spec:
            reporter.say(f"Reading {request.brief_name}")
            generation = await _start(spec, request)
            return await deliver(spec, generation, request.delivery, reporter)
    finally:
        reporter.close()


async def deliver(spec: "SpecStep", generation: Generation, delivery: Delivery, reporter: Reporter) -> int:
    """Follow a generation to its end and put its package where it is wanted; the exit status.

    Raises:
        ProviderFailed: no package could be made; the same command carries on.
    """
    async for event in spec.follow(generation.id):
        reporter.progress(event.value)
    generation = await spec.generation(generation.id)
    if generation.status is not Status.COMPLETE:
        raise ProviderFailed(
            service=f"generation {generation.id}",
            reason=generation.failure or f"it ended as {generation.status}",
            way_out="The same command carries on after the last finished step.",
        )
    archive = await spec.package(generation.id)
    write_package(archive.files, delivery.out)
    if delivery.zip_file is not None:
        write_file(delivery.zip_file, archive.content)
    result = outcome(delivery, generation, archive)
    reporter.outcome(result)
    return Exit.DONE if result["gate"]["passed"] else Exit.GATE_FAILED


async def _start(spec: "SpecStep", request: Request) -> Generation:
    """The generation that this request names: a new one, or the one that an earlier command began."""
    id = GenerationId(derived_id("generation", request.identity))
    existing = await spec.find_generation(id)
    if existing is None:
        interview = InterviewId(derived_id("interview", request.identity))
        await spec.import_brief(request.brief, references=request.references, id=interview)
        return await spec.start_generation(interview, profile=request.profile, budget=request.budget, id=id)
    if existing.status in {Status.FAILED, Status.CANCELLED}:
        return await spec.resume_generation(id)
    return existing


def write_file(path: Path, content: bytes) -> None:
    """Put a file in its place all at once.

    Raises:
        StorageFull: there is no room.
        BadInput: it cannot be written there.
    """
    try:
        path.absolute().parent.mkdir(parents=True, exist_ok=True)
        with tempfile.NamedTemporaryFile(dir=path.absolute().parent, delete=False) as partial:
            partial.write(content)
        Path(partial.name).replace(path)
    except OSError as error:
        raise not_written(error, f"--zip {path}", path) from error


def outcome(delivery: Delivery, generation: Generation, archive: Archive) -> dict[str, Any]:
    """What programs are told of a finished package; persons get it in sentences."""
    files = archive.files
    criteria = json.loads(files["evidence/scores.json"])["criteria"]
    requirements = json.loads(files["docs/requirements.json"])
    scenarios = sum(
        line.strip().startswith(SCENARIOS)
        for path, content in files.items()
        if path.endswith(".feature")
        for line in content.decode().splitlines()
    )
    folder = delivery.out.absolute()
    return {
        "id": generation.id,
        "status": generation.status.value,
        "title": archive.record.title,
        "gate": {
            "passed": archive.record.gate_passed,
            "criteria": len(criteria),
            "criteriaPassed": sum(bool(row["passed"]) and row["score"] is not None for row in criteria),
            "notChecked": sum(row["score"] is None for row in criteria),
            "failed": [row for row in criteria if not row["passed"]],
        },
        "counts": {
            "files": len(files),
            "requirements": len(requirements["requirements"]),
            "scenarios": scenarios,
            "decisions": sum(path.startswith("adr/0") for path in files),
            "openQuestions": len(requirements.get("openQuestions", ())),
        },
        "tokens": {"input": generation.usage.input_tokens, "output": generation.usage.output_tokens},
        "costUsd": str(generation.usage.cost_usd),
        "stoppedBy": generation.stopped_by,
        "package": {
            "folder": str(folder),
            "page": (folder / "index.html").as_uri(),
            "zip": str(delivery.zip_file.absolute()) if delivery.zip_file else None,
        },
    }
