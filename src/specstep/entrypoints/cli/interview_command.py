"""`specstep interview`: the talk in the terminal, and the package at its end."""

from pathlib import Path

from specstep.domain.generations.values import ProfileName
from specstep.domain.ids import InterviewId
from specstep.domain.interviews.values import InterviewStatus
from specstep.entrypoints.cli.exits import Exit
from specstep.entrypoints.cli.generate import Delivery, deliver, read_document
from specstep.entrypoints.cli.interview import talk
from specstep.entrypoints.cli.interview_json import talk_json
from specstep.entrypoints.cli.output import check_folder
from specstep.entrypoints.cli.progress import reporter_for
from specstep.entrypoints.library import SpecStep
from specstep.entrypoints.settings import load_settings


async def interview(
    *,
    resume: str | None = None,
    brief: Path | None = None,
    out: Path | None = None,
    json: bool = False,
) -> int:
    """Talk about a project, then make its package. Leave at any time; the talk is kept.

    Parameters
    ----------
    resume
        The id of an earlier talk to carry on.
    brief
        Start from a document; only its gaps are asked about.
    out
        Folder for the package [default: specstep-package].
    json
        Talk with a program: each state is one JSON object on a line, each line of the input one reply.
    """
    folder = out or Path("specstep-package")
    check_folder(folder)
    text = read_document(brief) if brief else None
    async with SpecStep.open(settings=load_settings()) as spec:
        hold = talk_json if json else talk
        state = await hold(
            spec.interviews, spec.account, resume=InterviewId(resume) if resume else None, brief=text
        )
        if state.interview.status is not InterviewStatus.COMPLETE:
            return Exit.DONE  # left for now; how to resume was said
        reporter = reporter_for(as_json=json)
        try:
            generation = await spec.start_generation(state.interview.id, profile=ProfileName.FAST)
            return await deliver(spec, generation, Delivery(out=folder), reporter)
        finally:
            reporter.close()
