"""The scenarios of one requirement, by the shape of what it asks."""

import re

from specstep.domain.documents.acceptance import Scenario
from specstep.domain.documents.glossary import Glossary
from specstep.domain.documents.requirements import Requirement, RequirementKind
from specstep.domain.drafting.acceptance.as_said import AS_SAID, as_said
from specstep.domain.drafting.acceptance.bounding import bounded
from specstep.domain.drafting.acceptance.counting import RANGED, counted, ranged
from specstep.domain.drafting.acceptance.examples import Names, a_little_less, a_little_more
from specstep.domain.drafting.acceptance.obligations import IN_TIME, NEEDED, TOGETHER, in_time, needed, together
from specstep.domain.drafting.acceptance.occasions import occasion
from specstep.domain.drafting.acceptance.outcomes import CREATING, SEEING, outcome
from specstep.domain.drafting.acceptance.phrases import (
    DELETED,
    KEPT,
    away,
    his,
    inspection,
    person_of,
    present,
    reason_to_send,
    sides,
    undone,
)
from specstep.domain.drafting.acceptance.steps import (
    COUNT,
    LET,
    PERIOD,
    PREVENT,
    REQUIRE,
    Doing,
    Parts,
    doing,
    parts_of,
)
from specstep.domain.drafting.acceptance.watching import watched
from specstep.domain.drafting.english.nouns import bare, is_plural, singular, with_article
from specstep.domain.drafting.english.people import role_of
from specstep.domain.drafting.english.verbs import base_form, third_person
from specstep.domain.drafting.requirements.phrasing import object_of

SENDING = frozenset("send notify remind email inform alert warn message text tell".split())


def scenarios_for(
    requirement: Requirement, names: Names, roles: tuple[str, ...], glossary: Glossary
) -> tuple[Scenario, ...]:
    """The scenarios that check a requirement: the normal case, and each bound from both sides."""
    parts = parts_of(requirement)
    if parts is None:
        return (inspection(requirement, requirement.text.rstrip(".")),)
    made = _Maker(requirement, parts, names, roles, glossary)
    return made.all()


