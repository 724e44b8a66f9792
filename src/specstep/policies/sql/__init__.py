"""The engine on SQL databases, through SQLAlchemy: SQLite and PostgreSQL."""
