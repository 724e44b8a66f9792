"""What reviewers say, and what became of it."""

import attrs


@attrs.frozen(kw_only=True)
class Remark:
    """One finding of a reviewer, with a verbatim quote of what it is about."""

    where: str
    quote: str
    what: str
    severity: str  # blocker, major, minor
    accepted: bool | None = None
    because: str = ""


@attrs.frozen(kw_only=True)
class Judgement:
    """A judged criterion: 0 to 4 on an anchored scale, with quoted evidence."""

    criterion: str
    score: int = attrs.field(validator=[attrs.validators.ge(0), attrs.validators.le(4)])
    evidence: str = ""
    quote: str = ""


@attrs.frozen(kw_only=True)
class Review:
    """One reviewer's view of one document in one round."""

    reviewer: str  # an agent's role
    document: str
    round: int
    remarks: tuple[Remark, ...]
    judgements: tuple[Judgement, ...] = ()
    summary: str = ""


@attrs.frozen(kw_only=True)
class Choice:
    """An entry of the decision log: what was decided while the package was made, by whom, and why."""

    number: int
    agent: str
    what: str
    why: str
    refs: tuple[str, ...] = ()
