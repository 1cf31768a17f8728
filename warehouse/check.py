"""Runs the checks of `sql/checks`: each is a query for failing rows, so that the answer says which rows and why.

The prefix of a file's name is its severity: `error_` keeps a release from being published, `warn_` is only told.
Results are kept in check_result, the first failing rows with them.
"""

import json
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any, Literal, cast

import duckdb
from duckdb import DuckDBPyConnection

from extractors.errors import WarehouseError
from warehouse.database import SQL_PATH, first_line, transaction
from warehouse.load import append

Severity = Literal["error", "warn"]
COUNT_EXAMPLES = 20


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckResult:
    """What one check found."""

    check_name: str
    severity: Severity
    count_failing: int
    examples: tuple[dict[str, Any], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckReport:
    """What all checks found, in the order of their names."""

    results: tuple[CheckResult, ...]

    @property
    def errors(self) -> tuple[CheckResult, ...]:
        """Failing checks that keep a release back."""
        return tuple(one for one in self.results if one.severity == "error" and one.count_failing)


class CheckError(WarehouseError):
    """An `error_` check fails: nothing is published."""

    def __init__(self, report: CheckReport) -> None:
        super().__init__("\n".join(describe(one) for one in report.errors))
        self.report = report


def run_checks(
    connection: DuckDBPyConnection,
    *,
    recorded_at: datetime,
    folder: Path = SQL_PATH / "checks",
) -> CheckReport:
    """Run every check and keep what it found in check_result."""
    paths = sorted([*folder.glob("error_*.sql"), *folder.glob("warn_*.sql")])
    report = CheckReport(results=tuple(_run_check(connection, path) for path in paths))
    with transaction(connection):
        append(connection, "check_result", [_row(one, recorded_at) for one in report.results])
    return report


def describe(result: CheckResult) -> str:
    """One line for people: the check, how many rows fail, and the first of them."""
    first = ", ".join(f"{name}={value}" for name, value in result.examples[0].items()) if result.examples else ""
    return f"check {result.check_name}: {result.count_failing} failing, first: {first}"


def _row(result: CheckResult, recorded_at: datetime) -> dict[str, Any]:
    return {
        "check_name": result.check_name,
        "severity": result.severity,
        "recorded_at": recorded_at,
        "count_failing": result.count_failing,
        "examples": json.dumps(result.examples, ensure_ascii=False, default=str),
    }


def _run_check(connection: DuckDBPyConnection, path: Path) -> CheckResult:
    query = path.read_text(encoding="utf-8").rstrip().rstrip(";")
    once = f"with failing as materialized ({query}\n) select (select count(*) from failing), * from failing"
    try:
        found = connection.execute(f"{once} limit {COUNT_EXAMPLES}")
        names = [column[0] for column in found.description or []][1:]
        rows = found.fetchall()
    except duckdb.Error as error:
        raise WarehouseError(f"{path.name}: {first_line(error)}") from error
    return CheckResult(
        check_name=path.stem,
        severity=cast(Severity, path.stem.split("_", 1)[0]),
        count_failing=rows[0][0] if rows else 0,
        examples=tuple(dict(zip(names, row[1:], strict=True)) for row in rows),
    )
