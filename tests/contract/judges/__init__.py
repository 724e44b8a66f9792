"""Judges of a package that share no code with what made it."""
