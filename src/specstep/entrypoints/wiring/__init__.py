"""Binds ports to adapters."""
