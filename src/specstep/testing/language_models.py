"""What every language model promises, shown by a package that it writes from beginning to end."""

import json
from pathlib import Path
from typing import TypeVar

import attrs
import pytest

from specstep.domain.tasks.values import AgentTask, Completion
from specstep.entrypoints.library import SpecStep
from specstep.ports.language_models import LanguageModel
from specstep.testing.loops import on_a_loop

BRIEF = (
    "We run a small tool library. Members can reserve a tool for a day. A member can hold at most 3 tools at a time. "
    "When a tool is overdue by 2 days, the system sends the member a reminder by mail. No payments, please.\n"
)
Output = TypeVar("Output")


@attrs.frozen
class _Listening:
    """Passes tasks on, and keeps what was answered."""

    model: LanguageModel
    heard: list[tuple[AgentTask[object], Completion[object]]] = attrs.field(factory=list)

    @property
    def provider(self) -> str:
        return self.model.provider

    @property
    def recipient(self) -> str:
        return self.model.recipient

    async def complete(self, task: AgentTask[Output]) -> Completion[Output]:
        completion = await self.model.complete(task)
        self.heard.append((task, completion))  # type: ignore[arg-type]
        return completion


class LanguageModelContract:
    """Subclass it, and override the fixture `model`."""

    @pytest.fixture
    def model(self) -> LanguageModel:
        """A model, or what answers in its place in tests."""
        raise NotImplementedError("override the fixture `model`")

    def test_it_declares_its_name_and_who_receives_the_content(self, model: LanguageModel) -> None:
        assert model.provider
        assert model.recipient

    @on_a_loop
    async def test_a_package_comes_out_of_answers_that_fit_their_tasks(
        self, model: LanguageModel, tmp_path: Path
    ) -> None:
        listening = _Listening(model)
        url = f"sqlite:///{tmp_path / 'specstep.sqlite'}"
        async with SpecStep.open(url, data_dir=tmp_path, model=listening) as spec:
            package = await spec.generate(await spec.interview(BRIEF))
        assert json.loads(package.file("MANIFEST.json"))["provider"] == model.provider
        assert listening.heard
        for task, completion in listening.heard:
            assert isinstance(completion.output, task.output)
            assert completion.model
            assert completion.usage.cost_usd >= 0
