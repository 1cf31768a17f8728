"""The topic of a bare number in a table: unit and family from the header, the row, the lines before, the title.

Enters: a figure and its `Cell`. Leaves: a `Topic` and the factor that the header's unit multiplies the number by.
"""

import re
from functools import lru_cache
from pathlib import Path

from extractors.claim.grounds import Ground, from_term
from extractors.claim.passages import Figure, Passage
from extractors.claim.tables import Cell
from extractors.claim.terms import Term, fold
from extractors.quantity.quantities import read_quantities
from extractors.topic.measures import Measures
from extractors.topic.shares import WHOLES, is_whole
from extractors.topic.topics import PRODUCTS, USUAL_PRODUCT, Refused, Topic

_UNIT_PART = re.compile(r"[^,;()]+")
LONGEST_HEADER = 80
SMALLEST_SCALE = 1_000
UNSAID = (None, 1e3, 1e6, 1e9, 1e12)  # "billions of tenge" and "миллион теңгемен" are read as figures
COSTLY = frozenset(("projects", "plants"))
COUNTED_THINGS = {"employment": "people"}  # family of a header: the thing it counts


def is_bare(figure: Figure, passage: Passage) -> bool:
    """Whether the cell holds nothing but the number."""
    return passage.last - passage.first <= figure.last - figure.first


def cell_topic(figure: Figure, cell: Cell, activity: str, measures: Measures) -> tuple[Topic, float] | Refused:
    """The topic of a bare number, and the factor its header's unit multiplies it by."""
    unit, factor = _unit(figure, cell)
    topic = _topic(cell, unit, activity, measures, is_change=figure.quantity.quote[:1] in "+−-")
    return topic if isinstance(topic, Refused) else (topic, factor)


def _topic(cell: Cell, unit: str, activity: str, measures: Measures, *, is_change: bool) -> Topic | Refused:
    if unit == "PT":
        return _percent_topic(cell, measures, is_change=is_change)
    if unit in ("", "count"):
        return _count_topic(cell, activity, measures)
    families = list(cell.terms("family"))
    named = next((term for term in families if term.key in measures.money), None)
    if named and named.key == "investment" and not any(term.key in COSTLY for term in cell.terms("thing")):
        named = named._replace(key="fixed_investment")  # of a branch or region, not of a project
    if named:
        return Topic(measures.money[named.key], named.key, unit, "level", from_term(named.key, "header", named))
    worth = next((term for term in families if term.key == "worth"), None)
    if worth and any(term.key in ("projects", "plants") for term in cell.terms("thing")):
        return Topic(
            measures.money["investment"], "investment", unit, "level", from_term("investment", "header", worth)
        )
    return Refused("quantity_without_indicator", "no header or line says what the money is")


def _unit(figure: Figure, cell: Cell) -> tuple[str, float]:
    own = figure.quantity.unit_measure
    if figure.quantity.kind in ("money", "percent") and own:
        return own, 1.0
    own_lines = (one for one in (cell.header, cell.row, cell.measure) if one is not None)
    found = next(filter(None, map(_unit_of, own_lines)), None)
    if found or not cell.lead:
        return found or ("", 1.0)
    if _is_of_percent(cell):
        return "PT", 1.0
    return _told_unit(cell) or _said_unit(cell) or next(filter(None, map(_unit_of, cell.lead)), ("", 1.0))


def _unit_of(passage: Passage) -> tuple[str, float] | None:
    """The unit that a header, a row's name or a line says as a whole, but not of one column alone."""
    if any(passage.of("column")):  # "The last column is in percent"
        return None
    text = passage.page.document.text[passage.start : passage.end]
    found = header_unit(text, passage.page.vocabulary.lang, passage.page.vocabulary.config)
    is_percent = found is None and ("%" in text or any(passage.of("in_percent")))
    return ("PT", 1.0) if is_percent else found


def _told_unit(cell: Cell) -> tuple[str, float] | None:
    """As in "Output is in billion tenge, growth in percent", above a table with bare headers."""
    if cell.header is None:
        return None
    vocabulary, name = cell.header.page.vocabulary, cell.header.page.words[cell.header.first].text
    for passage in cell.lead:
        text = passage.page.document.text[passage.start : passage.end]
        for words in (part.split() for part in _UNIT_PART.findall(text)):
            if name not in map(fold, words):
                continue
            windows = (" ".join(words[at : at + size]) for at in range(len(words)) for size in (3, 2, 1))
            units = (header_unit(window, vocabulary.lang, vocabulary.config) for window in windows)
            return next((unit for unit in units if unit), None)
    return None


def _is_of_percent(cell: Cell) -> bool:
    """Whether the column's name says an index, a share or a change, though no unit."""
    header = cell.header
    return header is not None and (any(header.of("index_word", "up", "down")) or "share" in header.keys("family"))


def _said_unit(cell: Cell) -> tuple[str, float] | None:
    """As in "Output, in billions of tenge at current prices": the unit that a line says of all columns."""
    for passage in cell.lead:
        page, figures = passage.page, (one for one in passage.figures if not _is_scale(one))
        places = [(one.first, one.last) for one in figures] + [(one.first, one.last) for one in passage.of("of_word")]
        left_out = {at for first, last in places for at in range(first, last)}
        words = [page.written(at) for at in range(passage.first, passage.last) if at not in left_out]
        windows = (" ".join(words[at : at + size]) for size in (3, 2) for at in range(len(words) - size + 1))
        units = (header_unit(window, page.vocabulary.lang, page.vocabulary.config) for window in windows)
        said = next((unit for unit in units if unit and unit[0] != "count" and unit[1] >= SMALLEST_SCALE), None)
        if said:
            return said
    return None


