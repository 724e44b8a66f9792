"""`specstep audit`: the audit log of everybody, for whoever runs the service."""

import json as jsons
import sys
from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated, Any

import attrs
from cyclopts import Parameter

from specstep.application.audit import read_cursor
from specstep.domain.audit import PAGE_LIMIT, AuditEvent, AuditQuery, actions_named
from specstep.domain.errors import BadInput
from specstep.domain.ids import AccountId
from specstep.entrypoints.cli.counting import counted
from specstep.entrypoints.cli.exits import Exit
from specstep.entrypoints.cli.jobs import tell
from specstep.entrypoints.cli.parameters import Json
from specstep.entrypoints.library import SpecStep
from specstep.entrypoints.settings import load_settings


@Parameter(name="*")
@attrs.frozen(kw_only=True)
class Narrowed:
    """Which events are wanted.

    Parameters
    ----------
    kind
        Only such acts: "session.signed-in", or "session" for all about sessions; may be given again.
    since
        Only from this time on: a day, or a time with its offset; UTC where there is none.
    until
        Only before this time.
    account
        Only what this account did or what was done to it.
    subject
        Only about the thing with this id.
    """

    kind: Annotated[tuple[str, ...], Parameter(negative="")] = ()
    since: str | None = None
    until: str | None = None
    account: str | None = None
    subject: str | None = None

    def query(self) -> AuditQuery:
        """The query.

        Raises:
            BadInput: a time can't be read.
            UnknownName: there is no such act.
        """
        return AuditQuery(
            account=AccountId(self.account) if self.account else None,
            actions=actions_named(self.kind) if self.kind else None,
            since=_time("--since", self.since),
            until=_time("--until", self.until),
            subject=self.subject,
        )


async def show(
    *, narrowed: Narrowed = Narrowed(), limit: int = 50, cursor: str | None = None, json: Json = False
) -> int:
    """List events of the audit log, newest first.

    Parameters
    ----------
    limit
        So many at most, up to 200.
    cursor
        Where the page before ended, as it said.
    json
        Print one JSON object.
    """
    if not 1 <= limit <= PAGE_LIMIT:
        raise BadInput(where="--limit", what=f"is not between 1 and {PAGE_LIMIT}.")
    after = read_cursor(cursor) if cursor else None
    query = attrs.evolve(narrowed.query(), limit=limit, after=after)
    async with SpecStep.open(settings=load_settings()) as spec:
        page = await (await spec.audit_log()).page(query, by=None)
    lines = [_line(event) for event in page.events] or ["There are no such events."]
    lines += [f"More: --cursor {page.cursor}"] if page.cursor else []
    tell({"items": [told(event) for event in page.events], "nextCursor": page.cursor}, lines, as_json=json)
    return Exit.DONE


async def export(file: Path | None = None, *, narrowed: Narrowed = Narrowed()) -> int:
    """Write events of the audit log as JSON lines, newest first.

    Parameters
    ----------
    file
        Where they go; it must not exist yet [default: standard output].
    """
    query = narrowed.query()
    number = 0
    async with SpecStep.open(settings=load_settings()) as spec:
        log = await spec.audit_log()
        try:
            # Others must not read along: whose events these are stands in them.
            out = sys.stdout if file is None else _mine(file).open("a", encoding="utf-8")
        except OSError as error:
            raise BadInput(where=str(file), what=f"{error.strerror}.", way_out="Name a new file.") from error
        try:
            async for event in log.each(query, by=None):
                out.write(jsons.dumps(told(event), ensure_ascii=False, separators=(",", ":")) + "\n")
                number += 1
        finally:
            if file is not None:
                out.close()
    if file is not None:
        print(f"{counted(number, 'event')} written to {file}.")  # noqa: T201
    return Exit.DONE


def told(event: AuditEvent) -> dict[str, Any]:
    """An event as programs read it."""
    return {
        "id": event.id,
        "at": event.at.isoformat(),
        "action": event.action.value,
        "actor": event.actor,
        "subjectAccount": event.subject_account,
        "subjectId": event.subject_id,
        "detail": event.detail,
    }


def _line(event: AuditEvent) -> str:
    who = event.actor or "-"
    about = event.subject_id or event.subject_account or "-"
    return f"{event.at:%Y-%m-%d %H:%M:%S}  {event.action:<28} {who}  {about}  {event.detail}".rstrip()


def _mine(file: Path) -> Path:
    file.touch(mode=0o600, exist_ok=False)
    return file


def _time(option: str, text: str | None) -> datetime | None:
    if text is None:
        return None
    try:
        time = datetime.fromisoformat(text)
    except ValueError as error:
        raise BadInput(where=option, what=f"{text!r} is no time.", way_out="Like 2026-11-23.") from error
    return time.replace(tzinfo=UTC) if time.tzinfo is None else time.astimezone(UTC)
