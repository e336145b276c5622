"""The tables of the log. A change here goes with a new revision in ``migrations``.

Nothing is deleted by cascade: with foreign keys on, a batch ALTER of a parent would take its children along.
"""

from typing import Final

from sqlalchemy import (
    Boolean,
    CheckConstraint,
    Column,
    Float,
    ForeignKey,
    Index,
    Integer,
    MetaData,
    Table,
    Text,
)

METADATA: Final = MetaData(
    naming_convention={
        "ck": "ck_%(table_name)s_%(constraint_name)s",
        "fk": "fk_%(table_name)s_%(column_0_name)s",
        "ix": "ix_%(table_name)s_%(column_0_name)s",
        "pk": "pk_%(table_name)s",
        "uq": "uq_%(table_name)s_%(column_0_name)s",
    }
)

session_table: Final = Table(
    "session",
    METADATA,
    Column("id", Text, primary_key=True),
    Column("started", Text, nullable=False),  # ISO 8601 in UTC, so that the order of the text is that of time
    Column("utc_offset", Integer, nullable=False),  # seconds: which hour of the person's day it was
    Column("ended", Text),
    Column("plan", Text, nullable=False),  # JSON, see plan_json
    Column("heard", Float, nullable=False),
    Column("phases", Text, nullable=False),  # in the order in which they were reached, with spaces between
    Column("stopped_early", Text),
    Column("fault", Text, nullable=False),
    Column("note", Text, nullable=False),
    Column("closed", Boolean, nullable=False),
    Column("client", Text, nullable=False, server_default=""),
    # JSON, see rows: written as one with their session every few seconds, and read in SQL by json_each.
    Column("automation", Text, nullable=False, server_default="[]"),
    Column("marks", Text, nullable=False, server_default="[]"),
    Column("level", Float),  # dB at the beginning; none: not known
    Column("pieces", Text, nullable=False, server_default="[]"),  # JSON: the names of the files
    Index("ix_session_started", "started"),
    Index("ix_session_client", "client", "started"),
)

rating_table: Final = Table(
    "rating",
    METADATA,
    Column("session", Text, ForeignKey("session.id"), primary_key=True),
    Column("position", Integer, primary_key=True),
    Column("scale", Text, nullable=False),
    Column("asked", Text, nullable=False),  # before | after
    Column("at", Text, nullable=False),
    Column("value", Integer),  # none: skipped
    Column("late", Boolean, nullable=False),
    Column("entered_by", Text, nullable=False),
)

playlist_table: Final = Table(
    "playlist",
    METADATA,
    Column("number", Integer, primary_key=True),  # in the order in which they were made
    Column("slug", Text, nullable=False, unique=True),
    Column("title", Text, nullable=False),
    Column("description", Text, nullable=False),
    Column("subtitle", Text, nullable=False),
    Column("arc", Text, nullable=False),
    Column("palette", Text, nullable=False),  # four colours with spaces between
    Column("scene", Text, nullable=False),
    Column("seed", Integer, nullable=False),
    Column("source", Text, nullable=False),
)

track_table: Final = Table(
    "track",
    METADATA,
    Column("path", Text, primary_key=True),
    Column("length", Float, nullable=False),
    Column("title", Text, nullable=False),
    Column("artist", Text, nullable=False),
    Column("album", Text, nullable=False),
    Column("tempo", Float),
    Column("loudness", Float),  # LUFS; none until it was measured
    Column("true_peak", Float),
    Column("licence", Text, nullable=False),
    Column("credit", Text, nullable=False),
    CheckConstraint("(loudness IS NULL) = (true_peak IS NULL)", name="measured"),
)

playlist_track_table: Final = Table(
    "playlist_track",
    METADATA,
    Column("playlist", Text, ForeignKey("playlist.slug"), primary_key=True),
    Column("position", Integer, primary_key=True),
    Column("track", Text, ForeignKey("track.path"), nullable=False, index=True),
)
