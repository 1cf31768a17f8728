"""The rules of robots.txt, after RFC 9309.

Enters: the answer of a host to `/robots.txt`. Leaves: whether an address may be fetched and how slowly. A host that
answers "there is none" (4xx) allows all; a host that cannot answer (5xx, unreachable) allows nothing for now.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import lru_cache

from protego import Protego

from extractors.web.addresses import origin

PRODUCT = "Esep"
LIFETIME = timedelta(hours=24)
LONGEST = 512 * 1024  # bytes; RFC 9309 asks for at least 500 KiB
ALLOW_ALL = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Robots:
    """The rules of one origin as last read."""

    origin: str
    text: str
    read_at: datetime

    def is_fresh(self, now: datetime) -> bool:
        """Whether the copy is young enough to be used without asking again."""
        return now - self.read_at < LIFETIME

    def allows(self, url: str) -> bool:
        """Whether our robot may fetch the address."""
        return bool(_parsed(self.text).can_fetch(url, PRODUCT))

    @property
    def crawl_delay(self) -> float:
        """Seconds between requests that the host asks for; 0 where it asks for none."""
        rules = _parsed(self.text)
        rate = rules.request_rate(PRODUCT)
        per_request = rate.seconds / rate.requests if rate and rate.requests else 0.0
        return max(float(rules.crawl_delay(PRODUCT) or 0.0), per_request)


def robots_address(url: str) -> str:
    """Where the rules for this address lie."""
    return f"{origin(url)}/robots.txt"


def read_robots(site: str, body: bytes, now: datetime) -> Robots:
    """Rules from a body, cut at the length the standard asks robots to bear."""
    return Robots(origin=site, text=body[:LONGEST].decode("utf-8", "replace"), read_at=now)


@lru_cache(maxsize=256)
def _parsed(text: str) -> Protego:
    return Protego.parse(text)
