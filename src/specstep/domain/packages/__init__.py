"""Finished packages as they are read again: from their files alone."""
