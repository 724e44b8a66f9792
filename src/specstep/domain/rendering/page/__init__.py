"""The whole package as one page that opens from disk and loads nothing."""

from specstep.domain.rendering.page.viewer import render_index

__all__ = ["render_index"]
