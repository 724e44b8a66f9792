"""What the inside needs from the outside: small asynchronous protocols by role."""
