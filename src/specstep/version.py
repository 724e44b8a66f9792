"""The version of this program, in a module of its own: every layer may know it."""

__version__ = "0.1.0"
