"""When to ask for an address again: after a failure by its kind, after a success by the page's age.

Enters: what happened and the time. Leaves: an instant, or none where the address is left alone for good.
"""

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta

LONGEST_RECHECK = timedelta(days=365)
WEEKLY, MONTHLY = (168.0, 168.0), (720.0,)  # hours
WAITS: Mapping[str, tuple[float, ...]] = {
    "http_404": (1, 24),
    "http_410": (),
    "robots": WEEKLY,
    "foreign_host": MONTHLY,
    "private_address": MONTHLY,
    "too_large": MONTHLY,
    "redirect_loop": WEEKLY,
}
OTHER_WAITS = (0.25, 1.0, 6.0, 24.0, 72.0)


def next_try(kind: str, count_failures: int, now: datetime) -> datetime | None:
    """When to ask again after a failure of this kind; None: never."""
    waits = WAITS.get(kind, OTHER_WAITS)
    return now + timedelta(hours=waits[count_failures]) if count_failures < len(waits) else None


def recheck_at(published_at: datetime, now: datetime, hours: Sequence[float]) -> datetime | None:
    """When to look at a page again: at the next of the given ages, later at double its age, after a year never."""
    age = now - published_at
    for step in hours:
        if timedelta(hours=step) > age:
            return published_at + timedelta(hours=step)
    if not hours or 2 * age > LONGEST_RECHECK:
        return None
    return published_at + 2 * age
