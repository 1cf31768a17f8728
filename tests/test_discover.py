"""What seeds of each kind name, with the dates and titles they give."""

import asyncio
import gzip
import json
from collections.abc import Mapping
from datetime import UTC, datetime

import pytest

from extractors.discover import Discovery, discover
from extractors.errors import FetchError
from extractors.settings import Seed, Source
from extractors.web.wire import Payload

NOW = datetime(2026, 11, 1, tzinfo=UTC)
BASE = "https://news.example"


class Folder:
    """A reader over ready answers; an error stands for an answer that could not be had."""

    def __init__(self, pages: Mapping[str, str | bytes | Exception]) -> None:
        self.pages = pages
        self.asked: list[str] = []

    async def read(self, url: str, headers: Mapping[str, str] | None = None) -> Payload:  # noqa: ARG002
        self.asked.append(url)
        page = self.pages.get(url.removeprefix(BASE), FetchError(f"{url}: HTTP 404", "http_404"))
        if isinstance(page, Exception):
            raise page
        return Payload(headers={}, body=page.encode() if isinstance(page, str) else page)


def source(*seeds: Seed, **fields: object) -> Source:
    known: dict[str, object] = {
        "source_id": "news",
        "publisher": "News",
        "tier": "outlet",
        "homepage": BASE,
        "hosts": ("news.example",),
        "languages": ("ru",),
        "timezone": "Asia/Almaty",
        "seeds": seeds,
    }
    return Source.model_validate(known | fields)


def run(seed: Seed | tuple[Seed, ...], pages: Mapping[str, str | bytes | Exception], **fields: object) -> Discovery:
    seeds = seed if isinstance(seed, tuple) else (seed,)
    return asyncio.run(discover(source(*seeds, **fields), Folder(pages), now=NOW))


def named(discovery: Discovery) -> list[tuple[str, datetime | None, str | None]]:
    return [(one.url.removeprefix(BASE), one.listed_at, one.listed_title) for one in discovery.found]


def seed(kind: str, path: str, **fields: object) -> Seed:
    return Seed.model_validate({"kind": kind, "url": BASE + path} | fields)


AUGUST = datetime(2023, 8, 1, 10, 30, tzinfo=UTC)

RSS = """<?xml version="1.0" encoding="UTF-8"?>
<rss version="2.0" xmlns:dc="http://purl.org/dc/elements/1.1/"><channel><title>News</title>
<link>https://news.example/</link>
<item><title>Станки &amp; машины</title><link>https://news.example/a</link>
<pubDate>Tue, 01 Aug 2023 15:30:00 +0500</pubDate></item>
<item><title>B</title><link><![CDATA[ https://news.example/b ]]></link><dc:date>2023-08-01T10:30:00Z</dc:date></item>
<item><title>C</title><guid isPermaLink="true">https://news.example/c</guid><pubDate>gibberish</pubDate></item>
<item><title>D&nbsp;D</title><guid isPermaLink="false">12345</guid></item>
<item><link>https://news.example/a</link></item>
<item><link>https://elsewhere.example/x</link></item>
</channel></rss>"""

ATOM = """<feed xmlns="http://www.w3.org/2005/Atom"><link href="https://news.example/"/>
<entry><title>A</title><link rel="replies" href="/a/comments"/><link rel="alternate" href="/a"/>
<published>2023-08-01T15:30:00+05:00</published><updated>2023-08-02T00:00:00Z</updated></entry></feed>"""

RDF = """<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/">
<channel rdf:about="x"><link>https://news.example/</link></channel>
<item rdf:about="y"><title>A</title><link>https://news.example/a</link></item></rdf:RDF>"""


def test_an_rss_feed():
    discovery = run(seed("feed", "/rss"), {"/rss": RSS})
    assert named(discovery) == [("/a", AUGUST, "Станки & машины"), ("/b", AUGUST, "B"), ("/c", None, "C")]
    assert discovery.count_left_out == 1
    assert discovery.finished == (BASE + "/rss",)


def test_atom_and_rdf_feeds():
    assert named(run(seed("feed", "/atom"), {"/atom": ATOM})) == [("/a", AUGUST, "A")]
    assert named(run(seed("feed", "/rdf"), {"/rdf": RDF})) == [("/a", None, "A")]


def test_feeds_in_other_encodings():
    text = RSS.replace("UTF-8", "windows-1251")
    assert named(run(seed("feed", "/rss"), {"/rss": text.encode("cp1251")}))[0][2] == "Станки & машины"
    text = RSS.replace("UTF-8", "UTF-16")
    assert named(run(seed("feed", "/rss"), {"/rss": text.encode("utf-16")}))[0][2] == "Станки & машины"


