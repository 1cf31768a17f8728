"""What went over the wire: one exchange, the answer it belongs to, and the undoing of content codings.

Enters: raw status, headers and body. Leaves: `Exchange` and `Answer` as the archive keeps them, and bodies decoded
under a limit, so that a small bomb cannot become a large page.
"""

import zlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from extractors.errors import FetchError, RefusedError

MOST_CODINGS = 3
RawHeaders = tuple[tuple[bytes, bytes], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Exchange:
    """One request and its response as they went over the wire, transfer coding removed."""

    url: str
    request_headers: RawHeaders
    http_version: bytes  # of the answer, e.g. HTTP/1.1
    status_code: int
    reason: bytes
    headers: RawHeaders
    body: bytes  # still content-encoded
    fetched_at: datetime
    ip_address: str | None

    def header(self, name: str) -> str | None:
        """First header of that name, or None."""
        wanted = name.lower().encode()
        return next((value.decode("latin-1") for key, value in self.headers if key.lower() == wanted), None)

    def header_map(self) -> dict[str, str]:
        """Headers as a mapping, names in lower case."""
        return lower_headers((name.decode("latin-1"), value.decode("latin-1")) for name, value in self.headers)


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """What came of asking for one address: every hop, the last one with the payload."""

    hops: tuple[Exchange, ...]
    body: bytes  # decoded; empty when not modified

    @property
    def final(self) -> Exchange:
        """The exchange that holds the payload."""
        return self.hops[-1]

    @property
    def is_not_modified(self) -> bool:
        """Whether the host said that the copy we have is still good."""
        return self.final.status_code == 304


@dataclass(frozen=True, slots=True, kw_only=True)
class Payload:
    """A decoded body with the headers that describe it, names in lower case."""

    headers: Mapping[str, str]
    body: bytes


def lower_headers(headers: Iterable[tuple[str, str]]) -> dict[str, str]:
    """Headers as a mapping with names in lower case; the first of a repeated header counts."""
    found: dict[str, str] = {}
    for name, value in headers:
        found.setdefault(name.lower(), value)
    return found


def decode_body(body: bytes, content_encoding: str | None, limit: int) -> bytes:
    """Undo gzip and deflate, at most `limit` bytes of result.

    Raises `RefusedError` (too_large) beyond the limit, `FetchError` (bad_encoding) for a broken or unknown coding.
    """
    codings = [name.strip().lower() for name in (content_encoding or "").split(",")]
    if len(codings) > MOST_CODINGS:
        raise RefusedError(f"the body is packed {len(codings)} times over", "too_large")
    for coding in reversed(codings):
        if coding in {"gzip", "x-gzip", "deflate"}:
            body = _inflate(body, coding, limit) if body else body
        elif coding not in {"", "identity"}:
            raise FetchError(f"the body comes in a coding that was not asked for: {coding[:40]!r}", "bad_encoding")
    return body


def _inflate(body: bytes, coding: str, limit: int) -> bytes:
    if coding == "deflate":  # zlib by the standard, raw by the habit of some servers
        raw = not (len(body) > 1 and body[0] & 0x0F == 8 and (body[0] << 8 | body[1]) % 31 == 0)
        wbits = -zlib.MAX_WBITS if raw else zlib.MAX_WBITS
    else:
        wbits = 16 + zlib.MAX_WBITS
    parts: list[bytes] = []
    left = limit
    try:
        while body:  # a gzip body may hold several members
            inflater = zlib.decompressobj(wbits)
            part = inflater.decompress(body, left + 1)
            left -= len(part)
            if left < 0:
                raise RefusedError(f"the body unpacks to more than {limit} bytes", "too_large")
            if not inflater.eof:
                raise FetchError(f"the {coding} body ends in the middle", "bad_encoding")
            parts.append(part)
            body = inflater.unused_data if coding != "deflate" and inflater.unused_data[:2] == b"\x1f\x8b" else b""
    except zlib.error as error:
        raise FetchError(f"the {coding} body is broken: {error}", "bad_encoding") from error
    return b"".join(parts)
