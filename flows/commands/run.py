"""Commands that do work: ingest, backfill, replay, reconcile, publish, report, load, export, serve."""

from datetime import datetime
from pathlib import Path
from typing import Annotated, Any

import typer

from extractors.errors import UsageError
from extractors.settings import read_settings
from extractors.store import is_remote
from flows import clock
from flows.output import print_counts, print_json, print_line, print_table, progress_on_terminal, warn

app = typer.Typer()

Json = Annotated[bool, typer.Option("--json", help="Machine-readable output.")]
SourceIds = Annotated[list[str] | None, typer.Argument(help="Source ids; all enabled ones when none is named.")]


def _instant(text: str, option: str) -> datetime | None:
    from flows.reading import read_instant

    return read_instant(text or None, option)


def _existing(path: Path) -> Path:
    if not path.exists():
        raise UsageError(f"{path}: there is no such file")
    return path


@app.command(rich_help_panel="Run")
def ingest(
    source_ids: SourceIds = None,
    *,
    since: Annotated[str, typer.Option(help="Only pages listed on or after this date.")] = "",
    as_json: Json = False,
) -> None:
    """Fetch, archive, parse, extract and load what the sources have that is new."""
    from flows.sources import choose_to_crawl

    chosen, since_at = choose_to_crawl(read_settings(), source_ids), _instant(since, "since")
    from flows.ingest import ingest as flow  # after the checks: importing Prefect takes seconds

    report = flow(chosen, since_at)
    if as_json:
        print_json(report)
    else:
        _print_ingest(report)
    if report.failed and len(report.failed) == len(chosen):
        raise typer.Exit(1)


def _print_ingest(report: Any) -> None:
    print_counts("source", report.crawls)
    for source_id, kinds in report.issues.items():
        print_line(f"{source_id}: " + ", ".join(f"{kind} {count}" for kind, count in kinds.items()))
    for source_id, reason in report.failed.items():
        warn(f"{source_id}: failed: {reason}")
    print_line("new rows: " + (", ".join(f"{name} {count}" for name, count in report.new_rows.items()) or "none"))


@app.command(rich_help_panel="Run")
def daily(source_ids: SourceIds = None, *, as_json: Json = False) -> None:
    """Ingest, reconcile and publish: the whole way of the data once."""
    from flows.sources import choose_to_crawl

    chosen = choose_to_crawl(read_settings(), source_ids)
    from flows.daily import daily as flow

    result = flow(chosen)
    if as_json:
        print_json(result)
        return
    _print_ingest(result["ingest"])
    _print_pairs(result["reconcile"])
    print_line(f"release: {result['release'].path}")


@app.command(rich_help_panel="Run")
def reconcile(
    *,
    claims: Annotated[Path | None, typer.Option(help="A file or folder of claims: reconcile it alone.")] = None,
    out: Annotated[Path | None, typer.Option(help="Folder for the answers, with --claims.")] = None,
    mapping: Annotated[Path | None, typer.Option(help="A YAML file that maps foreign columns.")] = None,
    full: Annotated[bool, typer.Option("--full", help="Everything anew, not only what is new.")] = False,
    fail_on_open: Annotated[bool, typer.Option(help="Exit 3 when contradictions are open.")] = False,
    as_json: Json = False,
) -> None:
    """Decide what agrees, what was revised and what contradicts."""
    if (claims is None) != (out is None):
        raise UsageError("--claims and --out go together")
    if claims is not None and out is not None:
        for path in filter(None, (claims, mapping)):
            _existing(path)
        from warehouse.reconcile import reconcile_files
        from warehouse.tolerances import read_tolerances

        tolerances = read_tolerances(read_settings().config)
        summary: Any = reconcile_files(
            claims, out, tolerances=tolerances, mapping=mapping, progress=progress_on_terminal()
        )
    else:
        from flows.stages import reckon

        summary = reckon(read_settings(), recorded_at=clock.now(), is_full=full)
    _show(summary, as_json=as_json)
    if fail_on_open and summary.count_open:
        raise typer.Exit(3)


