"""The web service: REST under `/v1`, sign-in, and what a server says about its own health."""
