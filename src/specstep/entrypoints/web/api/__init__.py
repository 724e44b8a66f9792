"""The resources of `/v1`, one module each: its messages, its handlers, and its rows of the route table."""
