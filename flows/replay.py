"""The replay flow: the archive read again with today's reader, held against what is loaded, then loaded if asked.

Enters: source ids. Leaves: a `Comparison` of claims gained, lost and changed. Nothing touches the network.
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from prefect import flow

from extractors.records import Capture
from extractors.settings import Settings, read_settings
from extractors.web.frontier import Frontier
from flows import clock
from flows.ingest import read_all
from flows.output import print_line, print_table
from flows.sources import choose_sources
from flows.stages import ReadBatch, load_files, load_read

FIELDS = (
    "indicator", "activity", "ref_area", "unit_measure", "role", "measure", "time_period", "claim_status",
    "value", "value_low", "value_high", "hedge", "speaker", "said_by",
)  # fmt: skip
LOADED_SQL = Path(__file__).resolve().parent / "sql" / "loaded_claims.sql"
Place = tuple[str, str, int]  # page, quote, how many equal quotes stand before it


@dataclass(slots=True, kw_only=True)
class Comparison:
    """Claims of a new reading held against the loaded one."""

    count_captures: int = 0
    count_same: int = 0
    gained: list[dict[str, Any]] = field(default_factory=list)
    lost: list[dict[str, Any]] = field(default_factory=list)
    changed: list[dict[str, Any]] = field(default_factory=list)
    new_rows: dict[str, int] | None = None  # when applied

    def print(self) -> None:
        """Tell people what would change, or did."""
        print_line(
            f"{self.count_captures} captures read again: {self.count_same} claims as before, "
            f"{len(self.gained)} gained, {len(self.lost)} lost, {len(self.changed)} changed"
        )
        for name, rows in (("gained", self.gained), ("lost", self.lost), ("changed", self.changed)):
            if rows:
                print_line(f"{name}:")
                print_table(["page", "quote", "what"], [[row["url"], row["quote"], row["what"]] for row in rows])
        print_line("nothing loaded (--apply loads it)" if self.new_rows is None else f"loaded: {self.new_rows}")


@flow(name="replay", validate_parameters=False)
def replay(source_ids: Sequence[str] | None = None, *, is_applied: bool = False) -> Comparison:
    """Read every capture again and compare; load the new reading when asked."""
    settings, recorded_at, comparison = read_settings(), clock.now(), Comparison()
    chosen = choose_sources(settings, source_ids)
    with Frontier(settings.frontier) as frontier:
        captures = [one for one in frontier.captures() if one.source_id in chosen]
        files = [one for one in frontier.captures(purposes=("table",)) if one.source_id in chosen]
    new_rows: Counter[str] = Counter()
    for batch in read_all(captures, settings, recorded_at):
        _compare(batch, _loaded(settings, batch.captures), comparison)
        if is_applied:
            new_rows.update(load_read(batch, settings, recorded_at=recorded_at))
    if is_applied:
        new_rows.update(load_files(files, settings, recorded_at=recorded_at))
    comparison.new_rows = dict(new_rows) if is_applied else None
    return comparison


def _loaded(settings: Settings, captures: Sequence[Capture]) -> list[dict[str, Any]]:
    """Claims now current for these captures, as dicts with the page's address."""
    from warehouse.database import open_warehouse

    with open_warehouse(settings.warehouse) as connection:
        result = connection.execute(
            LOADED_SQL.read_text(encoding="utf-8"), {"capture_ids": [one.capture_id for one in captures]}
        )
        columns = [column[0] for column in result.description or []]
        return [dict(zip(columns, row, strict=True)) for row in result.fetchall()]


def _compare(batch: ReadBatch, loaded: list[dict[str, Any]], comparison: Comparison) -> None:
    pages = {document.document_id: document.canonical_url for document in batch.documents}
    fresh = [
        {"url": pages[claim.document_id], "quote": claim.quote, "span_start": claim.span_start}
        | {name: getattr(claim, name) for name in FIELDS}
        for extraction in batch.extractions
        for claim in extraction.claims
    ]
    before, after = _by_place(loaded), _by_place(fresh)
    comparison.count_captures += len(batch.captures)
    for place in before.keys() | after.keys():
        old, new = before.get(place), after.get(place)
        if old is None and new is not None:
            comparison.gained.append(new | {"what": _tell(new)})
        elif new is None and old is not None:
            comparison.lost.append(old | {"what": _tell(old)})
        elif old is not None and new is not None:
            _compare_fields(old, new, comparison)
    for rows in (comparison.gained, comparison.lost, comparison.changed):
        rows.sort(key=lambda row: (row["url"], row["span_start"]))


def _compare_fields(old: dict[str, Any], new: dict[str, Any], comparison: Comparison) -> None:
    differences = [f"{name}: {old[name]} → {new[name]}" for name in FIELDS if old[name] != new[name]]
    if differences:
        comparison.changed.append(new | {"what": "; ".join(differences)})
    else:
        comparison.count_same += 1


def _by_place(claims: Iterable[dict[str, Any]]) -> dict[Place, dict[str, Any]]:
    """Claims by page, quote and occurrence: stable when text before them moves."""
    seen: Counter[tuple[str, str]] = Counter()
    places: dict[Place, dict[str, Any]] = {}
    for claim in sorted(claims, key=lambda one: (one["url"], one["span_start"])):
        key = (claim["url"], claim["quote"])
        places[*key, seen[key]] = claim
        seen[key] += 1
    return places


def _tell(claim: dict[str, Any]) -> str:
    return " ".join(str(claim[name]) for name in ("indicator", "value", "unit_measure", "time_period", "claim_status"))
