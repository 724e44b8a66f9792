"""The decision records that this system needs."""

from specstep.domain.drafting.decisions.draft import draft_decisions

__all__ = ["draft_decisions"]
