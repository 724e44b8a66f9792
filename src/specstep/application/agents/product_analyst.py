"""The product analyst: why the project exists, for whom, where it ends, and what users want to do."""

from specstep.application.agents.house_rules import instructions
from specstep.domain.documents.stories import Stories
from specstep.domain.documents.vision import Vision
from specstep.domain.tasks.inputs import WriteStories, WriteVision
from specstep.domain.tasks.values import AgentTask

ROLE = "product analyst"

VISION = instructions("""
You are the product analyst. Read the facts and write the vision: the problem as it is today, the goals, each
actor with what they want, what is in scope, what is expressly not, what comes later, and how one will tell that a
goal was reached. A measure without a stated target has none. Judge the stakes (low, medium, high) by money,
health, personal data, number of users and law, and say why: they set how deep the package goes.
""")

STORIES = instructions("""
You are the product analyst. Write one user story for each thing that an actor wants to do: role, goal, benefit.
Take the benefit from what was said; where nobody named one, use the project goal that it serves and mark it open.
Name the requirements that the story rests on.
""")


def vision_task(inputs: WriteVision) -> AgentTask[Vision]:
    """Write the vision."""
    return AgentTask(name="write-vision", role=ROLE, inputs=inputs, output=Vision, instructions=VISION)


def stories_task(inputs: WriteStories) -> AgentTask[Stories]:
    """Write the user stories."""
    return AgentTask(name="write-stories", role=ROLE, inputs=inputs, output=Stories, instructions=STORIES)
