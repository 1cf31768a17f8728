"""One source from seeds to archive: run, run again, and what changes in between."""

import asyncio
import json
from datetime import UTC, datetime
from pathlib import Path

import pytest
from filelock import FileLock

from extractors.archive import read_payload
from extractors.crawl import CrawlReport, crawl
from extractors.settings import Seed, Settings, Source
from extractors.web.archive_check import verify
from extractors.web.frontier import Frontier
from tests.hostile_site import (
    ARTICLE,
    FrozenClock,
    HostileSite,
    Route,
    answer,
    conditional,
    feed,
    in_turn,
    page,
    redirect,
    serve,
    source_of,
)


class Desk:
    """A folder to crawl into, with a clock that can be moved."""

    def __init__(self, home: Path) -> None:
        self.settings = Settings(home=home, config=home, sources=home)
        self.clock = FrozenClock(datetime(2023, 8, 1, 11, tzinfo=UTC))

    def crawl(self, source: Source, **options: object) -> CrawlReport:
        return asyncio.run(crawl(source, self.settings, clock=self.clock, **options))

    def payloads(self) -> list[tuple[str, bytes]]:
        with Frontier(self.settings.frontier) as frontier:
            assert verify(self.settings.archive, frontier).problems == ()
            return [(one.url, read_payload(self.settings.archive, one).body) for one in frontier.captures()]


def paths(site: HostileSite, report: CrawlReport) -> list[str]:
    return sorted(one.url.removeprefix(site.base) for one in report.captures)


def test_the_second_run_fetches_nothing_it_has_and_says_so(tmp_path):
    desk = Desk(tmp_path)
    routes = {"/feed.xml": feed("/a", "/b"), "/a": page("a"), "/b": page("b")}
    with serve(routes) as site:
        first = desk.crawl(source_of(site))
        site.asked.clear()
        second = desk.crawl(source_of(site))
    assert paths(site, first) == ["/a", "/b"]
    assert first.counts["fetched"] == first.counts["new"] == 2
    assert (second.captures, second.counts["new"], second.counts.get("fetched", 0)) == ((), 0, 0)
    assert site.asked == ["/feed.xml"]
    assert first.captures[0].listed_at == datetime(2023, 8, 1, 10, tzinfo=UTC)


def test_a_feed_that_did_not_change_is_not_sent_again_but_still_read(tmp_path):
    desk = Desk(tmp_path)
    with serve({"/a": page("a"), "/b": page("b")}) as site:
        body = f"<rss><channel><item><link>{site.base}/a</link></item></channel></rss>"
        site.routes["/feed.xml"] = conditional(body, etag='"1"')
        desk.crawl(source_of(site))
        report = desk.crawl(source_of(site))
        assert "if-none-match" in site.headers["/feed.xml"][1]
        assert report.counts["found"] == 1


def test_a_page_is_looked_at_again_as_it_ages(tmp_path):
    desk = Desk(tmp_path)
    with serve({"/feed.xml": feed("/a"), "/a": conditional("<p>x</p>", etag='"1"')}) as site:
        desk.crawl(source_of(site))
        seen = {}
        for hours in range(1, 800):
            desk.clock.pass_by(hours=1)
            if hours in {1, 4, 5, 6, 22, 23, 24, 70, 72, 166, 168, 700, 720, 721}:
                seen[hours] = desk.crawl(source_of(site)).counts.get("not_modified", 0)
    assert [hours for hours, count in seen.items() if count] == [5, 23, 72, 168, 720]


def test_an_edited_page_is_kept_in_both_versions(tmp_path):
    desk = Desk(tmp_path)
    edited = in_turn(page("a", "over 470 million"), page("a", "over 500 million"), page("a", "over 500 million"))
    with serve({"/feed.xml": feed("/a"), "/a": edited}) as site:
        reports = []
        for hours in (0, 6, 20):
            desk.clock.pass_by(hours=hours)
            reports.append(desk.crawl(source_of(site)))
    assert [report.counts.get("changed", 0) for report in reports] == [0, 1, 0]
    assert [report.counts.get("unchanged", 0) for report in reports] == [0, 0, 1]
    bodies = [body for _, body in desk.payloads()]
    assert [b"470" in bodies[0], b"500" in bodies[1], b"500" in bodies[2]] == [True, True, True]


