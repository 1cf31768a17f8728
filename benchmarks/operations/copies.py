"""What copies cost beside making a release: processor time by size of the release.

    python -m benchmarks.operations.copies --claims 100000          # in the environment of `make test-extras`

Generated claims, whose quotes would not pass the checks, go through publishing without checks and site, the digest that
tells whether a release would say anything new, a first and a second snapshot of a DuckLake (catalogue in a file), and
the copy of the release to a folder as store.
"""

import argparse
import tempfile
import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from benchmarks.report import fill
from extractors.settings import CONFIG_PATH, Settings
from extractors.store import send
from flows.store import release_files
from warehouse import publish as publishing
from warehouse.check import CheckReport
from warehouse.database import open_warehouse
from warehouse.lake import Lake, add_release
from warehouse.publish import publish, unchanged_release

NOW = datetime(2026, 1, 1, tzinfo=UTC)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--claims", type=int, default=100_000)
    size = parser.parse_args().claims
    publishing.run_checks = lambda *_, **__: CheckReport(results=())
    with tempfile.TemporaryDirectory() as folder:
        settings = Settings(home=Path(folder), config=CONFIG_PATH, sources=CONFIG_PATH / "sources")
        lake = Lake(catalogue=f"{folder}/lake.ducklake", data=f"{folder}/lake")
        with open_warehouse(settings.warehouse) as connection:
            fill(connection, size)
            first = timed("publish", lambda: publish(connection, settings, recorded_at=NOW))
            timed("digest of all that it shows", lambda: unchanged_release(connection, settings))
            connection.execute("update claim set confidence = confidence / 2")
            second = publish(connection, settings, recorded_at=NOW + timedelta(hours=1))
        rows = timed("first snapshot of the lake", lambda: add_release(first, lake))
        changed = timed("second snapshot, claims changed", lambda: add_release(second, lake))
        told = (f"{sum(one.values()):,} rows of {len(one)} tables" for one in (rows, changed))
        print(f"{'':34} {', then '.join(told)}")
        report = timed(
            "copy of the release to a store", lambda: send(release_files(first.path), f"file://{folder}/store")
        )
        print(f"{'':34} {report.bytes_sent / 1e6:,.0f} MB in {report.count_sent} files")


def timed(name: str, work: Callable[[], Any]) -> Any:
    began = time.process_time()
    made = work()
    print(f"{name:34} {time.process_time() - began:8.2f} s")
    return made


if __name__ == "__main__":
    main()
