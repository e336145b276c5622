"""A change as a later version could make it: a new column, and a table rebuilt that others refer to.

With ``MTRELAX_TEST_DIE`` set it is killed in the middle.
"""

import os
import signal

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"


def upgrade() -> None:
    op.add_column("rating", sa.Column("device", sa.Text, server_default=""))
    with op.batch_alter_table("session") as session:
        session.alter_column("note", new_column_name="remark")
    if "MTRELAX_TEST_DIE" in os.environ:
        os.kill(os.getpid(), signal.SIGKILL)
    op.execute("UPDATE rating SET device = 'keyboard'")
    if "MTRELAX_TEST_BREAK" in os.environ:
        op.execute("DELETE FROM session")
