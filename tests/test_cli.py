"""The command as scripts and people use it: exit codes, JSON, one clear line for each mistake."""

import json
import re
from collections.abc import Iterator
from typing import Any

import pytest
from typer.main import get_command

from flows.cli import app
from tests.demo_run import ROOT, run_esep

SENTENCE = "Over 150 projects worth 1.7 trillion tenge in machine building are planned by 2028."


def test_extract_reads_a_text_from_standard_input(tmp_path):
    done = run_esep(tmp_path, "extract", "-", "--published", "2023-08-02", "--lang", "en", "--json", stdin=SENTENCE)
    assert done.returncode == 0, done.stderr
    answer = json.loads(done.stdout)
    assert answer["document"]["text"] == SENTENCE
    values = {(claim["indicator"], claim["value"]) for claim in answer["claims"]}
    assert ("investment_projects", 150) in values
    assert ("investment_value", 1.7e12) in values
    for claim in answer["claims"]:
        assert SENTENCE[claim["span_start"] : claim["span_end"]] == claim["quote"]


def test_extract_streams_json_lines_and_goes_on_after_a_bad_one(tmp_path):
    lines = [
        json.dumps({"id": "a", "text": SENTENCE, "published": "2023-08-02", "lang": "en"}),
        "this is not JSON",
        json.dumps({"id": "b", "text": SENTENCE, "html": "<p>both</p>"}),
        json.dumps({"id": "c", "html": f"<html><body><article><p>{SENTENCE}</p></article></body></html>"}),
        json.dumps({"id": "d", "text": SENTENCE, "published": "yesterday"}),
        json.dumps({"id": "e", "text": 5}),
        json.dumps([1, 2]),
    ]
    done = run_esep(tmp_path, "extract", "--jsonl", stdin="\n".join(lines))
    assert done.returncode == 0
    answers = [json.loads(line) for line in done.stdout.splitlines()]
    assert [answer.get("id") for answer in answers] == ["a", None, "b", "c", "d", "e", None]
    assert ["error" in answer for answer in answers] == [False, True, True, False, True, True, True]
    assert {"document", "quantities", "claims", "issues"} <= answers[0].keys()


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (["extract", "missing.html"], "missing.html: cannot be read: No such file or directory"),
        (["extract", "-", "--lang", "xx"], "lang: 'xx' is not one of"),
        (["extract", "-", "--published", "soon"], "published: 'soon' is no ISO date"),
        (["ingest", "nowhere"], "no such source: nowhere"),
        (["ingest", "kursiv"], "set ESEP_CONTACT"),
        (["sources", "check", "--live", "kursiv"], "set ESEP_CONTACT"),
        (["alerts", "mute", "sauce=trend"], "what cases are about: kind=…, indicator=…"),
        (["reconcile", "--claims", "x.csv"], "--claims and --out go together"),
        (["archive", "verify"], "there is no archive yet"),
    ],
)
def test_a_mistake_is_one_line_and_exit_code_two(tmp_path, arguments, told):
    done = run_esep(tmp_path, *arguments, stdin="")
    assert done.returncode == 2
    assert told in done.stderr
    assert "Traceback" not in done.stderr


def test_a_contact_that_nobody_can_write_to_is_none(tmp_path):
    done = run_esep(tmp_path, "ingest", "kursiv", stdin="", ESEP_CONTACT="nobody")
    assert done.returncode == 2
    assert "set ESEP_CONTACT to a mail or web address" in done.stderr


def test_without_a_release_sql_says_how_to_get_one(tmp_path):
    done = run_esep(tmp_path, "sql", "select 1")
    assert done.returncode == 1
    assert re.fullmatch(r"esep: .*there is no release yet; `esep publish` makes one\n", done.stderr)


def test_a_typo_in_a_source_names_file_line_and_field(tmp_path):
    sources = tmp_path / "sources"
    sources.mkdir()
    text = "source_id: wire\npublisher: Wire\ntier: agency\nhomepage: https://wire.example\nhosts: [wire.example]\n"
    (sources / "wire.yml").write_text(text + "languages: [en]\ntimezone: Asia/Almaty\npolitness: {delay: 1}\n")
    done = run_esep(tmp_path, "sources", "list", ESEP_SOURCES=str(sources))
    assert done.returncode == 1
    assert re.search(r"wire\.yml:8: politness: Extra inputs are not permitted", done.stderr)


def commands(group, prefix="") -> Iterator[tuple[str, Any]]:
    for name, one in group.commands.items():
        yield from commands(one, f"{name} ") if hasattr(one, "commands") else [(prefix + name, one)]


def test_every_command_speaks_json():
    silent = {name for name, one in commands(get_command(app)) if "--json" not in str([p.opts for p in one.params])}
    assert silent == {"serve", "dictionary"}


