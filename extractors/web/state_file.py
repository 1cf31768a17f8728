"""The SQLite file that holds the state of the crawl: opened, brought up to date, written all or nothing, copied.

Enters: a path. Leaves: a connection that several processes may hold at once, and instants as the file keeps them.
"""

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from datetime import UTC, datetime
from pathlib import Path
from types import TracebackType
from typing import Self

from extractors.errors import ArchiveError

SCHEMA = Path(__file__).with_name("frontier.sql")
LATER_COLUMNS = {
    "url": ("modified_at text", "noticed_at text", "count_false_notices integer not null default 0"),
    "host": ("next_start real not null default 0",),
}
BUSY_SECONDS = 30.0


class StateFile:
    """One connection to the file."""

    def __init__(self, path: Path) -> None:
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            self._db = sqlite3.connect(path, timeout=BUSY_SECONDS, isolation_level=None)
            self._db.execute("pragma journal_mode = wal")
            self._db.execute("pragma synchronous = normal")  # what a power failure takes is read from the archive
            self._db.executescript(SCHEMA.read_text(encoding="utf-8"))
            self._add_columns()
        except (OSError, sqlite3.Error) as error:
            raise ArchiveError(f"{path}: the frontier cannot be opened: {error}") from error
        self._db.row_factory = sqlite3.Row
        self._path = path

    def _add_columns(self) -> None:
        """Give a frontier of an earlier make the columns that it lacks."""
        for table, columns in LATER_COLUMNS.items():
            known = {row[1] for row in self._db.execute(f"pragma table_info({table})")}
            for column in columns:
                if column.split()[0] not in known:
                    self._db.execute(f"alter table {table} add column {column}")

    def __enter__(self) -> Self:
        """Hold the connection for a while."""
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Close the connection."""
        self._db.close()

    def copy_to(self, path: Path) -> None:
        """Write what it holds now into another file, whoever else writes meanwhile."""
        with closing(sqlite3.connect(path)) as copy:
            self._db.backup(copy)

    @contextmanager
    def transaction(self) -> Iterator[None]:
        """All or nothing. Raises `ArchiveError` when the file is locked for long or the disk is full."""
        try:
            self._db.execute("begin immediate")
            try:
                yield
            except BaseException:
                self._db.execute("rollback")
                raise
            self._db.execute("commit")
        except sqlite3.OperationalError as error:
            raise ArchiveError(f"{self._path}: the frontier cannot be written: {error}") from error


def text_of(at: datetime | None) -> str | None:
    """An instant as the file keeps it: UTC, in an order that is that of the text."""
    return at.astimezone(UTC).isoformat(timespec="microseconds") if at else None


def instant_of(text: str | None) -> datetime | None:
    """An instant as the file keeps it, read back."""
    return datetime.fromisoformat(text) if text else None
