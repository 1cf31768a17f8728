"""Discover: a source in, the addresses it names out.

Enters: the seeds of a source (feeds, sitemaps, listings, JSON interfaces) and a reader that fetches them. Leaves: each
article's canonical address once, with the date and title that the seed gave it, and an issue for each seed that could
not be read. What a seed names and we leave out (other hosts, other patterns) is counted.
"""

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Protocol

from extractors.errors import EsepError, FetchError, ParseError, RefusedError
from extractors.page.dates import parse_date
from extractors.records import Issue
from extractors.settings import Seed, Source
from extractors.web.addresses import belongs, canonical_address, is_article, normalise
from extractors.web.feeds import Entry, read_feed, read_sitemap
from extractors.web.frontier import Found
from extractors.web.issues import acquisition_issue
from extractors.web.listings import read_items, read_listing
from extractors.web.wire import Payload

MOST_SITEMAPS = 50  # children of one index read in a run


class Reader(Protocol):
    """Whatever hands over the payload of an address: a fetcher, an archive, a folder of files."""

    async def read(self, url: str, headers: Mapping[str, str] | None = None) -> Payload:
        """The decoded body and its headers. Raises `FetchError`."""
        ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Discovery:
    """What the seeds of a source named."""

    found: tuple[Found, ...]
    issues: tuple[Issue, ...]
    finished: tuple[str, ...] = ()  # seeds that were read through
    count_left_out: int = 0  # addresses on other hosts or outside of the source's pattern
    count_seeds: int = 0  # seed pages read


@dataclass(slots=True)
class _Growing:
    source: Source
    reader: Reader
    now: datetime
    is_known: Callable[[str], bool]
    read_through: Collection[str]
    finished: list[str] = field(default_factory=list)
    found: dict[str, Found] = field(default_factory=dict)
    issues: list[Issue] = field(default_factory=list)
    count_left_out: int = 0
    count_seeds: int = 0


async def discover(
    source: Source,
    reader: Reader,
    *,
    now: datetime,
    is_known: Callable[[str], bool] = lambda _: False,
    read_through: Collection[str] = (),
) -> Discovery:
    """Read the seeds of a source.

    The pages of a seed that was `read_through` before are read until one names nothing new (`is_known`).
    """
    growing = _Growing(source, reader, now, is_known, read_through)
    for seed in source.seeds:
        try:
            await _READERS[seed.kind](seed, growing)
        except EsepError as error:
            _report(growing, seed.url, error)
        else:
            growing.finished.append(seed.url)
    return Discovery(
        found=tuple(growing.found.values()),
        issues=tuple(growing.issues),
        finished=tuple(growing.finished),
        count_left_out=growing.count_left_out,
        count_seeds=growing.count_seeds,
    )


def _report(growing: _Growing, url: str, error: EsepError) -> None:
    kind = error.kind if isinstance(error, FetchError) else "unreadable_seed"
    growing.issues.append(
        acquisition_issue(
            "discover", kind, source_id=growing.source.source_id, url=url, detail=str(error), now=growing.now
        )
    )


async def _read(url: str, seed: Seed, growing: _Growing) -> Payload:
    payload = await growing.reader.read(url, seed.headers)
    growing.count_seeds += 1
    return payload


async def _read_feed(seed: Seed, growing: _Growing) -> None:
    payload = await _read(seed.url, seed, growing)
    _take(read_feed(payload.body), seed.url, growing)


async def _read_sitemap(seed: Seed, growing: _Growing) -> None:
    """A sitemap, or an index of sitemaps whose newest `pages` children are read."""
    payload = await _read(seed.url, seed, growing)
    entries = read_sitemap(payload.body)
    _take([entry for entry in entries if entry.kind == "page"], seed.url, growing)
    children = [entry for entry in entries if entry.kind == "index"]
    children.sort(key=lambda entry: entry.modified or "", reverse=True)
    for child in children[: min(max(seed.pages, 1), MOST_SITEMAPS)]:
        try:
            part = await _read(normalise(child.url, seed.url), seed, growing)
            pages = [entry for entry in read_sitemap(part.body) if entry.kind == "page"]
        except EsepError as error:
            _report(growing, child.url, error)
            continue
        _take(pages, child.url, growing)


async def _read_pages(seed: Seed, growing: _Growing) -> None:
    """A listing or JSON interface, page by page while there is something new."""
    last = seed.pages if "{page}" in seed.url else 1
    for number in range(1, last + 1):
        url = seed.url.replace("{page}", str(number))
        try:
            payload = await _read(url, seed, growing)
        except FetchError as error:
            if number > 1 and error.kind in {"http_400", "http_404"}:
                return  # past the last page
            raise
        content_type = payload.headers.get("content-type")
        if seed.kind == "listing":
            entries = read_listing(payload.body, content_type, seed)
        else:
            entries = read_items(payload.body, content_type, seed)
        if not entries and number == 1:
            raise ParseError(f"{url}: no entry found; did the page change?")
        if not entries or (not _take(entries, url, growing) and seed.url in growing.read_through):
            return


_READERS = {
    "feed": _read_feed,
    "sitemap": _read_sitemap,
    "news_sitemap": _read_sitemap,
    "listing": _read_pages,
    "wp_json": _read_pages,
    "json_api": _read_pages,
}


def _take(entries: list[Entry], page: str, growing: _Growing) -> int:
    """Keep the entries that are ours; returns how many were new."""
    count_new = 0
    for entry in entries:
        one = _found(entry, page, growing.source, growing.now)
        if one is None:
            growing.count_left_out += 1
            continue
        known = growing.found.get(one.address)
        count_new += known is None and not growing.is_known(one.address)
        growing.found[one.address] = one if known is None else _joined(known, one)
    return count_new


def _found(entry: Entry, page: str, source: Source, now: datetime) -> Found | None:
    try:
        url = normalise(entry.url, page)
        address = canonical_address(url, source)
    except RefusedError:
        return None
    if not belongs(address, source) or not is_article(address, source):
        return None
    return Found(
        url=url,
        address=address,
        seed=page,
        listed_at=_instant(entry.date, source, now),
        listed_title=entry.title,
        modified_at=_instant(entry.modified, source, now),
        html=entry.html,
    )


def _joined(known: Found, other: Found) -> Found:
    """What two seeds say of one address: the first counts, the other fills its gaps."""
    return replace(
        known,
        listed_at=known.listed_at or other.listed_at,
        listed_title=known.listed_title or other.listed_title,
        modified_at=known.modified_at or other.modified_at,
        html=known.html or other.html,
    )


def _instant(text: str | None, source: Source, now: datetime) -> datetime | None:
    moment = parse_date(text, source.timezone, now)
    return moment.at if moment else None
