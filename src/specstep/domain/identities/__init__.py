"""Identities: who somebody is to a sign-in provider, and which account that leads to."""
