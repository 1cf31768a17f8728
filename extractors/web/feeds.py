"""Feeds and sitemaps: XML in, entries out.

Enters: the bytes of an RSS, Atom or sitemap file, gzipped or not. Leaves: entries with address, date and title as
written. Read by local names, because feeds mix namespaces freely; a declared entity is refused, because no feed needs
one and every XML bomb does.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Literal

from lxml import etree

from extractors.errors import ParseError
from extractors.web.wire import decode_body

ENTITY = re.compile(rb"<!ENTITY", re.IGNORECASE)
LARGEST = 64_000_000  # bytes of an unpacked sitemap; the standard allows 50 MB
DATES = ("pubDate", "published", "date", "updated", "publication_date")


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One entry as written."""

    kind: Literal["page", "index"]  # index: the address of a further sitemap
    url: str
    date: str | None = None
    title: str | None = None
    modified: str | None = None
    html: bytes | None = None  # the article itself, where the interface carries it


def read_feed(body: bytes) -> list[Entry]:
    """Entries of an RSS, Atom or RDF feed. Raises `ParseError`."""
    entries = (_feed_entry(node) for node in _elements(body, {"item", "entry"}))
    return [entry for entry in entries if entry is not None]


def read_sitemap(body: bytes) -> list[Entry]:
    """Entries of a sitemap or of an index of sitemaps. Raises `ParseError`."""
    entries = (_sitemap_entry(node) for node in _elements(body, {"url", "sitemap"}))
    return [entry for entry in entries if entry is not None]


def _elements(body: bytes, names: set[str]) -> Iterator[Any]:
    root = parse_xml(body)
    if local_name(root) not in {"rss", "feed", "RDF", "urlset", "sitemapindex"}:
        raise ParseError(f"neither a feed nor a sitemap, but <{local_name(root)}>")
    return (node for node in root.iter() if local_name(node) in names)


def parse_xml(body: bytes) -> Any:
    """The root of an XML file, gzipped or not. Raises `ParseError`, also for a file that declares entities."""
    if body.startswith(b"\x1f\x8b"):
        body = decode_body(body, "gzip", LARGEST)
    if ENTITY.search(body.replace(b"\0", b"")):  # UTF-16 hides it behind zeros
        raise ParseError("the XML declares entities of its own")
    parser = etree.XMLParser(resolve_entities=False, no_network=True, recover=True, remove_comments=True)
    try:
        root = etree.fromstring(body.lstrip(), parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise ParseError(f"not readable as XML: {error}") from error
    if root is None:
        raise ParseError("not readable as XML: there is no element")
    return root


def local_name(node: Any) -> str:
    """The name of an element without its namespace."""
    return str(etree.QName(node).localname) if isinstance(node.tag, str) else ""


def _texts(node: Any) -> dict[str, str]:
    """Text of the first descendant of each name."""
    found: dict[str, str] = {}
    for child in node.iterdescendants():
        text = "".join(child.itertext()).strip() if local_name(child) else ""
        if text:
            found.setdefault(local_name(child), text)
    return found


def _feed_entry(node: Any) -> Entry | None:
    texts = _texts(node)
    url = texts.get("origLink") or texts.get("link") or _atom_link(node) or _guid(node)
    if not url:
        return None
    date = next((texts[name] for name in DATES if name in texts), None)
    return Entry(kind="page", url=url, date=date, title=texts.get("title"), modified=texts.get("updated"))


def _atom_link(node: Any) -> str | None:
    links = [child for child in node.iterchildren() if local_name(child) == "link" and child.get("href")]
    for link in links:
        if link.get("rel", "alternate") == "alternate":
            return str(link.get("href"))
    return None


def _guid(node: Any) -> str | None:
    for child in node.iterchildren():
        if local_name(child) == "guid" and child.get("isPermaLink", "true") == "true":
            text = (child.text or "").strip()
            return text if text.startswith("http") else None
    return None


def _sitemap_entry(node: Any) -> Entry | None:
    texts = _texts(node)
    if "loc" not in texts:
        return None
    return Entry(
        kind="index" if local_name(node) == "sitemap" else "page",
        url=texts["loc"],
        date=texts.get("publication_date"),
        title=texts.get("title"),
        modified=texts.get("lastmod"),
    )
