"""Renderers of diagrams."""
