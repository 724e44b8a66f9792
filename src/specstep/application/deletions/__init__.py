"""The deletion of an account: asked for once, carried on after every crash, done when nothing of it is left (RIG-3)."""
