"""The daily flow and its parts: ingest → reconcile → publish; each part can be scheduled alone."""

from collections.abc import Sequence
from dataclasses import asdict
from datetime import UTC, datetime
from typing import Any

from prefect import flow, task
from prefect.cache_policies import NO_CACHE

from extractors.settings import Settings, read_settings
from flows.ingest import ingest
from flows.stages import reckon, release
from warehouse.release import Release


@task(name="reconcile", cache_policy=NO_CACHE, persist_result=False)
def reckon_task(settings: Settings, recorded_at: datetime, is_full: bool) -> dict[str, Any]:  # noqa: FBT001
    """Reconcile claims into verdicts, observations and cases."""
    return asdict(reckon(settings, recorded_at=recorded_at, is_full=is_full))


@task(name="publish", cache_policy=NO_CACHE, persist_result=False)
def release_task(settings: Settings, recorded_at: datetime) -> Release:
    """Check, build and swap in a new release."""
    return release(settings, recorded_at=recorded_at)


@flow(name="reconcile", validate_parameters=False)
def reconcile(*, full: bool = False) -> dict[str, Any]:
    """Reconcile what the warehouse holds."""
    return reckon_task(read_settings(), datetime.now(UTC), full)


@flow(name="publish", validate_parameters=False)
def publish() -> Release:
    """Publish the warehouse as a new release."""
    return release_task(read_settings(), datetime.now(UTC))


@flow(name="daily", validate_parameters=False)
def daily(source_ids: Sequence[str] | None = None, since: datetime | None = None) -> dict[str, Any]:
    """Everything once: ingest, reconcile, publish."""
    ingested = ingest(source_ids, since)
    return {"ingest": ingested, "reconcile": reconcile(), "release": publish()}
