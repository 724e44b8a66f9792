"""Where deletions of accounts are remembered, outside of the database."""
