"""Page or plain text in, the JSON form of what Esep reads out: the composition behind `esep extract`.

Needs no warehouse and no scheduler, so it starts fast and can be used in a pipe.
"""

import json
from collections.abc import Iterable, Iterator
from dataclasses import asdict
from datetime import UTC, date, datetime, time
from pathlib import Path
from typing import Any

from extractors.errors import EsepError, UsageError
from extractors.extract import extract, load_reader
from extractors.parse import parse_html, parse_text
from extractors.reader import Reader
from extractors.records import Document, Extraction
from extractors.settings import LANGUAGES

NOT_SHOWN = {"document_id", "capture_id", "source_id", "recorded_at"}


def read_instant(text: str | None, option: str = "published") -> datetime | None:
    """A date or instant as users write it; a naive one is UTC. Raises `UsageError` naming the option."""
    if not text:
        return None
    try:
        if len(text) == len("2023-08-02"):
            return datetime.combine(date.fromisoformat(text), time(), tzinfo=UTC)
        instant = datetime.fromisoformat(text)
    except ValueError as error:
        raise UsageError(f"{option}: {text!r} is no ISO date, e.g. 2023-08-02 or 2023-08-02T09:30:00+05:00") from error
    return instant if instant.tzinfo else instant.replace(tzinfo=UTC)


def read_language(lang: str | None) -> str | None:
    """Check a language code given by the user; none means: find out from the text."""
    if lang and lang not in LANGUAGES:
        raise UsageError(f"lang: {lang!r} is not one of {', '.join(LANGUAGES)}")
    return lang or None


def to_document(
    *, html: str | bytes | None = None, text: str | None = None, url: str, published: str | None, lang: str | None
) -> Document:
    """Parse a page or take plain text as it is."""
    published_at, lang = read_instant(published), read_language(lang)
    if html is not None:
        return parse_html(html, url=url, published_at=published_at, lang=lang)
    return parse_text(text or "", url=url, published_at=published_at, lang=lang)


def as_output(document: Document, extraction: Extraction) -> dict[str, Any]:
    """The stable JSON form of one reading: document, quantities, claims, issues."""
    return {
        "document": {
            "title": document.title,
            "published_at": document.published_at.isoformat() if document.published_at else None,
            "lang": document.lang,
            "status": document.status,
            "text": document.text,
        },
        "quantities": [asdict(quantity) for quantity in extraction.quantities],
        "claims": [_visible(asdict(claim)) for claim in extraction.claims],
        "issues": [_visible(asdict(issue)) for issue in extraction.issues],
    }


def _visible(row: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in row.items() if name not in NOT_SHOWN}


def read_lines(lines: Iterable[bytes], config: Path, recorded_at: datetime) -> Iterator[dict[str, Any]]:
    """JSON lines in, one output line each, in order; a line that cannot be handled yields its error."""
    reader = load_reader(config)
    for number, line in enumerate(lines, start=1):
        if line.strip():
            yield _read_line(line, number, reader, recorded_at)


def _read_line(line: bytes, number: int, reader: Reader, recorded_at: datetime) -> dict[str, Any]:
    identity: Any = None
    try:
        request = json.loads(line)
        if not isinstance(request, dict):
            raise UsageError("a line must be a JSON object")
        identity = request.get("id")
        document = to_document(**_arguments(request))
        return {"id": identity, **as_output(document, extract(document, reader, recorded_at=recorded_at))}
    except json.JSONDecodeError as error:
        return {"id": identity, "error": f"line {number}: not JSON: {error.msg} at column {error.colno}"}
    except EsepError as error:
        return {"id": identity, "error": f"line {number}: {error}"}
    except Exception as error:
        return {"id": identity, "error": f"line {number}: {type(error).__name__}: {error}"}


def _arguments(request: dict[str, Any]) -> dict[str, Any]:
    arguments = {name: request.get(name) for name in ("html", "text", "published", "lang")}
    for name, value in [*arguments.items(), ("url", request.get("url"))]:
        if value is not None and not isinstance(value, str):
            raise UsageError(f"{name}: must be text")
    if (arguments["html"] is None) == (arguments["text"] is None):
        raise UsageError("exactly one of html and text must be given")
    return {**arguments, "url": request.get("url") or ""}
