"""Messages to people: queued with the act that they tell of, sent once, and followed until they arrive."""
