"""Fixtures that are costly to make and shared by many tests."""

import pytest

from tests.demo_run import Demo, run_demo


@pytest.fixture(scope="session")
def demo(tmp_path_factory) -> Demo:
    """The sample site read by the real flows, twice."""
    return run_demo(tmp_path_factory.mktemp("demo"))
