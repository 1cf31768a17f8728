"""Fixtures that are costly to make and shared by many tests, and one that ends a test which would never end."""

import json
import signal
from collections.abc import Iterator
from pathlib import Path

import pytest
from filelock import FileLock

from tests.demo_run import Demo, run_demo


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Files that take minutes are begun first."""
    items.sort(key=lambda item: item.get_closest_marker("long") is None)


@pytest.fixture(scope="session")
def demo(tmp_path_factory, worker_id) -> Demo:
    """The sample site read by the real flows, twice; made once, however many processes run the tests."""
    base = tmp_path_factory.getbasetemp()
    shared = base if worker_id == "master" else base.parent
    home, told = shared / "demo", shared / "demo.json"
    with FileLock(f"{told}.lock"):
        if not told.exists():
            made = run_demo(home)
            told.write_text(json.dumps([made.first, made.second]), encoding="utf-8")
        first, second = json.loads(told.read_text(encoding="utf-8"))
    return Demo(Path(home), first, second)


@pytest.fixture
def linear() -> Iterator[None]:
    """Fails a test that takes two minutes of processor time: linear work needs seconds, quadratic work hours."""

    def stop(*_: object) -> None:
        pytest.fail("more work than grows with the length of the text")

    before = signal.signal(signal.SIGVTALRM, stop)
    signal.setitimer(signal.ITIMER_VIRTUAL, 120)
    yield
    signal.setitimer(signal.ITIMER_VIRTUAL, 0)
    signal.signal(signal.SIGVTALRM, before)
