"""Durable work: jobs of named steps that survive the process."""
