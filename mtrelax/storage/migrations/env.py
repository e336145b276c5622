"""What Alembic runs: the steps themselves, inside the transaction that ``migrate`` has already begun."""

from alembic import context

context.configure(connection=context.config.attributes["connection"])
context.run_migrations()
