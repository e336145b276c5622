"""Whom a session was for, how loud it began, and what was heard, changed and noted while it ran."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    # Columns are only added: no table is rebuilt to which others refer.
    for name, nothing in (("client", ""), ("automation", "[]"), ("marks", "[]")):
        op.add_column("session", sa.Column(name, sa.Text, nullable=False, server_default=nothing))
    op.add_column("session", sa.Column("level", sa.Float))
    op.add_column("session", sa.Column("pieces", sa.Text, nullable=False, server_default="[]"))
    op.create_index("ix_session_client", "session", ["client", "started"])
