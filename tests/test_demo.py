"""The main job, as a user meets it: `make run` on the sample site, and again."""

import re

import pytest

pytestmark = pytest.mark.long


def section(text: str, heading: str) -> str:
    found = re.search(rf"== {heading} ==\n(.*?)(?=\n== |\Z)", text, re.DOTALL)
    assert found, f"no section {heading!r} in:\n{text}"
    return found.group(1)


def test_it_tells_what_was_read_of_every_source(demo):
    lines = section(demo.first, "What was read").splitlines()
    assert lines[0].split() == ["source", "pages", "documents", "claims", "issues"]
    rows = [re.split(r"\s{2,}", line) for line in lines[2:]]
    assert len(rows) >= 6
    assert all(int(claims) > 0 for _, _, _, claims, _ in rows)


def test_it_finds_the_agreements_of_one_meeting(demo):
    agreements = section(demo.first, "What agrees")
    assert re.search(r"investment.projects|fdi.inflow", agreements)
    assert "compatible, not equal" in agreements


def test_it_finds_the_plan_that_was_revised(demo):
    revisions = section(demo.first, "What was revised")
    assert re.search(r"investment projects · machinery · 2023\n.*36.*\n.*29.*", revisions)
    assert re.search(r"investment value · machinery · 2023\n.*230.*\n.*217.*", revisions)


def test_each_contradiction_has_both_quotes_both_links_and_the_arithmetic(demo):
    contradictions = section(demo.first, "What contradicts")
    cases = re.split(r"\n- ", contradictions)
    shown = [case for case in cases if "more in the report" not in case]
    assert shown
    for case in shown:
        assert case.count("“") == 2, case
        assert case.count("http://") == 2, case


def test_it_finds_the_figure_that_was_edited_in_silence(demo):
    assert re.search(r"claims [1-9]", section(demo.first, "As published"))
    edits = section(demo.first, "What was edited in silence")
    assert re.search(r"investment projects · industry · 2025\n.*“173”.*\n.*“190”.*\n.*173.* → 190", edits)


def test_a_second_run_fetches_nothing_publishes_nothing_and_says_so(demo):
    assert "every page was known and unchanged, no row was added, no release was made" in demo.second
    assert section(demo.first, "Where it lies") == section(demo.second, "Where it lies")
    assert section(demo.first, "What was read") == section(demo.second, "What was read")
    assert section(demo.first, "What contradicts") == section(demo.second, "What contradicts")


def test_it_says_where_release_and_report_lie(demo):
    places = dict(line.split(maxsplit=1) for line in section(demo.second, "Where it lies").splitlines() if line)
    assert set(places) == {"release", "warehouse", "report"}
    assert (demo.home / "releases" / "current" / "site" / "index.html").exists()
