"""Cost of the static report by size of the release: `python benchmarks/report.py 10000 100000`.

Generated claims (4 a document, 2.5 a cell of a series, one case in 20) go through `build_report`. Prints processor
time and the cost of a page relative to the first size given: a ratio near 1 says that cost grows with the pages alone.
"""

import sys
import time
from pathlib import Path
from tempfile import TemporaryDirectory

from duckdb import DuckDBPyConnection

from warehouse.database import open_warehouse
from warehouse.report.build import build_report

SQL = Path(__file__).with_suffix(".sql")


def main() -> None:
    base = None
    for size in map(int, sys.argv[1:] or ["10000", "20000"]):
        with TemporaryDirectory() as folder, open_warehouse(Path(folder) / "warehouse.duckdb") as connection:
            fill(connection, size)
            start = time.process_time()
            summary = build_report(connection, Path(folder) / "site")
            seconds = time.process_time() - start
        cost = seconds / summary.count_pages
        base = base or cost
        print(
            f"{size:>8,} claims  {summary.count_pages:>7,} pages  {seconds:7.1f} s CPU"
            f"  {1000 * cost:.2f} ms a page  x{cost / base:.2f}"
        )


def fill(connection: DuckDBPyConnection, size: int) -> None:
    """Fill an empty warehouse with `size` claims."""
    connection.execute("set variable size = $1", [size])
    connection.execute(SQL.read_text(encoding="utf-8"))


if __name__ == "__main__":
    main()
