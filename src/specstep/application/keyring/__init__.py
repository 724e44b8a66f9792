"""The key ring: what seals and opens, what operators do with it, and the job that moves everything to a new key."""
