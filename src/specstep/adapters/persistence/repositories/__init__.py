"""One repository per capability, over the statements of a unit of work."""