def _is_scale(figure: Figure) -> bool:
    """As in "in billions of tenge": a scale without a number, and not "about 1 billion tenge"."""
    quantity = figure.quantity
    return quantity.value in UNSAID and not any(sign.isdigit() for sign in quantity.quote)


@lru_cache(maxsize=1024)
def header_unit(header: str, lang: str, config: Path) -> tuple[str, float] | None:
    """Unit and scale written in a header: "Output, billion tenge" is 1e9 KZT, "Jobs, thousand people" a count of 1e3.

    Read as if a one stood before it.
    """
    if len(header) > LONGEST_HEADER:
        return None
    for part in _UNIT_PART.findall(header)[::-1]:
        text = f"1 {part.strip()}"
        for one in read_quantities(text, lang, config=config).quantities:
            is_whole = one.start == 0 and one.end == len(text)
            is_unit = one.kind in ("money", "percent") or one.unit_measure == "tonne"
            if is_whole and is_unit and one.unit_measure and one.value:
                return one.unit_measure, one.value
            if one.start == 0 and one.kind == "count" and (one.value or 0) >= SMALLEST_SCALE:
                return "count", float(one.value or 0)
    return None


def _percent_topic(cell: Cell, measures: Measures, *, is_change: bool) -> Topic | Refused:
    families = list(cell.terms("family"))
    if any(any(one.of("index_word")) for one in (cell.header, cell.row) if one):
        return Topic(measures.index, "output", "PT", "level", Ground("output", "index"))
    header = cell.header
    changes = header is not None and any(header.of("up", "down")) and "share" not in header.keys("family")
    for term in families:
        if term.key in measures.rates:
            name = measures.rates[term.key]
            return Topic(name, term.key, "PT", measures.indicators[name].role, from_term(term.key, "header", term))
        if term.key == "share" and not changes:
            name = measures.shares.get(_whole(cell), measures.shares[""])
            return Topic(name, "share", "PT", "share", from_term(term.key, "header", term))
    grown = next((term for term in families if term.key in measures.growth), None)
    if grown:
        return Topic(measures.growth[grown.key], grown.key, "PT", "growth", from_term(grown.key, "header", grown))
    is_signed = any(term.key in PRODUCTS for term in _own_terms(cell, "thing")) and is_change
    if is_signed or (any(cell.terms("up", "down", "same_period")) and any(cell.terms("activity"))):
        return Topic(measures.growth["output"], "output", "PT", "growth", Ground("output", "activity"))
    return Refused("quantity_without_indicator", "no header or line says what the percentage is")


def _whole(cell: Cell) -> str:
    """The branch that the shares of a column are parts of: "Share in the country's machine building, %"."""
    told = (one for one in cell.speakers() if one is not cell.row and "share" in one.keys("family"))
    wholes = (term for one in told for term in one.of("activity") if term.key in WHOLES and is_whole(term, one))
    return next((term.key for term in wholes), "")


def _count_topic(cell: Cell, activity: str, measures: Measures) -> Topic | Refused:
    product = next((term for term in _own_terms(cell, "thing") if term.key in PRODUCTS), None)
    own = _own_terms(cell, "family")
    for term in cell.terms("family"):
        thing = COUNTED_THINGS.get(term.key, term.key)
        bound = measures.bound.get(f"count:{thing}")
        if bound and (product is None or term in own):  # "Союз предприятий подвёл итоги" counts no buses
            return Topic(bound, term.key, f"count:{thing}", "level", from_term(term.key, "header", term), thing)
        if term.key in measures.counted:
            return _product_topic(cell, term, activity, measures)
    if product:
        return _product_topic(cell, product._replace(key="output"), activity, measures)
    return Refused("quantity_without_indicator", "no header or line says what is counted")


def told_topic(passage: Passage, cell: Cell, measures: Measures) -> Topic | None:
    """As in "3.5 million tyres" below "Capacity": the cell names the goods, its header what is said of them."""
    product = next((term for term in passage.of("thing") if term.key in PRODUCTS), None)
    said = (term for term in cell.header.of("family") if term.key in measures.counted) if cell.header else iter(())
    family = next(said, None)
    if product is None or family is None:
        return None
    indicator = measures.counted[family.key]
    if product.key == "vehicles":
        indicator = measures.vehicles.get(family.key, indicator)
    ground = from_term(family.key, "header", family)
    return Topic(indicator, family.key, f"count:{product.key}", "level", ground, product.key)


def _own_terms(cell: Cell, group: str) -> list[Term]:
    """Terms of the column's header and the row's first cell."""
    return [term for one in (cell.header, cell.row) if one for term in one.of(group)]


def _product_topic(cell: Cell, family: Term, activity: str, measures: Measures) -> Topic:
    usual = USUAL_PRODUCT.get(activity, "units")
    named = (term.key for term in cell.terms("thing"))
    thing = next((key for key in named if key in PRODUCTS and key != "units"), usual)
    indicator = measures.counted[family.key]
    if thing == "vehicles":
        indicator = measures.vehicles.get(family.key, indicator)
    return Topic(indicator, family.key, f"count:{thing}", "level", from_term(family.key, "header", family), thing)
