"""Strings of the configuration that have a grammar: checked when the file is read, not when the first page is.

Enters: a string as a source file gives it. Leaves: the same string, or a `ValueError` that pydantic puts to its field.
"""

import re
from typing import Annotated
from urllib.parse import urlsplit

from pydantic import AfterValidator
from selectolax.lexbor import LexborHTMLParser, SelectolaxError

_PARTS = (
    ("minute", 0, 59, ""),
    ("hour", 0, 23, ""),
    ("day of month", 1, 31, ""),
    ("month", 1, 12, "jan feb mar apr may jun jul aug sep oct nov dec"),
    ("day of week", 0, 7, "sun mon tue wed thu fri sat"),
)
_RANGE = re.compile(r"(?:\*|(\w+)(?:-(\w+))?)(?:/([1-9]\d*))?")


def check_selector(css: str) -> str:
    """A CSS selector that lexbor can read."""
    try:
        LexborHTMLParser("").css(css)
    except (SelectolaxError, ValueError) as error:
        raise ValueError(f"{css!r} is not a valid CSS selector") from error
    return css


def check_listing_selector(css: str) -> str:
    """A CSS selector as listings are read by: soupsieve knows some that lexbor does not."""
    import soupsieve

    try:
        soupsieve.compile(css)
    except soupsieve.SelectorSyntaxError as error:
        raise ValueError(f"{css!r} is not a valid CSS selector: {str(error).splitlines()[0]}") from error
    return css


def check_pattern(pattern: str) -> str:
    """A regular expression."""
    try:
        re.compile(pattern)
    except (re.error, OverflowError, RecursionError) as error:
        raise ValueError(f"{pattern!r} is not a valid regular expression: {error}") from error
    return pattern


def check_replacements(rules: dict[str, str]) -> dict[str, str]:
    """Replacements that name only groups of their expression."""
    for pattern, replacement in rules.items():
        try:
            re.sub(f"{pattern}|", replacement, "")  # the empty alternative always matches
        except (re.error, IndexError) as error:
            raise ValueError(f"{replacement!r} does not fit {pattern!r}: {error}") from error
    return rules


def check_cron(schedule: str) -> str:
    """Five cron fields: minute, hour, day of month, month, day of week."""
    fields = schedule.lower().split()
    if len(fields) != len(_PARTS):
        raise ValueError(f"{schedule!r} is not a cron schedule: {len(fields)} fields in place of {len(_PARTS)}")
    for field, (name, low, high, names) in zip(fields, _PARTS, strict=True):
        if not all(_is_range(part, low, high, names.split()) for part in field.split(",")):
            raise ValueError(f"{schedule!r} is not a cron schedule: {field!r} is no {name} ({low}-{high})")
    return schedule


def _is_range(part: str, low: int, high: int, names: list[str]) -> bool:
    match = _RANGE.fullmatch(part)
    if match is None:
        return False
    values = [low + names.index(one) if one in names else one for one in match.groups()[:2] if one is not None]
    if not all(str(value).isdecimal() for value in values):
        return False
    numbers = [int(value) for value in values]
    return all(low <= number <= high for number in numbers) and numbers == sorted(numbers)


def check_address(url: str) -> str:
    """An address of the web: http or https, and a host."""
    parts = urlsplit(url)
    if parts.scheme not in ("http", "https") or not parts.hostname:
        raise ValueError(f"{url!r} is no address of the web: https://host/path is expected")
    return url


Css = Annotated[str, AfterValidator(check_selector)]
Pattern = Annotated[str, AfterValidator(check_pattern)]
Cron = Annotated[str, AfterValidator(check_cron)]
WebAddress = Annotated[str, AfterValidator(check_address)]
Replacements = Annotated[dict[Pattern, str], AfterValidator(check_replacements)]
