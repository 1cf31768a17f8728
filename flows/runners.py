"""Where reading runs: threads of this process, processes of this machine, or a Dask cluster, by one setting.

`ESEP_TASK_RUNNER` is `threads` (the default), `processes`, or `dask`: the cluster that `ESEP_DASK_ADDRESS` names, or
one of this machine with `ESEP_DASK_WORKERS` processes.
Only the reading of captures moves: crawling holds each site's politeness and loading the one writer, so both stay.
"""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from prefect.settings import PREFECT_API_URL, temporary_settings
from prefect.task_runners import ProcessPoolTaskRunner, TaskRunner, ThreadPoolTaskRunner

from extractors.errors import UsageError

WORKERS = min(os.cpu_count() or 1, 8)


def choose_runner() -> TaskRunner[Any]:
    """The task runner the environment asks for. Raises `UsageError` for an unknown or missing one."""
    name = os.environ.get("ESEP_TASK_RUNNER", "threads")
    if name == "threads":
        return ThreadPoolTaskRunner(max_workers=max(WORKERS, 4))
    if name == "processes":
        return ProcessPoolTaskRunner(max_workers=WORKERS)
    if name == "dask":
        return _dask_runner()
    raise UsageError(f"ESEP_TASK_RUNNER: {name!r} is not one of threads, processes, dask")


@contextmanager
def reading_runner() -> Iterator[TaskRunner[Any]]:
    """The chosen runner, started; its workers report to the server this flow reports to.

    Without that each worker process would start a temporary server of its own over the same SQLite file, and they
    would wait for one another for ever.
    """
    server = PREFECT_API_URL.value() or _temporary_server()
    with temporary_settings({PREFECT_API_URL: server}), choose_runner() as runner:
        yield runner


def _temporary_server() -> str:
    from prefect.server.api.server import SubprocessASGIServer  # seconds to import: only where one runs

    return str(SubprocessASGIServer().api_url)


def _dask_runner() -> TaskRunner[Any]:
    try:
        from prefect_dask.task_runners import DaskTaskRunner
    except ImportError as error:
        raise UsageError("ESEP_TASK_RUNNER=dask needs the extra: pip install 'esep[dask]'") from error
    address = os.environ.get("ESEP_DASK_ADDRESS")
    count = os.environ.get("ESEP_DASK_WORKERS", str(WORKERS))
    if not count.isdecimal() or int(count) < 1:
        raise UsageError(f"ESEP_DASK_WORKERS: {count!r} is no number of processes")
    local = {"n_workers": int(count), "threads_per_worker": 1, "dashboard_address": None}
    runner: TaskRunner[Any] = DaskTaskRunner(**({"address": address} if address else {"cluster_kwargs": local}))
    return runner
