"""Printed and marked-up dates to UTC, in three languages, by the zone of the source at the article's own date.

Enters: one date as a page gives it. Leaves: an aware instant and whether a time of day was given. A day without a
time is set to local noon, so that its date is the same in any zone a reader may use. Days come before months, as
everywhere in this press; an offset printed beside a local time ("GMT +6") is not believed, since such stamps go stale.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from email.utils import parsedate_to_datetime
from functools import cache
from zoneinfo import ZoneInfo

from extractors.page.page_words import page_words, words_of_all
from extractors.settings import LANGUAGES

_LONGEST = 120
_ISO = re.compile(
    r"(\d{4})[-/]?(\d{1,2})[-/]?(\d{1,2})(?:[T ]+(\d{1,2}):?(\d{2})(?::?(\d{2})(?:[.,]\d+)?)?"
    r"\s*(Z|UTC|GMT|[+-]\d{2}:?\d{2}|[+-]\d{2})?(?:\[[\w/]+\])?)?$",
    re.IGNORECASE,
)
_RFC = re.compile(r"^(?:[A-Za-z]{3},\s*)?\d{1,2}\s+[A-Za-z]{3}\s+\d{4}\s+\d{1,2}:\d{2}.*(?:[+-]\d{4}|GMT|UTC)$")
_TIME = re.compile(
    r"(?<![\d.:])([01]?\d|2[0-3])[:.]([0-5]\d)(?::([0-5]\d))?(?![\d:]|\.\d)\s*([ap]\.?m\b)?", re.IGNORECASE
)
_NUMERIC = re.compile(r"(?<!\d)(\d{1,2})\s?[./-]\s?(\d{1,2})\s?[./-]\s?(\d{4}|\d{2})(?!\d)")
_YEAR_FIRST = re.compile(r"(?<!\d)(\d{4})[./-](\d{1,2})[./-](\d{1,2})(?!\d)")
_OFFSET_TEXT = re.compile(r"\b(?:GMT|UTC)(\s*[+-]\s*\d{1,2}(?::?\d{2})?)?", re.IGNORECASE)
_TOKEN = re.compile(r"\d+|[^\W\d_]+")
_EPOCH = re.compile(r"^\d{10}(?:\d{3})?$")
_TWINS = str.maketrans("ceoapxykhmtbCEOAPXYKHMTB", "сеоархукнмтвСЕОАРХУКНМТВ")  # Latin letters that look Cyrillic
_NOON = time(12)
FIRST_YEAR, LAST_YEAR = 1995, 2100


@dataclass(frozen=True, slots=True)
class Moment:
    """An instant in UTC, and whether the page told the time of day or only the day."""

    at: datetime
    has_time: bool


def parse_date(text: str | None, timezone: str, now: datetime | None = None) -> Moment | None:
    """Read one date as printed or marked up; None if it holds no date.

    `now` is needed for "today, 13:51" only; "today" without a clock time is a word of a menu as often as a date.
    """
    if not text or len(text) > _LONGEST:
        return None
    text = " ".join(text.split())
    zone = ZoneInfo(timezone)
    for read in (_read_iso, _read_epoch, _read_rfc):
        moment = read(text, zone)
        if moment:
            return moment if FIRST_YEAR <= moment.at.year <= LAST_YEAR else None
    return _read_printed(text, zone, now)


def _read_iso(text: str, zone: ZoneInfo) -> Moment | None:
    match = _ISO.match(text)
    if not match:
        return None
    year, month, day, hour, minute, second, offset = match.groups()
    written = f"{year}-{month:0>2}-{day:0>2}"
    try:
        if hour is None:
            return _local(date.fromisoformat(written), None, zone)
        clock = f"{hour:0>2}:{minute}:{second or '00'}"
        if offset is None:
            return _local(date.fromisoformat(written), time.fromisoformat(clock), zone)
        sign = "+00:00" if offset.isalpha() else f"{offset[:3]}:{offset[-2:] if len(offset) > 3 else '00'}"
        return Moment(datetime.fromisoformat(f"{written}T{clock}{sign}").astimezone(UTC), has_time=True)
    except (ValueError, OverflowError):
        return None


def _read_epoch(text: str, zone: ZoneInfo) -> Moment | None:  # noqa: ARG001 - an epoch knows its zone
    if not _EPOCH.match(text):
        return None
    return Moment(datetime.fromtimestamp(int(text[:10]), UTC), has_time=True)


def _read_rfc(text: str, zone: ZoneInfo) -> Moment | None:  # noqa: ARG001 - RFC 2822 names its offset
    if not _RFC.match(text):
        return None
    try:
        return Moment(parsedate_to_datetime(text).astimezone(UTC), has_time=True)
    except (ValueError, OverflowError):
        return None


def _read_printed(text: str, zone: ZoneInfo, now: datetime | None) -> Moment | None:
    offset = _OFFSET_TEXT.search(text)
    zone = ZoneInfo("UTC") if offset and not offset[1] else zone
    rest = _OFFSET_TEXT.sub(" ", text)
    numeric = _numeric_day(rest)
    if numeric:
        day, span = numeric
        rest = rest[: span[0]] + " " + rest[span[1] :]
        return _local(day, _clock(rest), zone)
    clock = _clock(rest)
    bare = _TIME.sub(" ", rest)
    found = _worded_day(bare) or (_relative_day(bare, zone, now) if clock else None)
    return _local(found, clock, zone) if found else None


def _numeric_day(text: str) -> tuple[date, tuple[int, int]] | None:
    match = _YEAR_FIRST.search(text)
    if match:
        found = _day(int(match[1]), int(match[2]), int(match[3]))
        return (found, match.span()) if found else None
    match = _NUMERIC.search(text)
    if not match:
        return None
    first, second, year = int(match[1]), int(match[2]), int(match[3])
    year += 2000 if year < 100 else 0
    found = _day(year, second, first) or _day(year, first, second)
    return (found, match.span()) if found else None


def _worded_day(text: str) -> date | None:
    """A day with its month's name: "15 августа 2025", "2022 жылғы 15 қараша", "January 21, 2026"."""
    month = year = day = None
    for token in _TOKEN.findall(text):
        if token.isdecimal():
            number = int(token)
            if len(token) == 4 and year is None:
                year = number
            elif len(token) <= 2 and day is None:
                day = number
        elif month is None:
            month = _month(token)
    return _day(year, month, day) if month and year and day else None


