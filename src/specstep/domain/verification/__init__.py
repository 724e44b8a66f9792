"""Phones: numbers as the world writes them, and the codes by which somebody shows that one is theirs."""
