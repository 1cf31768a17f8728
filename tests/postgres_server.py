"""A PostgreSQL server from Debian's packages, started for one test as a user without rights and thrown away."""

import os
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from prefect_server import free_port

USER = "nobody" if os.geteuid() == 0 else None  # PostgreSQL refuses to run as root


def find_binaries() -> Path:
    """The folder of the newest installed server; the test is skipped where there is none."""
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"), key=lambda path: int(path.parts[4]))
    if not found:
        pytest.skip("needs PostgreSQL: apt-get install postgresql")
    return found[-1].parent


@contextmanager
def postgres() -> Iterator[str]:
    """The address of an empty database."""
    binaries, port = find_binaries(), free_port()
    folder = Path(tempfile.mkdtemp(prefix="esep-postgres-"))
    if USER:
        shutil.chown(folder, USER)

    def run(name: str, *arguments: str) -> None:
        subprocess.run([binaries / name, *arguments], check=True, capture_output=True, cwd=folder, user=USER)

    data, options = str(folder / "data"), f"-h 127.0.0.1 -p {port} -k {folder} -c fsync=off"
    try:
        run("initdb", "-D", data, "-U", "prefect", "--auth=trust", "--encoding=UTF8", "--no-sync")
        run("pg_ctl", "-D", data, "-w", "-l", str(folder / "log"), "-o", options, "start")
        try:
            run("createdb", "-h", "127.0.0.1", "-p", str(port), "-U", "prefect", "prefect")
            yield f"postgresql+asyncpg://prefect@127.0.0.1:{port}/prefect"
        finally:
            run("pg_ctl", "-D", data, "-m", "immediate", "stop")
    finally:
        shutil.rmtree(folder, ignore_errors=True)