def test_redirects_canonical_links_and_mirrors_lead_to_one_document(tmp_path):
    desk = Desk(tmp_path)
    dressed = '<html><head><link rel="canonical" href="/news/1"></head><body>short dress</body></html>'
    routes = {
        "/feed.xml": feed("/news/1", "/old/1", "/amp/news/1", "/print/1", "/news/1?utm_source=rss"),
        "/news/1": page("one"),
        "/old/1": redirect("{base}/news/1"),
        "/print/1": answer(dressed),
    }
    with serve(routes) as site:
        source = source_of(site, mirror_rules={"/amp/news/": "/news/"})
        report = desk.crawl(source)
        again = desk.crawl(source)
    assert len(report.captures) == 1
    assert report.counts["mirrors"] == 2
    assert again.captures == ()
    assert "/amp/news/1" not in site.asked


def test_a_mirror_that_comes_first_stands_for_the_document(tmp_path):
    desk = Desk(tmp_path)
    dressed = '<html><head><link rel="canonical" href="/news/1"></head><body>short dress</body></html>'
    routes = {"/feed.xml": feed("/a-print/1", "/news/1"), "/a-print/1": answer(dressed), "/news/1": page("one")}
    with serve(routes) as site:
        report = desk.crawl(source_of(site))
    assert paths(site, report) == ["/a-print/1"]
    assert "/news/1" not in site.asked


def test_articles_inside_a_json_interface_are_captured_from_it(tmp_path):
    desk = Desk(tmp_path)

    def item(number: int, **fields: object) -> dict[str, object]:
        body, at = f"<p>{number} percent</p>", "2023-08-01T09:00:00Z"
        return {"link": f"/n/{number}", "body": body, "title": f"T{number}", "at": at} | fields

    once = answer(json.dumps([item(1), item(2)]))
    edited = answer(json.dumps([item(1, body="<p>9 percent</p>"), item(2, views=77)]))
    with serve({"/api": in_turn(once, once, edited)}) as site:
        seed = Seed(kind="json_api", url=site.base + "/api", body="body", date="at", title="title")
        reports = [desk.crawl(source_of(site, seed)) for _ in range(3)]
    assert [paths(site, report) for report in reports] == [["/n/1", "/n/2"], [], ["/n/1"]]
    assert [body.count(b"percent") for _, body in desk.payloads()] == [1, 1, 1]
    assert reports[0].captures[0].listed_title == "T1"
    assert not [path for path in site.asked if path.startswith("/n/")]


def test_limit_and_since(tmp_path):
    desk = Desk(tmp_path)
    routes = {"/old.xml": feed("/old", at="Mon, 01 Aug 2022 10:00:00 GMT"), "/feed.xml": feed("/1", "/2", "/3")}
    with serve(routes | {"/*": page("x")}) as site:
        seeds = [Seed(kind="feed", url=site.base + path) for path in ("/old.xml", "/feed.xml")]
        source = source_of(site, *seeds)
        first = desk.crawl(source, limit=2, since=datetime(2023, 1, 1, tzinfo=UTC))
        second = desk.crawl(source, since=datetime(2023, 1, 1, tzinfo=UTC))
    assert (len(first.captures), first.counts["waiting"]) == (2, 1)
    assert len(second.captures) == 1
    assert "/old" not in site.asked


def test_what_failed_is_tried_again_later_not_at_once(tmp_path):
    desk = Desk(tmp_path)
    with serve({"/feed.xml": feed("/a"), "/a": in_turn(answer(status="500 Oops"), page("a"))}) as site:
        first = desk.crawl(source_of(site))
        at_once = desk.crawl(source_of(site))
        desk.clock.pass_by(hours=1)
        later = desk.crawl(source_of(site))
    assert [issue.kind for issue in first.issues] == ["http_500"]
    assert (at_once.captures, at_once.issues) == ((), ())
    assert paths(site, later) == ["/a"]
    with Frontier(desk.settings.frontier) as frontier:
        assert [issue.kind for issue in frontier.issues()] == ["http_500"]


