"""How commands speak: tables for people, JSON for programs. Fetched text is cleaned of terminal control codes first."""

import json
import re
import sys
import unicodedata
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import asdict, is_dataclass
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

# A lone surrogate cannot be written as UTF-8; controls and marks of direction would steer the terminal.
ESCAPED_IN_JSON = re.compile("[\ud800-\udfff\x7f-\x9f\u061c\u200e\u200f\u202a-\u202e\u2060-\u206f\ufeff]")


def printable(value: object) -> str:
    """Text safe for a terminal: control and direction-changing characters become U+FFFD, line breaks spaces."""
    text = "" if value is None else str(value)
    return "".join(" " if char in "\n\r\t" else "\ufffd" if _is_control(char) else char for char in text)


def _is_control(char: str) -> bool:
    return unicodedata.category(char) in {"Cc", "Cf"} and char not in "\u00ad\u200d"


def print_line(text: str = "") -> None:
    """One line for people, cleaned."""
    sys.stdout.write(printable(text) + "\n")


def print_heading(text: str) -> None:
    """A heading with an empty line before it."""
    sys.stdout.write(f"\n== {printable(text)} ==\n")


def print_json(value: object) -> None:
    """One JSON document on standard output."""
    sys.stdout.write(to_json(value, indent=1) + "\n")


def to_json(value: object, indent: int | None = None) -> str:
    """JSON of records, rows and plain values; instants in ISO 8601."""
    text = json.dumps(value, ensure_ascii=False, indent=indent, default=_plain)
    return ESCAPED_IN_JSON.sub(lambda found: f"\\u{ord(found[0]):04x}", text)


def _plain(value: Any) -> Any:
    if is_dataclass(value) and not isinstance(value, type):
        return asdict(value)
    if isinstance(value, datetime | date):
        return value.isoformat()
    if isinstance(value, Decimal):
        return float(value)
    if isinstance(value, Path):
        return str(value)
    if isinstance(value, set | frozenset):
        return sorted(value)
    raise TypeError(f"no JSON form for {type(value).__name__}")


def print_table(headers: Sequence[str], rows: Iterable[Sequence[object]], limit: int = 60) -> None:
    """A plain aligned table; cells longer than `limit` are cut with an ellipsis."""
    cells = [[_cell(value, limit) for value in row] for row in rows]
    widths = [max([len(head), *(len(row[i]) for row in cells)]) for i, head in enumerate(headers)]
    numeric = [bool(cells) and all(_looks_numeric(row[i]) for row in cells) for i in range(len(headers))]
    for row in [list(headers), ["-" * width for width in widths], *cells]:
        aligned = (_align(text, width, right=right) for text, width, right in zip(row, widths, numeric, strict=True))
        sys.stdout.write("  ".join(aligned).rstrip() + "\n")


def print_rows(columns: Sequence[str], rows: Sequence[Mapping[str, object]], *, as_json: bool) -> None:
    """Rows with these fields: a table for people, or one JSON document with all that they hold."""
    if as_json:
        print_json(rows)
    else:
        print_table(columns, [[row[name] for name in columns] for row in rows])


def print_counts(what: str, counts: Mapping[str, Mapping[str, object]]) -> None:
    """A table with a line for each name and a column for each count that any of them has."""
    columns = sorted({name for row in counts.values() for name in row})
    print_table([what, *columns], [[name, *(row.get(one, 0) for one in columns)] for name, row in counts.items()])


def _align(text: str, width: int, *, right: bool) -> str:
    return text.rjust(width) if right else text.ljust(width)


def _cell(value: object, limit: int) -> str:
    if isinstance(value, float):
        return f"{value:,.6g}" if abs(value) < 1e6 else f"{value:,.0f}"
    text = printable(value)
    return text if len(text) <= limit else text[: limit - 1] + "…"


def _looks_numeric(text: str) -> bool:
    return not text or text.replace(",", "").replace(".", "").lstrip("-").isdigit()


def warn(text: str) -> None:
    """One line on standard error."""
    sys.stderr.write(f"esep: {printable(text)}\n")


def progress_on_terminal() -> Callable[[str], None]:
    """A progress callback: lines on standard error when a person watches, silence otherwise."""
    return warn if sys.stderr.isatty() else lambda _text: None
