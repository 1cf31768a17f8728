"""Every deployment as data: ingest once a source, and the flows of `config/schedules.yml`.

Enters: the source files and the schedules. Leaves: Prefect deployments for `esep serve`, and the text of `prefect.yaml`
for work pools (`python -m flows.deployments`), so that both always say the same.
"""

import sys
from collections.abc import Iterator
from typing import Annotated, Any, Literal

import yaml
from prefect.client.schemas.schedules import CronSchedule
from pydantic import AfterValidator, Field, ValidationError, model_validator

from extractors.errors import ConfigError
from extractors.settings import Settings, Source, Strict, load_sources, load_yaml, read_settings
from flows.case_events import CASES_CHANGED

FlowName = Literal["ingest", "reconcile", "publish", "check_sources", "notify", "replay", "store"]
ENTRYPOINTS: dict[str, str] = {
    "ingest": "flows/ingest.py:ingest",
    "reconcile": "flows/daily.py:reconcile",
    "publish": "flows/daily.py:publish",
    "check_sources": "flows/source_check.py:check_sources_flow",
    "notify": "flows/notify.py:notify",
    "replay": "flows/replay.py:replay",
    "store": "flows/store.py:store",
}


def _known_cron(text: str) -> str:
    try:
        CronSchedule(cron=text)
    except ValidationError as error:
        raise ValueError(f"{text!r} is no cron expression") from error
    return text


# A run that comes while its predecessor still works is dropped, not queued: the next one catches up on everything.
ONE_AT_A_TIME = {"limit": 1, "collision_strategy": "CANCEL_NEW"}
# The ready automation: as soon as a reckoning has moved a case, the notices that are due go out.
NOTIFY_TRIGGER = {
    "type": "event",
    "name": "esep: notify when a case has changed",
    "match": {"prefect.resource.id": "esep.warehouse"},
    "expect": [CASES_CHANGED],
    "posture": "Reactive",
    "threshold": 1,
    "within": 0,
}


class Deployment(Strict):
    """One scheduled flow; without `cron` it waits to be started by hand."""

    flow: FlowName | None = None  # its own name when not given
    cron: Annotated[str, AfterValidator(_known_cron)] | None
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

    @model_validator(mode="after")
    def _known_flows(self) -> "Schedules":
        unknown = [name for name, one in self.deployments.items() if (one.flow or name) not in ENTRYPOINTS]
        if unknown:
            raise ValueError(f"{', '.join(unknown)}: no such flow; say `flow: …`, one of {', '.join(ENTRYPOINTS)}")
        return self


def read_schedules(settings: Settings) -> Schedules:
    """The schedules of the configuration."""
    return load_yaml(settings.config / "schedules.yml", Schedules)


def list_deployments(settings: Settings) -> Iterator[dict[str, Any]]:
    """Every deployment in the form of `prefect.yaml`, sources first."""
    schedules = read_schedules(settings)
    for source_id, source in load_sources(settings.sources).items():
        if source.is_read:
            yield {
                "name": f"ingest-{source_id}",
                "description": f"Fetch, archive, read and load {source.publisher}.",
                "entrypoint": ENTRYPOINTS["ingest"],
                "parameters": {"source_ids": [source_id]},
                "tags": ["esep", "ingest", source.tier],
                "schedules": [{"cron": _source_cron(source), "timezone": source.timezone}],
                "concurrency_limit": dict(ONE_AT_A_TIME),
            }
    for name, one in schedules.deployments.items():
        flow = one.flow or name
        yield {
            "name": name,
            "description": one.description,
            "entrypoint": ENTRYPOINTS[flow],
            "parameters": one.parameters,
            "tags": ["esep", flow],
            "schedules": [{"cron": one.cron, "timezone": schedules.timezone}] if one.cron else [],
            "concurrency_limit": dict(ONE_AT_A_TIME),
            "triggers": [NOTIFY_TRIGGER] if flow == "notify" else [],
        }


def _source_cron(source: Source) -> str:
    try:
        return _known_cron(source.schedule)
    except ValueError as error:
        raise ConfigError(f"{source.source_id}.yml: schedule: {error}") from error


def prefect_yaml(settings: Settings) -> str:
    """The text of `prefect.yaml`: the same deployments for a work pool named `esep`."""
    deployments = [one | {"work_pool": {"name": "esep"}} for one in list_deployments(settings)]
    document = {"name": "esep", "pull": None, "deployments": deployments}
    note = "# Made from config/ by `make prefect.yaml`; change the sources and config/schedules.yml instead.\n"
    return note + yaml.safe_dump(document, sort_keys=False, allow_unicode=True, width=120)


if __name__ == "__main__":
    sys.stdout.write(prefect_yaml(read_settings()))
