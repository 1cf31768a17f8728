"""The durable state of the crawl: what is due, what is known, and when a page is looked at again."""

import multiprocessing
import sqlite3
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from extractors.errors import ArchiveError
from extractors.web.frontier import Found, Frontier
from extractors.web.issues import acquisition_issue
from extractors.web.next_visit import next_try, recheck_at
from extractors.web.robots import Robots

NOW = datetime(2026, 11, 1, 12, tzinfo=UTC)
HOURS = (1, 6, 24, 72, 168, 720)


def found(name: str, **fields: object) -> Found:
    url = f"https://a.example/{name}"
    return Found(**({"url": url, "address": url, "seed": "https://a.example/feed"} | fields))


@pytest.fixture
def frontier(tmp_path):
    with Frontier(tmp_path / "frontier.sqlite") as opened:
        yield opened


@pytest.mark.parametrize(
    ("age", "expected"),
    [
        (timedelta(0), timedelta(hours=1)),
        (timedelta(minutes=59), timedelta(hours=1)),
        (timedelta(hours=1), timedelta(hours=6)),
        (timedelta(hours=30), timedelta(hours=72)),
        (timedelta(days=29), timedelta(days=30)),
        (timedelta(days=40), timedelta(days=80)),
        (timedelta(days=200), None),
        (timedelta(days=-1), timedelta(hours=1)),
    ],
)
def test_young_pages_are_looked_at_often_and_old_ones_rarely(age: timedelta, expected: timedelta | None):
    due = recheck_at(NOW - age, NOW, HOURS)
    assert due == (NOW - age + expected if expected else None)
    assert due is None or due > NOW


def test_a_source_may_want_no_rechecks():
    assert recheck_at(NOW, NOW, ()) is None


def test_sources_on_one_host_take_turns_at_its_pace(tmp_path):
    with Frontier(tmp_path / "f.sqlite") as one, Frontier(tmp_path / "f.sqlite") as other:
        waits = [
            frontier.reserve("https://a.example", 2.0, now) for frontier, now in ((one, 50), (other, 50), (one, 51))
        ]
        assert waits == [0.0, 2.0, 3.0]
        assert other.reserve("https://b.example", 2.0, 51) == 0.0
        assert other.reserve("https://a.example", 2.0, 60) == 0.0
        one.reserve("https://a.example", 2.0, 1_000_000)
        assert one.reserve("https://a.example", 2.0, 5) == 0.0  # the machine was started anew


def test_a_frontier_of_an_earlier_make_gets_the_columns_it_lacks(tmp_path):
    with sqlite3.connect(tmp_path / "f.sqlite") as old:
        old.execute("create table host (origin text primary key, robots text, robots_at text, penalty real default 0)")
    with Frontier(tmp_path / "f.sqlite") as opened:
        assert opened.reserve("https://a.example", 2.0, 50) == 0.0


def test_failures_are_tried_again_ever_later_and_then_no_more():
    waits = [next_try("timeout", count, NOW) for count in range(6)]
    assert waits[-1] is None
    assert waits[:-1] == sorted(waits[:-1])
    assert next_try("http_410", 0, NOW) is None
    assert next_try("http_404", 0, NOW) is not None
    assert next_try("http_404", 2, NOW) is None


def test_an_address_is_put_on_the_list_once(frontier):
    assert frontier.add("a", [found("1"), found("2")], NOW) == 2
    assert frontier.add("a", [found("2"), found("3")], NOW) == 1
    assert frontier.add("b", [found("3")], NOW) == 1
    assert frontier.count_due("a", NOW) == 3
    assert frontier.knows("a", "https://a.example/3")
    assert not frontier.knows("a", "https://a.example/4")


def test_the_youngest_is_asked_for_first(frontier):
    days = {"old": 1, "new": 3, "middle": 2}
    frontier.add("a", [found(name, listed_at=datetime(2026, 10, day, tzinfo=UTC)) for name, day in days.items()], NOW)
    assert [one.url[-3:] for one in frontier.due("a", NOW, 10)] == ["new", "dle", "old"]
    assert len(frontier.due("a", NOW, 2)) == 2


def test_what_is_put_off_is_not_due_until_then(frontier):
    frontier.add("a", [found("1")], NOW)
    [due] = frontier.due("a", NOW, 10)
    frontier.put_off("a", due.address, NOW + timedelta(hours=1), count_failures=1)
    assert frontier.due("a", NOW, 10) == []
    [due] = frontier.due("a", NOW + timedelta(hours=1), 10)
    assert due.count_failures == 1
    frontier.put_off("a", due.address, None, count_failures=2)
    assert frontier.due("a", NOW + timedelta(days=999), 10) == []
    assert frontier.add("a", [found("1")], NOW) == 0


def test_an_alias_is_not_asked_for_again(frontier):
    frontier.add("a", [found("old")], NOW)
    frontier.lead_to("a", "https://a.example/old", "https://a.example/new", NOW)
    assert frontier.due("a", NOW, 10) == []
    assert frontier.add("a", [found("old")], NOW) == 0


def test_what_is_remembered_of_hosts_seeds_and_troubles(frontier):
    robots = Robots(origin="https://a.example", text="User-agent: *\nCrawl-delay: 3\n", read_at=NOW)
    frontier.keep_robots(robots)
    frontier.keep_penalty("https://a.example", 8.0)
    assert frontier.robots("https://a.example") == robots
    assert frontier.penalty("https://a.example") == 8.0
    assert frontier.robots("https://b.example") is None
    frontier.mark_seeds("a", ["u", "v"], is_read_through=True)
    frontier.mark_seeds("a", ["v"], is_read_through=False)
    assert frontier.read_through("a") == {"u"}
    issue = acquisition_issue("fetch", "http_404", source_id="a", url="https://a.example/1", detail="gone", now=NOW)
    frontier.keep_issues([issue])
    frontier.keep_issues([issue])
    assert list(frontier.issues(source_id="a")) == [issue]
    assert list(frontier.issues(source_id="b")) == []
    assert list(frontier.issues(since=NOW + timedelta(seconds=1))) == []


def test_a_file_that_is_no_frontier_is_one_clear_line(tmp_path):
    path = tmp_path / "frontier.sqlite"
    path.write_text("this is not SQLite" * 1000)
    with pytest.raises(ArchiveError, match=r"frontier\.sqlite: the frontier cannot be opened"):
        Frontier(path)


def _add_many(path: Path, name: str) -> None:
    with Frontier(path) as frontier:
        for number in range(50):
            frontier.add(name, [found(f"{name}{number}")], NOW)


def test_several_processes_write_at_once(tmp_path):
    path = tmp_path / "frontier.sqlite"
    context = multiprocessing.get_context("fork")
    processes = [context.Process(target=_add_many, args=(path, name)) for name in "abc"]
    for process in processes:
        process.start()
    for process in processes:
        process.join(60)
    assert [process.exitcode for process in processes] == [0, 0, 0]
    with Frontier(path) as frontier:
        assert [frontier.count_due(name, NOW) for name in "abc"] == [50, 50, 50]
