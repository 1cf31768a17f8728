"""Addresses inside the report, and which foreign addresses may become links.

Names of files come from ids and series keys, which may hold anything: only plain letters reach the file system.
"""

import hashlib
import re
from functools import cache
from urllib.parse import urlsplit


def outside(url: str | None) -> str | None:
    """The address if a reader may follow it: http or https with a host, nothing else."""
    try:
        parts = urlsplit(url or "")
    except ValueError:
        return None
    return url if parts.scheme in {"http", "https"} and parts.netloc else None


@cache
def stem(name: str) -> str:
    """A file name of plain letters, different for different names.

    >>> stem("A.KZ.output.count:jobs")
    'a-kz-output-count-jobs-866d42'
    """
    if re.fullmatch(r"[a-z0-9_]{1,80}", name):
        return name
    plain = re.sub(r"[^a-z0-9_]+", "-", name.lower()).strip("-")[:80]
    return f"{plain}-{hashlib.sha256(name.encode()).hexdigest()[:6]}"


def series(key: str) -> str:
    """Page of a series, from the root of the report."""
    return f"series/{stem(key)}.html"


def series_files(key: str) -> tuple[str, str]:
    """The rows of a series to download: as CSV, as Parquet."""
    return f"series/{stem(key)}.csv", f"series/{stem(key)}.parquet"


def document(document_id: str) -> str:
    """Page of a document."""
    return f"documents/{stem(document_id)}.html"


def figure(document_id: str, claim_id: str) -> str:
    """A figure in the text of its document."""
    return f"{document(document_id)}#{stem(claim_id)}"


def source(source_id: str) -> str:
    """Page of a source."""
    return f"sources/{stem(source_id)}.html"


def case(discrepancy_id: str) -> str:
    """Page of a contradiction."""
    return f"cases/{stem(discrepancy_id)}.html"
