"""Logs: over Python's own logging, so that what libraries say goes through the same filter."""
