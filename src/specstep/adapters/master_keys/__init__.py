"""Where the master key comes from."""
