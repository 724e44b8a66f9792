"""Records in SQLite, PostgreSQL or memory, behind `ports.persistence`."""
