"""Words that met official figures in, widths fitted to them out: `esep config calibrate`.

A width moves to the quantile that was measured, shrunk to the width in force as if that rested on 50 claims, and only
where 50 claims or more met a figure. Nothing is refitted by itself: a person looks at the table and writes it, and
every verdict names the version of the tolerances it was made with.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from duckdb import DuckDBPyConnection

from warehouse.database import SQL_PATH
from warehouse.tolerances import Tolerances, Wording, read_tolerances

ENOUGH = 50  # claims that must have met a figure, and what the width in force counts for
# width: words, the ends of the measured distances that it has to reach
WIDTHS: dict[str, tuple[str, tuple[str, ...]]] = {
    "over_slack_share": ("over", ("above_share",)),
    "nearly_slack_share": ("nearly", ("below_share",)),
    "about_slack_share": ("approx", ("below_share", "above_share")),
    "truncation_granules": ("none", ("above_granules",)),
    "rounding_granules": ("none", ("below_granules",)),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Width:
    """One width of `tolerances.yml`: in force, as measured, and as the measurement moves it."""

    name: str
    in_force: float
    count_claims: int
    measured: float | None
    fitted: float


def fit_widths(connection: DuckDBPyConnection, tolerances: Tolerances) -> list[Width]:
    """Every width that words and figures tell something about, fitted to what this warehouse holds."""
    result = connection.execute((SQL_PATH / "calibration.sql").read_text(encoding="utf-8"))
    columns = [column[0] for column in result.description or []]
    met = {row[0]: dict(zip(columns, row, strict=True)) for row in result.fetchall()}
    return [_fit(name, met.get(WIDTHS[name][0], {}), tolerances.wording) for name in WIDTHS]


def _fit(name: str, met: dict[str, Any], wording: Wording) -> Width:
    in_force, count = float(getattr(wording, name)), int(met.get("count_claims", 0))
    measured = max((float(met[end]) for end in WIDTHS[name][1]), default=0.0) if met else None
    fitted = in_force
    if measured is not None and count >= ENOUGH:
        fitted = _within_bounds(name, (count * measured + ENOUGH * in_force) / (count + ENOUGH))
    return Width(name=name, in_force=in_force, count_claims=count, measured=measured, fitted=round(fitted, 3))


def _within_bounds(name: str, value: float) -> float:
    """The nearest value that `tolerances.yml` may hold."""
    for bound in Wording.model_fields[name].metadata:
        value = max(value, getattr(bound, "ge", value))
        value = min(value, getattr(bound, "le", value))
    return value


def write_widths(widths: Iterable[Width], config: Path) -> str:
    """Write fitted widths into `tolerances.yml`, all else left as it stands; returns the version it has now."""
    path = config / "tolerances.yml"
    text = path.read_text(encoding="utf-8")
    for one in widths:
        if one.fitted != one.in_force:
            text = re.sub(rf"(?m)^(  {one.name}: *)[\d.]+", rf"\g<1>{one.fitted:g}", text)
    path.write_text(text, encoding="utf-8")
    return read_tolerances(config).version
