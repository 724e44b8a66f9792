"""Where the terminal's interview reads from: a prompt with editing, or plain lines from a pipe."""

import asyncio
import threading
from collections.abc import Callable
from typing import Protocol, TextIO

import attrs

from specstep.domain.errors import UnreadableDocument


class Lines(Protocol):
    """Reads what the person types."""

    async def read(self, status: str, default: str = "") -> str:
        """One contribution, without its final line end.

        Args:
            status: a line that stays visible while the person types, where that can be done.
            default: text to start from, where it can be edited.

        Raises:
            EOFError: there is no more, or Ctrl-D.
            KeyboardInterrupt: Ctrl-C.
        """
        ...


@attrs.define
class PipedLines:
    """Answers line by line, for programs and tests; the end of the input is the end of the talk.

    A line that is not UTF-8 is refused by itself, and the next one is read as if it had not been there.
    """

    stream: TextIO

    def _line(self) -> str:
        raw = getattr(self.stream, "buffer", None)
        if raw is None:
            return self.stream.readline()
        line: bytes = raw.readline()
        try:
            return line.decode("utf-8")
        except UnicodeDecodeError as error:
            what = f"it is not UTF-8 (byte {error.start} of the line)."
            raise UnreadableDocument(where="answer", what=what, way_out="Send it as UTF-8.") from None

    async def read(self, status: str, default: str = "") -> str:
        del status, default
        loop = asyncio.get_running_loop()
        line: asyncio.Future[str] = loop.create_future()

        def post(put: Callable[[], None]) -> None:
            if not loop.is_closed():
                loop.call_soon_threadsafe(lambda: None if line.done() else put())

        def wait() -> None:
            try:
                text = self._line()
            except Exception as error:  # noqa: BLE001 - handed on to whoever waits
                failure = error
                post(lambda: line.set_exception(failure))
            else:
                post(lambda: line.set_result(text))

        # A daemon, so that Ctrl-C does not have to wait for a line that never comes.
        threading.Thread(target=wait, daemon=True).start()
        text = await line
        if not text:
            raise EOFError
        return text.rstrip("\r\n")


class PromptLines:
    """A prompt with history, editing over several lines, and a status line below; nothing of it goes to disk."""

    def __init__(self) -> None:
        from prompt_toolkit import PromptSession
        from prompt_toolkit.history import InMemoryHistory
        from prompt_toolkit.key_binding import KeyBindings, KeyPressEvent

        keys = KeyBindings()

        @keys.add("enter")
        def _send(event: KeyPressEvent) -> None:
            event.current_buffer.validate_and_handle()

        @keys.add("escape", "enter")
        @keys.add("c-j")
        def _new_line(event: KeyPressEvent) -> None:
            event.current_buffer.insert_text("\n")

        self._session: PromptSession[str] = PromptSession(
            history=InMemoryHistory(), key_bindings=keys, multiline=True, prompt_continuation="… "
        )

    async def read(self, status: str, default: str = "") -> str:
        return await self._session.prompt_async("> ", default=default, bottom_toolbar=status)
