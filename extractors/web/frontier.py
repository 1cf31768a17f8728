"""Frontier: the durable state of the crawl in one SQLite file.

Enters: addresses that sources named, and what was filed for them. Leaves: what is due, and the index of the archive.
SQLite rather than the warehouse, because a crawl needs many small durable transactions from several processes, and the
warehouse has one writer. Every change of state is one transaction that follows the archive, never runs ahead of it.
"""

import json
import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass, fields
from datetime import datetime
from typing import Any

from extractors.records import Capture, Issue
from extractors.web.robots import Robots
from extractors.web.state_file import StateFile, instant_of, text_of
from extractors.web.warc import Filed, Purpose

PAGES: tuple[Purpose, ...] = ("page", "item")
CAPTURE_FIELDS = tuple(field.name for field in fields(Capture))
FILED_FIELDS = tuple(field.name for field in fields(Filed) if field.name not in {"capture", "aliases"})
INSERT_CAPTURE = (
    f"insert into capture ({', '.join(CAPTURE_FIELDS + FILED_FIELDS)}) "
    f"values ({', '.join(':' + name for name in CAPTURE_FIELDS + FILED_FIELDS)}) on conflict do nothing"
)
MOST_FALSE_NOTICES = 3  # a seed that cries wolf about a page is no longer heard on it
LONGEST_QUEUE = 600.0  # seconds


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """An address that a seed named, with what the seed said about it."""

    url: str
    address: str  # canonical
    seed: str
    listed_at: datetime | None = None
    listed_title: str | None = None
    modified_at: datetime | None = None
    html: bytes | None = None  # the article itself, where the seed carries it


@dataclass(frozen=True, slots=True, kw_only=True)
class Due:
    """An address whose time has come."""

    address: str
    url: str
    listed_at: datetime | None
    listed_title: str | None
    first_seen_at: datetime
    count_failures: int


