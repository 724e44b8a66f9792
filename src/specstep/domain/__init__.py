"""Values and rules: pure, without clock, entropy, environment or input and output."""
