"""Every deployment as data: ingest once a source, and the flows of `config/schedules.yml`.

Enters: the source files and the schedules. Leaves: Prefect deployments for `esep serve`, and the text of `prefect.yaml`
for work pools (`python -m flows.deployments`), so that both always say the same.
"""

import sys
from collections.abc import Iterator
from typing import Any, Literal

import yaml
from pydantic import Field

from extractors.settings import Settings, Strict, load_sources, load_yaml, read_settings

FlowName = Literal["ingest", "reconcile", "publish", "check_sources", "notify", "replay"]
ENTRYPOINTS: dict[str, str] = {
    "ingest": "flows/ingest.py:ingest",
    "reconcile": "flows/daily.py:reconcile",
    "publish": "flows/daily.py:publish",
    "check_sources": "flows/source_check.py:check_sources_flow",
    "notify": "flows/notify.py:notify",
    "replay": "flows/replay.py:replay",
}


class Deployment(Strict):
    """One scheduled flow; without `cron` it waits to be started by hand."""

    flow: FlowName | None = None  # its own name when not given
    cron: str | None
    parameters: dict[str, Any] = Field(default_factory=dict)
    description: str


class Limits(Strict):
    """How many runs go on at once: sources being crawled, processes that write the warehouse."""

    ingest: int
    writer: Literal[1]


class Schedules(Strict):
    """`config/schedules.yml`."""

    timezone: str
    deployments: dict[str, Deployment]
    limits: Limits


def read_schedules(settings: Settings) -> Schedules:
    """The schedules of the configuration."""
    return load_yaml(settings.config / "schedules.yml", Schedules)


def list_deployments(settings: Settings) -> Iterator[dict[str, Any]]:
    """Every deployment in the form of `prefect.yaml`, sources first."""
    schedules = read_schedules(settings)
    for source_id, source in load_sources(settings.sources).items():
        if source.is_enabled and source.kind == "pages":
            yield {
                "name": f"ingest-{source_id}",
                "description": f"Fetch, archive, read and load {source.publisher}.",
                "entrypoint": ENTRYPOINTS["ingest"],
                "parameters": {"source_ids": [source_id]},
                "tags": ["esep", "ingest", source.tier],
                "schedules": [{"cron": source.schedule, "timezone": source.timezone}],
                "concurrency_limit": 1,
            }
    for name, one in schedules.deployments.items():
        yield {
            "name": name,
            "description": one.description,
            "entrypoint": ENTRYPOINTS[one.flow or name],
            "parameters": one.parameters,
            "tags": ["esep", one.flow or name],
            "schedules": [{"cron": one.cron, "timezone": schedules.timezone}] if one.cron else [],
            "concurrency_limit": 1,
        }


def prefect_yaml(settings: Settings) -> str:
    """The text of `prefect.yaml`: the same deployments for a work pool named `esep`."""
    deployments = [one | {"work_pool": {"name": "esep"}} for one in list_deployments(settings)]
    document = {"name": "esep", "pull": None, "deployments": deployments}
    note = "# Made from config/ by `make prefect.yaml`; change the sources and config/schedules.yml instead.\n"
    return note + yaml.safe_dump(document, sort_keys=False, allow_unicode=True, width=120)


if __name__ == "__main__":
    sys.stdout.write(prefect_yaml(read_settings()))
