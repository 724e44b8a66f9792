"""The export of an account: everything that is held of it, as one file that lies ready for a week (RIG-1, RET-7)."""
