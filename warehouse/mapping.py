"""What the columns of somebody's table mean: a YAML mapping in, every row in the words of the warehouse out.

A mapping says for each field of a claim which column holds it, which codes stand for which of ours, or what the
value is for all rows. Nothing is guessed: a code the mapping does not know marks its row with a problem.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import date, timedelta
from pathlib import Path
from typing import Literal, get_args

import pyarrow as pa
from pydantic import Field, model_validator

from extractors.errors import WarehouseError
from extractors.settings import Strict, load_yaml

# fmt: off
TargetField = Literal[
    "source_id", "url", "title", "lang", "published_at", "indicator", "activity", "ref_area", "unit_measure", "role",
    "measure", "price_base", "freq", "time_period", "claim_status", "value", "value_low", "value_high", "unit_mult",
    "decimals", "hedge", "hedge_text", "is_cumulative", "speaker", "said_by", "quote", "confidence", "subject",
]
# fmt: on
REQUIRED: tuple[TargetField, ...] = ("source_id", "indicator", "unit_measure", "time_period", "value")
_MONTH = r"\d{4}-(?:0[1-9]|1[0-2])"
PLAIN_PERIOD = re.compile(
    rf"\d{{4}}|{_MONTH}|{_MONTH}-\d\d|\d{{4}}-Q[1-4]|\d{{4}}-S[12]|\d{{4}}-W\d\d"
    rf"|\d{{4}}/\d{{4}}|{_MONTH}/{_MONTH}|\.\./\d{{4}}|\d{{4}}/\.\."
)
DURATION_PERIOD = re.compile(r"(\d{4}-\d\d-\d\d)(?:T[\d:]+)?/P(\d+)([YM])")
CAPTURE_URL = "capture.url"  # a column that the load adds: where the file was fetched from
DELETED_ROWS = {"D", "DELETE"}


class FieldSource(Strict):
    """Where one field comes from: a column, or a value for all rows."""

    column: str | None = None
    value: str | None = None
    codes: Mapping[str, str] = Field(default_factory=dict)  # what the file says -> what the warehouse says
    optional: bool = False  # the column may be absent

    @model_validator(mode="after")
    def _one_origin(self) -> "FieldSource":
        if (self.column is None) == (self.value is None):
            raise ValueError("give either a column or a value")
        return self


class TableMapping(Strict):
    """One file of `config/mappings`."""

    reader: str = Field(pattern=r"^[a-z0-9_]+$")  # names the reading, as the extractor version does for texts
    zeros_are_rounding: bool = False  # whether the zeros that end a bare integer are rounding
    empty_is_absent: bool = False  # whether a row without a value says nothing, rather than being broken
    has_vintages: bool | None = None  # a later file stands beside the earlier ones; None: told by the addresses
    fields: dict[TargetField, FieldSource]

    @model_validator(mode="after")
    def _complete(self) -> "TableMapping":
        missing = [name for name in REQUIRED if name not in self.fields]
        if missing:
            raise ValueError(f"no source for {', '.join(missing)}")
        return self

    @property
    def is_vintage(self) -> bool:
        """Whether files of other dates are vintages beside this one, not edits: so where all rows have one address."""
        if self.has_vintages is not None:
            return self.has_vintages
        return "url" not in self.fields or self.fields["url"].value is not None


class RateMapping(Strict):
    """One file of `config/mappings` for exchange rates: the columns of a row."""

    currency: str
    date: str  # YYYY-MM-DD
    value: str  # tenge
    per: str | None = None  # for so many units

    def rate(self, row: Mapping[str, str]) -> dict[str, str]:
        """The fields of a rate that a row holds, as text."""
        value, per = row.get(self.value, "").replace(",", "."), row.get(self.per, "1") if self.per else "1"
        if re.fullmatch(r"\d+(\.\d+)?", value) and re.fullmatch(r"[1-9]\d*", per):
            value = repr(float(value) / int(per))
        return {
            "rate_period": row.get(self.date, ""),
            "unit_measure": row.get(self.currency, ""),
            "kzt_per_unit": value,
        }


def read_mapping(path: Path) -> TableMapping:
    """Read a mapping. Raises `ConfigError` naming file, line and field."""
    return load_yaml(path, TableMapping)


def staged_rows(table: pa.Table, mapping: TableMapping) -> pa.Table:
    """Every row of the file as text in the fields of a claim, with its line and what is wrong with it."""
    columns = _columns_by_code(table)
    numbers = _rows_that_say_something(columns, mapping, table.num_rows)
    columns = {name: [cells[number] for number in numbers] for name, cells in columns.items()}
    own = [cells for name, cells in columns.items() if name != CAPTURE_URL]
    lines = [" | ".join(cell for cell in row if cell) for row in zip(*own, strict=True)]
    problems: list[str | None] = [None] * len(lines)
    for number, action in enumerate(columns.get("ACTION", ())):
        if action in DELETED_ROWS:
            problems[number] = "row_says_delete"
    staged = {name: _staged_field(name, columns, mapping, problems, len(lines)) for name in get_args(TargetField)}
    staged["time_period"] = [None if text is None else normal_period(text) for text in staged["time_period"]]
    staged["freq"] = [
        freq or (period and freq_of(period)) for freq, period in zip(staged["freq"], staged["time_period"], strict=True)
    ]
    return pa.table(
        {name: pa.array(values, pa.string()) for name, values in staged.items()}
        | {
            "line": pa.array(lines, pa.string()),
            "line_number": pa.array([number + 2 for number in numbers], pa.int64()),
            "problem": pa.array(problems, pa.string()),
            "is_vintage": pa.array([mapping.is_vintage] * len(lines), pa.bool_()),
        }
    )


def _rows_that_say_something(
    columns: Mapping[str, list[str | None]], mapping: TableMapping, count_rows: int
) -> Sequence[int]:
    values = columns.get(mapping.fields["value"].column or "")
    if not mapping.empty_is_absent or values is None:
        return range(count_rows)
    return [number for number, value in enumerate(values) if value is not None]


def normal_period(text: str) -> str | None:
    """A period as the warehouse writes it, from any of the SDMX forms; None when it is none of them.

    >>> normal_period("2023-M07"), normal_period("2023-01-01/P6M"), normal_period("2018-12-31/P5Y")
    ('2023-07', '2023-01/2023-06', '2019/2023')
    """
    text = re.sub(r"-A1$", "", re.sub(r"-M(\d\d)$", r"-\1", text.strip()))
    if PLAIN_PERIOD.fullmatch(text):
        return text
    found = DURATION_PERIOD.fullmatch(text)
    return _range_of(date.fromisoformat(found[1]), int(found[2]), found[3]) if found else None


def freq_of(period: str) -> str:
    """Frequency a period implies; `_U` when it is open or a range of its own.

    >>> freq_of("2023"), freq_of("2023-Q1"), freq_of("2023-07"), freq_of("../2028")
    ('A', 'Q', 'M', '_U')
    """
    if re.fullmatch(r"\d{4}(/\d{4})?", period):
        return "A"
    if found := re.fullmatch(r"\d{4}-([QSW])\d+", period):
        return found[1]
    if re.fullmatch(r"\d{4}-\d\d(/\d{4}-\d\d)?", period):
        return "M"
    return "D" if re.fullmatch(r"\d{4}-\d\d-\d\d", period) else "_U"


def _range_of(start: date, length: int, unit: str) -> str:
    if start.day > 15:  # "2018-12-31/P5Y": the years after that day
        start += timedelta(days=32 - start.day)
        start = start.replace(day=1)
    months = start.year * 12 + start.month - 1 + length * (12 if unit == "Y" else 1) - 1
    last_year, last_month = months // 12, months % 12 + 1
    if start.month == 1 and last_month == 12:
        return f"{start.year}" if start.year == last_year else f"{start.year}/{last_year}"
    if length == 1:
        return f"{start.year}-{start.month:02d}"
    if length == 3 and start.month % 3 == 1:
        return f"{start.year}-Q{start.month // 3 + 1}"
    return f"{start.year}-{start.month:02d}/{last_year}-{last_month:02d}"


def _columns_by_code(table: pa.Table) -> dict[str, list[str | None]]:
    """Columns as text; "FREQ: Frequency" and "A: Annual" of SDMX-CSV with labels are cut to their codes."""
    is_labelled = all(": " in name for name in table.column_names[3:6]) and table.num_columns > 5
    columns: dict[str, list[str | None]] = {}
    for name in table.column_names:
        cells = [None if cell in (None, "") else str(cell) for cell in table.column(name).to_pylist()]
        if is_labelled and ": " in name:
            cells = [cell and cell.split(": ", 1)[0] for cell in cells]
        columns[name.split(": ", 1)[0] if is_labelled else name] = cells
    return columns


def _staged_field(
    name: TargetField,
    columns: Mapping[str, list[str | None]],
    mapping: TableMapping,
    problems: list[str | None],
    count_rows: int,
) -> list[str | None]:
    origin = mapping.fields.get(name)
    if origin is None:
        return [None] * count_rows
    if origin.column is None:
        return [origin.value] * count_rows
    if origin.column not in columns:
        if origin.optional:
            return [None] * count_rows
        raise WarehouseError(f"{name}: the file has no column {origin.column!r}; it has {', '.join(columns)}")
    if not origin.codes:
        return columns[origin.column]
    return list(_translated(name, columns[origin.column], origin.codes, problems))


def _translated(
    name: str, cells: list[str | None], codes: Mapping[str, str], problems: list[str | None]
) -> Iterator[str | None]:
    for number, cell in enumerate(cells):
        if cell is not None and cell not in codes:
            problems[number] = f"unknown_code_of_{name}"
        yield codes.get(cell) if cell is not None else None
