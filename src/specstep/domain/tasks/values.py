"""What an agent asks of a language model: one typed value, whichever provider answers it."""

from typing import Generic, TypeVar

import attrs

from specstep.domain.generations.values import Usage

Output = TypeVar("Output")


@attrs.frozen(kw_only=True)
class AgentTask(Generic[Output]):
    """A piece of work for one agent.

    `name` is stable ("write-requirements"); `role` is the agent's; `inputs` is an attrs value that holds the
    least data the task needs; `output` is the class that the answer must fit; `instructions` is the prompt. An
    adapter renders prompt and schema; the offline one dispatches on the type of `inputs`.
    """

    name: str
    role: str
    inputs: object
    output: type[Output]
    instructions: str


@attrs.frozen(kw_only=True)
class Completion(Generic[Output]):
    """An answer that fits the task's output, and what it cost."""

    output: Output
    model: str
    usage: Usage