URLSET = '<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">{}</urlset>'
INDEX = '<sitemapindex xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">{}</sitemapindex>'


def test_a_news_sitemap():
    news = (
        '<url><loc>https://news.example/a</loc><n:news xmlns:n="http://www.google.com/schemas/sitemap-news/0.9">'
        "<n:publication><n:name>News</n:name></n:publication><n:title>Title</n:title>"
        "<n:publication_date>2023-08-01T10:30:00+00:00</n:publication_date></n:news></url>"
    )
    assert named(run(seed("news_sitemap", "/s"), {"/s": URLSET.format(news)})) == [("/a", AUGUST, "Title")]


def test_an_index_of_sitemaps_is_read_from_the_newest():
    def child(name: str, at: str) -> str:
        return f"<sitemap><loc>{BASE}/{name}</loc><lastmod>{at}</lastmod></sitemap>"

    pages = {
        "/index": INDEX.format(
            child("s1.xml", "2022-01-01") + child("s3.xml.gz", "2023-08-01") + child("s2", "2023-01-01")
        ),
        "/s3.xml.gz": gzip.compress(URLSET.format(f"<url><loc>{BASE}/new</loc></url>").encode()),
        "/s1.xml": URLSET.format(f"<url><loc>{BASE}/old</loc></url>"),
    }
    discovery = run(seed("sitemap", "/index", pages=3), pages)
    assert [one[0] for one in named(discovery)] == ["/new", "/old"]
    assert [issue.kind for issue in discovery.issues] == ["http_404"]
    assert [one[0] for one in named(run(seed("sitemap", "/index", pages=1), pages))] == ["/new"]


LISTING = """<html><body><nav><a href="/about">About</a></nav>
<div class="item"><a class="t" href="news/1">  Первая
 новость</a><time datetime="2023-08-01T16:30:00">вчера</time></div>
<div class="item"><a class="t" href="/news/2?utm_source=list">Вторая</a><span>1 августа</span></div>
<div class="item"><a class="t" href="javascript:void(0)">Реклама</a></div>
<div class="item"><a class="t" href="https://shop.example/news/3">Магазин</a></div></body></html>"""


def test_a_listing_with_selectors():
    listing = seed("listing", "/ru/", item="div.item", link="a.t", date="time")
    discovery = run(listing, {"/ru/": LISTING})
    assert named(discovery) == [("/ru/news/1", AUGUST, "Первая новость"), ("/news/2?utm_source=list", None, "Вторая")]
    assert discovery.found[1].address == f"{BASE}/news/2"
    assert discovery.count_left_out == 1


def test_a_listing_without_selectors_gives_the_links_that_fit_the_pattern():
    discovery = run(seed("listing", "/ru/"), {"/ru/": LISTING}, article_pattern=r"/news/\d+")
    assert [one[0] for one in named(discovery)] == ["/ru/news/1", "/news/2?utm_source=list"]
    assert discovery.count_left_out == 2


def test_a_listing_in_windows_1251_and_with_a_base():
    html = LISTING.replace("<html>", '<html><head><meta charset="windows-1251"><base href="/kk/"></head>')
    discovery = run(seed("listing", "/ru/", item="div.item"), {"/ru/": html.encode("cp1251")})
    assert named(discovery)[0][::2] == ("/kk/news/1", "Первая новость")


def test_a_listing_that_changed_is_told():
    discovery = run(seed("listing", "/ru/", item="div.gone"), {"/ru/": LISTING})
    assert [(issue.kind, issue.url) for issue in discovery.issues] == [("unreadable_seed", f"{BASE}/ru/")]
    assert "no entry found" in discovery.issues[0].detail
    assert discovery.finished == ()


def page_of(*names: str) -> str:
    return "".join(f'<a href="/{name}">{name}</a>' for name in names)


def test_pages_of_a_listing_are_read_to_the_last():
    pages = {"/l/1": page_of("a", "b"), "/l/2": page_of("b", "c"), "/l/3": page_of("d")}
    folder = Folder(pages)
    discovery = asyncio.run(discover(source(seed("listing", "/l/{page}", pages=9)), folder, now=NOW))
    assert [one[0] for one in named(discovery)] == ["/a", "/b", "/c", "/d"]
    assert discovery.issues == ()
    assert len(folder.asked) == 4


