"""Flows as a team runs them: a real Prefect server, `esep serve`, schedules, failing sources, a killed worker."""

import shutil
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import duckdb
import pytest
import yaml
from hostile_site import ARTICLE, HostileSite, Route, Visit, feed
from hostile_site import serve as serve_hostile
from postgres_server import postgres
from prefect_server import (
    PATIENCE,
    QUICK,
    ROOT,
    Api,
    free_port,
    is_healthy,
    kill_all,
    plain_environment,
    prefect_server,
    running,
    wait_for,
)

from extractors.settings import CONFIG_PATH
from flows.sample.server import serve as serve_sample

pytestmark = pytest.mark.server

EVERY_MINUTE, NEVER = "* * * * *", "0 0 29 2 *"
SCHEDULES = {
    "timezone": "UTC",
    "deployments": {
        "all": {"flow": "ingest", "cron": None, "description": "Every source at once."},
        "reconcile": {"cron": EVERY_MINUTE, "description": "As soon as may be."},
        "publish": {"cron": None, "description": "By hand."},
        "notify": {"cron": None, "description": "When a case has changed."},
    },
    "limits": {"ingest": 4, "writer": 1},
}
BUSY_SECONDS = 3
SOURCE = {"tier": "outlet", "hosts": ["127.0.0.1"], "languages": ["en"], "timezone": "UTC"}


@dataclass
class World:
    """Where everything of one test lies."""

    home: Path
    api: Api
    environment: dict[str, str]
    busy: list[float]  # when the busy page was asked for

    @property
    def log(self) -> Path:
        return self.home / "serve.log"

    @contextmanager
    def esep_serve(self) -> Iterator["subprocess.Popen[bytes]"]:
        with running([sys.executable, "-m", "flows.cli", "serve"], self.environment, self.log) as process:
            yield process

    @contextmanager
    def worker(self) -> Iterator["subprocess.Popen[bytes]"]:
        command = [sys.executable, "-m", "prefect", "worker", "start", "--pool", "esep"]
        with running(command, self.environment, self.log) as process:
            yield process

    def courier_runs(self, *states: str) -> list[dict[str, Any]]:
        """Runs of the scheduled source once there are any in these states."""
        return wait_for(lambda: self.api.runs("ingest-sample_courier", *states), 2 * PATIENCE, self.log)

    def run(self, *arguments: str) -> bytes:
        """What a Python command prints; it must succeed."""
        done = subprocess.run(
            [sys.executable, *arguments],
            env=self.environment,
            cwd=ROOT,
            capture_output=True,
            timeout=PATIENCE,
            check=False,
        )
        assert done.returncode == 0, (done.stdout + done.stderr).decode()
        return done.stdout

    def prefect(self, *arguments: str) -> None:
        self.run("-m", "prefect", *arguments)

    def events(self, prefix: str, resource: str) -> list[dict[str, Any]]:
        """Events, which the server writes a moment later."""
        return wait_for(lambda: self.api.events(prefix, resource), PATIENCE, self.log)

    def made_of(self, asset: str) -> set[str]:
        """The assets from which Prefect says this one was made."""
        event = self.events("prefect.asset.materialization.succeeded", asset)[0]
        return {one["prefect.resource.id"] for one in event["related"] if one["prefect.resource.role"] == "asset"}

    def rows(self, query: str) -> list[tuple]:
        with duckdb.connect(str(self.home / "warehouse.duckdb"), read_only=True) as connection:
            return connection.execute(query).fetchall()


def busy_once(times: list[float]) -> Route:
    """A page that asks for patience once, and when it was asked."""

    async def page(visit: Visit) -> None:
        times.append(time.monotonic())
        if len(times) == 1:
            await visit.reply(status="503 Busy", retry_after=str(BUSY_SECONDS))
        else:
            await visit.reply(ARTICLE.format("Output", "Output of machine building grew by 17.6 percent in 2023."))

    return page


def write_source(folder: Path, source_id: str, base: str, schedule: str) -> None:
    source = SOURCE | {
        "source_id": source_id,
        "publisher": source_id.title(),
        "homepage": base,
        "politeness": {"delay": 0, "max_delay": 10},
        "allow_private_addresses": True,
        "schedule": schedule,
        "seeds": [{"kind": "feed", "url": f"{base}/feed.xml"}],
    }
    (folder / f"{source_id}.yml").write_text(yaml.safe_dump(source), encoding="utf-8")


def write_world(home: Path, sample_sources: Path, busy: HostileSite, often: str | None) -> None:
    """The sample outlets, of which one is read `often`, a dead source, and one that asks for patience."""
    shutil.copytree(CONFIG_PATH, home / "config")
    (home / "config" / "schedules.yml").write_text(yaml.safe_dump(SCHEDULES), encoding="utf-8")
    (home / "config" / "alerts.yml").write_text(
        "policy: {grace_hours: 0, backfill_days: 9, per_source_per_day: 9, retries: 1, retry_minutes: 0}\nroutes: []\n",
        encoding="utf-8",
    )
    sources = home / "sources"
    sources.mkdir()
    for file in sample_sources.glob("*.yml"):
        schedule = EVERY_MINUTE if file.stem == often else NEVER
        (sources / file.name).write_text(f'{file.read_text(encoding="utf-8")}\nschedule: "{schedule}"\n', "utf-8")
    write_source(sources, "dead", f"http://127.0.0.1:{free_port()}", NEVER)
    write_source(sources, "busy", busy.base, NEVER)


