"""The delivery planner: in which order it is built, by which tasks, and what may get in the way."""

from specstep.application.agents.house_rules import instructions
from specstep.domain.documents.delivery import DeliveryPlan
from specstep.domain.tasks.inputs import WriteDelivery
from specstep.domain.tasks.values import AgentTask

ROLE = "delivery planner"

DELIVERY = instructions("""
You are the delivery planner. Order the work: first the thinnest whole thing, then by priority. Each milestone is a
state worth showing; a date stands only where the person named one. Tasks take hours to a few days, say when they
are done, name their requirements and what they depend on; every requirement has a task. Risks are those of this
project, each with the sign by which one sees it coming and what to do then.
""")


def delivery_task(inputs: WriteDelivery) -> AgentTask[DeliveryPlan]:
    """Write roadmap, tasks and risks."""
    return AgentTask(name="write-delivery", role=ROLE, inputs=inputs, output=DeliveryPlan, instructions=DELIVERY)
