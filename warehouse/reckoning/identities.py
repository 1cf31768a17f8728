"""`config/identities.yml` in, temporary tables out: which series belong together by arithmetic.

The tables `identity_...` are read by `sql/reckoning/input`, which reads an index as the rate it tells and links the
series at hand.
"""

from collections.abc import Iterable
from pathlib import Path
from typing import Any, Literal

from duckdb import DuckDBPyConnection
from pydantic import RootModel

from extractors.settings import CONFIG_PATH, Strict, load_yaml
from warehouse.database import fill_temporary


class AreaParts(Strict):
    """Areas whose code begins with `prefix` are parts of `whole`."""

    whole: str
    prefix: str


class Parts(Strict):
    """By which dimension a series is part of another."""

    activity: Literal["part_of"]
    ref_area: AreaParts


class Share(Strict):
    """The branch of which an indicator is a share, and the level that is shared."""

    whole: str
    of: str


class Average(Strict):
    """What an indicator is an average over, and the total that both make."""

    count: str
    total: str


class Conversion(Strict):
    """Currencies told beside the native one."""

    currencies: tuple[str, ...]
    native: str


class Identities(Strict):
    """Every relation of `config/identities.yml`."""

    growth: dict[str, str]
    indexes: dict[str, str]
    growth_price_bases: tuple[str, ...]
    parts: Parts
    shares: dict[str, Share]
    averages: dict[str, Average]
    stocks: tuple[str, ...]
    conversion: Conversion

    def indicators(self) -> dict[str, tuple[str, ...]]:
        """Every indicator named, by section."""
        return {
            "growth": (*self.growth, *self.growth.values()),
            "indexes": (*self.indexes, *self.indexes.values()),
            "shares": (*self.shares, *(one.of for one in self.shares.values())),
            "averages": (*self.averages, *(code for one in self.averages.values() for code in (one.count, one.total))),
            "stocks": self.stocks,
        }


class _Activities(RootModel[dict[str, dict[str, Any]]]):
    """Only `part_of` is read here; the words are validated where they are used."""


def read_identities(config: Path = CONFIG_PATH) -> Identities:
    """Read `identities.yml` of a configuration folder. Raises `ConfigError` naming file, line and field."""
    return load_yaml(config / "identities.yml", Identities)


def set_identities(connection: DuckDBPyConnection, config: Path = CONFIG_PATH) -> None:
    """Lay the identities of a configuration folder down as temporary tables of this connection."""
    identities = read_identities(config)
    activities = load_yaml(config / "activities.yml", _Activities).root
    fill_temporary(connection, "identity_growth(rate varchar, level varchar)", identities.growth.items())
    fill_temporary(connection, "identity_index(index varchar, rate varchar)", identities.indexes.items())
    fill_temporary(
        connection, "identity_price(price_base varchar)", ((code,) for code in identities.growth_price_bases)
    )
    fill_temporary(connection, "identity_stock(indicator varchar)", ((code,) for code in identities.stocks))
    fill_temporary(connection, "identity_branch(part varchar, whole varchar)", _branches(activities))
    shares = ((share, one.whole, one.of) for share, one in identities.shares.items())
    fill_temporary(connection, "identity_share(share varchar, whole varchar, level varchar)", shares)
    averages = ((average, one.count, one.total) for average, one in identities.averages.items())
    fill_temporary(connection, "identity_average(average varchar, count varchar, total varchar)", averages)
    areas, money = identities.parts.ref_area, identities.conversion
    fill_temporary(connection, "identity_area(whole varchar, prefix varchar)", [(areas.whole, areas.prefix)])
    fill_temporary(
        connection, "identity_currency(currency varchar, native varchar)", ((c, money.native) for c in money.currencies)
    )


def _branches(activities: dict[str, dict[str, Any]]) -> Iterable[tuple[str, str]]:
    """Every branch with each wider branch above it."""
    for code, branch in activities.items():
        above = branch.get("part_of")
        while above in activities:
            yield code, above
            above = activities[above].get("part_of")
