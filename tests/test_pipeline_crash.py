"""`kill -9` at random moments of a run through every stage: the warehouse ends as if nothing had happened."""

import random
import subprocess
import sys
import time
from pathlib import Path

import duckdb
import pytest

from flows.sample.server import serve

pytestmark = pytest.mark.long

KILLS = 8
ROWS = {
    "capture": "select source_id, url, final_url, status_code, payload_digest, count_bytes, is_revisit from capture",
    "document": "select document_id, source_id, canonical_url, title, text, status from document",
    "claim": "select * exclude (capture_id) from claim",
    "extraction": "select document_id, extractor_version, count_quantities, count_claims from extraction",
    "observation": "select observation_id, cell_id, vintage, kind, value, valid_from, valid_to from observation",
    "discrepancy": "select discrepancy_id, kind, arithmetic, severity, state from discrepancy",
    "claim_pair": "select claim_a, claim_b, relation, agreement, arithmetic from claim_pair",
}


@pytest.fixture(scope="module")
def site(tmp_path_factory):
    with serve(tmp_path_factory.mktemp("site"), base_port=0) as running:
        yield running


def start(home: Path, sources: Path) -> subprocess.Popen[str]:
    command = [sys.executable, "-m", "tests.pipeline_process", str(home), str(sources)]
    child = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
    assert child.stdout is not None
    assert child.stdout.readline() == "ready\n", child.communicate()[1]
    return child


def finish(home: Path, sources: Path) -> float:
    """Seconds a run takes to its end."""
    began = time.monotonic()
    child = start(home, sources)
    out, err = child.communicate(timeout=120)
    assert "done" in out, err
    return time.monotonic() - began


def rows(home: Path) -> dict[str, list[tuple[object, ...]]]:
    with duckdb.connect(str(home / "releases" / "current" / "esep.duckdb"), read_only=True) as release:
        count = release.execute("select count(*) from fct_claim").fetchone()
    with duckdb.connect(str(home / "warehouse.duckdb"), read_only=True) as connection:
        found = {name: sorted(connection.execute(sql).fetchall(), key=repr) for name, sql in ROWS.items()}
    assert count == (len(found["claim"]),), "the release shows what the warehouse holds"
    return found


def test_a_killed_run_ends_like_an_uninterrupted_one(site, tmp_path):
    calm, rough = tmp_path / "calm", tmp_path / "rough"
    seconds = finish(calm, site.sources_folder)
    expected = rows(calm)
    assert expected["claim"], "the sample site yields claims"
    assert expected["discrepancy"], "and contradictions"

    dice, count_kills = random.Random(20260801), 0  # noqa: S311
    for _ in range(KILLS):
        child = start(rough, site.sources_folder)
        time.sleep(dice.uniform(0.05, seconds * 0.8))
        count_kills += child.poll() is None
        child.kill()
        child.communicate()
    assert count_kills >= KILLS // 3, "most kills must hit a run at work"
    finish(rough, site.sources_folder)
    found = rows(rough)
    for name, wanted in expected.items():
        assert found[name] == wanted, name


def test_a_second_run_adds_no_row_and_fetches_no_page_again(site, tmp_path):
    finish(tmp_path, site.sources_folder)
    before, count_requests = rows(tmp_path), len(site.requests)
    pages = {path for _, path in site.requests[:count_requests]}
    finish(tmp_path, site.sources_folder)
    assert rows(tmp_path) == before
    again = {path for _, path in site.requests[count_requests:]} & pages
    assert len(again) < len(pages) / 2, "only seeds are asked again"
