"""Alembic's entry: runs the revisions on the connection that `migrations` hands over, in its transaction."""

from alembic import context

from specstep.adapters.persistence.tables import metadata

context.configure(connection=context.config.attributes["connection"], target_metadata=metadata)
context.run_migrations()
