"""What a release would say, as one digest: equal digests mean that a new release would only repeat the last one.

Enters: the warehouse, and the file of measured accuracy that the site shows. Leaves: a digest over the rows of every
table that a release shows, over that file, and over the code that makes a release of them. The order of rows does not
count; a few hundred thousand rows take a fraction of a second.
"""

import hashlib
from functools import cache
from pathlib import Path

from duckdb import DuckDBPyConnection

PACKAGE = Path(__file__).resolve().parent
NOT_SHOWN = {"delivery", "check_result"}  # private; written by publishing itself


def fingerprint(connection: DuckDBPyConnection, measured: Path) -> str:
    """Digest of the warehouse, and of the file of measured accuracy if there is one, as they are now."""
    names = connection.execute(
        "select table_name from duckdb_tables() where database_name = current_database() order by 1"
    ).fetchall()
    rows = [(name, *digest_rows(connection, f'"{name}"')) for (name,) in names if name not in NOT_SHOWN]
    accuracy = measured.read_text(encoding="utf-8") if measured.exists() else ""
    return hashlib.sha256(f"{_digest_code()} {accuracy} {rows}".encode()).hexdigest()


def digest_rows(connection: DuckDBPyConnection, relation: str) -> tuple[int, int]:
    """Count and digest of the rows of a relation, named as SQL names it, whatever their order."""
    query = f"select count(*), coalesce(sum(hash(one)::hugeint), 0) from {relation} as one"
    ((count, total),) = connection.execute(query).fetchall()
    return count, total


@cache
def _digest_code() -> str:
    digest = hashlib.sha256()
    for path in sorted(PACKAGE.rglob("*")):
        if path.is_file() and path.suffix != ".pyc":
            digest.update(path.relative_to(PACKAGE).as_posix().encode() + b"\0" + path.read_bytes() + b"\0")
    return digest.hexdigest()