@contextmanager
def world_on(home: Path, url: str, *, often: str | None = None, **settings: str) -> Iterator[World]:
    with ExitStack() as stack:
        sample = stack.enter_context(serve_sample(home / "sample", base_port=0))
        times: list[float] = []
        busy = stack.enter_context(serve_hostile({"/feed.xml": feed("/busy"), "/busy": busy_once(times)}))
        write_world(home, sample.sources_folder, busy, often)
        places = {"ESEP_CONFIG": str(home / "config"), "ESEP_SOURCES": str(home / "sources")}
        yield World(home, Api(url), plain_environment(home, **places, **settings), times)


def test_a_small_team_s_day(tmp_path):
    """`esep serve` alone, with a server of its own: schedule, failure, patience, kill, resumption, all to be seen."""
    port = free_port()
    settings = QUICK | {"PREFECT_SERVER_API_PORT": str(port)}
    with world_on(tmp_path, f"http://127.0.0.1:{port}/api", **settings) as world:
        api, log = world.api, world.log
        with world.esep_serve() as first:
            wait_for(lambda: "all" in api.deployments(), PATIENCE, log)
            run_id = api.start("all")
            wait_for(lambda: api.tasks(run_id).get("crawl dead", {}).get("run_count", 0) >= 1, PATIENCE, log)
            kill_all(first)
        with world.esep_serve():
            wait_for(lambda: is_healthy(api.url), PATIENCE, log)
            wait_for(lambda: api.run(run_id)["state"]["type"] == "CRASHED", PATIENCE, log)
            check_patience_with_sources(world, api.tasks(api.finish("all", log)))
            wait_for(lambda: api.runs("notify", "COMPLETED"), PATIENCE, log)  # the automation
            assert api.runs("reconcile", "COMPLETED")[0]["auto_scheduled"]
            api.finish("publish", log)
            check_what_can_be_seen(world)

        counts = world.rows("select count(*), count(distinct capture_id) from capture")
        assert counts[0][0] == counts[0][1] > 30, "a killed run loses and doubles nothing"
        assert ("dead",) in world.rows("select source_id from issue where kind = 'source_failed'")


def check_patience_with_sources(world: World, tasks: dict[str, dict[str, Any]]) -> None:
    assert tasks["crawl dead"]["state"]["type"] == "FAILED"
    assert tasks["crawl dead"]["run_count"] == 3, "tried again before it was given up"
    others = [task for name, task in tasks.items() if name.startswith("crawl") and name != "crawl dead"]
    assert len(others) == 8
    assert {task["state"]["type"] for task in others} == {"COMPLETED"}
    first_asked, second_asked = world.busy[:2]
    assert second_asked - first_asked >= BUSY_SECONDS, "Retry-After is honoured"


def check_what_can_be_seen(world: World) -> None:
    """Artifacts, events of cases, and the lineage source → archive → mart as Prefect draws it."""
    artifacts = {one["key"]: one for one in world.api.post("/artifacts/filter", limit=200, offset=0)}
    assert artifacts.keys() >= {"esep-read", "esep-progress", "esep-discrepancies"}
    assert "open contradictions" in artifacts["esep-discrepancies"]["data"]
    told = {event["event"] for event in world.events("esep.case.", "esep.case.")}
    assert told <= {"esep.case.open", "esep.case.confirmed", "esep.case.superseded", "esep.case.resolved"}
    assert "esep://source/sample_courier" in world.made_of("esep://archive/sample_courier")
    archives = {f"esep://archive/{source_id}" for source_id in ("sample_courier", "sample_ministry")}
    for mart in ("fct_claim", "fct_observation", "fct_discrepancy"):
        assert archives <= world.made_of(f"esep://mart/{mart}")


@pytest.mark.postgres
def test_a_larger_team_s_way_on_postgresql(tmp_path):
    """The steps of docs/operating.md: a server on PostgreSQL, a work pool, `prefect deploy --all`, workers."""
    lease = {"PREFECT_SERVER_CONCURRENCY_INITIAL_DEPLOYMENT_LEASE_DURATION": "30"}
    with (
        postgres() as database,
        prefect_server(tmp_path, PREFECT_SERVER_DATABASE_CONNECTION_URL=database, **lease) as url,
        world_on(tmp_path, url, often="sample_courier", PREFECT_API_URL=url) as world,
    ):
        world.prefect("work-pool", "create", "esep", "--type", "process")
        world.prefect("work-pool", "set-concurrency-limit", "esep", "4")
        file = tmp_path / "prefect.yaml"
        file.write_bytes(world.run("-m", "flows.deployments"))
        world.prefect("--no-prompt", "deploy", "--all", "--prefect-file", str(file))
        with world.worker() as first:
            (killed, *_) = world.courier_runs("PENDING", "RUNNING")
            kill_all(first)
        with world.worker():
            (done, *_) = world.courier_runs("COMPLETED")
            assert done["id"] != killed["id"], "another took its place once its lease was over"
            assert done["auto_scheduled"]
            assert done["work_pool_name"] == "esep"
            assert "crawl sample_courier" in world.api.tasks(done["id"])
        assert not (tmp_path / "prefect" / "prefect.db").exists()
        assert world.rows("select count(*) > 0 from claim") == [(True,)]
