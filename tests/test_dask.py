"""Reading on a Dask cluster of two worker processes: the rows of a serial run, and a killed worker costs nothing."""

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import duckdb
import pytest
from prefect_server import ROOT, descendants, plain_environment, prefect_server, running, wait_for

from flows.sample.server import serve

pytestmark = pytest.mark.server

pytest.importorskip("prefect_dask")

BATCH = 3  # captures: small, so that both workers have work for a while
INGEST = f"""
if __name__ == "__main__":
    from flows import ingest, stages

    ingest.batches = lambda items: stages.batches(items, {BATCH})
    ingest.ingest()
"""
ROWS = {
    "capture": "select source_id, url, status_code, payload_digest from capture",
    "document": "select document_id, title, text, status from document",
    "claim": "select * exclude (capture_id, recorded_at) from claim",
    "issue": "select stage, kind, source_id, url, quote from issue",
}


@contextmanager
def ingesting(home: Path, sources: Path, url: str, **more: str) -> Iterator["subprocess.Popen[bytes]"]:
    home.mkdir()
    (home / "ingest.py").write_text(INGEST, encoding="utf-8")
    places = {"ESEP_SOURCES": str(sources), "PREFECT_API_URL": url, "PYTHONPATH": str(ROOT)}
    environment = plain_environment(home, **places, **more) | {"PREFECT_LOGGING_LEVEL": "INFO"}
    with running([sys.executable, str(home / "ingest.py")], environment, home / "log") as process:
        yield process
        assert process.wait(240) == 0, told(home)[-3000:]


def told(home: Path) -> str:
    return (home / "log").read_text(encoding="utf-8")


def workers(process: "subprocess.Popen[bytes]") -> list[int]:
    """Processes of the cluster that do the reading."""
    spawned = [pid for pid in descendants(process.pid) if b"spawn_main" in Path(f"/proc/{pid}/cmdline").read_bytes()]
    return sorted(spawned)


def rows(home: Path) -> dict[str, list[tuple]]:
    with duckdb.connect(str(home / "warehouse.duckdb"), read_only=True) as connection:
        return {name: sorted(connection.execute(query).fetchall(), key=repr) for name, query in ROWS.items()}


def test_two_worker_processes_one_of_them_killed_give_the_rows_of_a_serial_run(tmp_path):
    serial, dask = tmp_path / "serial", tmp_path / "dask"
    with serve(tmp_path / "site", base_port=0) as site, prefect_server(tmp_path / "prefect") as url:
        with ingesting(serial, site.sources_folder, url):
            pass
        with ingesting(dask, site.sources_folder, url, ESEP_TASK_RUNNER="dask", ESEP_DASK_WORKERS="2") as process:
            wait_for(lambda: "Task run 'read 3 captures' - Finished" in told(dask), 240, dask / "log")
            assert len(workers(process)) == 2
            os.kill(workers(process)[0], signal.SIGKILL)
    expected = rows(serial)
    assert expected["claim"]
    assert rows(dask) == expected
    assert told(dask).count("Register worker addr") == 3, "one was killed and another took its place"
