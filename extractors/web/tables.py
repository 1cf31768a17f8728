"""Files of figures as sources offer them: CSV, JSON or XML in, rows of named text cells out.

Enters: a payload and the `Table` that says where its rows lie. Leaves: every row with the file's own column names
(nested ones joined by dots) and with what the file says once for all rows. What the columns mean is not asked here: the
warehouse reads them by a mapping.
"""

import csv
import json
from collections.abc import Iterator
from typing import Any
from urllib.parse import urljoin

from extractors.errors import ParseError
from extractors.page.dates import parse_date
from extractors.page.decode import decode
from extractors.settings import Seed, Source, Table
from extractors.web.feeds import local_name, parse_xml
from extractors.web.listings import at_path, read_listing
from extractors.web.wire import Payload

Row = dict[str, str]
DELIMITERS = ",;\t"


def table_addresses(page: Payload, table: Table) -> list[str]:
    """Addresses of the files that a page links to, in reading order. Raises `ParseError` when there is none."""
    entries = read_listing(page.body, page.headers.get("content-type"), Seed(kind="listing", url=table.url))
    urls = dict.fromkeys(urljoin(table.url, entry.url) for entry in entries)
    found = [url for url in urls if table.offers(url)]
    if not found:
        raise ParseError(f"{table.url}: none of {len(entries)} links fits {table.link!r}")
    return found


def read_rows(payload: Payload, table: Table, source: Source) -> list[Row]:
    """All rows of a file. Raises `ParseError` for a file without rows or of another make."""
    rows = list(_READERS[table.format](payload, table))
    if not rows:
        raise ParseError(f"{table.url}: no row found; did the file change?")
    for row in rows:
        for name in table.dates:
            moment = parse_date(row.get(name), source.timezone)
            if moment is None:
                raise ParseError(f"{table.url}: {name}: no day in {row.get(name)!r}")
            row[name] = moment.at.date().isoformat()
    return rows


def _read_csv(payload: Payload, table: Table) -> Iterator[Row]:  # noqa: ARG001 - the first line says it all
    lines = _text(payload).splitlines()
    delimiter = max(DELIMITERS, key=lines[0].count) if lines else ","
    for row in csv.DictReader(lines, delimiter=delimiter):
        yield {name: value for name, value in row.items() if isinstance(name, str) and isinstance(value, str)}


def _read_json(payload: Payload, table: Table) -> Iterator[Row]:
    try:
        data = json.loads(_text(payload))
    except (ValueError, RecursionError) as error:
        raise ParseError(f"{table.url}: not readable as JSON: {error}") from error
    rows = at_path(data, table.rows or "")
    if not isinstance(rows, list):
        raise ParseError(f"{table.url}: no list of rows at {table.rows!r}")
    head = {name: str(at_path(data, path) or "") for name, path in table.head.items()}
    yield from ({**head, **dict(_leaves(row, ""))} for row in rows if isinstance(row, dict))


def _leaves(node: Any, path: str) -> Iterator[tuple[str, str]]:
    if isinstance(node, dict):
        for name, value in node.items():
            yield from _leaves(value, f"{path}.{name}" if path else str(name))
    elif node is not None:
        yield path, str(node)


def _read_xml(payload: Payload, table: Table) -> Iterator[Row]:
    root = parse_xml(payload.body)
    texts = {local_name(node): (node.text or "").strip() for node in reversed(list(root.iter()))}
    head = {name: texts.get(element, "") for name, element in table.head.items()}
    for node in root.iter():
        if local_name(node) == table.rows:
            yield {**head, **{local_name(child): (child.text or "").strip() for child in node}}


def _text(payload: Payload) -> str:
    return decode(payload.body, payload.headers.get("content-type")).text


_READERS = {"csv": _read_csv, "json": _read_json, "xml": _read_xml}
