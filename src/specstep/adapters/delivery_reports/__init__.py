"""Those who tell what became of messages."""
