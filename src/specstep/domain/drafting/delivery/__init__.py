"""Milestones, tasks and risks."""

from specstep.domain.drafting.delivery.draft import draft_delivery

__all__ = ["draft_delivery"]