def test_looking_at_cases_makes_no_warehouse(tmp_path):
    done = run_esep(tmp_path / "wrong", "alerts", "list")
    assert done.returncode == 1
    assert "there is no warehouse yet" in done.stderr
    assert not (tmp_path / "wrong").exists()


def test_sql_speaks_table_json_and_csv(demo):
    query = "select source_id, count(*) as n from fct_claim group by all order by all"
    rows = json.loads(demo.esep("sql", query, "--json").stdout)
    assert rows
    assert set(rows[0]) == {"source_id", "n"}
    csv_lines = demo.esep("sql", query, "--csv").stdout.splitlines()
    assert csv_lines[0] == "source_id,n"
    assert len(csv_lines) == len(rows) + 1
    assert demo.esep("sql", query).stdout.splitlines()[0].split() == ["source_id", "n"]


def test_sql_cannot_write(demo):
    done = demo.esep("sql", "create table harm (n int)")
    assert done.returncode == 2
    assert "read-only" in done.stderr


@pytest.mark.parametrize("form", [[], ["--csv"], ["--json"]])
def test_fetched_text_cannot_steer_the_terminal(demo, form):
    done = demo.esep("sql", "select 'red' || chr(27) || '[31m' || chr(8238) as text", *form)
    assert "\x1b" not in done.stdout
    assert "\u202e" not in done.stdout


def test_the_archive_reads_back(demo):
    done = demo.esep("archive", "verify", "--json")
    assert done.returncode == 0, done.stdout
    assert json.loads(done.stdout)["problems"] == []


def test_open_contradictions_can_fail_a_script(demo):
    assert demo.esep("alerts", "list", "--fail-on-open").returncode == 3


def test_a_decision_about_a_case_is_kept_and_shown(demo):
    cases = json.loads(demo.esep("alerts", "list", "--json").stdout)
    case_id = cases[-1]["discrepancy_id"]
    done = demo.esep("alerts", "explain", case_id, "--reason", "two definitions", "--fault", "none", "--by", "aigerim")
    assert done.returncode == 0, done.stderr
    shown = json.loads(demo.esep("alerts", "show", case_id, "--json").stdout)
    assert shown["case"]["state"] == "explained"
    assert [event["actor"] for event in shown["events"]][-1] == "aigerim"
    assert case_id not in demo.esep("alerts", "list").stdout
    demo.esep("reconcile", "--full")
    again = json.loads(demo.esep("alerts", "show", case_id, "--json").stdout)
    assert again["case"]["state"] == "explained", "a new reckoning must not forget what a person said"


def test_cases_are_muted_by_what_they_are_about_and_told_again(demo):
    case = json.loads(demo.esep("alerts", "list", "--json").stdout)[0]
    scope = f"source={case['source_id']}"
    answer = json.loads(demo.esep("alerts", "mute", scope, "--reason", "reprints", "--json").stdout)
    assert answer["scope"] == {"source": case["source_id"]}
    assert answer["count_cases"] >= 1
    listed = json.loads(demo.esep("alerts", "list", "--json").stdout)
    assert case["source_id"] not in {one["source_id"] for one in listed}
    assert "reprints" in demo.esep("alerts", "mutes").stdout
    assert demo.esep("alerts", "unmute", scope).returncode == 0
    assert len(json.loads(demo.esep("alerts", "list", "--json").stdout)) > len(listed)


def test_the_first_query_of_the_readme_answers(demo):
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    query = re.search(r'^esep sql "(select publisher.*)"$', readme, re.MULTILINE)
    assert query
    shown = demo.esep("sql", query.group(1)).stdout
    printed = re.search(r"<!-- shown -->\n```text\n(.*?)```", readme, re.DOTALL)
    assert printed, "the README shows the answer"
    assert shown == printed.group(1)


@pytest.mark.parametrize(
    ("query", "told"),
    [
        ("", "one statement is asked for, 0 were given"),
        ("select 1; select 2", "one statement is asked for, 2 were given"),
        ("copy (select 1) to 'evil.csv'", "file system operations are disabled"),
        ("select * from read_csv('pyproject.toml')", "file system operations are disabled"),
    ],
)
def test_sql_reaches_nothing_but_the_release(demo, query, told):
    done = demo.esep("sql", query)
    assert done.returncode == 2
    assert told in done.stderr
    assert "Traceback" not in done.stderr


def test_a_line_that_is_no_text_at_all_is_an_error_line(tmp_path):
    done = run_esep(tmp_path, "extract", "--jsonl", stdin='{"id": 1, "text": "\\ud800 5 projects"}\n')
    assert done.returncode == 0
    assert json.loads(done.stdout)["error"].startswith("line 1: ")
