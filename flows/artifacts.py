"""What a run leaves to be read in Prefect: a table of what was read, a summary of discrepancies, progress, assets.

Enters: reports of runs and rows of the release. Leaves: artifacts, and the names under which Prefect draws the lineage
from source to mart. Fetched text is escaped for Markdown first.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from uuid import UUID

from duckdb import DuckDBPyConnection
from prefect.artifacts import (
    create_markdown_artifact,
    create_progress_artifact,
    create_table_artifact,
    update_progress_artifact,
)
from prefect.assets import Asset, AssetProperties

from extractors.settings import Source
from warehouse.release import Release, open_release

SQL = Path(__file__).resolve().parent / "sql"
LIMIT = 20  # contradictions shown
MARTS = ("fct_claim", "fct_observation", "fct_discrepancy")
MARKDOWN = re.compile(r"([\\`*_{}\[\]()<>#+|!~-])")


def source_asset(source: Source) -> Asset:
    """A publisher as the origin of what is read."""
    properties = AssetProperties(name=source.publisher, url=source.homepage)
    return Asset(key=f"esep://source/{source.source_id}", properties=properties)


def archive_asset(source_id: str) -> str:
    """Name of what one source has in the archive."""
    return f"esep://archive/{source_id}"


def mart_asset(mart: str) -> str:
    """Name of one published mart."""
    return f"esep://mart/{mart}"


def show_reading(crawls: Mapping[str, Mapping[str, Any]], failed: Mapping[str, str], rows: Mapping[str, int]) -> None:
    """A table with one row a source, and the new rows of the warehouse beneath it."""
    table: list[dict[str, Any]] = [{"source": source_id, **counts} for source_id, counts in crawls.items()]
    table += [{"source": source_id, "failed": reason} for source_id, reason in failed.items()]
    new = ", ".join(f"{name} {count}" for name, count in rows.items()) or "none"
    create_table_artifact(table=table, key="esep-read", description=f"What this run read. New rows: {new}.")


def show_discrepancies(release: Release) -> None:
    """The open contradictions of a release, worst first, as Markdown."""
    with open_release(release.path.parent) as connection:
        text = "\n".join(_discrepancy_lines(connection))
    create_markdown_artifact(markdown=text, key="esep-discrepancies", description=f"Release {release.release_id}")


@contextmanager
def progress(key: str, description: str) -> Iterator["Progress"]:
    """A bar that stands at 100 once the block has run."""
    artifact_id = create_progress_artifact(progress=0.0, key=key, description=description)
    assert isinstance(artifact_id, UUID)  # noqa: S101 - a coroutine only in an event loop, where flows never are
    bar = Progress(artifact_id)
    yield bar
    bar.show(100.0)


class Progress:
    """A bar of one run: only whole percents are told, so that many small steps cost nothing."""

    def __init__(self, artifact_id: UUID) -> None:
        self._artifact_id = artifact_id
        self._shown = 0

    def show(self, percent: float) -> None:
        """Move the bar."""
        if int(percent) > self._shown:
            self._shown = int(percent)
            update_progress_artifact(artifact_id=self._artifact_id, progress=float(self._shown))


def _discrepancy_lines(connection: DuckDBPyConnection) -> Iterator[str]:
    result = connection.execute((SQL / "summary_contradictions.sql").read_text(encoding="utf-8"))
    columns = [column[0] for column in result.description or []]
    rows: Sequence[dict[str, Any]] = [dict(zip(columns, row, strict=True)) for row in result.fetchall()]
    yield f"## {len(rows)} open contradictions\n"
    for row in rows[:LIMIT]:
        yield f"- **{row['severity_class']}** {markdown(row['what'])}: {markdown(row['arithmetic'])}"
        for side in row["sides"]:
            yield f"    - “{markdown(side['quote'])}” — {markdown(side['publisher'])}, {side['published']}"
    if len(rows) > LIMIT:
        yield f"\n… and {len(rows) - LIMIT} more in the report"


def markdown(text: object) -> str:
    """Any text as one line of Markdown that shows just this text."""
    return MARKDOWN.sub(r"\\\1", " ".join(str(text).split()))
