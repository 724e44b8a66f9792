"""Messages to people: their kinds, what they look like, and what becomes of them."""
