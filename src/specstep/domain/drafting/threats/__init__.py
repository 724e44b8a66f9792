"""The threat model: STRIDE for each element of the data-flow diagram."""

from specstep.domain.drafting.threats.draft import draft_threats

__all__ = ["draft_threats"]