def test_pages_of_a_listing_are_read_down_to_what_is_known_once_they_were_read_through():
    pages = {f"/l/{n}": page_of(f"a{n}", f"b{n}") for n in range(1, 10)}
    listing = seed("listing", "/l/{page}", pages=9)
    known = {f"{BASE}/{name}{n}" for name in "ab" for n in range(3, 10)}

    def asked(read_through: tuple[str, ...]) -> int:
        folder = Folder(pages)
        asyncio.run(discover(source(listing), folder, now=NOW, is_known=known.__contains__, read_through=read_through))
        return len(folder.asked)

    assert asked((listing.url,)) == 3
    assert asked(()) == 9


def test_a_page_that_fails_in_the_middle_is_told_and_the_seed_is_not_read_through():
    pages = {"/l/1": page_of("a"), "/l/2": FetchError("HTTP 500", "http_500"), "/l/3": page_of("c")}
    discovery = run(seed("listing", "/l/{page}", pages=3), pages)
    assert [one[0] for one in named(discovery)] == ["/a"]
    assert [issue.kind for issue in discovery.issues] == ["http_500"]
    assert discovery.finished == ()


def test_wordpress():
    posts = [
        {"link": f"{BASE}/a", "date_gmt": "2023-08-01T10:30:00", "title": {"rendered": "Рост &#8211; <b>4,5</b> %"}}
    ]
    pages = {"/wp?page=1": json.dumps(posts), "/wp?page=2": FetchError("HTTP 400", "http_400")}
    discovery = run(seed("wp_json", "/wp?page={page}", pages=5), pages)
    assert named(discovery) == [("/a", AUGUST, "Рост – 4,5 %")]
    assert discovery.issues == ()


API = {
    "data": {
        "content": [
            {
                "id": 42,
                "name": "Өндіріс <өсті>",
                "created_date": "2023-08-01 16:30:00",
                "body": "<p>4,5 пайыз</p>",
                "project": {"slug": "mps"},
            },
            {"name": "no id"},
            "not an entry",
        ]
    }
}


def test_a_json_interface_with_an_address_made_from_fields():
    api = seed(
        "json_api",
        "/api",
        item="data.content",
        link=BASE + "/entities/{project.slug}/press/{id}?lang=kk",
        date="created_date",
        title="name",
        body="body",
        lang="kk",
    )
    discovery = run(api, {"/api": b"\xef\xbb\xbf" + json.dumps(API).encode()})
    [found] = discovery.found
    assert (found.url, found.listed_at) == (f"{BASE}/entities/mps/press/42?lang=kk", AUGUST)
    html = (found.html or b"").decode()
    assert "<p>4,5 пайыз</p>" in html
    assert '<html lang="kk">' in html
    assert 'content="2023-08-01 16:30:00"' in html


@pytest.mark.parametrize("body", ["<html>", '{"data": {}}', "[" * 100_000, '{"data": {"content": {"a": 1}}}'])
def test_a_json_interface_that_changed_is_told(body: str):
    discovery = run(seed("json_api", "/api", item="data.content"), {"/api": body})
    assert [issue.kind for issue in discovery.issues] == ["unreadable_seed"]


def test_two_seeds_complete_each_other():
    feed = RSS.replace("<title>B</title>", "")
    seeds = (seed("sitemap", "/s"), seed("feed", "/rss"))
    discovery = run(seeds, {"/s": URLSET.format(f"<url><loc>{BASE}/a</loc></url>"), "/rss": feed})
    assert named(discovery)[0] == ("/a", AUGUST, "Станки & машины")


def test_a_seed_that_fails_leaves_the_others():
    discovery = run((seed("feed", "/gone"), seed("feed", "/rss")), {"/rss": RSS})
    assert len(discovery.found) == 3
    assert [(issue.kind, issue.url) for issue in discovery.issues] == [("http_404", f"{BASE}/gone")]


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("2024-02-29T12:00:00", "2024-02-29T06:00:00"),  # Almaty was six hours ahead
        ("2024-03-01T12:00:00", "2024-03-01T07:00:00"),  # and is five since
        ("2024-03-02", "2024-03-02T07:00:00"),  # a day alone is its noon
        ("Fri, 01 Mar 2024 12:00:00 GMT", "2024-03-01T12:00:00"),
        ("2 марта 2024, 12:00", "2024-03-02T07:00:00"),
        ("0001-01-01T00:00:00+14:00", None),
        ("soon", None),
    ],
)
def test_dates_are_of_the_zone_of_the_source(written: str, expected: str | None):
    feed = f"<rss><channel><item><link>{BASE}/a</link><pubDate>{written}</pubDate></item></channel></rss>"
    [found] = run(seed("feed", "/rss"), {"/rss": feed}).found
    assert found.listed_at == (datetime.fromisoformat(expected).replace(tzinfo=UTC) if expected else None)
