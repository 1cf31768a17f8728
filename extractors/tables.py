"""Tables: the column's header, the row's first cell, the lead line and the title say what a bare number means.

Enters: the passages of a document, one for each cell. Leaves: for each cell the passages that speak for it, nearest
first, and from them unit, topic, branch, period and status.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from extractors.claim_periods import dated_periods
from extractors.grounds import Ground, from_term
from extractors.indicators import COUNTED, GROWTH, MONEY, OF_VEHICLES, PRODUCTS, RATES, USUAL_PRODUCT, Refused, Topic
from extractors.passages import Figure, Passage
from extractors.quantities import read_quantities
from extractors.records import Role
from extractors.terms import Term

_YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")
_UNIT_PART = re.compile(r"[^,;()]+")


@dataclass(frozen=True, slots=True)
class Cell:
    """What speaks for one cell: its column's header, its row's first cell, the lines before the table, the title."""

    header: Passage | None
    row: Passage | None
    lead: tuple[Passage, ...]
    is_name: bool  # a header or the first cell of a row: names, makes no claim

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
    for before, passage in zip((None, *passages), passages, strict=False):
        if passage.block.kind != "table_row":
            continue
        if passage.block.table != table or before is None or before.block.kind != "table_row":
            table, headers, lead = passage.block.table, {}, (*_lines_before(passages, passage.number), *titles)
        column = _column(passage)
        is_first = not headers and (before is None or before.block.kind != "table_row")
        if passage.block.is_header or (is_first and not passage.figures) or _same_header(passage, headers):
            headers[column] = passage
            cells[passage.start] = Cell(None, None, lead, is_name=True)
            continue
        row = passage if column == 0 else row if row and row.number == passage.number else None
        cells[passage.start] = Cell(headers.get(column), row, lead, is_name=column == 0)
    return cells


def _same_header(passage: Passage, headers: Mapping[int, Passage]) -> bool:
    return any(header.number == passage.number for header in headers.values())


def _column(passage: Passage) -> int:
    return next((n for n, (start, end) in enumerate(passage.block.cells) if start <= passage.start < end), 0)


def _lines_before(passages: Sequence[Passage], block: int) -> list[Passage]:
    lines = [one for one in passages if block - 3 < one.number < block and one.block.kind in ("paragraph", "heading")]
    return lines[::-1]


def is_bare(figure: Figure, passage: Passage) -> bool:
    """Whether the cell holds nothing but the number."""
    return passage.last - passage.first <= figure.last - figure.first


def cell_topic(figure: Figure, cell: Cell, activity: str) -> tuple[Topic, float] | Refused:
    """The topic of a bare number, and the factor its header's unit multiplies it by."""
    unit, factor = _unit(figure, cell)
    families = [term for term in cell.terms("family")]
    if unit == "PT":
        return _percent_topic(cell, families)
    if unit not in ("", "count"):
        named = next((term for term in families if term.key in MONEY), None)
        if named is None:
            return Refused("quantity_without_indicator", "no header or line says what the money is")
        return Topic(MONEY[named.key], named.key, unit, "level", from_term(named.key, "header", named)), factor
    return _count_topic(cell, families, activity, factor)


def _unit(figure: Figure, cell: Cell) -> tuple[str, float]:
    own = figure.quantity.unit_measure
    if figure.quantity.kind in ("money", "percent") and own:
        return own, 1.0
    for passage in cell.speakers():
        text = passage.page.document.text[passage.start : passage.end]
        found = header_unit(text, passage.page.vocabulary.lang)
        if found:
            return found
        if "%" in text or any(passage.of("in_percent")):
            return "PT", 1.0
    return "", 1.0


@lru_cache(maxsize=1024)
def header_unit(header: str, lang: str) -> tuple[str, float] | None:
    """Unit and scale written in a header: "Output, billion tenge" is 1e9 KZT. Read as if a one stood before it."""
    if len(header) > 80:
        return None
    for part in _UNIT_PART.findall(header)[::-1]:
        text = f"1 {part.strip()}"
        for one in read_quantities(text, lang).quantities:
            is_unit = one.kind in ("money", "percent") or one.unit_measure == "tonne"
            if is_unit and one.start == 0 and one.end == len(text) and one.unit_measure and one.value:
                return one.unit_measure, one.value
    return None


