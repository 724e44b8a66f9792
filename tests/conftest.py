"""Fixtures that every test may ask for."""

pytest_plugins = [
    "tests.browsers.fixtures",
    "tests.servers.postgresql",
    "tests.servers.sign_in_providers",
    "tests.servers.valkey",
    "tests.samples.databases",
    "tests.samples.profiles",
]
