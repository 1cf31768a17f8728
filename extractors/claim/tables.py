"""Tables: the column's header, the row's first cell, the lead line and the title say what a bare number means.

Enters: the passages of a document, one for each cell. Leaves: for each cell the passages that speak for it, nearest
first, and from them unit, topic, branch, period and status.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from extractors.claim.claim_periods import usual_period
from extractors.claim.grounds import Ground, from_term
from extractors.claim.named_periods import dated_periods
from extractors.claim.passages import Figure, Passage
from extractors.claim.terms import Term
from extractors.period.time_period import is_month_within
from extractors.topic.shares import is_whole

_RANK = re.compile(r"\s*(?:№\s*)?\d{1,3}[.)]?\s*")
_YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")


@dataclass(frozen=True, slots=True)
class Cell:
    """What speaks for one cell: its column's header, its row's first cell, the lines before the table, the title."""

    header: Passage | None
    row: Passage | None
    left: tuple[Passage, ...]  # headers of the columns before, nearest first
    lead: tuple[Passage, ...]
    is_name: bool  # a header or the first cell of a row: names, makes no claim
    measure: Passage | None = None  # the last cell of words in its row: "thousand pieces"

    def speakers(self) -> Iterator[Passage]:
        """Passages that speak for the cell, nearest first."""
        yield from (one for one in (self.header, self.row, *self.lead) if one is not None)

    def terms(self, *groups: str) -> Iterator[Term]:
        """Terms of these groups, of the nearest speakers first."""
        return (term for passage in self.speakers() for term in passage.of(*groups))


def read_cells(passages: Sequence[Passage]) -> Mapping[int, Cell]:
    """Cells by the start of their passage."""
    cells: dict[int, Cell] = {}
    headers: dict[int, Passage] = {}
    titles = tuple(one for one in passages if one.block.kind == "title")
    table: int | None = None
    lead: tuple[Passage, ...] = ()
    row: Passage | None = None
    measure: Passage | None = None
    for before, passage in zip((None, *passages), passages, strict=False):
        if passage.block.kind != "table_row":
            continue
        if passage.block.table != table or before is None or before.block.kind != "table_row":
            table, headers, lead = passage.block.table, {}, (*_lines_before(passages, passage.number), *titles)
        column = _column(passage)
        is_first = not headers and (before is None or before.block.kind != "table_row")
        if passage.block.is_header or (is_first and not passage.figures) or _same_header(passage, headers):
            headers[column] = passage
            cells[passage.start] = Cell(None, None, (), lead, is_name=True)
            continue
        is_name = column == 0 or (not passage.figures and _is_rank(row, passage))
        row = passage if is_name else row if row and row.number == passage.number else None
        measure = measure if measure and measure.number == passage.number else None
        measure = passage if not passage.figures and not is_name else measure
        left = tuple(headers[at] for at in sorted(headers, reverse=True) if at < column)
        cells[passage.start] = Cell(headers.get(column), row, left, lead, is_name, measure)
    return cells


def _is_rank(row: Passage | None, passage: Passage) -> bool:
    """Whether the cell before only numbers the row: the name stands behind it."""
    if row is None or row.number != passage.number:
        return False
    return _RANK.fullmatch(row.page.document.text, row.start, row.end) is not None


def _same_header(passage: Passage, headers: Mapping[int, Passage]) -> bool:
    return any(header.number == passage.number for header in headers.values())


def _column(passage: Passage) -> int:
    return next((n for n, (start, end) in enumerate(passage.block.cells) if start <= passage.start < end), 0)


def _lines_before(passages: Sequence[Passage], block: int) -> list[Passage]:
    lines = [one for one in passages if block - 3 < one.number < block and one.block.kind in ("paragraph", "heading")]
    return lines[::-1]


def cell_period(cell: Cell, published: date | None) -> Ground | None:
    """The period of the row or column, of a change the column before, in the year that the lines before name."""
    year = _table_year(cell)
    for passage in (cell.row, cell.header, *(cell.left if cell.header else ())):
        ground = _own_period(passage, year, published) if passage else None
        if ground:
            return ground
    told = [(one.quantity.time_period or "", one.quantity) for passage in cell.lead for one in dated_periods(passage)]
    if not told:
        return None
    longer = (one for one in told[1:] if is_month_within(told[0][0], one[0]))  # "in November alone" is an aside
    value, quantity = next(longer, told[0])
    return Ground(usual_period(value), "lead", quantity.start, quantity.end)


def _own_period(passage: Passage, year: str | None, published: date | None) -> Ground | None:
    text = passage.page.document.text[passage.start : passage.end]
    for period in dated_periods(passage):
        if _is_base_of_percent(period, passage):
            continue
        value = _in_year(period.quantity.time_period or "", period.quantity.quote, year)
        value = _first_months(passage, value) or value
        return Ground(usual_period(value), "header", period.quantity.start, period.quantity.end)
    for period in passage.periods:
        months = int(period.quantity.value or 0)
        if period.quantity.unit_measure == "duration:month" and 0 < months <= 12 and published:
            of = next(iter(_YEAR.findall(text)), year) or str(published.year - (months > published.month))
            value = usual_period(f"{of}-01/{of}-{months:02d}")
            return Ground(value, "header", period.quantity.start, period.quantity.end)
    bare = _YEAR.search(text)
    if bare and not passage.periods and not any(passage.of("base", "same_period")):  # no base of a comparison
        return Ground(bare[0], "header", passage.start + bare.start(), passage.start + bare.end())
    if year and not passage.periods and any(passage.of("year_word")):
        return Ground(year, "header", passage.start, passage.end)
    return None


def _is_base_of_percent(period: Figure, passage: Passage) -> bool:
    """As in "Index, % of January–November 2021": what the percentages are of."""
    text = passage.page.document.text[passage.start : passage.end]
    is_percent = "%" in text or any(passage.of("in_percent", "index_word"))
    return is_percent and any(0 <= period.first - term.last <= 1 for term in passage.of("base", "belongs"))


def _first_months(passage: Passage, year: str) -> str | None:
    """As in "2024 жыл, 6 ай": so many months of the year named beside them."""
    lengths = (one.quantity for one in passage.periods if one.quantity.unit_measure == "duration:month")
    months = next((int(one.value or 0) for one in lengths), 0)
    return f"{year}-01/{year}-{months:02d}" if year.isdigit() and 0 < months <= 12 else None


def _table_year(cell: Cell) -> str | None:
    """The year that a line before the table or the title names, other than as a base of comparison."""
    for passage in cell.lead:
        written = (period.quantity for period in dated_periods(passage) if _YEAR.search(period.quantity.quote))
        named = [year for quantity in written for year in _YEAR.findall(quantity.time_period or "")]
        if named:
            return str(named[-1])
        bare = _YEAR.findall(passage.page.document.text, passage.start, passage.end)
        if bare and not any(passage.of("base", "same_period")):
            return str(bare[-1])
    seen = (period.quantity.time_period for passage in cell.lead for period in dated_periods(passage))
    return next((year for time_period in seen for year in _YEAR.findall(time_period or "")[-1:]), None)


def _in_year(time_period: str, quote: str, year: str | None) -> str:
    """As in "4 months" of a row means the year of the table, not the year of publication."""
    own = time_period[:4]
    return time_period.replace(own, year) if year and own.isdigit() and own not in quote else time_period


def cell_branch(cell: Cell, fallback: str) -> Ground:
    """The branch named by the header or the row, else by the lines before the table."""
    for term in cell.terms("activity"):
        if not term.key or any(term in one.of("activity") and is_whole(term, one) for one in cell.speakers()):
            continue  # "Share in manufacturing"
        return from_term(term.key, "header", term)
    return Ground(fallback, "document")