@cache
def _month_prefixes() -> tuple[tuple[str, int], ...]:
    pairs = {(name, number) for lang in LANGUAGES for number, name in enumerate(page_words(lang).month_prefixes, 1)}
    return tuple(sorted(pairs, key=lambda pair: -len(pair[0])))


def _month(token: str) -> int | None:
    lower = token.lower()
    for spelling in (lower, lower.translate(_TWINS)):
        for prefix, number in _month_prefixes():
            if spelling.startswith(prefix):
                return number
    return None


def is_relative(text: str) -> bool:
    """Whether a text names a day by "today" or "yesterday" of any language."""
    return not {*words_of_all("today"), *words_of_all("yesterday")}.isdisjoint(_spellings(text))


def _relative_day(text: str, zone: ZoneInfo, now: datetime | None) -> date | None:
    if now is None:
        return None
    today = now.astimezone(zone).date()
    words = set(_spellings(text))
    if words & set(words_of_all("today")):
        return today
    return today - timedelta(days=1) if words & set(words_of_all("yesterday")) else None


def _spellings(text: str) -> Iterator[str]:
    for token in _TOKEN.findall(text.lower()):
        yield token
        yield token.translate(_TWINS)


def _clock(text: str) -> time | None:
    match = _TIME.search(text)
    if not match:
        return None
    hour, half = int(match[1]), (match[4] or "").lower()
    if half and 1 <= hour <= 12:
        hour = hour % 12 + (12 if half.startswith("p") else 0)
    return time(hour, int(match[2]), int(match[3] or 0))


def _day(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day) if FIRST_YEAR <= year <= LAST_YEAR else None
    except ValueError:
        return None


def _local(day: date, clock: time | None, zone: ZoneInfo) -> Moment:
    moment = datetime.combine(day, clock or _NOON, tzinfo=zone)
    return Moment(moment.astimezone(UTC), has_time=clock is not None)
