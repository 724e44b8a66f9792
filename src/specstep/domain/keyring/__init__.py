"""The key ring: which keys there are, which one seals now, and how a value is sealed so that it opens in its place only."""
