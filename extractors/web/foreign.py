"""Foreign WARC files, such as the daily news files of Common Crawl: pages of our sources, before any costly parse.

Enters: a WARC file of whatever making and what is wanted: hosts, languages, words. Leaves: the pages that pass, each
with the offset from which reading can begin again. The filters stand in the order of their cost: address, type, text.
"""

import re
from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from urllib.parse import urlsplit

from fastwarc.warc import ArchiveIterator, WarcRecord, WarcRecordType

from extractors.errors import ArchiveError, FetchError, ParseError
from extractors.page.decode import decode
from extractors.page.detect import detect_language
from extractors.store import open_file
from extractors.web.wire import Answer, Exchange, RawHeaders, decode_body

LARGEST = 16_000_000  # bytes of one page
HTML_LANG = re.compile(r"<html[^>]{0,500}?\slang\s*=\s*[\"']?([a-zA-Z]{2})", re.IGNORECASE)
NOISE = re.compile(r"<(script|style)\b.*?</\1\s*>|<[^>]{0,2000}>", re.IGNORECASE | re.DOTALL)
SAMPLE = 30_000  # characters from the first paragraph on that show the language


@dataclass(frozen=True, slots=True, kw_only=True)
class ForeignPage:
    """One page of a foreign archive as it was received there."""

    url: str
    fetched_at: datetime
    status_code: int
    headers: RawHeaders
    wire_body: bytes  # still content-encoded
    body: bytes
    offset: int  # of its record: reading from here yields this page again and all behind it

    def answer(self) -> Answer:
        """The page as if we had fetched it ourselves, to be filed in our archive."""
        exchange = Exchange(
            url=self.url,
            request_headers=(),
            http_version=b"HTTP/1.1",
            status_code=self.status_code,
            reason=b"",
            headers=self.headers,
            body=self.wire_body,
            fetched_at=self.fetched_at,
            ip_address=None,
        )
        return Answer(hops=(exchange,), body=self.body)


def read_foreign_warc(
    path: str | Path,
    *,
    hosts: Collection[str] | None = None,
    langs: Collection[str] | None = None,
    must_contain: Collection[str] | None = None,
    start: int = 0,
    skipped: Callable[[str], None] = lambda _: None,
) -> Iterator[ForeignPage]:
    """Pages of a WARC file, here or at an address of fsspec, from the offset `start` on.

    `hosts`: these and their subdomains; `langs`: of the text; `must_contain`: at least one of these, in any case.
    `skipped` hears the reason for each response that is left out. Raises `ArchiveError` where the file is damaged.
    """
    words = tuple(word.casefold() for word in must_contain or ())
    try:
        with open_file(path) as stream:
            stream.seek(start)
            for record in ArchiveIterator(stream, record_types=WarcRecordType.response, parse_http=True):
                page = _page(record, hosts, skipped)
                if page is not None and _is_wanted(page, langs, words, skipped):
                    yield page
    except OSError as error:
        raise ArchiveError(f"{path}: cannot be read: {error}") from error


def _page(record: WarcRecord, hosts: Collection[str] | None, skipped: Callable[[str], None]) -> ForeignPage | None:
    url = str(record.headers.get("WARC-Target-URI") or "").strip("<>")
    http = record.http_headers
    if hosts is not None and not _is_on(url, hosts):
        skipped("other_host")
        return None
    status_code = http.status_code if http is not None else None
    if http is None or status_code is None or not 200 <= status_code < 300:
        skipped("not_a_success")
        return None
    if "html" not in (http.get("Content-Type") or "html").lower():
        skipped("not_html")
        return None
    raw = record.reader.read()
    try:
        body = decode_body(raw, http.get("Content-Encoding"), LARGEST)
    except FetchError:
        body = raw  # Common Crawl keeps the header and stores the body decoded
    headers = tuple(pair for pair in http.items_bytes() if body is not raw or pair[0].lower() != b"content-encoding")
    return ForeignPage(
        url=url,
        fetched_at=record.record_date.astimezone(UTC),
        status_code=status_code,
        headers=headers,
        wire_body=raw,
        body=body,
        offset=record.stream_pos,
    )


def _is_on(url: str, hosts: Collection[str]) -> bool:
    host = urlsplit(url).hostname or ""
    return host in hosts or any(host.endswith("." + own) for own in hosts)


def _is_wanted(
    page: ForeignPage, langs: Collection[str] | None, words: tuple[str, ...], skipped: Callable[[str], None]
) -> bool:
    if langs is None and not words:
        return True
    try:
        html = decode(page.body, page.answer().final.header("content-type")).text
    except ParseError:
        skipped("not_a_text")
        return False
    if words and not _holds(html, words):
        skipped("no_word")
        return False
    if langs is not None and _language(html) not in langs:
        skipped("other_language")
        return False
    return True


def _holds(html: str, words: tuple[str, ...]) -> bool:
    text = html.casefold()
    return any(word in text for word in words)


def _language(html: str) -> str:
    """The language of the text; what is written in Latin letters is what the page declares, English if it is silent."""
    begin = max(html.find("<p"), 0)
    lang = detect_language(NOISE.sub(" ", html[begin : begin + SAMPLE]))
    declared = HTML_LANG.search(html)
    return declared[1].lower() if lang == "en" and declared else lang
