"""A page's bytes or a plain text to one `Document`.

Enters: body, address, the source's facts. Leaves: a document whose text holds the article alone, in typed blocks with
offsets; the title stands in its own field, and in the text only where the text was given plain. What is no article has
a status; what is no text at all raises `ParseError`.
"""

from collections.abc import Iterator
from datetime import datetime
from typing import cast

from selectolax.lexbor import LexborHTMLParser

from extractors.addresses import canonical_address, normalise
from extractors.blocks import Line, clean_lines, lay_out, read_lines
from extractors.container import Container, choose_container, find_heading
from extractors.dates import Moment, parse_date
from extractors.decode import decode
from extractors.detect import detect_language
from extractors.errors import ParseError, RefusedError
from extractors.metadata import Dated, Head, choose_date, choose_title, is_date_name, read_head
from extractors.page_words import prefixes
from extractors.records import BlockKind, Capture, Document, DocumentStatus, stable_id
from extractors.settings import Source
from extractors.simhash import simhash
from extractors.tree import Element, parse_markup, read_element

PARSER_VERSION = "1"
_DEFAULT_ZONE = "Asia/Almaty"
_NEEDS_TEXT = 300
_TITLE_LENGTH = 200

__all__ = ["PARSER_VERSION", "detect_language", "parse_capture", "parse_html", "parse_text", "simhash"]


def parse_capture(capture: Capture, body: bytes, source: Source) -> Document:
    """Parse what the archive holds of one address. Raises `ParseError` for what cannot be a document."""
    if capture.content_type and capture.content_type.startswith("text/plain"):
        text = decode(body, capture.content_type).text
        return parse_text(text, url=capture.final_url, published_at=capture.listed_at, title=capture.listed_title or "")
    return parse_html(
        body,
        url=capture.final_url,
        content_type=capture.content_type,
        source=source,
        capture_id=capture.capture_id,
        source_id=capture.source_id,
        listed_at=capture.listed_at,
        listed_title=capture.listed_title,
        fetched_at=capture.fetched_at,
    )


def parse_html(
    html: bytes | str,
    *,
    url: str,
    content_type: str | None = None,
    source: Source | None = None,
    capture_id: str = "",
    source_id: str = "",
    listed_at: datetime | None = None,
    listed_title: str | None = None,
    lang: str | None = None,
    published_at: datetime | None = None,
    fetched_at: datetime | None = None,
    second_opinion: bool = False,
) -> Document:
    """Parse one page. Raises `ParseError` for what is no text."""
    decoded, encoding = _decoded(html, content_type)
    tree = parse_markup(decoded)
    head = read_head(tree)
    body = read_element(tree.body) if tree.body else Element("body", "", "", "", None, 0)
    heading = find_heading(list(body.walk()), head.og_title or head.headline or head.title)
    title = choose_title(head, heading.text() if heading else "", listed_title)
    container = choose_container(body, title)
    lines = list(clean_lines(read_lines(container)))
    lines = [line for line in lines if line.text != title]
    text, blocks = lay_out(lines)
    zone = source.timezone if source else _DEFAULT_ZONE
    dated = choose_date(_date_candidates(head, body), zone, fetched_at)
    modified = next((moment.at for raw in head.modified if (moment := parse_date(raw, zone))), None)
    canonical = _canonical(head, url, source)
    return Document(
        document_id=stable_id("document", source_id, canonical, title, text),
        source_id=source_id,
        capture_id=capture_id,
        canonical_url=canonical,
        title=title,
        lang=lang or detect_language(f"{title}\n{text}"),
        published_at=published_at or (dated.moment.at if dated else listed_at),
        published_text=dated.text if dated else None,
        published_method="user" if published_at else dated.method if dated else "listing" if listed_at else None,
        modified_at=modified,
        author=head.author,
        credit=None,
        text=text,
        blocks=blocks,
        status="ok" if text else "empty",
        encoding=encoding,
        simhash=simhash(text),
        parser_version=PARSER_VERSION,
    )


def _decoded(html: bytes | str, content_type: str | None) -> tuple[str, str]:
    if isinstance(html, str):
        return html.replace("\x00", ""), "str"
    if not html.strip():
        raise ParseError("the body is empty")
    decoded = decode(html, content_type)
    return decoded.text, decoded.encoding


def _canonical(head: Head, url: str, source: Source | None) -> str:
    """The page's canonical address if it lies on the host it was fetched from, else the address itself."""
    try:
        address = normalise(head.canonical, url) if head.canonical else url
        return canonical_address(address, source) if source else address
    except RefusedError:
        return url


def _date_candidates(head: Head, body: Element) -> Iterator[tuple[str, str]]:
    yield from head.published
    for element in body.walk():
        if element.tag == "time" or is_date_name(element.names):
            text = element.text().strip()
            if len(text) < 80:
                yield text, "time_tag"


def parse_text(
    text: str, *, url: str = "", lang: str | None = None, published_at: datetime | None = None, title: str = ""
) -> Document:
    """Take a plain text as it is: the document's text is the input, its blocks are its lines."""
    lines = list(_text_lines(text, title))
    from extractors.records import Block

    blocks = tuple(Block(kind=kind, start=start, end=end) for kind, start, end in lines)
    found = next((text[block.start : block.end] for block in blocks if block.kind == "title"), "")
    return Document(
        document_id=stable_id("document", "", url, title or found, text),
        source_id="",
        capture_id="",
        canonical_url=url,
        title=title or found,
        lang=lang or detect_language(text),
        published_at=published_at,
        published_text=None,
        published_method="user" if published_at else None,
        modified_at=None,
        author=None,
        credit=None,
        text=text,
        blocks=blocks,
        status="ok" if text.strip() else "empty",
        encoding="str",
        simhash=simhash(text),
        parser_version=PARSER_VERSION,
    )


def _text_lines(text: str, title: str) -> Iterator[tuple[BlockKind, int, int]]:
    """Lines that are not blank, with their offsets; a short first line before a blank one is the title."""
    start = 0
    spans: list[tuple[int, int]] = []
    for line in text.splitlines(keepends=True):
        bare = line.strip()
        if bare:
            begin = start + line.index(bare)
            spans.append((begin, begin + len(bare)))
        start += len(line)
    for number, (begin, end) in enumerate(spans):
        line = text[begin:end]
        kind: BlockKind = "paragraph"
        is_first_short = (
            number == 0 and len(line) <= _TITLE_LENGTH and not line.endswith((".", "!", "?", ";", ":", ","))
        )
        if is_first_short and (line == title or (len(spans) > 1 and text[end : spans[1][0]].count("\n") > 1)):
            kind = "title"
        yield kind, begin, end
