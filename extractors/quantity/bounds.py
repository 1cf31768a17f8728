"""A lower and an upper bound that stand together in, one range out: "more than 10 but less than 20"."""

from dataclasses import replace

from extractors.quantity.hedges import HedgeLexicon
from extractors.records import Quantity

_LOWER, _UPPER = ("over", "at_least"), ("under", "up_to")


def join_bounds(text: str, quantities: list[Quantity], lex: HedgeLexicon) -> list[Quantity]:
    """Join neighbouring bounds of one kind with nothing but "and" or "but" between them."""
    joined: list[Quantity] = []
    for quantity in quantities:
        last = joined[-1] if joined else None
        whole = _range(text, last, quantity, lex) if last else None
        joined[-1:] = [whole] if whole else [last, quantity] if last else [quantity]
    return joined


def _range(text: str, a: Quantity, b: Quantity, lex: HedgeLexicon) -> Quantity | None:
    low, high = (a, b) if a.hedge in _LOWER else (b, a)
    if low.hedge not in _LOWER or high.hedge not in _UPPER or low.kind != high.kind:
        return None
    if low.value is None or high.value is None or not low.value < high.value or low.is_range or high.is_range:
        return None
    if text[a.end : b.start].strip(" ,").lower() not in lex.pairs.bound_links:
        return None
    return replace(
        b,
        start=a.start,
        quote=text[a.start : b.end],
        value=(low.value + high.value) / 2,
        value_low=low.value,
        value_high=high.value,
        hedge="exact",
        hedge_text=None,
        is_range=True,
    )
