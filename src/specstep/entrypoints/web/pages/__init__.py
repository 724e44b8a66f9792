"""Pages for people: rendered on the server, without a script."""
