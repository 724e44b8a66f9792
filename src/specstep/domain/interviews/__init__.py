"""The talk about a project: turns, the facts taken from them, topics and their coverage, the next question."""
