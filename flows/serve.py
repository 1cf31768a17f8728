"""`esep serve`: every deployment with its schedule in this one process, for a small team."""

from importlib import import_module
from typing import Any

from prefect import Flow, serve

from extractors.settings import Settings, read_settings
from flows.deployments import list_deployments, read_schedules


def serve_all() -> None:
    """Serve until interrupted; at most `limits.ingest` runs go on at once."""
    settings = read_settings()
    limit = read_schedules(settings).limits.ingest
    serve(*runner_deployments(settings), limit=limit)


def runner_deployments(settings: Settings) -> list[Any]:
    """The deployments as Prefect's runner takes them."""
    return [_runner_deployment(one) for one in list_deployments(settings)]


def _runner_deployment(one: dict[str, Any]) -> Any:
    from prefect.schedules import Cron

    return _flow(one["entrypoint"]).to_deployment(
        name=one["name"],
        description=one["description"],
        parameters=one["parameters"],
        tags=one["tags"],
        schedules=[Cron(schedule["cron"], timezone=schedule["timezone"]) for schedule in one["schedules"]],
        concurrency_limit=one["concurrency_limit"],
    )


def _flow(entrypoint: str) -> Flow[Any, Any]:
    path, name = entrypoint.split(":")
    module = import_module(path.removesuffix(".py").replace("/", "."))
    flow: Flow[Any, Any] = getattr(module, name)
    return flow
