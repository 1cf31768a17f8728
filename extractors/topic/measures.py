"""Which indicator measures a family of words in a given way: tables made from `config/indicators.yml`.

Enters: the indicators as configured. Leaves: `Measures`, so that an indicator is added or renamed in the YAML alone.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from extractors.claim.claim_words import Indicator

_MONEY, _PERCENT, _MULTIPLE, _COUNT = "money", "PT", "X", "count"


@dataclass(frozen=True, slots=True)
class Measures:
    """Indicators by family (or by counted unit, or by the whole of a share)."""

    money: Mapping[str, str]
    growth: Mapping[str, str]
    rates: Mapping[str, str]  # levels and shares in percent that have words of their own
    counted: Mapping[str, str]
    vehicles: Mapping[str, str]
    bound: Mapping[str, str]  # "count:jobs" is one indicator whatever is said of it
    shares: Mapping[str, str]  # by the whole; "" without one
    shares_growth: Mapping[str, str]
    index: str
    indicators: Mapping[str, Indicator]


def build_measures(indicators: Mapping[str, Indicator]) -> Measures:
    """Sort the indicators by how they are measured."""
    levels = {name: one for name, one in indicators.items() if one.role != "growth"}
    grown = {name: one for name, one in indicators.items() if one.role == "growth"}
    changed = {**{name: one for name, one in levels.items() if one.changes}, **grown}
    percent = {
        name: one for name, one in levels.items() if _PERCENT in one.units and not one.is_index and not one.changes
    }
    return Measures(
        money=_by_family(levels, _MONEY),
        growth=_by_family({name: one for name, one in changed.items() if one.whole is None}, _PERCENT),
        rates={family: name for family, name in _by_family(percent, _PERCENT).items() if family != "share"},
        counted=_by_family(levels, _COUNT),
        vehicles=_by_family(levels, "count:vehicles"),
        bound={unit: name for name, one in levels.items() for unit in one.units if unit.startswith("count:")},
        shares={one.whole or "": name for name, one in percent.items() if one.family == "share"},
        shares_growth={one.whole: name for name, one in grown.items() if one.whole and _MULTIPLE in one.units},
        index=next(name for name, one in indicators.items() if one.is_index),
        indicators=indicators,
    )


def _by_family(indicators: Mapping[str, Indicator], unit: str) -> dict[str, str]:
    return {family: name for name, one in indicators.items() if unit in one.units for family in (one.family, *one.also)}
