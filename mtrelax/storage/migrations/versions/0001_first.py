"""The first log: sessions with their ratings, and people's own playlists."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None


def upgrade() -> None:
    op.create_table(
        "session",
        sa.Column("id", sa.Text, nullable=False),
        sa.Column("started", sa.Text, nullable=False),
        sa.Column("utc_offset", sa.Integer, nullable=False),
        sa.Column("ended", sa.Text),
        sa.Column("plan", sa.Text, nullable=False),
        sa.Column("heard", sa.Float, nullable=False),
        sa.Column("phases", sa.Text, nullable=False),
        sa.Column("stopped_early", sa.Text),
        sa.Column("fault", sa.Text, nullable=False),
        sa.Column("note", sa.Text, nullable=False),
        sa.Column("closed", sa.Boolean, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_session"),
    )
    op.create_index("ix_session_started", "session", ["started"])
    op.create_table(
        "rating",
        sa.Column("session", sa.Text, nullable=False),
        sa.Column("position", sa.Integer, nullable=False),
        sa.Column("scale", sa.Text, nullable=False),
        sa.Column("asked", sa.Text, nullable=False),
        sa.Column("at", sa.Text, nullable=False),
        sa.Column("value", sa.Integer),
        sa.Column("late", sa.Boolean, nullable=False),
        sa.Column("entered_by", sa.Text, nullable=False),
        sa.PrimaryKeyConstraint("session", "position", name="pk_rating"),
        sa.ForeignKeyConstraint(["session"], ["session.id"], name="fk_rating_session"),
    )
    op.create_table(
        "playlist",
        sa.Column("number", sa.Integer, nullable=False),
        sa.Column("slug", sa.Text, nullable=False),
        sa.Column("title", sa.Text, nullable=False),
        sa.Column("description", sa.Text, nullable=False),
        sa.Column("subtitle", sa.Text, nullable=False),
        sa.Column("arc", sa.Text, nullable=False),
        sa.Column("palette", sa.Text, nullable=False),
        sa.Column("scene", sa.Text, nullable=False),
        sa.Column("seed", sa.Integer, nullable=False),
        sa.Column("source", sa.Text, nullable=False),
        sa.PrimaryKeyConstraint("number", name="pk_playlist"),
        sa.UniqueConstraint("slug", name="uq_playlist_slug"),
    )
    op.create_table(
        "track",
        sa.Column("path", sa.Text, nullable=False),
        sa.Column("length", sa.Float, nullable=False),
        sa.Column("title", sa.Text, nullable=False),
        sa.Column("artist", sa.Text, nullable=False),
        sa.Column("album", sa.Text, nullable=False),
        sa.Column("tempo", sa.Float),
        sa.Column("loudness", sa.Float),
        sa.Column("true_peak", sa.Float),
        sa.Column("licence", sa.Text, nullable=False),
        sa.Column("credit", sa.Text, nullable=False),
        sa.PrimaryKeyConstraint("path", name="pk_track"),
        sa.CheckConstraint("(loudness IS NULL) = (true_peak IS NULL)", name="ck_track_measured"),
    )
    op.create_table(
        "playlist_track",
        sa.Column("playlist", sa.Text, nullable=False),
        sa.Column("position", sa.Integer, nullable=False),
        sa.Column("track", sa.Text, nullable=False),
        sa.PrimaryKeyConstraint("playlist", "position", name="pk_playlist_track"),
        sa.ForeignKeyConstraint(["playlist"], ["playlist.slug"], name="fk_playlist_track_playlist"),
        sa.ForeignKeyConstraint(["track"], ["track.path"], name="fk_playlist_track_track"),
    )
    op.create_index("ix_playlist_track_track", "playlist_track", ["track"])
