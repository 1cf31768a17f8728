"""Our quantities in the form of the public benchmarks: JSON lines `{"id", "lang", "text"}` in, figures out.

Four conventions differ. A spoken fraction of a whole ("two thirds") is a percentage here and a plain number there. "No
more than" and "up to" are one hedge here (`up_to`) and two there. A verb may hedge here ("exceeded 5 million"); the
Russian and Kazakh labels leave the verb out, and their hedges come from the labelled words alone. So the Kazakh ending
of "about six hundred" ("алты жүздей") is none there. Periods are dates there.
"""

import json
import sys
from datetime import date
from typing import Any

from extractors.quantity.quantities import read_quantities
from extractors.records import Quantity

UP_TO = ("up to", "до", "вплоть до", "дейін", "дейінгі", "шейін", "шейінгі")
ABOUT_ENDINGS = ("дай", "дей", "тай", "тей", "дайы", "дейі", "тайы", "тейі")
PERCENT_MARKS = ("%", "percent", "per cent", "pct", "percentage", "процент", "пайыз", "point", "пункт", "тармақ", "pp")


def figures(text: str, lang: str, published: date | None = None) -> list[dict[str, Any]]:
    """All figures of a text in the benchmark form."""
    return [figure(quantity, lang) for quantity in read_quantities(text, lang, published=published).quantities]


def figure(quantity: Quantity, lang: str) -> dict[str, Any]:
    value: Any = quantity.value
    if quantity.is_range:
        value = [quantity.value_low, quantity.value_high]
    kind: str = "date" if quantity.kind == "period" else quantity.kind
    if kind == "percent" and value is not None and not any(mark in quantity.quote.lower() for mark in PERCENT_MARKS):
        kind, value = "count", [end / 100 for end in value] if quantity.is_range else value / 100
    is_verb = quantity.hedge_text is not None and quantity.hedge_text not in quantity.quote
    is_ending = lang == "kk" and (quantity.hedge_text or "").lower().endswith(ABOUT_ENDINGS)
    hedge: str = "exact" if (is_verb and lang != "en") or is_ending else quantity.hedge
    if hedge == "up_to" and (quantity.hedge_text or "").lower() not in UP_TO:
        hedge = "at_most"
    return {
        "start": quantity.start,
        "end": quantity.end,
        "kind": kind,
        "value": value,
        "unit": "percent" if kind == "percent" else (quantity.unit_measure or "").replace("_", " "),
        "hedge": hedge,
        "direction": quantity.direction,
        "timex": quantity.time_period,
        "noun": quantity.noun,
    }


def main() -> None:
    for line in sys.stdin:
        record = json.loads(line)
        found = figures(record["text"], record["lang"])
        print(json.dumps({"id": record["id"], "figures": found}, ensure_ascii=False))


if __name__ == "__main__":
    main()
