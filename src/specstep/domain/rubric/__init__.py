"""The rubric: thirty mechanical criteria, each a small pure function with its source."""
