"""State that expires by itself: in this process, or on Redis or Valkey for several."""
