"""Those who carry short messages."""
