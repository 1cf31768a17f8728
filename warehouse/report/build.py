"""The report: a read-only connection to a release in, a folder of static files out.

Every page is made once, at publishing; no server is needed to read them, from a web host or from a disk. The folder
is built aside and moved in whole.
"""

import json
import shutil
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby
from pathlib import Path

from duckdb import DuckDBPyConnection

from extractors.errors import WarehouseError
from extractors.settings import LANGUAGES
from warehouse.report import links, series, wording
from warehouse.report.accuracy import Accuracy
from warehouse.report.changes import MANIFEST, Changes, changes_between, manifest_of, read_manifest
from warehouse.report.downloads import write_downloads
from warehouse.report.pages import Pages, numbered
from warehouse.report.rows import Material, Row, query, read_material
from warehouse.report.sentences import case_story

STATIC_PATH = Path(__file__).parent / "static"
ROWS_PER_PAGE = 250


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportSummary:
    """What was made."""

    path: Path
    count_pages: int
    count_series: int
    count_documents: int
    count_cases: int


def build_report(
    connection: DuckDBPyConnection, out: Path, *, previous: Path | None = None, measured: Accuracy | None = None
) -> ReportSummary:
    """Make the report of a release in the folder `out`.

    `previous`: the report of the release before; what changed since stands on the front page. `measured`: how well
    figures are read and reckoned, for the methods page. Raises
    `WarehouseError` when the folder cannot be written or `previous` holds no report.
    """
    before = read_manifest(previous) if previous else None
    material = read_material(connection)
    building = out.with_name(f".building-{out.name}")
    try:
        shutil.rmtree(building, ignore_errors=True)
        shutil.copytree(STATIC_PATH, building / "static")
        made = wording.say("page.made", day=wording.day(_made_at(material)))
        pages = Pages(material, made, measured)
        index = _write_documents(connection, pages, building)
        manifest = manifest_of(material, len(index))
        changes = changes_between(before, manifest) if before else None
        _write_pages(pages, building, changes, index)
        _write(building, MANIFEST.as_posix(), manifest.model_dump_json())
        shutil.rmtree(out, ignore_errors=True)
        building.rename(out)
    except OSError as error:
        shutil.rmtree(building, ignore_errors=True)
        raise WarehouseError(f"{out}: the report cannot be written: {error.strerror or error}") from error
    return ReportSummary(
        path=out,
        count_pages=sum(1 for _ in out.rglob("*.html")),
        count_series=len(material.claims_of_series),
        count_documents=len(index),
        count_cases=len(material.cases),
    )


def _write_documents(connection: DuckDBPyConnection, pages: Pages, folder: Path) -> list[Row]:
    """Write the page of every document; returns what lists need of each."""
    index = []
    rows = query(connection, "documents")
    for _, same_page in groupby(rows, key=lambda row: (row["source_id"], row["url"])):
        versions = list(same_page)
        for row in versions:
            _write(folder, links.document(row["document_id"]), pages.document(row, versions))
            index.append(_entry(row, len(pages.material.claims_of_document.get(row["document_id"], []))))
    return sorted(index, key=lambda row: (row["published_at"] is not None, row["published_at"]), reverse=True)


def _entry(row: Row, count_claims: int) -> Row:
    names = ("document_id", "source_id", "publisher", "title", "url", "lang", "published_at")
    return {name: row[name] for name in names} | {"count_claims": count_claims}


def _write_pages(pages: Pages, folder: Path, changes: Changes | None, index: list[Row]) -> None:
    material = pages.material
    new_cases = changes.new_cases if changes else frozenset()
    stories = [case_story(case, material, is_new=case["discrepancy_id"] in new_cases) for case in material.cases]
    _write(folder, "index.html", pages.home(changes, len(index), stories))
    _write(folder, "sources.html", pages.sources())
    _write(folder, "methods.html", pages.methods(stories[:1]))
    _write_list(pages, folder, "cases", stories)
    _write_list(pages, folder, "series", series.listing(material))
    _write_list(pages, folder, "documents", index)
    for story in stories:
        if story.case:
            _write(folder, links.case(story.case["discrepancy_id"]), pages.case(story))
    for source_id in material.sources:
        _write(folder, links.source(source_id), pages.source(source_id))
    for key in material.claims_of_series:
        _write(folder, links.series(key), pages.series(key))
    write_downloads(folder, material.claims_of_series)
    _write(folder, "data/search.js", f"window.esepSearch = {_json(list(_search_entries(pages, index)))};\n")


def _write_list(pages: Pages, folder: Path, kind: str, rows: Sequence[object]) -> None:
    chunks = [rows[at : at + ROWS_PER_PAGE] for at in range(0, len(rows), ROWS_PER_PAGE)] or [[]]
    for number, chunk in enumerate(chunks, start=1):
        _write(folder, numbered(kind, number), pages.listing(kind, chunk, number, len(chunks)))


def _search_entries(pages: Pages, index: list[Row]) -> Iterator[list[str]]:
    """What can be searched: kind, address, label, further words to find it by."""
    for source in pages.material.sources.values():
        yield ["source", links.source(source["source_id"]), source["publisher"], source["source_id"]]
    for key in pages.material.claims_of_series:
        name = series.name(key, pages.material)
        yield ["series", links.series(key), *(name[lang] for lang in LANGUAGES), key]
    for row in index:
        yield ["document", links.document(row["document_id"]), row["title"] or row["url"], row["publisher"]]


def _write(folder: Path, name: str, text: str) -> None:
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")


def _json(data: object) -> str:
    return json.dumps(data, ensure_ascii=False, separators=(",", ":"))


def _made_at(material: Material) -> datetime | None:
    return max((claim["recorded_at"] for claim in material.claims.values()), default=None)