class Frontier(StateFile):
    """One connection to the frontier; several processes may hold one each."""

    # --- addresses --------------------------------------------------------------------------------------------

    def knows(self, source_id: str, address: str) -> bool:
        """Whether the address is in the frontier, whatever its state."""
        sql = "select 1 from url where source_id = ? and address = ?"
        return self._db.execute(sql, (source_id, address)).fetchone() is not None

    def add(self, source_id: str, found: Iterable[Found], now: datetime) -> int:
        """Put addresses that are new on the list; returns how many were."""
        sql = """insert into url (source_id, address, url, due_at, first_seen_at, listed_at, listed_title)
                 values (?, ?, ?, ?, ?, ?, ?) on conflict do nothing"""
        at = text_of(now)
        rows = [(source_id, one.address, one.url, at, at, text_of(one.listed_at), one.listed_title) for one in found]
        before = self._db.total_changes
        with self.transaction():
            self._db.executemany(sql, rows)
        return self._db.total_changes - before

    def notice(self, source_id: str, found: Iterable[Found], now: datetime) -> int:
        """Make pages due at once that a seed says were changed since it was last read, or since they were fetched."""
        rows = [
            {
                "source_id": source_id,
                "address": one.address,
                "modified_at": text_of(one.modified_at),
                "now": text_of(now),
            }
            for one in found
            if one.modified_at is not None
        ]
        known = """source_id = :source_id and address = coalesce((select alias_of from url as alias
                   where alias.source_id = :source_id and alias.address = :address and state = 'alias'), :address)"""
        make_due = f"""update url set due_at = :now, noticed_at = :now, state = 'due', count_failures = 0
                       where {known} and fetched_at is not null and count_false_notices < {MOST_FALSE_NOTICES}
                       and :modified_at > coalesce(modified_at, fetched_at)"""
        remember = f"update url set modified_at = max(coalesce(modified_at, ''), :modified_at) where {known}"
        with self.transaction():
            count = self._db.executemany(make_due, rows).rowcount
            self._db.executemany(remember, rows)
        return max(count, 0)  # -1 where there were no rows

    def due(self, source_id: str, now: datetime, limit: int) -> list[Due]:
        """Addresses whose time has come: new ones first, and among equals the youngest."""
        sql = """select * from url where source_id = ? and state = 'due' and due_at <= ?
                 order by fetched_at is not null, coalesce(listed_at, first_seen_at) desc, address limit ?"""
        rows = self._db.execute(sql, (source_id, text_of(now), limit)).fetchall()
        return [
            Due(
                address=row["address"],
                url=row["url"],
                listed_at=instant_of(row["listed_at"]),
                listed_title=row["listed_title"],
                first_seen_at=datetime.fromisoformat(row["first_seen_at"]),
                count_failures=row["count_failures"],
            )
            for row in rows
        ]

    def is_due(self, source_id: str, address: str, now: datetime) -> bool:
        """Whether the address is waiting now."""
        sql = "select 1 from url where source_id = ? and address = ? and state = 'due' and due_at <= ?"
        return self._db.execute(sql, (source_id, address, text_of(now))).fetchone() is not None

    def count_due(self, source_id: str, now: datetime) -> int:
        """How many addresses are waiting."""
        sql = "select count(*) from url where source_id = ? and state = 'due' and due_at <= ?"
        return int(self._db.execute(sql, (source_id, text_of(now))).fetchone()[0])

    def put_off(self, source_id: str, address: str, due_at: datetime | None, *, count_failures: int) -> None:
        """Ask for the address again at `due_at`; never, when that is None."""
        sql = "update url set due_at = ?, count_failures = ?, state = ? where source_id = ? and address = ?"
        state = "due" if due_at else "gone"
        with self.transaction():
            self._db.execute(sql, (text_of(due_at), count_failures, state, source_id, address))

    # --- seeds ------------------------------------------------------------------------------------------------

    def read_through(self, source_id: str) -> frozenset[str]:
        """Seeds whose pages were all read in the last run, or down to what was known."""
        sql = "select url from seed where source_id = ? and is_read_through"
        return frozenset(row[0] for row in self._db.execute(sql, (source_id,)))

    def mark_seeds(self, source_id: str, urls: Iterable[str], *, is_read_through: bool) -> None:
        """Remember of seeds whether their pages were read through."""
        sql = """insert into seed (source_id, url, is_read_through) values (?, ?, ?)
                 on conflict (source_id, url) do update set is_read_through = excluded.is_read_through"""
        with self.transaction():
            self._db.executemany(sql, [(source_id, url, is_read_through) for url in urls])

    # --- captures ---------------------------------------------------------------------------------------------

    def record(self, batch: Sequence[tuple[Filed, datetime | None]]) -> None:
        """Index what was filed, in one transaction.

        The page of each is due again at the time beside it, and its aliases lead to it from now on.
        """
        with self.transaction():
            for filed, due_at in batch:
                self._record(filed, due_at)

    def _record(self, filed: Filed, due_at: datetime | None) -> None:
        row = {name: getattr(filed.capture, name) for name in CAPTURE_FIELDS}
        row |= {name: getattr(filed, name) for name in FILED_FIELDS}
        values = {name: text_of(value) if isinstance(value, datetime) else value for name, value in row.items()}
        self._db.execute(INSERT_CAPTURE, values)
        self._db.execute(
            """insert into segment (warc_file, length) values (:warc_file, :segment_end)
               on conflict (warc_file) do update set length = max(length, excluded.length)""",
            values,
        )
        if filed.purpose in PAGES:
            self._visited(filed, values, due_at)

    def _visited(self, filed: Filed, values: dict[str, Any], due_at: datetime | None) -> None:
        values = values | {"due_at": text_of(due_at)}
        self._db.execute(
            """insert into url (source_id, address, url, due_at, first_seen_at, listed_at, listed_title, fetched_at)
               values (:source_id, :address, :final_url, :due_at, :fetched_at, :listed_at, :listed_title, :fetched_at)
               on conflict (source_id, address) do update set
                   fetched_at = excluded.fetched_at, due_at = excluded.due_at, count_failures = 0, state = 'due',
                   alias_of = null, noticed_at = null, count_false_notices = case
                       when noticed_at is null then count_false_notices when :is_revisit then count_false_notices + 1
                       else 0 end
               where fetched_at is null or fetched_at <= excluded.fetched_at""",
            values,
        )
        for alias in filed.aliases:
            self._lead(filed.capture.source_id, alias, filed.address, values["fetched_at"])

    def lead_to(self, source_id: str, alias: str, address: str, now: datetime) -> None:
        """From now on `alias` names the document at `address` and is not asked for again."""
        with self.transaction():
            self._lead(source_id, alias, address, text_of(now))

    def _lead(self, source_id: str, alias: str, address: str, at: str | None) -> None:
        self._db.execute(
            """insert into url (source_id, address, url, state, first_seen_at, alias_of)
               values (?, ?, ?, 'alias', ?, ?)
               on conflict (source_id, address) do update set
                   state = 'alias', alias_of = excluded.alias_of, due_at = null""",
            (source_id, alias, alias, at, address),
        )

    def newest(self, source_id: str, purpose: Purpose, address: str) -> Filed | None:
        """The newest capture of an address."""
        sql = """select * from capture where source_id = ? and purpose = ? and address = ?
                 order by fetched_at desc, seq desc limit 1"""
        row = self._db.execute(sql, (source_id, purpose, address)).fetchone()
        if row is None:
            return None
        others = {name: row[name] for name in FILED_FIELDS if name != "payload_at"}
        return Filed(capture=_capture(row), payload_at=datetime.fromisoformat(row["payload_at"]), aliases=(), **others)

    def captures(
        self,
        *,
        source_id: str | None = None,
        since: datetime | None = None,
        purposes: Sequence[Purpose] | None = PAGES,
    ) -> Iterator[Capture]:
        """Captures in the order they were made, those of pages unless `purposes` says otherwise (None: all).

        Loading is idempotent by `capture_id`: what the warehouse lacks of these is what a killed run left.
        """
        sql = """select * from capture where (:source_id is null or source_id = :source_id)
                 and (:since is null or fetched_at >= :since)
                 and (:purposes is null or purpose in (select value from json_each(:purposes))) order by seq"""
        values = {"source_id": source_id, "since": text_of(since), "purposes": purposes and json.dumps(purposes)}
        with closing(self._db.cursor()) as cursor:
            for row in cursor.execute(sql, values):
                yield _capture(row)

    def has_capture(self, source_id: str, url: str, fetched_at: datetime) -> bool:
        """Whether the address was captured at that very instant."""
        sql = "select 1 from capture where source_id = ? and url = ? and fetched_at = ?"
        return self._db.execute(sql, (source_id, url, text_of(fetched_at))).fetchone() is not None

    def indexed_length(self, warc_file: str) -> int:
        """How many bytes of an archive file the index covers."""
        row = self._db.execute("select length from segment where warc_file = ?", (warc_file,)).fetchone()
        return int(row[0]) if row else 0

    def newest_segment(self, folder: str) -> str | None:
        """The name of the last archive file of a folder that the index knows, wherever the file now is."""
        sql = "select max(warc_file) from segment where warc_file >= ? || '/' and warc_file < ? || '0'"
        (name,) = self._db.execute(sql, (folder, folder)).fetchone()
        return str(name) if name else None

    def foreign_offset(self, name: str) -> int:
        """How far a foreign archive was read."""
        row = self._db.execute('select "offset" from foreign_file where name = ?', (name,)).fetchone()
        return int(row[0]) if row else 0

    def keep_foreign_offset(self, name: str, offset: int) -> None:
        """Remember how far a foreign archive was read."""
        sql = """insert into foreign_file (name, "offset") values (?, ?)
                 on conflict (name) do update set "offset" = excluded."offset" """
        with self.transaction():
            self._db.execute(sql, (name, offset))

    # --- hosts ------------------------------------------------------------------------------------------------

    def robots(self, site: str) -> Robots | None:
        """The rules of an origin as last read."""
        row = self._db.execute("select * from host where origin = ?", (site,)).fetchone()
        if row is None or row["robots_at"] is None:
            return None
        return Robots(origin=site, text=row["robots"], read_at=datetime.fromisoformat(row["robots_at"]))

    def keep_robots(self, robots: Robots) -> None:
        """Remember the rules of an origin."""
        sql = """insert into host (origin, robots, robots_at) values (?, ?, ?)
                 on conflict (origin) do update set robots = excluded.robots, robots_at = excluded.robots_at"""
        with self.transaction():
            self._db.execute(sql, (robots.origin, robots.text, text_of(robots.read_at)))

    def penalty(self, site: str) -> float:
        """Seconds of delay that an origin earned by being busy."""
        row = self._db.execute("select penalty from host where origin = ?", (site,)).fetchone()
        return float(row[0]) if row else 0.0

    def keep_penalty(self, site: str, seconds: float) -> None:
        """Remember how slowly an origin wants to be asked."""
        sql = """insert into host (origin, penalty) values (?, ?)
                 on conflict (origin) do update set penalty = excluded.penalty"""
        with self.transaction():
            self._db.execute(sql, (site, seconds))

    def reserve(self, site: str, delay: float, now: float) -> float:
        """Take the next start on an origin that all sources share, on the machine's steady clock; the wait for it.

        That clock begins anew at each boot, so a start that lies too far ahead is forgotten.
        """
        with self.transaction():
            row = self._db.execute("select next_start from host where origin = ?", (site,)).fetchone()
            start = max(row[0], now) if row and row[0] <= now + LONGEST_QUEUE else now
            sql = """insert into host (origin, next_start) values (?, ?)
                     on conflict (origin) do update set next_start = excluded.next_start"""
            self._db.execute(sql, (site, start + delay))
        return float(start - now)

    # --- issues -----------------------------------------------------------------------------------------------

    def keep_issues(self, issues: Iterable[Issue]) -> None:
        """Remember issues, so that a killed run's are not lost."""
        names = ("issue_id", "stage", "kind", "source_id", "url", "detail", "recorded_at")
        sql = f"insert or replace into issue ({', '.join(names)}) values ({', '.join('?' * len(names))})"
        rows = [[getattr(one, name) for name in names[:-1]] + [text_of(one.recorded_at)] for one in issues]
        with self.transaction():
            self._db.executemany(sql, rows)

    def issues(self, *, source_id: str | None = None, since: datetime | None = None) -> Iterator[Issue]:
        """Issues of discovery and fetching, oldest first."""
        sql = """select * from issue where (:source_id is null or source_id = :source_id)
                 and (:since is null or recorded_at >= :since) order by recorded_at, issue_id"""
        rest = dict.fromkeys(("capture_id", "document_id", "quote", "span_start", "span_end"))
        for row in self._db.execute(sql, {"source_id": source_id, "since": text_of(since)}):
            values = dict(row) | {"recorded_at": datetime.fromisoformat(row["recorded_at"])} | rest
            yield Issue(**values)


def _capture(row: sqlite3.Row) -> Capture:
    values: dict[str, Any] = {name: row[name] for name in CAPTURE_FIELDS}
    values["fetched_at"] = datetime.fromisoformat(row["fetched_at"])
    values["listed_at"] = instant_of(row["listed_at"])
    values["is_revisit"] = bool(row["is_revisit"])
    return Capture(**values)
