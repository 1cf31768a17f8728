"""Listing pages and JSON interfaces: HTML or JSON in, entries out.

Enters: a decoded answer and the seed that says where in it the entries lie. Leaves: entries with address, date and
title as written, and, where the interface carries the article itself, the article as a page of plain HTML.
"""

import json
import re
from dataclasses import replace
from html import escape
from typing import Any
from urllib.parse import urljoin

from bs4 import BeautifulSoup, Tag

from extractors.errors import ParseError
from extractors.page.decode import decode
from extractors.page.tree import tame
from extractors.settings import Seed
from extractors.web.feeds import Entry

FIELD = re.compile(r"\{([\w.]+)\}")
LONGEST_TITLE = 2000  # characters of markup
NOT_PAGES = ("#", "javascript:", "mailto:", "tel:")
WP_FIELDS = {"link": "link", "date": "date_gmt", "modified": "modified_gmt", "title": "title.rendered"}


def read_listing(body: bytes, content_type: str | None, seed: Seed) -> list[Entry]:
    """Entries of a listing page; without `item` every link of the page is one. Raises `ParseError`."""
    soup = BeautifulSoup(tame(decode(body, content_type).text), "lxml")
    base = soup.find("base", href=True)
    prefix = str(base["href"]) if isinstance(base, Tag) else ""
    nodes = soup.select(seed.item) if seed.item else soup.find_all("a", href=True)
    entries = (_listing_entry(node, seed, prefix) for node in nodes)
    return [entry for entry in entries if entry is not None]


def _listing_entry(node: Tag, seed: Seed, prefix: str) -> Entry | None:
    link = node.select_one(seed.link) if seed.link else (node if node.name == "a" else node.find("a", href=True))
    href = link.get("href") if isinstance(link, Tag) else None
    if not isinstance(link, Tag) or not isinstance(href, str) or href.startswith(NOT_PAGES):
        return None
    date = node.select_one(seed.date) if seed.date else node.find("time")
    title = node.select_one(seed.title) if seed.title else link
    return Entry(kind="page", url=urljoin(prefix, href), date=_written_date(date), title=_words(title))


def _written_date(node: Any) -> str | None:
    if not isinstance(node, Tag):
        return None
    stamp = node.get("datetime") or node.get("content")
    return stamp if isinstance(stamp, str) else _words(node)


def _words(node: Tag | None) -> str | None:
    return " ".join(node.get_text(" ").split()) or None if node is not None else None


# --- JSON -------------------------------------------------------------------------------------------------------


def read_items(body: bytes, content_type: str | None, seed: Seed) -> list[Entry]:
    """Entries of a JSON interface, each with the article as HTML where `seed.body` names it. Raises `ParseError`."""
    try:
        data = json.loads(decode(body, content_type).text)
    except (ValueError, RecursionError) as error:
        raise ParseError(f"not readable as JSON: {error}") from error
    items = at_path(data, seed.item) if seed.item else data
    if not isinstance(items, list):
        raise ParseError(f"no list of entries at {seed.item or 'the top'!r}")
    read = (_item(item, seed) for item in items if isinstance(item, dict))
    return [one for one in read if one is not None]


def _item(item: dict[str, Any], seed: Seed) -> Entry | None:
    names = WP_FIELDS if seed.kind == "wp_json" else {}
    url = _address(item, seed.link or names.get("link", "link"))
    if url is None:
        return None
    date = _instant(item, seed.date or names.get("date"))
    modified = _instant(item, seed.modified or names.get("modified"))
    title = _scalar(item, seed.title or names.get("title"))
    plain_title = BeautifulSoup(title[:LONGEST_TITLE], "lxml").get_text(" ", strip=True) if title else None
    body = _scalar(item, seed.body)
    entry = Entry(kind="page", url=url, date=date, title=plain_title, modified=modified)
    return replace(entry, html=as_page(entry, body, seed.lang)) if body else entry


def _instant(item: dict[str, Any], path: str | None) -> str | None:
    """A date as written, with the zone that WordPress leaves to the field's name."""
    text = _scalar(item, path)
    return f"{text}Z" if text and path and path.endswith("_gmt") and not {"Z", "+"} & set(text) else text


def at_path(data: Any, path: str) -> Any:
    """The value at a dotted path of JSON data, or None."""
    for name in path.split("."):
        if isinstance(data, list) and name.isdigit() and int(name) < len(data):
            data = data[int(name)]
        elif isinstance(data, dict):
            data = data.get(name)
        else:
            return None
    return data


def _scalar(item: dict[str, Any], path: str | None) -> str | None:
    value = at_path(item, path) if path else None
    return str(value) if isinstance(value, str | int | float) and not isinstance(value, bool) else None


def _address(item: dict[str, Any], link: str) -> str | None:
    """The address in a field, or built from a template such as `https://a.example/news/{id}`."""
    fields = FIELD.findall(link)
    if not fields:
        return _scalar(item, link)
    values = {field: _scalar(item, field) for field in fields}
    if any(value is None for value in values.values()):
        return None
    return FIELD.sub(lambda match: str(values[match[1]]), link)


def as_page(entry: Entry, body: str, lang: str | None) -> bytes:
    """An article that came inside JSON as a page any parser can read: only what the interface gave, nothing added."""
    head = '<meta charset="utf-8">' + f"<title>{escape(entry.title or '')}</title>"
    if entry.date:
        head += f'<meta property="article:published_time" content="{escape(entry.date)}">'
    language = f' lang="{lang}"' if lang else ""
    heading = f"<h1>{escape(entry.title)}</h1>" if entry.title else ""
    article = f"<body><article>{heading}{body}</article></body>"
    return f"<!doctype html><html{language}><head>{head}</head>{article}</html>".encode()
