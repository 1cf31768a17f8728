"""Commands that only look: SQL on the release, the sources, the archive."""

import csv
import sys
from dataclasses import asdict
from typing import Annotated

import typer

from extractors.errors import UsageError
from extractors.settings import load_sources, read_settings
from flows.output import print_json, print_line, print_rows, print_table, printable, warn

app = typer.Typer()
sources_app = typer.Typer(no_args_is_help=True)
config_app = typer.Typer(no_args_is_help=True)
archive_app = typer.Typer(no_args_is_help=True)

Json = Annotated[bool, typer.Option("--json", help="Machine-readable output.")]


@app.command(rich_help_panel="Look")
def sql(
    query: Annotated[str, typer.Argument(help="One SQL statement, or - for standard input.")],
    *,
    as_json: Json = False,
    as_csv: Annotated[bool, typer.Option("--csv", help="Comma-separated output.")] = False,
    limit: Annotated[int, typer.Option(min=0, help="Rows shown in the table form; 0 for all.")] = 100,
) -> None:
    """Ask the current release in SQL; it cannot be written, and no file or address outside it can be reached."""
    import duckdb

    from warehouse.release import open_release

    if as_json and as_csv:
        raise UsageError("--json and --csv exclude each other")
    text = sys.stdin.read() if query == "-" else query
    with open_release(read_settings().releases) as connection:
        connection.execute("set enable_external_access = false; set lock_configuration = true")
        try:
            statements = connection.extract_statements(text)
            if len(statements) != 1:
                raise UsageError(f"sql: one statement is asked for, {len(statements)} were given")
            result = connection.execute(statements[0])
            columns = [column[0] for column in result.description or []]
            rows = result.fetchall()
        except duckdb.Error as error:
            raise UsageError(f"sql: {error}") from error
    if as_json:
        print_json([dict(zip(columns, row, strict=True)) for row in rows])
    elif as_csv:
        writer = csv.writer(sys.stdout)
        writer.writerow(columns)
        writer.writerows([printable(cell) if isinstance(cell, str) else cell for cell in row] for row in rows)
    else:
        shown = rows[:limit] if limit else rows
        print_table(columns, shown)
        if len(shown) < len(rows):
            print_line(f"… {len(rows) - len(shown)} more rows (--limit 0 shows all)")


@app.command(rich_help_panel="Look")
def dictionary() -> None:
    """Print the data dictionary of this version: every relation and column, as Markdown."""
    import duckdb

    from warehouse.database import migrate
    from warehouse.dictionary import write_dictionary

    with duckdb.connect() as connection:
        migrate(connection)
        sys.stdout.write(write_dictionary(connection))


@sources_app.command("list")
def list_sources(*, as_json: Json = False) -> None:
    """Every configured source."""
    rows = [
        {
            "source_id": source.source_id,
            "publisher": source.publisher,
            "tier": source.tier,
            "languages": " ".join(source.languages),
            "seeds": len(source.seeds),
            "is_enabled": source.is_enabled,
            "unverified": len(source.unverified) + sum(seed.unverified for seed in source.seeds),
        }
        for source in load_sources(read_settings().sources).values()
    ]
    columns = ["source_id", "publisher", "tier", "languages", "seeds", "is_enabled", "unverified"]
    print_rows(columns, rows, as_json=as_json)


@sources_app.command("check")
def check_sources(
    source_ids: Annotated[list[str] | None, typer.Argument(help="Source ids; all when none is named.")] = None,
    *,
    live: Annotated[bool, typer.Option("--live", help="Ask each seed over the network, politely.")] = False,
    as_json: Json = False,
) -> None:
    """Check the source files; with --live also probe each seed and say what answered and what changed."""
    from flows.source_check import check_sources as check

    rows = check(read_settings(), source_ids, is_live=live)
    print_rows(["source_id", "what", "outcome", "detail"], rows, as_json=as_json)
    if any(row["outcome"] == "failed" for row in rows):
        raise typer.Exit(1)


@config_app.command("check")
def check_configuration(*, as_json: Json = False) -> None:
    """Read every file of the configuration and tell each mistake by file, line and field."""
    from flows.config_check import check_config

    rows = check_config(read_settings())
    wrong = [line for row in rows for line in row["detail"].splitlines()]
    if as_json:
        print_json(rows)
    else:
        for line in wrong:
            print_line(line)
        print_line(f"{len(rows)} files or groups of files read, {len(wrong)} mistakes")
    if wrong:
        raise typer.Exit(1)


@config_app.command("calibrate")
def calibrate(
    *,
    write: Annotated[bool, typer.Option("--write", help="Write the fitted widths into tolerances.yml.")] = False,
    as_json: Json = False,
) -> None:
    """Fit the widths of hedges and rounding to the official figures that words have met in this warehouse."""
    from warehouse.calibration import fit_widths, write_widths
    from warehouse.database import existing, open_warehouse
    from warehouse.tolerances import read_tolerances

    settings = read_settings()
    with open_warehouse(existing(settings.warehouse)) as connection:
        widths = fit_widths(connection, read_tolerances(settings.config))
    columns = ["name", "count_claims", "in_force", "measured", "fitted"]
    print_rows(columns, [asdict(one) for one in widths], as_json=as_json)
    if write:
        version = write_widths(widths, settings.config)
        warn(f"written: version {version} of the tolerances; `esep reconcile --full` judges everything by it")


@archive_app.command("verify")
def verify_archive(*, as_json: Json = False) -> None:
    """Read every indexed record back and compare its digest."""
    from extractors.web.archive_check import verify
    from extractors.web.frontier import Frontier

    settings = read_settings()
    if not settings.frontier.exists():
        raise UsageError(f"{settings.home}: there is no archive yet; `esep ingest` makes one")
    with Frontier(settings.frontier) as frontier:
        report = verify(settings.archive, frontier, store=settings.store)
    if as_json:
        print_json(report)
    else:
        print_line(
            f"{report.count_captures} captures in {report.count_files} files read back, {len(report.problems)} problems"
        )
        for problem in report.problems:
            print_line(problem)
    if report.problems:
        raise typer.Exit(1)
