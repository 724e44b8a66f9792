"""The single checks of an audit, each over one dataset or table."""
