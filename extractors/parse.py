"""A page's bytes or a plain text to one `Document`.

Enters: body, address, the source's facts. Leaves: a document whose text holds the article alone, in typed blocks with
offsets; the title stands in its own field, and in the text only where the text was given plain. What is no article has
a status; what is no text at all raises `ParseError`.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from selectolax.lexbor import LexborHTMLParser

from extractors.errors import ParseError, RefusedError
from extractors.page.blocks import Line, lay_out, read_lines
from extractors.page.container import choose_container, find_heading
from extractors.page.dates import parse_date
from extractors.page.decode import decode
from extractors.page.detect import detect_language
from extractors.page.lines import clean_lines, declared_lines, is_agency, is_bulleted
from extractors.page.metadata import Dated, Head, choose_date, choose_title, date_candidates, read_head
from extractors.page.page_status import judge
from extractors.page.second_opinion import confirm, find_day, is_doubtful, is_sampled
from extractors.page.selected import read_selected
from extractors.page.simhash import simhash
from extractors.page.tree import Element, find_menus, read_elements, tame
from extractors.records import Block, BlockKind, Capture, Document, stable_id
from extractors.settings import Selectors, Source
from extractors.web.addresses import belongs, canonical_address, normalise

PARSER_VERSION = "1"
SecondOpinion = Literal["never", "doubtful", "always"]
DEFAULT_ZONE = "Asia/Almaty"
_TITLE_LENGTH = 200
_PAGE_TYPES = frozenset(
    ("text/html", "application/xhtml+xml", "text/plain", "application/xml", "text/xml", "application/octet-stream")
)

__all__ = ["PARSER_VERSION", "detect_language", "parse_capture", "parse_html", "parse_text", "simhash"]


def parse_capture(capture: Capture, body: bytes, source: Source) -> Document:
    """Parse what the archive holds of one address. Raises `ParseError` for what cannot be a document.

    Where no selector of the source finds the text, a second parser is asked of doubtful pages and of a sample.
    """
    kind = (capture.content_type or "").partition(";")[0].strip().lower()
    if kind and kind not in _PAGE_TYPES:
        raise ParseError(f"{capture.final_url}: {kind} is no page")
    if kind == "text/plain":
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
        second_opinion="doubtful",
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
    second_opinion: SecondOpinion = "never",
) -> Document:
    """Parse one page. Raises `ParseError` for what is no text."""
    decoded, encoding = _decoded(html, content_type)
    decoded = tame(decoded)
    selectors = source.selectors_on(fetched_at.date() if fetched_at else None) if source else Selectors()
    page = _read_page(decoded, selectors, listed_title)
    text, blocks = lay_out(page.lines)
    canonical = _canonical(page.head, url, source)
    if second_opinion == "always" or (second_opinion == "doubtful" and _wants_another(page, text, canonical)):
        blocks = confirm(blocks, text, decoded)
    dated = None if published_at else _find_date(page, source, fetched_at)
    day = None if published_at or dated or listed_at else find_day(decoded, url, _zone(source))
    method = "user" if published_at else dated.method if dated else "listing" if listed_at else "htmldate"
    found = published_at or (dated.moment.at if dated else None) or listed_at or day
    return Document(
        document_id=stable_id("document", source_id, canonical, page.title, text),
        source_id=source_id,
        capture_id=capture_id,
        canonical_url=canonical,
        title=page.title,
        lang=lang or detect_language(f"{page.title}\n{text}"),
        published_at=found,
        published_text=dated.text if dated else None,
        published_method=method if found else None,
        modified_at=_find_modified(page.head, source),
        author=page.author,
        credit=_credit(page, source),
        text=text,
        blocks=blocks,
        status=judge(decoded, page.body, page.head, page.lines),
        encoding=encoding,
        simhash=simhash(text),
        parser_version=PARSER_VERSION,
    )


@dataclass(frozen=True, slots=True)
class _Page:
    """What one reading of a page found, before it becomes a document."""

    head: Head
    body: Element
    elements: list[Element]
    heading: Element | None
    title: str
    author: str | None
    credit: str | None
    selected_dates: tuple[str, ...]
    lines: tuple[Line, ...]
    share: float | None  # of the page's plain text that stands in the article; None where selectors found it


def _wants_another(page: _Page, text: str, address: str) -> bool:
    if page.share is None:
        return False
    declares_itself = page.head.is_article or bool(page.head.published and page.heading)
    return is_sampled(address) or is_doubtful(text, page.share, declares_itself=declares_itself)


def _read_page(html: str, selectors: Selectors, listed_title: str | None) -> _Page:
    tree = LexborHTMLParser(html)
    head = read_head(tree)
    selected = read_selected(tree, selectors)
    elements = read_elements(tree.body, find_menus(tree)) if tree.body else [Element("body", "", "", "", None)]
    heading = find_heading(elements, head.og_title or head.headline or head.title)
    title = next(iter(selected.titles), "") or choose_title(head, heading.text() if heading else "", listed_title)
    parts = choose_container(elements, heading)
    cleaned = clean_lines(read_lines(selected.body or parts), title)
    author = next(iter(selected.authors), None) or head.author
    share = None if selected.body else sum(part.mass for part in parts) / max(elements[0].mass, 1.0)
    lines = declared_lines(head.body, cleaned.lines) or cleaned.lines
    return _Page(head, elements[0], elements, heading, title, author, cleaned.credit, selected.dates, lines, share)


def _decoded(html: bytes | str, content_type: str | None) -> tuple[str, str]:
    if not html.strip():
        raise ParseError("the body is empty")
    if isinstance(html, str):
        return html.replace("\x00", ""), "str"
    decoded = decode(html, content_type)
    return decoded.text, decoded.encoding


def _zone(source: Source | None) -> str:
    return source.timezone if source else DEFAULT_ZONE


def _find_date(page: _Page, source: Source | None, fetched_at: datetime | None) -> Dated | None:
    candidates = date_candidates(page.head, page.elements, page.heading, page.selected_dates)
    return choose_date(candidates, _zone(source), fetched_at)


def _find_modified(head: Head, source: Source | None) -> datetime | None:
    moments = (parse_date(text, _zone(source)) for text in head.modified)
    return next((moment.at for moment in moments if moment), None)


def _credit(page: _Page, source: Source | None) -> str | None:
    """Whom the page names as its origin, in a line or as an agency for its author; never the source itself."""
    credit = page.credit or (page.author if page.author and is_agency(page.author.lower()) else None)
    own = {name.lower() for name in (source.publisher, *source.names)} if source else set()
    return None if credit and credit.lower() in own else credit


def _canonical(head: Head, url: str, source: Source | None) -> str:
    """The page's canonical address if it lies on the host it was fetched from, else the address itself."""
    try:
        address = normalise(head.canonical, url) if head.canonical else url
        if source is None:
            return address
        address = canonical_address(address, source)
        return address if belongs(address, source) else canonical_address(url, source)
    except RefusedError:
        return url


def parse_text(
    text: str, *, url: str = "", lang: str | None = None, published_at: datetime | None = None, title: str = ""
) -> Document:
    """Take a plain text as it is: the document's text is the input, its blocks are its lines."""
    lines = list(_text_lines(text, title))
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
        elif is_bulleted(line, text[slice(*spans[number - 1])] if number else ""):
            kind = "list_item"
        yield kind, begin, end
