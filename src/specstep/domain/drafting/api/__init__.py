"""The interface for other programs."""

from specstep.domain.drafting.api.draft import draft_api

__all__ = ["draft_api"]
