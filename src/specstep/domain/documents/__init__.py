"""What the agents write, as values: one module per document; renderers turn them into files."""
