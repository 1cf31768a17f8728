"""How fast one host is asked: a delay that learns, a limit of connections, a budget for the run.

Enters: what each exchange showed (latency, status, Retry-After). Leaves: turns, handed out one by one; those of a host
that several sources share are reserved with the others'. Waiting is measured on the event loop's own clock, which is
the machine's steady one; nothing here depends on the time of day.
"""

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from datetime import datetime
from email.utils import parsedate_to_datetime

from extractors.errors import RefusedError
from extractors.settings import Politeness

BUSY = frozenset({429, 503})
FIRST_PENALTY = 1.0
Reserve = Callable[[float, float], float]  # a delay and the time on the machine's steady clock -> seconds to wait


class HostPace:
    """The pace of one host within one run."""

    def __init__(self, politeness: Politeness, penalty: float = 0.0, reserve: Reserve | None = None) -> None:
        self._politeness = politeness
        self._reserve = reserve
        self._connections = asyncio.Semaphore(politeness.concurrency)
        self._starts = asyncio.Lock()
        self._next_start = 0.0
        self._latency = 0.0
        self._count = 0
        self.penalty = min(penalty, politeness.max_delay)
        self.crawl_delay = 0.0

    @property
    def delay(self) -> float:
        """Seconds from one request's start to the next one's."""
        own = max(self._politeness.delay, self.penalty, self._latency / self._politeness.concurrency)
        return max(self.crawl_delay, min(own, max(self._politeness.delay, self._politeness.max_delay)))

    @asynccontextmanager
    async def turn(self) -> AsyncIterator[None]:
        """Wait for our turn and hold one of the host's connections. Raises `RefusedError` when the budget is spent."""
        if self._count >= self._politeness.budget_per_run:
            raise RefusedError(f"the budget of {self._count} requests a run is spent", "budget_spent")
        self._count += 1
        async with self._connections:
            async with self._starts:
                loop = asyncio.get_running_loop()
                wait = self._next_start - loop.time()
                if wait > 0:
                    await asyncio.sleep(wait)
                if self._reserve and (self._politeness.delay or self.crawl_delay):
                    await asyncio.sleep(self._reserve(self.delay, loop.time()))
                self._next_start = loop.time() + self.delay
            yield

    def learn(self, latency: float, status_code: int | None) -> None:
        """Slow down for a host that is busy or does not answer (`status_code` None), speed up again gently."""
        if status_code is None or status_code in BUSY:
            self.penalty = min(max(FIRST_PENALTY, 2 * self.delay), self._politeness.max_delay)
        else:
            self.penalty = self.penalty / 2 if self.penalty > 0.1 else 0.0
            self._latency = 0.7 * self._latency + 0.3 * latency if self._latency else latency

    def pause(self, seconds: float) -> None:
        """Start nothing new on this host for so many seconds."""
        self._next_start = max(self._next_start, asyncio.get_running_loop().time() + seconds)


def retry_after(value: str | None, now: datetime) -> float | None:
    """Seconds that a Retry-After header asks for, written as seconds or as a date."""
    if value is None:
        return None
    if value.strip().isdigit():
        return float(value)
    try:
        return max(0.0, (parsedate_to_datetime(value) - now).total_seconds())
    except (ValueError, TypeError):
        return None