def test_a_budget_leaves_the_rest_for_the_next_run(tmp_path):
    desk = Desk(tmp_path)
    names = [f"/{number}" for number in range(10)]
    with serve({"/feed.xml": feed(*names), "/*": page("x")}) as site:
        source = source_of(site, politeness={"budget_per_run": 6, "robots": False})
        reports = [desk.crawl(source) for _ in range(2)]
    assert [len(report.captures) for report in reports] == [5, 5]
    assert reports[0].counts["waiting"] == 5
    assert [issue.kind for issue in reports[0].issues] == ["host_rested"]


def test_robots_that_cannot_be_had_leave_all_for_the_next_run(tmp_path):
    desk = Desk(tmp_path)
    robots = in_turn(answer(status="500 Oops"), answer(status="500 Oops"), answer("User-agent: *\nAllow: /"))
    with serve({"/robots.txt": robots, "/feed.xml": feed("/a"), "/a": page("a")}) as site:
        first = desk.crawl(source_of(site))
        assert [issue.kind for issue in first.issues] == ["robots_unavailable"]
        assert site.asked == ["/robots.txt"]
        desk.crawl(source_of(site))
        assert paths(site, desk.crawl(source_of(site))) == ["/a"]


def test_one_process_a_source(tmp_path):
    desk = Desk(tmp_path)
    with serve({"/feed.xml": feed("/a")}) as site, FileLock(desk.settings.lock("hostile")):
        report = desk.crawl(source_of(site))
    assert [issue.kind for issue in report.issues] == ["source_locked"]
    assert site.asked == []


def test_progress_is_told_page_by_page(tmp_path):
    desk = Desk(tmp_path)
    told: list[str] = []
    with serve({"/feed.xml": feed("/a", "/b"), "/*": answer(ARTICLE)}) as site:
        desk.crawl(source_of(site), progress=lambda capture: told.append(capture.url))
    assert len(told) == 2


def test_a_listing_whose_walk_was_cut_short_is_walked_to_its_end_next_time(tmp_path):
    desk = Desk(tmp_path)
    pages = {f"/l/{n}": answer(f'<a href="/a/{n}">a</a>') for n in range(1, 5)}
    pages["/l/2"] = in_turn(answer(status="500 Oops"), pages["/l/2"])
    with serve(pages | {"/a/*": page("a")}) as site:
        source = source_of(site, Seed(kind="listing", url=site.base + "/l/{page}", pages=4))
        reports = [desk.crawl(source) for _ in range(3)]
    assert [paths(site, report) for report in reports] == [["/a/1"], ["/a/2", "/a/3", "/a/4"], []]
    assert [report.counts["seeds"] for report in reports] == [1, 4, 1]


def test_what_a_crash_left_in_the_archive_is_taken_up_or_cut(tmp_path):
    """The files are the truth: without the index nothing is fetched again, and a torn end does not stay."""
    desk = Desk(tmp_path)
    with serve({"/feed.xml": feed("/a", "/b"), "/*": page("x")}) as site:
        desk.crawl(source_of(site))
        before = desk.payloads()
        for path in tmp_path.glob("frontier.sqlite*"):
            path.unlink()
        [segment] = (tmp_path / "archive").glob("*/*.gz")
        whole = segment.read_bytes()
        segment.write_bytes(whole + whole[:300])
        site.asked.clear()
        again = desk.crawl(source_of(site))
    assert len(before) == 2
    assert desk.payloads() == before
    assert (again.counts["recovered"], again.captures) == (4, ())  # robots, feed and both pages
    assert site.asked == ["/robots.txt", "/feed.xml"]


def sitemap(*changes: str) -> list[Route]:
    """A sitemap of the one page `/a`, each visit with the next date of its last change."""
    entry = "<urlset><url><loc>{{base}}/a</loc><lastmod>{}</lastmod></url></urlset>"
    return [answer(entry.format(change), content_type="text/xml") for change in changes]


