"""Claims in, verdicts out: which figures agree, which were revised, which contradict, and what the figure is.

The thinking is SQL over one input relation (`sql/reckoning`, run by `reckoning/pipeline.py`); this module brings the
warehouse's claims into that form and writes the verdicts back in one transaction.
"""

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from duckdb import DuckDBPyConnection

from extractors.settings import CONFIG_PATH
from warehouse.database import transaction, utc_naive
from warehouse.reckoning.identities import set_identities
from warehouse.reckoning.ledger import PRESENT, VERSIONED, write_cases, write_present, write_versioned
from warehouse.reckoning.pipeline import Progress, count_rows, run_file, run_pipeline, set_tolerances
from warehouse.tolerances import Tolerances


@dataclass(frozen=True, slots=True, kw_only=True)
class ReconcileSummary:
    """What one run of the reckoning looked at and what it changed."""

    count_claims: int
    count_cells: int
    count_pairs: int
    count_observations: int
    count_discrepancies: int
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
    del full
    instant = utc_naive(recorded_at)
    with transaction(connection):
        set_tolerances(connection, tolerances)
        connection.execute(f"set variable recorded_at = timestamp '{instant.isoformat(sep=' ')}'")
        connection.execute(f"set variable tolerance_version = '{tolerances.version}'")
        connection.execute("set variable is_listing = true")
        connection.execute("set variable is_full = true")
        set_identities(connection, config)
        run_file(connection, "000_macro")
        run_file(connection, "input/warehouse")
        run_file(connection, "input/link")
        run_pipeline(connection, tolerances, progress)
        for name in ("output/identity", "output/derived", "output/case"):
            run_file(connection, name)
        for table in PRESENT:
            write_present(connection, table, instant)
        for table in VERSIONED:
            write_versioned(connection, table, instant)
        write_cases(connection, instant)
        return _summary(connection)


def _summary(connection: DuckDBPyConnection) -> ReconcileSummary:
    return ReconcileSummary(
        count_claims=count_rows(connection, "reading"),
        count_cells=count_rows(connection, "cell"),
        count_pairs=count_rows(connection, "next_claim_pair"),
        count_observations=count_rows(connection, "next_observation"),
        count_discrepancies=count_rows(connection, "next_discrepancy"),
        count_events=count_rows(connection, "next_event"),
    )
