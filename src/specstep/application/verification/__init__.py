"""Phones: somebody names a number, gets a code there, and shows by it that the number is theirs."""
