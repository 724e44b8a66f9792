"""Fixtures that every test may ask for."""

pytest_plugins = ["tests.servers.postgresql", "tests.samples.databases", "tests.samples.profiles"]
