"""Writes a release in the exchange format of statistical offices: SDMX-CSV 2.0, one file of consensus, one of claims.

Each file is one query of `sql/export`. Values are written with their UNIT_MULT and DECIMALS, so that the precision a
claim was made with survives the journey; ranges become start and duration, the period as Esep writes it stands
beside.
"""

from pathlib import Path

import duckdb
from duckdb import DuckDBPyConnection

from extractors.errors import WarehouseError
from warehouse.database import SQL_PATH, first_line


def export_sdmx(connection: DuckDBPyConnection, out: Path) -> dict[str, int]:
    """Write `consensus.csv` and `claims.csv` into the folder `out`; returns rows by file."""
    try:
        out.mkdir(parents=True, exist_ok=True)
        return {
            f"{query.stem}.csv": _write(connection, query, out / f"{query.stem}.csv")
            for query in sorted((SQL_PATH / "export").glob("*.sql"))
        }
    except (OSError, duckdb.IOException) as error:
        raise WarehouseError(f"{out}: cannot be written: {first_line(error)}") from error


def _write(connection: DuckDBPyConnection, query: Path, target: Path) -> int:
    relation = connection.sql(query.read_text(encoding="utf-8"))
    names = ", ".join(f"{name} as {name.upper()}" for name in relation.columns)
    relation.select(names).write_csv(str(target), header=True)
    return len(relation)
