"""The architecture that statements and requirements call for."""

from specstep.domain.drafting.architecture.draft import draft_architecture

__all__ = ["draft_architecture"]
