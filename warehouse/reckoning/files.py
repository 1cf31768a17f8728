"""A file or folder of claims in, answers as Parquet out: the reckoning alone, to be measured from outside.

Three forms are known by their columns: the column form (`series_key`, `value_str`, one table each for claims, series,
rates and questions), claims with the fields of `extractors.records.Claim`, and a hand-kept list of reported figures.
Any other table needs a mapping, as `esep load` does.
"""

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

import duckdb
from duckdb import DuckDBPyConnection

from extractors.errors import UsageError, WarehouseError
from extractors.records import Claim
from extractors.settings import CONFIG_PATH
from warehouse.database import first_line, migrate, quoted
from warehouse.mapping import read_mapping
from warehouse.reckoning.notes import set_notes
from warehouse.reckoning.pipeline import run_file
from warehouse.statistics import load_file

SUFFIXES = ("parquet", "csv")
COLUMN_FORM = {"claims": "raw_claim", "series": "raw_series", "fx": "raw_fx", "pairs": "raw_pair"}
ANSWERS = (
    *("pairs", "alerts", "consensus", "sources", "copies"),
    *("observations", "source_weights", "discrepancies"),
)
REPORTED = {"outlet", "url", "published", "indicator", "sector", "time_period", "value", "unit"}
REPORTED_MAPPING = CONFIG_PATH / "mappings" / "reported_figures.yml"
CLAIM_FIELDS = tuple(Claim.__dataclass_fields__)
# Columns whose digits are content: read as text even where they look like numbers.
TEXT_COLUMNS = ("value_str", "time_period", "doc_simhash", "attributed_to", "hedge_text", "parent_key")
MEMORY_LIMIT = "5GB"  # ten million claims spill to the folder beyond this
NO_INSTANT = datetime(1970, 1, 1, tzinfo=UTC)  # files carry their own instants; rows of a file run need none


@contextmanager
def scratch_warehouse() -> Iterator[DuckDBPyConnection]:
    """An empty warehouse that lies in a folder of its own and is gone afterwards."""
    with tempfile.TemporaryDirectory(prefix="esep-") as folder, duckdb.connect(str(Path(folder) / "w.duckdb")) as own:
        own.execute("set autoinstall_known_extensions = false")
        own.execute("set preserve_insertion_order = false")
        own.execute(f"set memory_limit = '{MEMORY_LIMIT}'")
        migrate(own)
        yield own


def read_claims(connection: DuckDBPyConnection, claims: Path, mapping: Path | None) -> bool:
    """Read `claims` into this connection; says whether it was the column form, which brings its own input tables."""
    try:
        if mapping is not None:
            load_file(connection, claims, mapping, recorded_at=NO_INSTANT)
            return False
        return _read_known_form(connection, claims)
    except duckdb.Error as error:
        raise WarehouseError(f"{claims}: cannot be read as claims: {first_line(error)}") from error


def _read_known_form(connection: DuckDBPyConnection, claims: Path) -> bool:
    source = _relation(connection, claims, "claims")
    columns = set(connection.sql(f"from {source} limit 0").columns)
    if {"series_key", "value_str", "unit_mult"} <= columns:
        _read_column_form(connection, claims)
        return True
    if columns >= REPORTED:
        _view(
            connection,
            "raw_figure",
            source,
            columns,
            ("claim_id", "line", "lang", "ref_area", "note", "speaker", "hedge", "status", "subject", "scale"),
        )
        _know_words(connection)
        set_notes(connection)
        run_file(connection, "input/reported_figures")
        unread = connection.execute("select 'line ' || (line::integer + 1), field, text from unread_figure limit 3")
        _refuse_unread(claims, unread.fetchall())
    elif {"claim_id", "indicator", "unit_measure", "time_period", "value"} <= columns:
        _view(connection, "raw_claim", source, columns, CLAIM_FIELDS)
    else:
        raise UsageError(f"{claims}: these columns are no known form of claims; give a --mapping: {sorted(columns)}")
    run_file(connection, "input/claim_rows")
    return False


def _know_words(connection: DuckDBPyConnection) -> None:
    """What hand-kept lists call the hedges, states and units of the warehouse."""
    fields = read_mapping(REPORTED_MAPPING).fields
    connection.execute("create or replace temp table listed_word(field varchar, word varchar, code varchar)")
    for field, origin in fields.items():
        for word, code in origin.codes.items():
            connection.execute("insert into listed_word values (?, ?, ?)", [field, word.lower(), code])


def _refuse_unread(claims: Path, unread: list[tuple[str, str, str | None]]) -> None:
    """Refuse a file by the places of its first mistakes: where, the field, what stands there."""
    if unread:
        told = "; ".join(
            f"{where}: {field} {'is missing' if text is None else repr(text)}" for where, field, text in unread
        )
        raise UsageError(f"{claims}: cannot be read: {told}")


def _read_column_form(connection: DuckDBPyConnection, claims: Path) -> None:
    run_file(connection, "input/absent")
    for name, view in COLUMN_FORM.items():
        if name != "claims" and not (claims.is_dir() and _files(claims, name)):
            connection.execute(f"create or replace temp view {view} as from no_{name}")
        else:
            connection.execute(f"create or replace temp view {view} as from {_relation(connection, claims, name)}")
    run_file(connection, "input/unread")
    unread = connection.execute("select 'claim ' || claim_id, unread.field, unread.text from unread_claim limit 3")
    _refuse_unread(claims, unread.fetchall())
    run_file(connection, "input/column_form")


def _view(connection: DuckDBPyConnection, name: str, source: str, columns: set[str], wanted: tuple[str, ...]) -> None:
    """The relation as text, with a null for each wanted column it lacks and the number of each line."""
    missing = "".join(f", null::varchar as {column}" for column in wanted if column not in columns and column != "line")
    line = "" if "line" in columns else ", row_number() over () as line"
    connection.execute(f"create or replace temp view {name} as select columns(*)::varchar{missing}{line} from {source}")


def _files(folder: Path, name: str) -> list[Path]:
    for suffix in SUFFIXES:
        found = [*folder.glob(f"{name}.{suffix}"), *folder.glob(f"{name}-[0-9]*.{suffix}")]
        if found:
            return sorted(found)
    return []


def _relation(connection: DuckDBPyConnection, claims: Path, name: str) -> str:
    """The files of one name as something SQL can select from."""
    files = _files(claims, name) if claims.is_dir() else [claims]
    if not files or not all(file.is_file() for file in files):
        raise UsageError(f"{claims}: there is no {name}.parquet or {name}.csv")
    listed = "[" + ", ".join(quoted(str(file)) for file in files) + "]"
    if files[0].suffix == ".parquet":
        return f"read_parquet({listed})"
    if files[0].suffix != ".csv":
        raise UsageError(f"{files[0]}: the ending must be one of {', '.join(SUFFIXES)}")
    header = connection.sql(f"from read_csv({listed}, all_varchar = true) limit 0").columns
    types = ", ".join(f"'{column}': 'varchar'" for column in TEXT_COLUMNS if column in header)
    return f"read_csv({listed}, types = {{{types}}})" if types else f"read_csv({listed}, all_varchar = true)"


def write_answers(connection: DuckDBPyConnection, out: Path, *, is_reasoned: bool) -> None:
    """Write every answer as one Parquet file, pairs with their reasons where asked for."""
    out.mkdir(parents=True, exist_ok=True)
    run_file(connection, "output/answer")
    run_file(connection, "output/reason" if is_reasoned else "output/asked")
    for name in ANSWERS:
        connection.execute(f"copy (from answer_{name}) to {quoted(str(out / f'{name}.parquet'))} (format parquet)")