def wp_json(*changes: str) -> list[Route]:
    posts = [[{"link": "/a", "date_gmt": "2023-08-01T09:00:00", "modified_gmt": change}] for change in changes]
    return [answer(json.dumps(one), content_type="application/json") for one in posts]


def atom(*changes: str) -> list[Route]:
    entry = (
        "<feed><entry><link href='{{base}}/a'/><published>2023-08-01</published><updated>{}</updated></entry></feed>"
    )
    return [answer(entry.format(change), content_type="text/xml") for change in changes]


@pytest.mark.parametrize(
    ("kind", "seed"),
    [("sitemap", sitemap), ("wp_json", wp_json), ("feed", atom)],
    ids=["lastmod", "modified_gmt", "updated"],
)
def test_a_seed_that_tells_of_a_change_has_the_page_read_at_once(tmp_path, kind, seed):
    desk = Desk(tmp_path)
    told = seed("2023-08-01T09:00:00", "2023-08-01T09:00:00", "2023-08-01T10:58:00", "2023-08-01T10:58:00")
    edited = in_turn(page("a", "470 million"), page("a", "500 million"))
    with serve({"/seed": in_turn(*told), "/a": edited}) as site:
        source = source_of(site, Seed(kind=kind, url=site.base + "/seed"))
        reports = [desk.crawl(source) for _ in range(4)]
    assert [report.counts.get("changed", 0) for report in reports] == [0, 0, 1, 0]
    assert [report.counts["noticed"] for report in reports] == [0, 0, 1, 0]


def test_a_seed_that_cries_wolf_is_no_longer_heard(tmp_path):
    desk = Desk(tmp_path)
    told = [f"2023-08-01T11:{minute:02}:00Z" for minute in range(20)]
    with serve({"/seed": in_turn(*sitemap(*told)), "/a": page("a")}) as site:
        source = source_of(site, Seed(kind="sitemap", url=site.base + "/seed"))
        for _ in told:
            desk.crawl(source)
            desk.clock.pass_by(hours=1 / 60)
        assert site.asked.count("/a") == 1 + 3
        site.routes["/a"] = page("a", "edited")
        desk.clock.pass_by(hours=1)
        assert desk.crawl(source).counts["changed"] == 1  # by its own schedule, which goes on


def test_a_page_that_is_gone_is_told_and_its_versions_stay(tmp_path):
    desk = Desk(tmp_path)
    gone = answer("<p>No such page.</p>", status="404 Not Found")
    with serve({"/feed.xml": feed("/a"), "/a": in_turn(page("a", "470 million"), gone)}) as site:
        desk.crawl(source_of(site))
        reports = []
        for hours in (7, 1, 24, 500):
            desk.clock.pass_by(hours=hours)
            reports.append(desk.crawl(source_of(site)))
    kinds = [[issue.kind for issue in report.issues] for report in reports]
    assert kinds == [["http_404"], ["http_404"], ["http_404", "page_gone"], []]
    assert [b"470" in body for _, body in desk.payloads()] == [True]
    with Frontier(desk.settings.frontier) as frontier:
        kept = list(frontier.captures(purposes=("error",)))
    assert [(one.status_code, one.is_revisit) for one in kept] == [(404, False), (404, True), (404, True)]
    assert b"No such page" in read_payload(desk.settings.archive, kept[2]).body


def test_a_page_said_to_be_changed_after_it_was_gone_is_read_again(tmp_path):
    desk = Desk(tmp_path)
    told = ["2023-08-01T09:00:00Z"] * 2 + ["2023-08-01T20:00:00Z"]
    back = in_turn(page("a", "470 million"), answer(status="410 Gone"), page("a", "480 million"))
    with serve({"/seed": in_turn(*sitemap(*told)), "/a": back}) as site:
        source = source_of(site, Seed(kind="sitemap", url=site.base + "/seed"))
        for _ in told:
            desk.crawl(source)
            desk.clock.pass_by(hours=10)
    assert [b"470" in desk.payloads()[0][1], b"480" in desk.payloads()[1][1]] == [True, True]
