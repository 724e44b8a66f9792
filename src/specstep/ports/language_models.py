"""The one way to a language model."""

from typing import Protocol, TypeVar

from specstep.domain.tasks.values import AgentTask, Completion

Output = TypeVar("Output")


class LanguageModel(Protocol):
    """Answers an agent's task with a value of the task's output class.

    Not idempotent for real models: the caller records the answer before it counts as done.
    """

    @property
    def provider(self) -> str:
        """The provider's name, as in `--provider` and MANIFEST.json."""
        ...

    @property
    def recipient(self) -> str:
        """The recipient in the inventory that content goes to ("none" where it leaves nowhere)."""
        ...

    async def complete(self, task: AgentTask[Output]) -> Completion[Output]:
        """Answer the task.

        Raises:
            ProviderFailed: the provider refused, timed out or answered with something unusable.
        """
        ...
