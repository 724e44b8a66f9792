"""Between rows and values: a row is a plain dictionary of its table's columns."""
