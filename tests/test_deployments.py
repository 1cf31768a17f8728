"""Deployments as data: one for each source, schedules checked, and a `prefect.yaml` that says the same."""

import shutil
from pathlib import Path

import pytest
import yaml

from extractors.errors import ConfigError
from extractors.settings import CONFIG_PATH, Settings, load_sources
from flows.deployments import list_deployments, prefect_yaml, read_schedules
from flows.runners import choose_runner
from flows.serve import runner_deployments

SETTINGS = Settings(home=Path("var"), config=CONFIG_PATH, sources=CONFIG_PATH / "sources")


def configuration(folder: Path, name: str, old: str, new: str) -> Settings:
    shutil.copytree(CONFIG_PATH, folder / "config")
    file = folder / "config" / name
    text = file.read_text(encoding="utf-8")
    assert old in text
    file.write_text(text.replace(old, new), encoding="utf-8")
    return Settings(home=folder, config=folder / "config", sources=folder / "config" / "sources")


def test_every_enabled_source_and_every_scheduled_flow_is_a_deployment():
    sources = load_sources(SETTINGS.sources).values()
    enabled = {f"ingest-{one.source_id}" for one in sources if one.is_read}
    deployments = {one["name"]: one for one in list_deployments(SETTINGS)}
    assert deployments.keys() == enabled | read_schedules(SETTINGS).deployments.keys()
    assert deployments["replay"]["schedules"] == []
    assert deployments["reconcile_full"]["parameters"] == {"full": True}
    assert all(one["concurrency_limit"]["limit"] == 1 for one in deployments.values())


def test_prefect_yaml_is_what_the_configuration_says():
    written = (CONFIG_PATH.parent / "prefect.yaml").read_text(encoding="utf-8")
    assert written == prefect_yaml(SETTINGS), "run `make prefect.yaml`"
    document = yaml.safe_load(written)
    assert {one["work_pool"]["name"] for one in document["deployments"]} == {"esep"}
    for one in document["deployments"]:
        path, name = one["entrypoint"].split(":")
        assert f"def {name}(" in (CONFIG_PATH.parent / path).read_text(encoding="utf-8")


def test_serve_offers_the_same_deployments():
    served = {one.name: one for one in runner_deployments(SETTINGS)}
    for one in list_deployments(SETTINGS):
        mine = served[one["name"]]
        assert [schedule.schedule.cron for schedule in mine.schedules] == [cron["cron"] for cron in one["schedules"]]
        assert mine.parameters == one["parameters"]
        assert len(mine.triggers) == len(one.get("triggers", []))
    assert len(served["notify"].triggers) == 1, "the ready automation"


@pytest.mark.parametrize(
    ("name", "old", "new", "told"),
    [
        ("schedules.yml", '"20 * * * *"', '"61 * * * *"', r"schedules\.yml:\d+: deployments\.reconcile\.cron"),
        ("schedules.yml", "  publish:", "  publsh:", "publsh: no such flow"),
        ("schedules.yml", "  writer: 1", "  writer: 2", r"limits\.writer"),
        ("schedules.yml", "description: Send", "descripton: Send", "descripton"),
        ("sources/astanatimes.yml", "schedule: ", "schedule: hourly #", r"astanatimes\.yml:\d+: schedule"),
    ],
)
def test_a_wrong_schedule_is_told_with_its_place(tmp_path, name, old, new, told):
    settings = configuration(tmp_path, name, old, new)
    with pytest.raises(ConfigError, match=told):
        list(list_deployments(settings))


def test_an_unknown_task_runner_is_refused(monkeypatch):
    from extractors.errors import UsageError

    monkeypatch.setenv("ESEP_TASK_RUNNER", "ray")
    with pytest.raises(UsageError, match="'ray' is not one of threads, processes, dask"):
        choose_runner()
