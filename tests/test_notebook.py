"""The notebook of docs/ runs on a release and draws what was revised."""

import importlib.util
import re
from pathlib import Path

import pytest

from warehouse.release import open_release

pytest.importorskip("marimo", reason="needs marimo: make test-extras")

NOTEBOOK = Path(__file__).resolve().parent.parent / "docs" / "revision_triangle.py"


def test_it_draws_every_vintage_of_the_most_revised_series(demo, monkeypatch):
    monkeypatch.setenv("ESEP_HOME", str(demo.home))
    spec = importlib.util.spec_from_file_location("revision_triangle", NOTEBOOK)
    assert spec is not None
    assert spec.loader is not None
    notebook = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(notebook)
    _, names = notebook.app.run()
    with open_release(demo.home / "releases") as connection:
        query = "select value, valid_from from rpt_revision_triangle where series_key = $key"
        expected = connection.execute(query, {"key": names["series"][0]}).fetchall()
    assert len(expected) >= 2, "the most revised series comes first"
    assert names["triangle"].text.count("<td") == len(expected)
    for value, said in expected:
        assert re.search(rf">{value:,.10g}[^<]*<br><small>{said:%Y-%m-%d}<", names["triangle"].text)
