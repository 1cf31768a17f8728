"""`config/alerts.yml` as models: who is told of which cases, through which channel, and when not."""

from collections.abc import Container
from datetime import date, datetime, time
from pathlib import Path
from typing import Literal
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from pydantic import Field, field_validator, model_validator

from extractors.settings import Strict, load_yaml

SeverityClass = Literal["low", "medium", "high"]
RANK: dict[str, int] = {"low": 0, "medium": 1, "high": 2}


class QuietHours(Strict):
    """A stretch of the day in which nothing is sent; it may pass midnight."""

    start: time
    end: time
    timezone: str

    @field_validator("timezone")
    @classmethod
    def _known_zone(cls, name: str) -> str:
        return known_zone(name)

    def hold(self, now: datetime) -> bool:
        """Whether `now` lies in the stretch."""
        local = now.astimezone(ZoneInfo(self.timezone)).time()
        if self.start <= self.end:
            return self.start <= local < self.end
        return local >= self.start or local < self.end


class MutingRule(Strict):
    """Cases nobody is told of until a day, or ever. Empty lists mean: any."""

    reason: str = Field(min_length=1)
    until: date | None = None
    kinds: tuple[str, ...] = ()
    indicators: tuple[str, ...] = ()
    activities: tuple[str, ...] = ()
    areas: tuple[str, ...] = ()
    sources: tuple[str, ...] = ()

    @model_validator(mode="after")
    def _of_something(self) -> "MutingRule":
        if not self.scope:
            raise ValueError("name at least one of kinds, indicators, activities, areas, sources")
        return self

    @property
    def scope(self) -> dict[str, tuple[str, ...]]:
        """What is named, by the name of one: kind, indicator, activity, area, source."""
        named = {
            "kind": self.kinds,
            "indicator": self.indicators,
            "activity": self.activities,
            "area": self.areas,
            "source": self.sources,
        }
        return {name: values for name, values in named.items() if values}


class Budget(Strict):
    """How many cases a channel is told of, beside the claims that came in: the mildest wait."""

    alerts: float = Field(gt=0)
    per_claims: int = Field(ge=1)
    days: int = Field(ge=1)
    at_least: int = Field(ge=0)  # cases in these days however few claims came

    def allows(self, count_claims: int) -> int:
        """Cases that may be told in `days` days that brought so many claims."""
        return max(self.at_least, int(self.alerts * count_claims / self.per_claims))


class Policy(Strict):
    """Rules for every route."""

    grace_hours: float = Field(ge=0)
    backfill_days: int = Field(ge=0)
    per_source_per_day: int = Field(ge=1)
    retries: int = Field(ge=0)
    retry_minutes: float = Field(ge=0)
    budget: Budget | None = None
    mutes: tuple[MutingRule, ...] = ()


class Way(Strict):
    """A channel and what it is told of. Empty lists mean: any."""

    name: str = Field(pattern=r"^[a-z0-9-]+$")
    channel: str = Field(pattern=r"^[a-z0-9_]+$")
    indicators: tuple[str, ...] = ()
    activities: tuple[str, ...] = ()
    quiet_hours: QuietHours | None = None


class Route(Way):
    """One way a case reaches people."""

    severity: SeverityClass
    kinds: tuple[str, ...] = ()
    sources: tuple[str, ...] = ()
    after_hours: float = Field(default=0, ge=0)
    cooldown_hours: float = Field(default=24, ge=0)
    document_cooldown_hours: float = Field(default=6, ge=0)
    digest: Literal["daily", "weekly"] | None = None
    digest_hour: int = Field(default=9, ge=0, le=23)
    timezone: str = "Asia/Almaty"

    @field_validator("timezone")
    @classmethod
    def _known_zone(cls, name: str) -> str:
        return known_zone(name)


class NewsRoute(Way):
    """One way news of a series reach people: no contradiction, nothing to answer."""

    kinds: tuple[Literal["revision", "restatement", "target_changed"], ...] = Field(min_length=1)


class AlertRules(Strict):
    """The whole file."""

    policy: Policy
    routes: tuple[Route, ...]
    news: tuple[NewsRoute, ...] = ()

    @model_validator(mode="after")
    def _distinct_names(self) -> "AlertRules":
        names = [way.name for way in self.ways]
        if len(names) != len(set(names)):
            raise ValueError("two routes have the same name")
        return self

    @property
    def ways(self) -> tuple[Route | NewsRoute, ...]:
        """Every route, of cases and of news."""
        return (*self.routes, *self.news)

    def within(self, channels: Container[str]) -> "AlertRules":
        """The rules without the routes to other channels."""
        routes = tuple(one for one in self.routes if one.channel in channels)
        news = tuple(one for one in self.news if one.channel in channels)
        return self.model_copy(update={"routes": routes, "news": news})


def known_zone(name: str) -> str:
    """The name of an IANA zone, checked."""
    try:
        ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError) as error:
        raise ValueError(f"unknown IANA zone {name!r}") from error
    return name


def read_alert_rules(config: Path) -> AlertRules:
    """Read `alerts.yml`. Raises `ConfigError` naming file, line and field."""
    return load_yaml(config / "alerts.yml", AlertRules)
