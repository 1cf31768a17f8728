"""`esep serve`: every deployment with its schedule in this one process, for a small team.

Uses the Prefect server of `PREFECT_API_URL`; without one it starts a server of its own (SQLite in `PREFECT_HOME`). Runs
that a killed predecessor left behind are marked as crashed at the start, so that their successors need not wait.
"""

import os
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from importlib import import_module
from typing import Any

import httpx
from filelock import FileLock, Timeout
from prefect import Flow, serve
from prefect.client.orchestration import get_client
from prefect.client.schemas.filters import DeploymentFilter, DeploymentFilterName, FlowRunFilter
from prefect.client.schemas.objects import StateType
from prefect.client.schemas.sorting import FlowRunSort
from prefect.deployments.runner import RunnerDeployment
from prefect.settings import PREFECT_API_URL, PREFECT_SERVER_API_PORT, temporary_settings
from prefect.states import Crashed

from extractors.errors import EsepError, UsageError
from extractors.settings import Settings, read_settings
from flows.deployments import list_deployments, read_schedules

UNFINISHED = [StateType.RUNNING, StateType.PENDING]
PAGE = 200
START_WAIT = 120.0  # seconds a server may take to start on a busy machine


def serve_all() -> None:
    """Serve until interrupted; at most `limits.ingest` runs go on at once. Raises `UsageError` if another serves."""
    settings = read_settings()
    try:
        with FileLock(settings.lock("serve"), timeout=0), prefect_server():
            deployments = runner_deployments(settings)
            crash_leftovers([one.name for one in deployments])
            # A stopped server leaves the schedules alone: what was due meanwhile runs at the next start.
            serve(*deployments, limit=read_schedules(settings).limits.ingest, pause_on_shutdown=False)
    except Timeout as error:
        raise UsageError(f"{settings.home}: another `esep serve` runs here") from error


def runner_deployments(settings: Settings) -> list[RunnerDeployment]:
    """The deployments as Prefect's runner takes them."""
    return [_runner_deployment(one) for one in list_deployments(settings)]


@contextmanager
def prefect_server() -> Iterator[str]:
    """The address of a running Prefect server: the one configured, or one started for this process."""
    if PREFECT_API_URL.value():
        yield PREFECT_API_URL.value()
        return
    port = PREFECT_SERVER_API_PORT.value()
    url = f"http://127.0.0.1:{port}/api"
    command = [sys.executable, "-m", "prefect", "server", "start", "--host", "127.0.0.1", "--port", str(port)]
    process = None if _is_healthy(url) else subprocess.Popen(command, stdout=subprocess.DEVNULL)  # noqa: S603
    try:
        _await_server(url, process)
        os.environ["PREFECT_API_URL"] = url  # for the processes of the runs
        with temporary_settings({PREFECT_API_URL: url}):
            yield url
    finally:
        if process is not None:
            process.terminate()
            process.wait()


def crash_leftovers(names: Sequence[str]) -> int:
    """Mark runs of these deployments that still count as going on as crashed; returns how many."""
    with get_client(sync_client=True) as client:
        runs = client.read_flow_runs(
            flow_run_filter=FlowRunFilter.model_validate({"state": {"type": {"any_": UNFINISHED}}}),
            deployment_filter=DeploymentFilter(name=DeploymentFilterName(any_=list(names))),
            sort=FlowRunSort.EXPECTED_START_TIME_ASC,
            limit=PAGE,  # more cannot be: a deployment has one run at a time
        )
        for run in runs:
            client.set_flow_run_state(run.id, Crashed(message="Left behind by a stopped `esep serve`."), force=True)
    return len(runs)


def _await_server(url: str, process: "subprocess.Popen[bytes] | None") -> None:
    end = time.monotonic() + START_WAIT
    while not _is_healthy(url):
        if time.monotonic() > end or (process is not None and process.poll() is not None):
            raise EsepError(f"no Prefect server came up at {url}")
        time.sleep(0.2)


def _is_healthy(url: str) -> bool:
    try:
        return httpx.get(f"{url}/health", timeout=5).is_success
    except httpx.HTTPError:
        return False


def _runner_deployment(one: dict[str, Any]) -> RunnerDeployment:
    from prefect.client.schemas.objects import ConcurrencyLimitConfig
    from prefect.events import DeploymentEventTrigger
    from prefect.schedules import Cron

    deployment = _flow(one["entrypoint"]).to_deployment(
        name=one["name"],
        description=one["description"],
        parameters=one["parameters"],
        tags=one["tags"],
        schedules=[Cron(schedule["cron"], timezone=schedule["timezone"]) for schedule in one["schedules"]],
        concurrency_limit=ConcurrencyLimitConfig.model_validate(one["concurrency_limit"]),
        triggers=[DeploymentEventTrigger.model_validate(trigger) for trigger in one.get("triggers", [])],
    )
    assert isinstance(deployment, RunnerDeployment)  # noqa: S101 - a coroutine only in an event loop
    return deployment


def _flow(entrypoint: str) -> Flow[Any, Any]:
    path, name = entrypoint.split(":")
    module = import_module(path.removesuffix(".py").replace("/", "."))
    flow: Flow[Any, Any] = getattr(module, name)
    return flow
