"""Flows as a team runs them: a real Prefect server, `esep serve`, schedules, failing sources, a killed worker."""

import shutil
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path

import duckdb
import pytest
import yaml
from hostile_site import ARTICLE, HostileSite, Route, Visit, feed
from hostile_site import serve as serve_hostile
from postgres_server import postgres
from prefect_server import Api, free_port, kill_all, plain_environment, prefect_server, running, wait_for

from extractors.settings import CONFIG_PATH
from flows.sample.server import serve as serve_sample

pytestmark = pytest.mark.server

EVERY_MINUTE, NEVER = "* * * * *", "0 0 29 2 *"
SCHEDULES = {
    "timezone": "UTC",
    "deployments": {
        "all": {"flow": "ingest", "cron": None, "description": "Every source at once."},
        "reconcile": {"cron": None, "description": "By hand."},
        "publish": {"cron": None, "description": "By hand."},
        "notify": {"cron": None, "description": "When a case has changed."},
    },
    "limits": {"ingest": 4, "writer": 1},
}
BUSY_SECONDS = 3
PATIENCE = 120  # seconds for anything on a busy machine
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

    def change_schedule(self, source_id: str, old: str, new: str) -> None:
        file = self.home / "sources" / f"{source_id}.yml"
        file.write_text(file.read_text(encoding="utf-8").replace(old, new), encoding="utf-8")

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


def write_world(home: Path, sample_sources: Path, busy: HostileSite) -> None:
    """Configuration with schedules of seconds: one sample outlet, one dead source, one that asks for patience."""
    shutil.copytree(CONFIG_PATH, home / "config")
    (home / "config" / "schedules.yml").write_text(yaml.safe_dump(SCHEDULES), encoding="utf-8")
    (home / "config" / "alerts.yml").write_text(
        "policy: {grace_hours: 0, backfill_days: 9, per_source_per_day: 9, retries: 1, retry_minutes: 0}\nroutes: []\n",
        encoding="utf-8",
    )
    sources = home / "sources"
    sources.mkdir()
    for file in sample_sources.glob("*.yml"):
        schedule = EVERY_MINUTE if file.stem == "sample_courier" else NEVER
        (sources / file.name).write_text(f'{file.read_text(encoding="utf-8")}\nschedule: "{schedule}"\n', "utf-8")
    write_source(sources, "dead", f"http://127.0.0.1:{free_port()}", NEVER)
    write_source(sources, "busy", busy.base, NEVER)


@contextmanager
def world_on(home: Path, url: str) -> Iterator[World]:
    with ExitStack() as stack:
        sample = stack.enter_context(serve_sample(home / "sample", base_port=0))
        times: list[float] = []
        busy = stack.enter_context(serve_hostile({"/feed.xml": feed("/busy"), "/busy": busy_once(times)}))
        write_world(home, sample.sources_folder, busy)
        places = {"ESEP_CONFIG": str(home / "config"), "ESEP_SOURCES": str(home / "sources")}
        yield World(home, Api(url), plain_environment(home, PREFECT_API_URL=url, **places), times)


@pytest.fixture(scope="module")
def world(tmp_path_factory) -> Iterator[World]:
    home = tmp_path_factory.mktemp("world")
    with prefect_server(home) as url, world_on(home, url) as made:
        yield made


def test_a_team_s_day(world):
    """One server, one story: schedule, failure, patience, kill, resumption, and what can be seen of it."""
    api = world.api
    with world.esep_serve() as first:
        done = wait_for(lambda: api.runs("ingest-sample_courier", "COMPLETED"), PATIENCE, world.log)
        assert done[0]["auto_scheduled"]
        run_id = api.start("all")
        wait_for(lambda: api.tasks(run_id).get("crawl dead", {}).get("run_count", 0) >= 1, PATIENCE, world.log)
        kill_all(first)
    left = api.run(run_id)
    assert left["state"]["type"] == "RUNNING", "nobody was there to say that it died"
    world.change_schedule("sample_courier", EVERY_MINUTE, NEVER)

    with world.esep_serve():
        wait_for(lambda: api.run(run_id)["state"]["type"] == "CRASHED", PATIENCE, world.log)
        again = api.start("all")
        wait_for(lambda: api.run(again)["state"]["type"] == "COMPLETED", PATIENCE, world.log)
        tasks = api.tasks(again)
        assert tasks["crawl dead"]["state"]["type"] == "FAILED"
        assert tasks["crawl dead"]["run_count"] == 3, "tried again before it was given up"
        others = [task for name, task in tasks.items() if name.startswith("crawl") and name != "crawl dead"]
        assert len(others) == 8
        assert {task["state"]["type"] for task in others} == {"COMPLETED"}
        reckoned = api.start("reconcile")
        wait_for(lambda: api.run(reckoned)["state"]["type"] == "COMPLETED", PATIENCE, world.log)
        wait_for(lambda: api.runs("notify", "COMPLETED"), PATIENCE, world.log)  # the automation
        published = api.start("publish")
        wait_for(lambda: api.run(published)["state"]["type"] == "COMPLETED", PATIENCE, world.log)

        artifacts = {one["key"]: one for one in api.post("/artifacts/filter", limit=200, offset=0)}
        assert artifacts.keys() >= {"esep-read", "esep-progress", "esep-discrepancies"}
        assert "open contradictions" in artifacts["esep-discrepancies"]["data"]
        told = {event["event"] for event in wait_for(lambda: api.events("esep.case."), PATIENCE, world.log)}
        assert told <= {"esep.case.open", "esep.case.confirmed", "esep.case.superseded", "esep.case.resolved"}

    counts = world.rows("select count(*), count(distinct capture_id) from capture")
    assert counts[0][0] == counts[0][1] > 30, "a killed run loses and doubles nothing"
    assert ("dead",) in world.rows("select source_id from issue where kind = 'source_failed'")
    first_asked, second_asked = world.busy[:2]
    assert second_asked - first_asked >= BUSY_SECONDS, "Retry-After is honoured"


@pytest.mark.postgres
def test_the_same_on_postgresql(tmp_path):
    with (
        postgres() as database,
        prefect_server(tmp_path, PREFECT_SERVER_DATABASE_CONNECTION_URL=database) as url,
        world_on(tmp_path, url) as world,
        world.esep_serve(),
    ):
        done = wait_for(lambda: world.api.runs("ingest-sample_courier", "COMPLETED"), PATIENCE, world.log)
        assert done[0]["auto_scheduled"]
        assert "crawl sample_courier" in world.api.tasks(done[0]["id"])
        assert not (tmp_path / "prefect" / "prefect.db").exists()
    assert world.rows("select count(*) > 0 from claim") == [(True,)]
