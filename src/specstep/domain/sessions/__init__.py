"""Sessions: how a browser stays signed in."""
