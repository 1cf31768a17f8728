"""Reading on a Dask cluster of two worker processes: the rows of a serial run, and a killed worker costs nothing."""

import asyncio
import os
import shutil
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

import duckdb
import pytest
from prefect_server import PATIENCE, ROOT, descendants, plain_environment, running, wait_for

from extractors.crawl import crawl
from extractors.settings import CONFIG_PATH, Settings, load_sources
from flows.sample.server import serve
from flows.stages import load_read, pending_captures, read_captures

pytestmark = pytest.mark.server

pytest.importorskip("prefect_dask")

NOW = datetime(2026, 1, 1, tzinfo=UTC)
BATCH = 3  # captures: small, so that both workers have work for a while
READ = f"""
if __name__ == "__main__":
    from datetime import datetime

    from extractors.settings import read_settings
    from flows import ingest, stages
    from prefect import flow

    ingest.batches = lambda items: stages.batches(items, {BATCH})
    flow(name="read")(ingest.read_pending)(read_settings(), None, datetime.fromisoformat("{NOW.isoformat()}"))
"""
FINISHED = f"Task run 'read {BATCH} captures' - Finished"
TABLES = ("capture", "document", "claim", "issue")


def crawl_all(home: Path, sources: Path) -> Settings:
    """The archive of the sample site."""
    settings = Settings(home=home, config=CONFIG_PATH, sources=sources)
    for source in load_sources(sources).values():
        asyncio.run(crawl(source, settings, clock=lambda: NOW))
    return settings


def read_serially(settings: Settings) -> None:
    """Read and load without Prefect and without a second process."""
    batch = read_captures(pending_captures(settings), settings, recorded_at=NOW)
    load_read(batch, settings, recorded_at=NOW)


@contextmanager
def reading_on_dask(settings: Settings) -> Iterator["subprocess.Popen[bytes]"]:
    home = settings.home
    (home / "read.py").write_text(READ, encoding="utf-8")
    dask = {"ESEP_TASK_RUNNER": "dask", "ESEP_DASK_WORKERS": "2", "ESEP_SOURCES": str(settings.sources)}
    environment = plain_environment(home, **dask, PYTHONPATH=str(ROOT)) | {"PREFECT_LOGGING_LEVEL": "INFO"}
    with running([sys.executable, str(home / "read.py")], environment, home / "log") as process:
        yield process
        assert process.wait(PATIENCE) == 0, told(home)[-3000:]


def told(home: Path) -> str:
    return (home / "log").read_text(encoding="utf-8")


def workers(process: "subprocess.Popen[bytes]") -> list[int]:
    """Processes of the cluster that do the reading."""
    spawned = [pid for pid in descendants(process.pid) if b"spawn_main" in Path(f"/proc/{pid}/cmdline").read_bytes()]
    return sorted(spawned)


def rows(home: Path) -> dict[str, list[tuple]]:
    with duckdb.connect(str(home / "warehouse.duckdb"), read_only=True) as connection:
        return {name: sorted(connection.table(name).fetchall(), key=repr) for name in TABLES}


def test_two_worker_processes_one_of_them_killed_give_the_rows_of_a_serial_run(tmp_path):
    with serve(tmp_path / "site", base_port=0) as site:
        dask = crawl_all(tmp_path / "dask", site.sources_folder)
    serial = dask.model_copy(update={"home": tmp_path / "serial"})
    shutil.copytree(dask.home, serial.home)
    read_serially(serial)
    with reading_on_dask(dask) as process:
        wait_for(lambda: FINISHED in told(dask.home), PATIENCE, dask.home / "log")
        assert len(workers(process)) == 2
        os.kill(workers(process)[0], signal.SIGKILL)
    expected = rows(serial.home)
    assert expected["claim"]
    assert rows(dask.home) == expected
    assert told(dask.home).count("Register worker addr") == 3, "one was killed and another took its place"
