"""A source's file is held against what its site answers."""

import asyncio
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

from extractors.errors import FetchError
from extractors.settings import Source
from extractors.source_check import CheckRow, probe_source
from extractors.web.wire import Payload

NOW = datetime(2026, 5, 4, 6, 0, tzinfo=UTC)
HOME = "https://steppe.example"
ARTICLE = (
    "<html><head><meta property='article:published_time' content='2026-05-03T10:00:00+05:00'></head><body>"
    "<h1>Завод собрал платформы</h1><div class='text'><p>Вагонный завод собрал за полгода 1 310 платформ.</p>"
    "<p>Половина платформ ушла за рубеж, остальные возят зерно по стране.</p></div></body></html>"
)
FEED = (
    "<rss><channel><item><title>Завод</title><link>{link}</link>"
    "<pubDate>Sun, 03 May 2026 10:00:00 +0500</pubDate></item></channel></rss>"
)


class Site:
    """Answers given addresses; all others are not there."""

    def __init__(self, pages: dict[str, str]) -> None:
        self.pages = pages

    async def read(self, url: str, headers: Mapping[str, str] | None = None) -> Payload:
        if url not in self.pages:
            raise FetchError(f"{url}: HTTP 404", "http_404")
        return Payload(headers=dict(headers or {}) | {"content-type": "text/html"}, body=self.pages[url].encode())


def check(pages: dict[str, str], **fields: Any) -> list[CheckRow]:
    known = {
        "source_id": "steppe",
        "publisher": "Steppe",
        "tier": "outlet",
        "homepage": f"{HOME}/",
        "hosts": ["steppe.example"],
        "languages": ["ru"],
        "timezone": "Asia/Almaty",
        "article_pattern": r"/news/\d+$",
        "seeds": [
            {"kind": "feed", "url": f"{HOME}/rss"},
            {"kind": "feed", "url": f"{HOME}/old-rss", "unverified": True},
        ],
        "selectors": {"body": ".text"},
    }
    return asyncio.run(probe_source(Source.model_validate(known | fields), Site(pages), now=NOW))


SITE = {f"{HOME}/rss": FEED.format(link=f"{HOME}/news/1"), f"{HOME}/news/1": ARTICLE}


def test_what_answers_and_what_does_not():
    feed, old, article = check(SITE)
    assert (feed.outcome, feed.count_entries, feed.newest_at) == ("answered", 1, datetime(2026, 5, 3, 5, tzinfo=UTC))
    assert (old.outcome, old.is_unverified) == ("failed", True)
    assert (article.what, article.outcome, article.detail) == ("article", "answered", "")


def test_a_seed_that_worked_and_is_gone_has_changed():
    rows = check({f"{HOME}/old-rss": SITE[f"{HOME}/rss"], f"{HOME}/news/1": ARTICLE})
    assert [row.outcome for row in rows] == ["changed", "answered", "answered"]
    assert "unverified" in rows[1].detail


def test_new_addresses_and_stale_selectors_have_changed():
    moved = check({f"{HOME}/rss": FEED.format(link=f"{HOME}/story/1")})
    assert (moved[0].outcome, moved[0].detail) == ("changed", "none of 1 addresses fits article_pattern or hosts")
    stale = check(SITE, selectors={"body": ".gone", "title": "h1"})[-1]
    assert (stale.outcome, stale.detail) == ("changed", "selector body finds nothing")


def test_an_article_that_cannot_be_read_has_failed():
    row = check({f"{HOME}/rss": SITE[f"{HOME}/rss"]})[-1]
    assert (row.outcome, row.count_entries) == ("failed", 0)
    assert "404" in row.detail
