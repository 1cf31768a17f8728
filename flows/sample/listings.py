"""How an outlet names its pages: feed, sitemaps, listing, WordPress API, JSON API.

A site and its pages enter, the answer's content type and bytes leave. Long lists are cut into pages of `PER_PAGE`,
as on the real web; a page past the end is empty.
"""

import json
from datetime import UTC
from email.utils import format_datetime
from xml.sax.saxutils import escape

from flows.sample.content import Ghost, Head, Page, Site

PER_PAGE = 4
Answer = tuple[str, bytes]


def cut(pages: tuple[Page, ...], number: int) -> tuple[Page, ...]:
    """Page `number` (from 1) of a long list."""
    return pages[(number - 1) * PER_PAGE : number * PER_PAGE]


def feed(site: Site, pages: tuple[Page, ...], base: str) -> Answer:
    """RSS 2.0 with every page, and the ghosts whose pages are gone."""
    entries: list[Head | Ghost] = [page.head for page in pages] + list(site.outlet.ghosts)
    items = "".join(
        f"<item><title>{escape(entry.title)}</title><link>{base}{escape(entry.path)}</link>"
        f"<guid>{base}{escape(entry.path)}</guid><pubDate>{format_datetime(entry.published)}</pubDate></item>"
        for entry in sorted(entries, key=lambda entry: entry.published, reverse=True)
    )
    channel = f"<title>{escape(site.outlet.name)}</title><link>{base}/</link>"
    text = f'<?xml version="1.0" encoding="UTF-8"?><rss version="2.0"><channel>{channel}{items}</channel></rss>'
    return "application/rss+xml; charset=utf-8", text.encode()


def sitemap(pages: tuple[Page, ...], base: str) -> Answer:
    """A plain sitemap with the date of each page."""
    entries = "".join(
        f"<url><loc>{base}{escape(page.head.path)}</loc><lastmod>{page.changed_at.isoformat()}</lastmod></url>"
        for page in pages
    )
    return _xml(f'<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">{entries}</urlset>')


def news_sitemap(site: Site, pages: tuple[Page, ...], base: str) -> Answer:
    """A sitemap of the news kind: title and publication date stand in it."""
    entries = "".join(
        f"<url><loc>{base}{escape(page.head.path)}</loc><news:news><news:publication>"
        f"<news:name>{escape(site.outlet.name)}</news:name><news:language>{page.head.lang}</news:language>"
        f"</news:publication><news:publication_date>{page.head.published.isoformat()}</news:publication_date>"
        f"<news:title>{escape(page.head.title)}</news:title></news:news></url>"
        for page in pages
    )
    spaces = (
        'xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" '
        'xmlns:news="http://www.google.com/schemas/sitemap-news/0.9"'
    )
    return _xml(f"<urlset {spaces}>{entries}</urlset>")


def listing(site: Site, pages: tuple[Page, ...], bases: dict[str, str], number: int) -> Answer:
    """One page of the HTML listing."""
    return "text/html; charset=utf-8", site.listing(cut(pages, number), bases).encode()


def wp_json(site: Site, pages: tuple[Page, ...], bases: dict[str, str], number: int) -> Answer:
    """Posts as WordPress's REST interface gives them."""
    base = bases[site.name]
    posts = [
        {
            "id": 1000 + pages.index(page),
            "date": page.head.published.replace(tzinfo=None).isoformat(),
            "date_gmt": page.head.published.astimezone(UTC).replace(tzinfo=None).isoformat(),
            "modified_gmt": page.changed_at.astimezone(UTC).replace(tzinfo=None).isoformat(),
            "link": base + page.head.path,
            "title": {"rendered": page.head.title},
            "content": {"rendered": site.body(page, bases)},
        }
        for page in cut(pages, number)
    ]
    return _json(posts)


def json_api(site: Site, pages: tuple[Page, ...], bases: dict[str, str], number: int) -> Answer:
    """Releases as a content manager gives them: the body is HTML inside JSON."""
    items = [
        {
            "id": 20100 + pages.index(page),
            "language": page.head.lang,
            "title": page.head.title,
            "created_date": page.head.published.isoformat(),
            "url": bases[site.name] + page.head.path,
            "body": site.body(page, bases),
        }
        for page in cut(pages, number)
    ]
    return _json({"total": len(pages), "page": number, "items": items})


def _xml(text: str) -> Answer:
    return "application/xml; charset=utf-8", ('<?xml version="1.0" encoding="UTF-8"?>' + text).encode()


def _json(data: object) -> Answer:
    return "application/json; charset=utf-8", json.dumps(data, ensure_ascii=False).encode()
