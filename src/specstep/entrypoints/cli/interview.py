"""`specstep interview`: the talk in the terminal."""

import asyncio
import sys
from collections.abc import Awaitable, Callable

import attrs
from rich.console import Console

from specstep.application.interviews import Interviews
from specstep.domain.errors import ProviderFailed, SpecStepError, UnreadableDocument
from specstep.domain.ids import AccountId, FactId, InterviewId
from specstep.domain.interviews.state import InterviewState
from specstep.domain.interviews.values import AnswerKind, InterviewStatus, QuestionIntent, Speaker, Turn
from specstep.entrypoints.cli import interview_view as view
from specstep.entrypoints.cli.interview_lines import Lines, PipedLines, PromptLines
from specstep.entrypoints.cli.interview_words import Words, words_for

_LOOKING = ("/help", "/facts", "/fix", "/reject", "/coverage")
_SPOKEN = {
    "/back": "back; undo; go back; previous; correct; correction; zurück; rückgängig; korrektur; retour; annuler; corriger; atrás; "
    "volver; deshacer; corregir",
    "/facts": "show; show me; show all; list; facts; status; summary; zeig; zeigen; zeige alles; anzeigen; liste; stand; montre; "
    "montrer; afficher; mostrar; muestra; lista",
    "/done": "done; i'm done; i am done; finish; finished; stop; enough; that's enough; fertig; ich bin fertig; schluss; "
    "fin; terminé; j'ai fini; listo; fin; terminado; he terminado",
    "/help": "help; ?; hilfe; aide; ayuda",
    "/leave": "quit; exit; bye; beenden; quitter; salir",
}  # fmt: skip
"""What people type instead of a command, as the whole line; "skip" and "you decide" are understood by the talk itself."""
_COMMAND_FOR = {word.strip(): command for command, words in _SPOKEN.items() for word in words.split(";")}
_KEYS = (AnswerKind.SKIPPED, AnswerKind.YOU_DECIDE)


async def talk(
    interviews: Interviews,
    account: AccountId,
    *,
    resume: InterviewId | None = None,
    brief: str | None = None,
    console: Console | None = None,
    lines: Lines | None = None,
) -> InterviewState:
    """Hold an interview until it is finished or left; answers the state in which it ended.

    On a terminal there is a prompt with editing; otherwise answers are read line by line. Whatever was said is
    stored at once, so leaving (Ctrl-C, Ctrl-D, a closed pipe) loses nothing.

    Raises:
        NotFound: there is no interview to resume.
        UnreadableDocument: the brief is empty or not text.
    """
    console = console or Console()
    if lines is None:
        lines = PromptLines() if sys.stdin.isatty() and sys.stdout.isatty() else PipedLines(sys.stdin)
    if resume is None:
        state = await _start(interviews, account, brief, console)
    else:
        state = await interviews.get(account, resume)
    session = _Session(interviews, account, console, lines, state)
    try:
        await session.run()
    except (EOFError, KeyboardInterrupt):
        pass
    except asyncio.CancelledError:
        view.show_farewell(console, session.state)
        raise
    view.show_farewell(console, session.state)
    return session.state


async def _start(
    interviews: Interviews, account: AccountId, brief: str | None, console: Console
) -> InterviewState:
    id = interviews.new_id()
    try:
        return await interviews.start(account, brief, id=id)
    except ProviderFailed as error:
        console.print(view.plain(str(error)), style="red", markup=False)
        return await interviews.get(account, id)


