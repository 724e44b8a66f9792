"""Adapters that draw diagrams."""
