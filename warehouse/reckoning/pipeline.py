"""`input_claim` in, working tables out: runs the numbered SQL files of `sql/reckoning` in their order.

The caller has filled the temporary tables `input_claim`, `input_link`, `input_rate` and `input_pair`; what each
file reads and leaves stands in its first lines. All numbers come from the tolerances, as SQL variables.
"""

from collections.abc import Callable
from pathlib import Path

from duckdb import DuckDBPyConnection

from warehouse.tolerances import KINDS, Tolerances

SQL_PATH = Path(__file__).resolve().parent.parent / "sql" / "reckoning"
Progress = Callable[[str], None]


def run_pipeline(connection: DuckDBPyConnection, tolerances: Tolerances, progress: Progress | None = None) -> None:
    """Derive everything the reckoning knows from the input tables of this connection."""
    set_tolerances(connection, tolerances)
    for path in sorted(SQL_PATH.glob("[0-9]*.sql")):
        connection.execute(path.read_text(encoding="utf-8"))
        if progress:
            progress(path.stem)


def set_tolerances(connection: DuckDBPyConnection, tolerances: Tolerances) -> None:
    """Make every tolerance a variable of its name, and those by kind of source the table `source_kind`."""
    for name, value in tolerances.variables().items():
        connection.execute(f"set variable {name} = {value!r}")
    connection.execute("create or replace temp table source_kind(kind varchar, error_rate double, copy_prior double)")
    errors, priors = tolerances.weights.error_rate.model_dump(), tolerances.copying.prior.model_dump()
    for kind in KINDS:
        connection.execute("insert into source_kind values (?, ?, ?)", [kind, errors[kind], priors[kind]])
