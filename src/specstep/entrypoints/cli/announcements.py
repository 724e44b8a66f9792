"""`specstep announcements`: what everybody is told of a material change of the privacy policy."""

from datetime import UTC, datetime, timedelta
from typing import Annotated, Any

from cyclopts import Parameter

from specstep.domain.announcements import Announcement
from specstep.domain.errors import BadInput
from specstep.entrypoints.cli.exits import Exit
from specstep.entrypoints.cli.jobs import follow, tell
from specstep.entrypoints.library import SpecStep
from specstep.entrypoints.settings import load_settings

Json = Annotated[bool, Parameter(name="--json", negative="")]
NOTICE = timedelta(days=14)


async def draft(*, json: Json = False) -> int:
    """Show what there is to tell of this version's privacy policy against the one in force, and keep it for `send`.

    Parameters
    ----------
    json
        Print one JSON object.
    """
    async with SpecStep.open(settings=load_settings()) as spec:
        announcement = await (await spec.announcements()).policies.draft()
    lines = [
        f"{announcement.id}: everybody must be told",
        *(f"- {line}" for line in announcement.text.splitlines()),
    ]
    tell(_told(announcement), lines, as_json=json)
    return Exit.DONE


async def send(*, effective: str = "", json: Json = False) -> int:
    """Tell everybody, once each; the same command carries on what was cut off, and tells those who signed up since.

    Parameters
    ----------
    effective
        The day from which the new policy holds, as 2031-01-31, in UTC [default: in 14 days].
    json
        Print one JSON object.
    """
    day = _day(effective) if effective else datetime.now(UTC) + NOTICE
    async with SpecStep.open(settings=load_settings()) as spec:
        announcements = await spec.announcements()
        key = await announcements.policies.send(day)
        number = await follow(announcements.workflows, key, as_json=json)
    tell({"status": "sent", "told": number}, [f"{number} were told."], as_json=json)
    return Exit.DONE


async def show(*, json: Json = False) -> int:
    """List what was announced, newest first, with how many were told.

    Parameters
    ----------
    json
        Print one JSON object.
    """
    async with SpecStep.open(settings=load_settings()) as spec:
        found = await (await spec.announcements()).policies.list()
    lines = [
        f"{each.id}  {each.kind}, {_told(each)['status']}, {told} told, {waiting} not told"
        for each, told, waiting in found
    ]
    told_of = [{**_told(each), "told": told, "notTold": waiting} for each, told, waiting in found]
    tell({"announcements": told_of}, lines or ["Nothing was announced."], as_json=json)
    return Exit.DONE


def _day(text: str) -> datetime:
    try:
        return datetime.strptime(text, "%Y-%m-%d").replace(tzinfo=UTC)
    except ValueError as error:
        raise BadInput(where="--effective", what="is no day.", way_out="Write it as 2031-01-31.") from error


def _told(announcement: Announcement) -> dict[str, Any]:
    times = {
        "createdAt": announcement.created_at,
        "effectiveAt": announcement.effective_at,
        "begunAt": announcement.begun_at,
        "finishedAt": announcement.finished_at,
    }
    begun = "sending" if announcement.begun_at is not None else "draft"
    return {
        "id": announcement.id,
        "status": begun if announcement.finished_at is None else "sent",
        "kind": announcement.kind.value,
        "version": announcement.version,
        "text": announcement.text,
        **{name: None if time is None else time.isoformat() for name, time in times.items()},
    }
