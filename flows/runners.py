"""Where tasks run: threads of this process, processes of this machine, or a Dask cluster, by one setting.

`ESEP_TASK_RUNNER` is `threads` (the default), `processes`, or `dask` (`ESEP_DASK_ADDRESS` names a running cluster).
"""

import os
from typing import Any

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


def _dask_runner() -> TaskRunner[Any]:
    try:
        from prefect_dask.task_runners import DaskTaskRunner
    except ImportError as error:
        raise UsageError("ESEP_TASK_RUNNER=dask needs the extra: pip install 'esep[dask]'") from error
    address = os.environ.get("ESEP_DASK_ADDRESS")
    cluster = {"address": address} if address else {"cluster_kwargs": {"n_workers": WORKERS, "threads_per_worker": 1}}
    runner: TaskRunner[Any] = DaskTaskRunner(**cluster)
    return runner
