"""The clock: the one place that is asked what time it is, so that everything below takes `now` as an argument."""

from datetime import UTC, datetime


def now() -> datetime:
    """The present instant in UTC."""
    return datetime.now(UTC)
