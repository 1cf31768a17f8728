"""`input_claim` in, working tables out: runs the numbered SQL files of `sql/reckoning` in their order.

The caller has filled the temporary tables `input_claim`, `input_link`, `input_rate` and `input_pair`; what each
file reads and leaves stands in its first lines. All numbers come from the tolerances, as SQL variables.
"""

from collections.abc import Callable, Iterator
from pathlib import Path

from duckdb import DuckDBPyConnection

from warehouse.database import fill_temporary, quoted
from warehouse.tolerances import KINDS, Tolerances

SQL_PATH = Path(__file__).resolve().parent.parent / "sql" / "reckoning"
Progress = Callable[[str], None]


def run_pipeline(connection: DuckDBPyConnection, progress: Progress | None = None) -> None:
    """Derive everything the reckoning knows from the input tables of this connection."""
    for path in sorted(SQL_PATH.glob("[0-9]*.sql")):
        sql = path.read_text(encoding="utf-8")
        for _ in _turns(connection, path):
            connection.execute(sql)
        if progress:
            progress(path.stem)


def run_file(connection: DuckDBPyConnection, name: str) -> None:
    """Run one file of `sql/reckoning`, named without its ending."""
    connection.execute((SQL_PATH / f"{name}.sql").read_text(encoding="utf-8"))


def _turns(connection: DuckDBPyConnection, path: Path) -> Iterator[int]:
    """How often a step runs: once, a `.twice` two times, a `.loop` while wordings are left."""
    if path.stem.endswith(".loop"):
        turn = 0
        while count_rows(connection, "free_ballot"):
            yield turn
            turn += 1
    else:
        yield from range(2 if path.stem.endswith(".twice") else 1)


def count_rows(connection: DuckDBPyConnection, table: str) -> int:
    """Number of rows of a table."""
    return int(connection.execute(f"select count(*) from {table}").fetchall()[0][0])


def set_tolerances(connection: DuckDBPyConnection, tolerances: Tolerances) -> None:
    """Make every tolerance a variable of its name; those by kind become small tables."""
    for name, value in tolerances.variables().items():
        connection.execute(f"set variable {name} = {value!r}")
    restated = "(?i)" + "|".join(tolerances.vintages.restated_words)
    connection.execute(f"set variable restated_words = {quoted(restated)}")
    errors, priors = tolerances.weights.error_rate.model_dump(), tolerances.copying.prior.model_dump()
    severity = tolerances.severity
    fill_temporary(
        connection,
        "source_kind(kind varchar, error_rate double, copy_prior double)",
        [(kind, errors[kind], priors[kind]) for kind in KINDS],
    )
    fill_temporary(connection, "impact_weight(impact varchar, weight double)", severity.impact.model_dump().items())
    fill_temporary(connection, "kind_weight(kind varchar, weight double)", severity.kind.model_dump().items())
    fill_temporary(connection, "watched(indicator varchar)", [(indicator,) for indicator in severity.watched])
