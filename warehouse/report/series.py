"""What the pages of series show: their names, their list, and of each its cells, sources and chart.

Material in, the names of the templates out.
"""

from collections import Counter
from pathlib import Path
from typing import Any

from extractors.settings import LANGUAGES
from warehouse.database import quoted
from warehouse.report import links, markup, sentences, wording
from warehouse.report.rows import Material, Row
from warehouse.report.wording import Text

CHART_MODULES = (
    "d3-array",
    "d3-color",
    "d3-format",
    "d3-interpolate",
    "d3-time",
    "d3-time-format",
    "d3-scale",
    "d3-selection",
    "d3-axis",
)  # in the order in which they need each other
COLOURS = 8  # sources told apart by colour; the rest share the last one
# Outlines around (0, 0): sources are told apart by shape too, for those who see no colours.
SHAPES = (
    "M-6,0a6,6 0 1,0 12,0a6,6 0 1,0 -12,0",
    "M-5.5,-5.5h11v11h-11z",
    "M0,-7.5L7.5,0L0,7.5L-7.5,0z",
    "M0,-7L7,5.5H-7z",
)
MAX_ROWS = 500  # of one period on a series page; the CSV file has all
Siblings = dict[tuple[str, ...], list[Row]]


def listing(material: Material) -> list[Row]:
    """What the list of series shows of each, by name."""
    rows: list[Row] = []
    for key, claims in material.claims_of_series.items():
        held = material.consensus.get(claims[0]["cell_id"], [])
        rows.append(
            {
                "key": key,
                "name": name(key, material),
                "latest": wording.period(claims[0]["time_period"]),
                "value": wording.amount(held[0]["value"], claims[0]["unit_measure"]) if held else None,
                "count_periods": len({claim["time_period"] for claim in claims}),
                "count_claims": len(claims),
            }
        )
    return sorted(rows, key=lambda row: (row["name"]["en"], row["key"]))


def name(key: str, material: Material) -> Text:
    """Name of a series: what it is about, how it is measured, plan or result."""
    claim = material.claims_of_series[key][0]
    topic = sentences.topic(claim, material)
    parts = [markup.word_of("measure", claim["measure"]), markup.word_of("intent", key.rpartition(".")[2])]
    if wording.is_money(claim["unit_measure"]):
        parts.append(markup.word_of("unit", claim["unit_measure"]))
    return wording.capital({lang: f"{topic[lang]} – {', '.join(part[lang] for part in parts)}" for lang in LANGUAGES})


def context(key: str, material: Material, kin: Siblings) -> dict[str, Any]:
    """The names of the template of a series page."""
    claims = material.claims_of_series[key]
    counts = Counter(claim["source_id"] for claim in claims)
    colours = {source: min(at, COLOURS - 1) for at, (source, _) in enumerate(counts.most_common())}
    publishers = {claim["source_id"]: claim["publisher"] for claim in claims}
    return {
        "key": key,
        "unit": claims[0]["unit_measure"],
        "colours": colours,
        "sources": [{"source_id": one, "publisher": publishers[one], "colour": colours[one]} for one in colours],
        "cells": [_cell(key, rows, material, kin) for rows in _by_period(claims)],
        "chart_modules": CHART_MODULES,
        "shapes": SHAPES,
        "sql": sql(key),
        "files": [Path(file).name for file in links.series_files(key)],
    }


def _cell(key: str, rows: list[Row], material: Material, kin: Siblings) -> Row:
    cell_id, unit = rows[0]["cell_id"], rows[0]["unit_measure"]
    vintages = material.vintages.get(cell_id, [])
    others = [one for one in kin.get(_family(rows[0]), []) if one["key"] != key]
    return {
        "period": wording.period(rows[0]["time_period"]),
        "rows": rows[-MAX_ROWS:],
        "cut": wording.say("series.cut", count=MAX_ROWS) if len(rows) > MAX_ROWS else None,
        "consensus": material.consensus.get(cell_id, []),
        "vintages": vintages,
        "siblings": others,
        "held": [_level(row, wording.amount(row["value"], unit)) for row in vintages],
        "other": [{"v": one["value"], "label": markup.word_of("intent", one["intent"])} for one in others],
    }


def sql(key: str) -> str:
    """The query that gives the table of a series page."""
    return (
        "select time_period, published_at, publisher, value, support_low, support_high, quote, url\n"
        f"from fct_claim\nwhere series_key = {quoted(key)} and is_newest_reading\n"
        "order by time_period desc, published_at, claim_id;"
    )


def _by_period(claims: list[Row]) -> list[list[Row]]:
    periods: dict[str, list[Row]] = {}
    for claim in claims:
        periods.setdefault(claim["time_period"], []).append(claim)
    return list(periods.values())


def _family(claim: Row) -> tuple[str, ...]:
    """All that plan and result of one thing share."""
    keys = ("freq", "ref_area", "indicator", "activity", "measure", "unit_measure", "price_base", "time_period")
    return tuple(claim[key] for key in keys)


def siblings(material: Material) -> Siblings:
    """Plans and results of one thing and period, by all that they share."""
    found: Siblings = {}
    for key, claims in material.claims_of_series.items():
        for rows in _by_period(claims):
            for held in material.consensus.get(rows[0]["cell_id"], [])[:1]:
                sibling = {"key": key, "intent": key.rpartition(".")[2], "value": held["value"]}
                found.setdefault(_family(rows[0]), []).append(sibling)
    return found


def _level(row: Row, label: Text) -> Row:
    return {
        "from": row["valid_from"].isoformat(),
        "to": row["valid_to"].isoformat() if row["valid_to"] else None,
        "v": row["value"],
        "low": row["value_low"],
        "high": row["value_high"],
        "label": label,
    }
