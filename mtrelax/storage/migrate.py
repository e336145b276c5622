"""Brings an older log up to date: a copy first, then every step in one transaction or none."""

from pathlib import Path
from typing import Final

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory

from mtrelax.domain.errors import LogDamaged
from mtrelax.storage.backup import back_up
from mtrelax.storage.connect import IMMEDIATE, make_engine
from mtrelax.storage.faults import telling

REVISIONS: Final = Path(__file__).parent / "migrations"


def migrate(path: Path, revisions: Path = REVISIONS) -> None:
    """Bring a log to the newest of ``revisions``; what it was stays beside it (``*.before-….db``)."""
    # Foreign keys are off before the transaction begins: a batch ALTER drops and rebuilds tables that
    # others refer to, and inside a transaction the switch does nothing.
    engine = make_engine(path, foreign_keys=False, keep_open=False)
    target = newest(revisions)
    with telling(path), engine.execution_options(**{IMMEDIATE: True}).begin() as connection:
        # Asked inside the transaction: another window may have done it in the meantime.
        found = MigrationContext.configure(connection).get_current_revision()
        if found == target:
            return
        if found is not None:
            back_up(engine, path.with_name(f"{path.stem}.before-{target}.db"))
        config = _config(revisions)
        config.attributes["connection"] = connection
        command.upgrade(config, "head")
        if connection.exec_driver_sql("PRAGMA foreign_key_check").first() is not None:
            raise LogDamaged(str(path))


def newest(revisions: Path = REVISIONS) -> str:
    """Return the newest revision."""
    return ScriptDirectory.from_config(_config(revisions)).get_current_head() or ""


def _config(revisions: Path) -> Config:
    config = Config()
    config.set_main_option("script_location", str(revisions).replace("%", "%%"))
    return config
