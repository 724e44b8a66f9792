"""The AI team: each agent's role, what it reads, what it returns, and its instructions."""
