"""Claims in, verdicts out: which figures agree, which were revised, which contradict, and what the figure is.

The thinking is SQL over one input relation (`sql/reckoning`, run by `reckoning/pipeline.py`); this module brings the
warehouse's claims, or those of a file, into that form and writes the verdicts back in one transaction. A partial run
looks at the cells that new claims touch and at what ties to them; of all else it takes what the last runs left.
"""

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from duckdb import DuckDBPyConnection

from extractors.settings import CONFIG_PATH
from warehouse.database import transaction, utc_naive
from warehouse.load import replace_rows
from warehouse.reckoning.files import NO_INSTANT, read_claims, scratch_warehouse, write_answers
from warehouse.reckoning.identities import set_identities
from warehouse.reckoning.ledger import write_verdicts
from warehouse.reckoning.pipeline import Progress, count_rows, run_file, run_pipeline, set_tolerances
from warehouse.settings import rate_rows
from warehouse.tolerances import Tolerances


@dataclass(frozen=True, slots=True, kw_only=True)
class ReconcileSummary:
    """What one run of the reckoning looked at and what it found there."""

    count_claims: int
    count_cells: int
    count_pairs: int
    count_observations: int
    count_discrepancies: int
    count_open: int
    count_events: int


def reconcile(
    connection: DuckDBPyConnection,
    *,
    tolerances: Tolerances,
    recorded_at: datetime,
    full: bool = False,
    config: Path = CONFIG_PATH,
    progress: Progress | None = None,
) -> ReconcileSummary:
    """Derive verdicts for the claims of the warehouse: only for what new claims touch, unless `full`."""
    with transaction(connection):
        is_full = full or count_rows(connection, "standing") == 0
        _prepare(connection, tolerances, recorded_at, is_listing=True, is_full=is_full)
        set_identities(connection, config)
        _read_warehouse(connection, is_full=is_full)
        _derive(connection, progress)
        for name in ("output/kept", "output/claims"):
            run_file(connection, name)
        write_verdicts(connection, utc_naive(recorded_at), is_full=is_full)
        return _summary(connection, "next_claim_pair")


def reconcile_files(
    claims: Path,
    out: Path,
    *,
    tolerances: Tolerances,
    mapping: Path | None = None,
    progress: Progress | None = None,
    config: Path = CONFIG_PATH,
) -> ReconcileSummary:
    """Reconcile a file or folder of claims by itself and write the answers as Parquet into the folder `out`."""
    with scratch_warehouse() as connection:
        _prepare(connection, tolerances, NO_INSTANT, is_listing=False, is_full=True)
        is_column_form = read_claims(connection, claims, mapping)
        if not is_column_form:
            connection.execute("set variable is_listing = true")
            set_identities(connection, config)
            replace_rows(connection, "rate", rate_rows(config))
            _read_warehouse(connection, is_full=True)
        _derive(connection, progress)
        if not is_column_form:
            run_file(connection, "output/kin")
        run_file(connection, "output/mark_files")
        run_file(connection, "output/source")
        write_answers(connection, out, is_reasoned=not is_column_form)
        return _summary(connection, "relation")


def _prepare(
    connection: DuckDBPyConnection, tolerances: Tolerances, recorded_at: datetime, *, is_listing: bool, is_full: bool
) -> None:
    set_tolerances(connection, tolerances)
    instant = utc_naive(recorded_at).isoformat(sep=" ")
    connection.execute(f"set variable recorded_at = timestamp '{instant}'")
    connection.execute(f"set variable tolerance_version = '{tolerances.version}'")
    connection.execute(f"set variable is_listing = {is_listing}")
    connection.execute(f"set variable is_full = {is_full}")
    run_file(connection, "000_macro")
    run_file(connection, "input/unknown")


def _read_warehouse(connection: DuckDBPyConnection, *, is_full: bool) -> None:
    run_file(connection, "input/ready")
    if not is_full:
        run_file(connection, "input/scope")
    run_file(connection, "input/warehouse")
    run_file(connection, "input/link")
    if not is_full:
        run_file(connection, "input/known")


def _derive(connection: DuckDBPyConnection, progress: Progress | None) -> None:
    run_pipeline(connection, progress)
    for name in ("output/identity", "output/derived", "output/case"):
        run_file(connection, name)


def _summary(connection: DuckDBPyConnection, pairs: str) -> ReconcileSummary:
    return ReconcileSummary(
        count_claims=count_rows(connection, "reading"),
        count_cells=count_rows(connection, "cell"),
        count_pairs=count_rows(connection, pairs),
        count_observations=count_rows(connection, "next_observation"),
        count_discrepancies=count_rows(connection, "next_discrepancy"),
        count_open=count_rows(connection, "next_discrepancy where state in ('open', 'confirmed', 'reopened')"),
        count_events=count_rows(connection, "next_event"),
    )
