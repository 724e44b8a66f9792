"""The AI team: one small module per agent with its role, what it reads, what it returns, and its prompt."""