def _percent_topic(cell: Cell, families: list[Term]) -> tuple[Topic, float] | Refused:
    for term in families:
        if term.key in RATES:
            role: Role = "share" if term.key == "local_content" else "level"
            return Topic(RATES[term.key], term.key, "PT", role, from_term(term.key, "header", term)), 1.0
        if term.key == "share":
            return Topic("share_other", "share", "PT", "share", from_term(term.key, "header", term)), 1.0
    grown = next((term for term in families if term.key in GROWTH), None)
    if grown:
        return Topic(GROWTH[grown.key], grown.key, "PT", "growth", from_term(grown.key, "header", grown)), 1.0
    if any(cell.terms("up", "down", "same_period")) and any(cell.terms("activity")):
        return Topic("output_growth", "output", "PT", "growth", Ground("output", "activity")), 1.0
    return Refused("quantity_without_indicator", "no header or line says what the percentage is")


def _count_topic(cell: Cell, families: list[Term], activity: str, factor: float) -> tuple[Topic, float] | Refused:
    bound = {"projects": "investment_projects", "jobs": "jobs_created", "enterprises": "enterprises",
             "employment": "employment"}  # fmt: skip
    things = [term.key for term in cell.terms("thing")]
    named = next((term for term in families if term.key in COUNTED or term.key in bound), None)
    if named is None:
        return Refused("quantity_without_indicator", "no header or line says what is counted")
    ground = from_term(named.key, "header", named)
    if named.key in bound:
        unit = "people" if named.key == "employment" else named.key
        return Topic(bound[named.key], named.key, f"count:{unit}", "level", ground, unit), factor
    usual = USUAL_PRODUCT.get(activity, "units")
    thing = next((key for key in things if key in PRODUCTS and key != "units"), usual)
    indicator = COUNTED[named.key]
    indicator = OF_VEHICLES.get(indicator, indicator) if thing == "vehicles" else indicator
    return Topic(indicator, named.key, f"count:{thing}", "level", ground, thing), factor


def cell_period(cell: Cell, published: date | None) -> Ground | None:
    """The period of the row or column, in the year that the lines before the table name."""
    year = _table_year(cell)
    for passage in (cell.row, cell.header):
        ground = _own_period(passage, year, published) if passage else None
        if ground:
            return ground
    for passage in cell.lead:
        for period in dated_periods(passage):
            return Ground(period.quantity.time_period or "", "lead", period.quantity.start, period.quantity.end)
    return None


def _own_period(passage: Passage, year: str | None, published: date | None) -> Ground | None:
    text = passage.page.document.text[passage.start : passage.end]
    for period in dated_periods(passage):
        value = _in_year(period.quantity.time_period or "", period.quantity.quote, year)
        return Ground(value, "header", period.quantity.start, period.quantity.end)
    for period in passage.periods:
        months = int(period.quantity.value or 0)
        if period.quantity.unit_measure == "duration:month" and 0 < months <= 12 and published:
            of = year or str(published.year - (months > published.month))
            return Ground(f"{of}-01/{of}-{months:02d}", "header", period.quantity.start, period.quantity.end)
    bare = _YEAR.search(text)
    if bare:
        return Ground(bare[0], "header", passage.start + bare.start(), passage.start + bare.end())
    if year and any(passage.of("year_word")):
        return Ground(year, "header", passage.start, passage.end)
    return None


def _table_year(cell: Cell) -> str | None:
    """The year that a line before the table or the title names, other than as a base of comparison."""
    for passage in cell.lead:
        named = [year for period in dated_periods(passage) for year in _YEAR.findall(period.quantity.time_period or "")]
        if named:
            return str(named[-1])
        bare = _YEAR.findall(passage.page.document.text, passage.start, passage.end)
        if bare and not any(passage.of("base", "same_period")):
            return str(bare[-1])
    return None


def _in_year(time_period: str, quote: str, year: str | None) -> str:
    """As in "4 months" of a row means the year of the table, not the year of publication."""
    own = time_period[:4]
    return time_period.replace(own, year) if year and own.isdigit() and own not in quote else time_period


def cell_branch(cell: Cell, fallback: str) -> Ground:
    """The branch named by the header or the row, else by the lines before the table."""
    for term in cell.terms("activity"):
        return from_term(term.key, "header", term)
    return Ground(fallback, "document")
