"""An issue of the acquiring stages or of a source's check, from what went wrong.

Enters: a stage, a short code, the source, the address and one line. Leaves: the `Issue` record. The same trouble gives
the same id, so that it is one row however often a run meets it.
"""

from datetime import datetime
from typing import Literal

from extractors.records import Issue, stable_id


def acquisition_issue(
    stage: Literal["discover", "fetch", "archive", "check"],
    kind: str,
    *,
    source_id: str,
    url: str | None,
    detail: str,
    now: datetime,
) -> Issue:
    """One trouble of discovering, fetching or archiving, or one that a check of a source found."""
    return Issue(
        issue_id=stable_id("issue", stage, kind, source_id, url, detail),
        stage=stage,
        kind=kind,
        source_id=source_id,
        url=url,
        capture_id=None,
        document_id=None,
        detail=detail,
        quote=None,
        span_start=None,
        span_end=None,
        recorded_at=now,
    )