class _Maker:
    """Makes the scenarios of one requirement."""

    def __init__(
        self, requirement: Requirement, parts: Parts, names: Names, roles: tuple[str, ...], glossary: Glossary
    ) -> None:
        self.requirement = requirement
        self.parts = parts
        self.names = names
        self.roles = tuple(dict.fromkeys((*roles, *requirement.actors)))
        self.entities = tuple(term.name for term in glossary.terms if term.kind == "entity")

    def all(self) -> tuple[Scenario, ...]:
        action = self.parts.action
        if self.requirement.kind is RequirementKind.QUALITY:
            return (self._measured(),)
        if match := AS_SAID.match(action):
            return as_said(self.requirement, match["said"], self._circumstances())
        if (
            self.requirement.kind is RequirementKind.CONSTRAINT
            and not LET.match(action)
            and not COUNT.match(action)
        ):
            return bounded(self.requirement, action) or (
                inspection(self.requirement, f"{self.parts.subject} {self._does()}"),
            )
        if not self.parts.conditions and (made := self._obliged(action)):
            return made
        if (match := RANGED.match(action)) and (both := ranged(self.requirement, match)):
            return both
        if match := COUNT.match(action):
            return self._counted(match)
        if match := PREVENT.match(action):
            found = doing(f"{match['who']} {match['do']}", self.roles)
            return self._refused(found, match["do"])
        if match := LET.match(action):
            found = doing(match["rest"], self.roles)
            if found is not None:
                if match["no"]:
                    return self._refused(found, None)
                return self._let(found, only=bool(match["only"]))
        if match := REQUIRE.match(action):
            return self._required(match)
        if action.split()[0] in SENDING:
            return self._sent()
        if re.match(r"^(?:keep|store|record) .+ for each \w", action):
            return self._kept()
        return self._does_it()

    def _obliged(self, action: str) -> tuple[Scenario, ...] | None:
        """For what somebody has to do in time, what a thing needs, and what two must not get at once."""
        if match := IN_TIME.match(action):
            return in_time(self.requirement, match, self.names)
        if match := TOGETHER.match(action):
            return together(self.requirement, match, base_form(match["do"].split()[0]))
        if match := NEEDED.match(action):
            return needed(self.requirement, match)
        return None

    def _scenario(
        self, name: str, given: tuple[str, ...], when: tuple[str, ...], then: tuple[str, ...], kind: str = "main"
    ) -> Scenario:
        return Scenario(
            name=name, requirements=(self.requirement.id,), given=given, when=when, then=then, kind=kind
        )

    def _does(self) -> str:
        """The action in the present tense."""
        return present(self.parts.action)

    def _circumstances(self) -> tuple[tuple[str, ...], tuple[str, ...]]:
        """The conditions as what is given and as what happens."""
        given = tuple(text for word, text in self.parts.conditions if word in {"while", "where"})
        when = tuple(text for word, text in self.parts.conditions if word in {"when", "if"})
        return given, when

    def _let(self, found: Doing, *, only: bool) -> tuple[Scenario, ...]:
        name, who = person_of(found, self.names, self.roles)
        thing = object_of(found.rest)
        given, events = self._circumstances()
        period = PERIOD.search(found.rest)
        plain = (found.rest[: period.start()] if period else found.rest).strip(" ,")
        plain = re.sub(r"\b(?:each other|one another)\b", f"another {singular(found.role)}", plain)
        setting = [who, *given, *events]
        exists = self._exists(found.verb, thing)
        if exists:
            setting.append(exists)
        does = f"{name} {third_person(found.verb)} {his(plain, name)}".strip()
        if found.verb in SEEING and plain and not plain.startswith(("for ", "by ", "up ", "through ")):
            asked = (
                "" if re.match(r"(?:at any time )?(?:who|what|which|whether|how|when|where)\b", plain) else "for "
            )
            does = f"{name} asks {asked}{his(plain, name)}"
        then = outcome(name, found.verb, his(plain, name), thing)
        title = self.requirement.title
        made: list[Scenario] = []
        if period:
            event = period["event"]
            inside, outside = sides(period)
            made.append(
                self._scenario(
                    f"{title}: just in time",
                    (*setting, f"{inside} {away(period, event)}"),
                    (does,),
                    then,
                    "boundary",
                )
            )
            made.append(
                self._scenario(
                    f"{title}: too late"
                    if period["side"].lower() == "before" or period["bound"]
                    else f"{title}: outside the time",
                    (*setting, f"{outside} {away(period, event)}"),
                    (f"{name} tries to {found.verb} {his(plain, name)}",),
                    ("the system refuses and names the time limit", undone(found.verb, thing)),
                    "refusal",
                )
            )
        else:
            made.append(self._scenario(title, tuple(setting), (does,), then))
        if alone := re.match(r"only (?P<how>(?:with|together with|after|when|if|in|on|at|for|during) .+)$", plain):
            without = alone["how"]
            made.append(
                self._scenario(
                    f"{title}: otherwise refused",
                    tuple(setting),
                    (f"{name} tries to {found.verb}, but not {without}",),
                    ("the system refuses and says why",),
                    "refusal",
                )
            )
        if only:
            other, role = self.names.other_than(found.role)
            made.append(
                self._scenario(
                    f"{title}: refused to others",
                    (
                        f"{other} is {with_article(role)}, not {with_article(found.role)}",
                        *([exists] if exists else []),
                    ),
                    (f"{other} tries to {found.verb} {his(found.rest, other)}",),
                    ("the system refuses", undone(found.verb, thing)),
                    "refusal",
                )
            )
        return tuple(made)

    def _exists(self, verb: str, thing: str) -> str:
        noun = bare(thing)
        one = singular(noun)
        if not noun or verb in CREATING or one.lower() not in {entity.lower() for entity in self.entities}:
            return ""
        if verb in SEEING and is_plural(noun):
            return f"there are two {noun}"
        return f"there is {with_article(one)}"

    def _refused(self, found: Doing | None, gerund: str | None) -> tuple[Scenario, ...]:
        given, events = self._circumstances()
        if found is None:
            words = (gerund or self.parts.action).split()
            verb, rest = base_form(words[0]), " ".join(words[1:])
            role = self.requirement.actors[0] if self.requirement.actors else "user"
            found = Doing(who=with_article(role), role=role, verb=verb, rest=rest)
        verb = base_form(found.verb) if gerund else found.verb
        name, who = person_of(found, self.names, self.roles)
        return (
            self._scenario(
                self.requirement.title,
                (who, *given, *events),
                (f"{name} tries to {verb} {his(found.rest, name)}".strip(),),
                ("the system refuses and says why", undone(verb, object_of(found.rest))),
                "refusal",
            ),
        )

    def _counted(self, match: re.Match[str]) -> tuple[Scenario, ...]:
        return counted(self.requirement, match) or self._does_it()

    def _required(self, match: re.Match[str]) -> tuple[Scenario, ...]:
        found = doing(f"{match['who']} {match['do']}", self.roles)
        role = next((actor for actor in self.requirement.actors if actor.lower() in match["who"].lower()), "")
        role = role or (found.role if found else role_of(match["who"]))
        name = self.names.of_role(role)
        given, events = self._circumstances()
        do = his(match["do"], name)
        before = re.search(r"\bbefore (.+)$", match["do"])
        step = before[1] if before else "the next step"
        who = f"{name} is {with_article(singular(role))}"
        if match["no"]:
            return (self._scenario(self.requirement.title, (who, *given, *events), (f"{name} goes on without having to {do}",),
                                   ("the system accepts it",)),)  # fmt: skip
        core = his(re.sub(r"\s*\bbefore .+$", "", match["do"]), name)
        verb, _, rest = core.partition(" ")
        wanted = f"“{step}”" if before else "what depends on it"
        return (
            self._scenario(self.requirement.title, (who, *given, *events), (f"{name} {third_person(verb)} {rest}".strip(),),
                           (f"the system goes on with {wanted}",)),
            self._scenario(f"{self.requirement.title}: left out", (who, *given, *events, f"{name} does not {core}"),
                           (f"somebody asks for {wanted}",),
                           (f"the system refuses and says that {name} has to {core} first",), "refusal"),
        )  # fmt: skip

    def _sent(self) -> tuple[Scenario, ...]:
        given, events = self._circumstances()
        action = self.parts.action
        title = self.requirement.title
        period = PERIOD.search(action)
        if period and not events:
            event = period["event"]
            plain = re.sub(r"\s{2,}", " ", (action[: period.start()] + action[period.end() :])).strip(" ,")
            number, unit = period["number"], period["unit"]
            before = period["side"].lower() == "before"
            early = a_little_more(number, unit) if before else a_little_less(number, unit)
            where = "still to go until" if before else "past since"
            return (
                self._scenario(f"{title}: at the time", (*given, f"it is {early} {where} {event}"), (f"{number} {unit} {where} {event} are reached",),
                               (f"{self.parts.subject} {present(plain)}",), "boundary"),
                self._scenario(f"{title}: not earlier", given or (f"{event} is planned",), (f"it is {early} {where} {event}",),
                               (f"{self.parts.subject} has not done this yet: {plain}",), "boundary"),
            )  # fmt: skip
        when = events or (reason_to_send(action),)
        main = self._scenario(title, given or self._calm(), when, (f"{self.parts.subject} {self._does()}",))
        failed = self._scenario(f"{title}: cannot be delivered", (*(given or self._calm()), "the recipient cannot be reached"), when,
                                (f"the failure to {action} is recorded with its time and reason",), "failure")  # fmt: skip
        return (main, failed)

    def _calm(self) -> tuple[str, ...]:
        return (f"{self.parts.subject} is in operation",)

    def _kept(self) -> tuple[Scenario, ...]:
        what, _, thing = re.sub(r"^(?:keep|store|record) ", "", self.parts.action).rpartition(" for each ")
        return (
            self._scenario(
                self.requirement.title,
                (f"{with_article(thing)} is entered with {what}",),
                (f"somebody opens the {thing} later",),
                (f"it shows {what} as entered",),
            ),
        )

    def _measured(self) -> Scenario:
        given, events = self._circumstances()
        return self._scenario(
            self.requirement.title,
            given or ("the system runs in the environment of the test plan",),
            events or ("it is measured",),
            (f"the measurement shows that {self.parts.subject} {self._does()}",),
        )

    def _timed(self) -> tuple[Scenario, ...]:
        """For what is deleted or kept after or for a span of time: one side of its end, and the other."""
        title = self.requirement.title
        gone = DELETED.match(self.parts.action)
        if gone:
            what, number, unit, event = gone["what"], gone["number"], gone["unit"], gone["event"]
            since = f" since {event}" if event else ""
            return (
                self._scenario(f"{title}: kept until then", (f"{a_little_less(number, unit)} have passed{since}",),
                               (f"somebody looks for {what}",), (f"{what} can still be found",), "boundary"),
                self._scenario(f"{title}: gone afterwards", (f"{a_little_more(number, unit)} have passed{since}",),
                               ("the deletion has run",), (f"{what} can be found in no store of the system",), "boundary"),
            )  # fmt: skip
        kept = KEPT.match(self.parts.action)
        if kept:
            what, number, unit = kept["what"], kept["number"], kept["unit"]
            given, events = self._circumstances()
            return (
                self._scenario(f"{title}: at the end of the time", (*given, *events, f"{what} were stored {a_little_less(number, unit)} ago"),
                               (f"somebody looks for {what}",), (f"{what} are found unchanged",), "boundary"),
            )  # fmt: skip
        return ()

    def _does_it(self) -> tuple[Scenario, ...]:
        if timed := self._timed():
            return timed
        given, events = self._circumstances()
        kind = "failure" if any(word == "if" for word, _ in self.parts.conditions) else "main"
        does = self._does()
        if does.startswith("ensures that "):
            return (self._scenario(self.requirement.title, given or self._calm(), events or ("somebody looks for a case where it is otherwise",),
                                   (does.removeprefix("ensures that "),), kind),)  # fmt: skip
        if does.startswith("provides "):
            what = self.parts.action.removeprefix("provide ")
            return (self._scenario(self.requirement.title, given or self._calm(), events or (f"somebody who is allowed to asks for {what}",),
                                   (f"{self.parts.subject} offers {what}",), kind),)  # fmt: skip
        if not events and (tried := occasion(self.parts.action, does)):
            return (
                self._scenario(
                    self.requirement.title, given or tried.given or self._calm(), (tried.when,), tried.then, kind
                ),
            )
        if not events:
            seen = watched(self.parts.action, self.parts.subject, does)
            return (self._scenario(self.requirement.title, (*given, *seen.given) or self._calm(), (seen.when,), seen.then, kind),)  # fmt: skip
        return (
            self._scenario(
                self.requirement.title, given or self._calm(), events, (f"{self.parts.subject} {does}",), kind
            ),
        )
