"""Fixtures that every test may ask for."""

import gc

pytest_plugins = [
    "tests.browsers.fixtures",
    "tests.servers.postgresql",
    "tests.servers.sign_in_providers",
    "tests.servers.valkey",
    "tests.samples.databases",
    "tests.samples.profiles",
]

# Tests make much that lives to the end of the run: looking through all of it as often as Python does by itself took a
# sixth of their time.
gc.set_threshold(50_000, 20, 50)