@app.command(rich_help_panel="Run")
def publish(*, as_json: Json = False) -> None:
    """Check the warehouse and publish it as a read-only release, swapped in atomically."""
    from flows.stages import release

    made = release(read_settings(), recorded_at=clock.now())
    if as_json:
        print_json(made)
    else:
        print_line(f"release {made.release_id}: {made.path}")


@app.command(rich_help_panel="Run")
def report(
    *,
    out: Annotated[Path | None, typer.Option(help="Folder for the site; the release's own when not given.")] = None,
    as_json: Json = False,
) -> None:
    """Build the static site of the current release, or say where it lies."""
    from warehouse.release import current_release

    settings = read_settings()
    current = current_release(settings.releases)
    site = current.site
    if out is not None:
        from flows.stages import build_site

        build_site(current.database, out, settings.config)
        site = out
    if as_json:
        print_json({"release_id": current.release_id, "site": site})
    else:
        print_line(str(site / "index.html"))


@app.command(rich_help_panel="Run")
def load(
    file: Annotated[Path, typer.Argument(help="CSV, Parquet or SDMX-CSV.")],
    *,
    mapping: Annotated[Path | None, typer.Option(help="A YAML file that says what the columns mean.")] = None,
    as_json: Json = False,
) -> None:
    """Load claims or official statistics from a file: structured sources are sources too."""
    from warehouse.database import open_warehouse
    from warehouse.statistics import load_file

    for path in filter(None, (file, mapping)):
        _existing(path)
    settings, now = read_settings(), clock.now()
    with open_warehouse(settings.warehouse, recorded_at=now) as connection:
        summary = load_file(connection, file, mapping, recorded_at=now)
    _show(summary, as_json=as_json)


@app.command(rich_help_panel="Run")
def export(
    *,
    sdmx: Annotated[Path, typer.Option(help="Folder for SDMX-CSV 2.0 files of consensus and claims.")],
    as_json: Json = False,
) -> None:
    """Write the current release in exchange formats."""
    from warehouse.export import export_sdmx
    from warehouse.release import open_release

    with open_release(read_settings().releases) as connection:
        files = export_sdmx(connection, sdmx)
    _show({str(name): rows for name, rows in files.items()}, as_json=as_json)


@app.command(rich_help_panel="Run")
def replay(
    source_ids: SourceIds = None,
    *,
    apply: Annotated[bool, typer.Option("--apply", help="Load the new reading; without it only show it.")] = False,
    as_json: Json = False,
) -> None:
    """Read the archive again with today's reader, without network, and show claims gained, lost and changed."""
    from flows.replay import replay as flow

    comparison = flow(source_ids, is_applied=apply)
    if as_json:
        print_json(comparison)
    else:
        comparison.print()


@app.command(rich_help_panel="Run")
def backfill(
    files: Annotated[list[str], typer.Argument(help="WARC files or their addresses (s3://…), e.g. of CC-NEWS.")],
    *,
    as_json: Json = False,
) -> None:
    """Read foreign WARC files: filtered before the costly parse, restartable."""
    for file in files:
        if not is_remote(file):
            _existing(Path(file))
    from flows.backfill import backfill as flow

    _show(flow(files), as_json=as_json)


@app.command(rich_help_panel="Run")
def store(
    *,
    drop: Annotated[bool, typer.Option("--drop", help="Then remove full segments that the store holds.")] = False,
    as_json: Json = False,
) -> None:
    """Copy archive, frontier and the newest release to the object storage that ESEP_STORE names."""
    from flows.store import store_copies

    _show(store_copies(read_settings(), is_dropping=drop), as_json=as_json)


@app.command(rich_help_panel="Run")
def serve() -> None:
    """Run every deployment with its schedule in this one process."""
    from flows.serve import serve_all

    serve_all()


def _show(summary: Any, *, as_json: bool) -> None:
    if as_json:
        print_json(summary)
    else:
        _print_pairs(_fields(summary))


def _print_pairs(pairs: dict[str, Any]) -> None:
    print_table(["what", "count"], list(pairs.items()))


def _fields(summary: Any) -> dict[str, Any]:
    if isinstance(summary, dict):
        return summary
    return {name: getattr(summary, name) for name in summary.__dataclass_fields__}
