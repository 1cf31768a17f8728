"""The rows of a series as files to download: the same columns as CSV for people and as Parquet for programs."""

import csv
from collections.abc import Mapping
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

from warehouse.report import links
from warehouse.report.rows import Row

TIME = pa.timestamp("us", tz="UTC")
SCHEMA = pa.schema(
    {
        "claim_id": pa.string(),
        "source_id": pa.string(),
        "publisher": pa.string(),
        "series_key": pa.string(),
        "time_period": pa.string(),
        "claim_status": pa.string(),
        "value": pa.float64(),
        "support_low": pa.float64(),
        "core_low": pa.float64(),
        "core_high": pa.float64(),
        "support_high": pa.float64(),
        "unit_measure": pa.string(),
        "hedge": pa.string(),
        "speaker": pa.string(),
        "quote": pa.string(),
        "title": pa.string(),
        "url": pa.string(),
        "published_at": TIME,
        "recorded_at": TIME,
        "observation_id": pa.string(),
        "fault": pa.string(),
        "document_id": pa.string(),
    }
)
FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")


def write_downloads(folder: Path, series: Mapping[str, list[Row]]) -> None:
    """Write the claims of every series below the report's folder."""
    # One table cut into slices: a table of its own for each of thousands of series would cost four times as much.
    rows = [claim for claims in series.values() for claim in claims]
    table = pa.table([pa.array([row[field.name] for row in rows], field.type) for field in SCHEMA], schema=SCHEMA)
    at = 0
    for key, claims in series.items():
        as_csv, as_parquet = (folder / name for name in links.series_files(key))
        _write_csv(as_csv, claims)
        pq.write_table(table.slice(at, len(claims)), as_parquet, use_dictionary=False, write_statistics=False)
        at += len(claims)


def _write_csv(path: Path, claims: list[Row]) -> None:
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(SCHEMA.names)
        writer.writerows([as_text(claim[column]) for column in SCHEMA.names] for claim in claims)


def as_text(value: object) -> object:
    """Text that a spreadsheet would run as a formula is marked as text by an apostrophe."""
    return f"'{value}" if isinstance(value, str) and value.startswith(FORMULA_STARTS) else value
