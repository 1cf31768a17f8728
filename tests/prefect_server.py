"""A real Prefect server and a real `esep serve`, each in processes of its own, for tests that need them."""

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from http import HTTPStatus
from pathlib import Path
from typing import Any, TypeVar
from uuid import uuid4

import httpx

ROOT = Path(__file__).resolve().parent.parent
PATIENCE = 180  # seconds for anything on a busy machine
QUICK = {"PREFECT_SERVER_SERVICES_SCHEDULER_LOOP_SECONDS": "2", "PREFECT_SERVER_UI_ENABLED": "false"}  # of a server
FoundT = TypeVar("FoundT")


def free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as free:
        return int(free.getsockname()[1])


def plain_environment(home: Path, **more: str) -> dict[str, str]:
    """The environment of a process: no setting of the user's leaks in, and nothing is reported to anyone."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("ESEP_", "PREFECT_"))}
    return kept | {
        "ESEP_HOME": str(home),
        "PREFECT_HOME": str(home / "prefect"),
        "PREFECT_SERVER_ANALYTICS_ENABLED": "false",
        "DO_NOT_TRACK": "1",
        "PREFECT_LOGGING_LEVEL": "WARNING",
        **more,
    }


@contextmanager
def running(command: list[str], environment: dict[str, str], log: Path) -> Iterator[subprocess.Popen[bytes]]:
    """Run a command and all it starts while the block runs; what it says goes to `log`."""
    with log.open("ab") as stream:
        process = subprocess.Popen(
            command, cwd=ROOT, env=environment, stdout=stream, stderr=stream, start_new_session=True
        )
    try:
        yield process
    finally:
        kill_all(process)


def kill_all(process: "subprocess.Popen[bytes]") -> None:
    """`kill -9` for a process started by `running` and all that it started, which may sit in sessions of their own."""
    for pid in [process.pid, *descendants(process.pid)]:
        with suppress(ProcessLookupError):
            os.kill(pid, signal.SIGKILL)
    process.wait()


def descendants(pid: int) -> list[int]:
    """Every process below this one; children belong to the thread that started them."""
    lists = [file.read_text().split() for file in Path(f"/proc/{pid}/task").glob("*/children")]
    return [one for children in lists for child in children for one in (int(child), *descendants(int(child)))]


@contextmanager
def prefect_server(home: Path, **settings: str) -> Iterator[str]:
    """The address of a Prefect server that keeps its state below `home`."""
    port = free_port()
    url = f"http://127.0.0.1:{port}/api"
    command = [sys.executable, "-m", "prefect", "server", "start", "--host", "127.0.0.1", "--port", str(port)]
    home.mkdir(parents=True, exist_ok=True)
    with running(command, plain_environment(home, **QUICK, **settings), home / "server.log"):
        wait_for(lambda: is_healthy(url), 90, home / "server.log")
        yield url


def is_healthy(url: str) -> bool:
    try:
        return httpx.get(f"{url}/health", timeout=2).is_success
    except httpx.HTTPError:
        return False


def wait_for(find: Callable[[], FoundT], seconds: float, log: Path) -> FoundT:
    """What `find` gives as soon as it gives something."""
    end = time.monotonic() + seconds
    while not (found := find()):
        assert time.monotonic() < end, log.read_text(encoding="utf-8")[-3000:]
        time.sleep(0.5)
    return found


class Api:
    """The few questions the tests ask the server."""

    def __init__(self, url: str) -> None:
        self.url = url
        self.client = httpx.Client(base_url=url, timeout=30)

    def post(self, path: str, **body: Any) -> Any:
        return self._ask("POST", path, body)

    def _ask(self, method: str, path: str, body: dict[str, Any] | None = None) -> Any:
        """The answer; a busy server says 503, or nothing for a while, and is asked again."""
        end = time.monotonic() + PATIENCE
        while True:
            with suppress(httpx.TimeoutException):
                answer = self.client.request(method, path, json=body)
                if answer.status_code != HTTPStatus.SERVICE_UNAVAILABLE:
                    answer.raise_for_status()
                    return answer.json()
            assert time.monotonic() < end, path
            time.sleep(1)

    def deployments(self) -> set[str]:
        """Names of the deployments, none while the server is starting."""
        return {one["name"] for one in self.post("/deployments/filter")} if is_healthy(self.url) else set()

    def runs(self, deployment: str, *states: str) -> list[dict[str, Any]]:
        """Runs of a deployment in these states, oldest first."""
        flow_runs = {"state": {"type": {"any_": list(states)}}} if states else {}
        found = self.post("/flow_runs/filter", deployments={"name": {"any_": [deployment]}}, flow_runs=flow_runs)
        return sorted(found, key=lambda run: run["expected_start_time"])

    def start(self, deployment: str) -> str:
        """Start a deployment by hand; returns the id of its run."""
        (found,) = self.post("/deployments/filter", deployments={"name": {"any_": [deployment]}})
        once = {"state": {"type": "SCHEDULED"}, "idempotency_key": uuid4().hex}  # asked twice, it starts once
        return str(self.post(f"/deployments/{found['id']}/create_flow_run", **once)["id"])

    def finish(self, deployment: str, log: Path, seconds: float = PATIENCE) -> str:
        """Start a deployment by hand and wait until it is done; returns the id of its run."""
        run_id = self.start(deployment)
        wait_for(lambda: self.run(run_id)["state"]["type"] == "COMPLETED", seconds, log)
        return run_id

    def run(self, run_id: str) -> dict[str, Any]:
        return dict(self._ask("GET", f"/flow_runs/{run_id}"))

    def tasks(self, run_id: str) -> dict[str, dict[str, Any]]:
        """Task runs of a flow run by name."""
        found = self.post("/task_runs/filter", flow_runs={"id": {"any_": [run_id]}})
        return {task["name"]: task for task in found}

    def events(self, prefix: str, resource: str) -> list[dict[str, Any]]:
        """Events whose name begins so, about resources whose id begins so."""
        wanted = {"event": {"prefix": [prefix]}, "resource": {"id_prefix": [resource]}}
        return list(self.post("/events/filter", limit=50, filter=wanted)["events"])