@attrs.define
class _Session:
    """One sitting: what is shown, and what the person's lines do."""

    interviews: Interviews
    account: AccountId
    console: Console
    lines: Lines
    state: InterviewState
    finished: bool = False

    @property
    def id(self) -> InterviewId:
        return self.state.interview.id

    @property
    def words(self) -> Words:
        return words_for(self.state.interview.language)

    def _status(self) -> str:
        return view.status_line(self.state, self.console.width)

    async def run(self) -> None:
        """Read and act until the interview is finished."""
        self.console.print(self.words.hint, style="dim")
        if self.state.question is None and not self.state.unread:
            await self._do(lambda: self.interviews.carry_on(self.account, self.id))
        else:
            view.show_taken(self.console, self.state)
        self._show()
        while not self.finished:
            try:
                line = (await self.lines.read(self._status())).strip()
            except UnreadableDocument as error:
                self.console.print(view.plain(str(error)), style="red", markup=False)
                continue
            line = _COMMAND_FOR.get(line.casefold().replace("’", "'").rstrip(".! "), line)
            if line.startswith("/"):
                await self._command(line)
            elif line:
                await self._answer(line)
            else:
                await self._enter()

    async def _answer(self, line: str) -> None:
        question = self.state.question
        to = question.id if question else None
        await self._act(lambda: self.interviews.answer(self.account, self.id, line, to=to))

    async def _act(self, act: Callable[[], Awaitable[InterviewState]]) -> None:
        """Act and show the next question; the last one agreed to ends the talk."""
        asked = self.state.question
        done = await self._do(act)
        last = asked is not None and asked.intent is QuestionIntent.CONFIRMATION
        if done and last and self.state.question is None and not self.state.new_facts and not self.state.unread:
            await self._finish()
        else:
            self._show()

    async def _enter(self) -> None:
        question = self.state.question
        if question is not None and question.recommended:
            self.console.print(f"  {view.plain(question.recommended)}", style="green", markup=False)
            await self._act(lambda: self.interviews.accept_recommended(self.account, self.id))
        elif question is not None:
            self.console.print(self.words.no_advice)
        elif self.state.unread:
            await self._do(lambda: self.interviews.carry_on(self.account, self.id))
            self._show()
        else:
            await self._finish()

    async def _command(self, line: str) -> None:
        name, _, rest = line.partition(" ")
        command = self._commands().get(name.lower())
        if command is None:
            self.console.print(f"There is no {name}. These there are:", markup=False)
            view.show_help(self.console)
        else:
            await command(rest.strip())
            if name.lower() in _LOOKING and self.state.question is not None:
                view.show_again(self.console, self.state)

    def _commands(self) -> dict[str, Callable[[str], Awaitable[None]]]:
        return {
            "/help": self._help,
            "/facts": self._facts,
            "/fix": self._fix,
            "/reject": self._reject,
            "/coverage": self._coverage,
            "/back": self._back,
            "/decide": self._decide,
            "/skip": self._skip,
            "/done": self._done,
            "/leave": self._leave,
        }

    async def _help(self, _rest: str) -> None:
        view.show_help(self.console)

    async def _facts(self, _rest: str) -> None:
        view.show_all_facts(self.console, self.state.interview)

    async def _coverage(self, _rest: str) -> None:
        view.show_coverage(self.console, self.state)

    async def _fix(self, rest: str) -> None:
        fact, _, text = rest.partition(" ")
        if not fact or not text.strip():
            self.console.print("Like this: /fix F-003 the right text", markup=False)
            return
        id = FactId(fact.upper())
        await self._do(lambda: self.interviews.correct_fact(self.account, self.id, id, text))

    async def _reject(self, rest: str) -> None:
        if not rest:
            self.console.print("Like this: /reject F-003", markup=False)
            return
        done = await self._do(lambda: self.interviews.reject_fact(self.account, self.id, FactId(rest.upper())))
        if done:
            self.console.print(f"{rest.upper()} is out.", markup=False)

    async def _back(self, rest: str) -> None:
        turn = self._last_answer()
        if turn is None:
            self.console.print(self.words.nothing_to_correct)
            return
        if not rest:
            self.console.print(f"{self.words.you_said}: {view.plain(turn.content)}", markup=False)
            self.console.print(self.words.instead, style="dim")
            old = "" if turn.answer in _KEYS else turn.content
            rest = (await self.lines.read(self._status(), old)).strip()
        if rest and rest != turn.content:
            await self._do(lambda: self.interviews.correct_turn(self.account, self.id, turn.id, rest))
        self._show()

    async def _decide(self, _rest: str) -> None:
        await self._act(lambda: self.interviews.you_decide(self.account, self.id))

    async def _skip(self, _rest: str) -> None:
        await self._act(lambda: self.interviews.skip(self.account, self.id))

    async def _done(self, _rest: str) -> None:
        await self._finish()

    async def _leave(self, _rest: str) -> None:
        raise EOFError

    async def _finish(self) -> None:
        await self._do(lambda: self.interviews.finish(self.account, self.id))
        self.finished = self.state.interview.status is InterviewStatus.COMPLETE

    async def _do(self, act: Callable[[], Awaitable[InterviewState]]) -> bool:
        """Act, show what came of it, and stay in the talk whatever goes wrong."""
        try:
            self.state = await act()
        except SpecStepError as error:
            self.console.print(view.plain(str(error)), style="red", markup=False)
            self.state = await self.interviews.get(self.account, self.id)
            return False
        view.show_taken(self.console, self.state)
        return True

    def _show(self) -> None:
        if self.state.question is not None:
            view.show_question(self.console, self.state)
        elif self.state.unread:
            self.console.print(self.words.unread)
        elif not self.finished:
            self.console.print(self.words.no_more)
        if isinstance(self.lines, PipedLines):
            self.console.print(self._status().strip(), style="dim", markup=False)

    def _last_answer(self) -> Turn | None:
        said = [turn for turn in reversed(self.state.interview.turns) if turn.speaker is Speaker.PERSON]
        answers = (turn for turn in said if turn.answer is not None)
        return next(answers, said[-1] if said else None)
