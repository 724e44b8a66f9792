"""What an audit of a running database looks for, and how it tells."""
