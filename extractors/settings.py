"""Configuration in, validated models out: YAML files become pydantic models, the environment becomes `Settings`.

Every error names file, line and field, so that a typo is mended without reading code. Only this module and
`flows` read the environment.
"""

import hashlib
import os
import re
from collections.abc import Mapping
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any, Literal, TypeVar, get_args
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

import yaml
from pydantic import BaseModel, ConfigDict, Field, ValidationError, ValidationInfo, field_validator, model_validator

from extractors.errors import ConfigError
from extractors.field_types import Cron, Css, Pattern, Replacements, WebAddress, check_listing_selector

Language = Literal["en", "ru", "kk"]
LANGUAGES: tuple[str, ...] = get_args(Language)
CONFIG_PATH = Path(__file__).resolve().parent.parent / "config"


class Strict(BaseModel):
    """A model that refuses unknown keys: a misspelt key is an error, not a silence."""

    model_config = ConfigDict(extra="forbid", frozen=True)


ModelT = TypeVar("ModelT", bound=BaseModel)


class Settings(Strict):
    """Where things lie on this machine.

    `home` holds the archive, the frontier, the private warehouse file and the releases; `config` holds the YAML;
    `sources` the folder of source files, normally `config/sources`.
    """

    home: Path
    config: Path
    sources: Path
    contact: str | None = None  # mail or address of who runs this crawl, named in every request
    store: str | None = None  # address of the copy in object storage, as fsspec writes it
    lake: str | None = None  # catalogue of the DuckLake that releases go to: a file, or `postgres:…`
    s3_endpoint: str | None = None  # of an S3 that is not Amazon's

    @property
    def archive(self) -> Path:
        """Folder of WARC files."""
        return self.home / "archive"

    @property
    def frontier(self) -> Path:
        """SQLite file with the durable state of the crawl."""
        return self.home / "frontier.sqlite"

    def lock(self, name: str) -> Path:
        """File that one process at a time holds while it writes under this name."""
        folder = self.home / "locks"
        folder.mkdir(parents=True, exist_ok=True)
        return folder / f"{name}.lock"

    @property
    def warehouse(self) -> Path:
        """The private DuckDB file that flows write."""
        return self.home / "warehouse.duckdb"

    @property
    def releases(self) -> Path:
        """Folder of published releases; `current` inside it names the newest."""
        return self.home / "releases"


def read_settings(environ: Mapping[str, str] | None = None) -> Settings:
    """Read `ESEP_HOME` (default `./var`), `ESEP_CONFIG` (the shipped `config/`), `ESEP_SOURCES` (its `sources/`).

    `ESEP_CONTACT` names who runs the crawl; public sites are not fetched without it. `ESEP_STORE` is where
    copies go, `ESEP_LAKE` the catalogue of a DuckLake; both find another S3 than Amazon's by `AWS_ENDPOINT_URL`.
    """
    environ = os.environ if environ is None else environ
    config = Path(environ.get("ESEP_CONFIG") or CONFIG_PATH).absolute()
    return Settings(
        home=Path(environ.get("ESEP_HOME") or "var").absolute(),
        config=config,
        sources=Path(environ.get("ESEP_SOURCES") or config / "sources").absolute(),
        contact=_contact(environ.get("ESEP_CONTACT")),
        store=(environ.get("ESEP_STORE") or "").rstrip("/") or None,
        lake=environ.get("ESEP_LAKE") or None,
        s3_endpoint=environ.get("AWS_ENDPOINT_URL") or None,
    )


def _contact(said: str | None) -> str | None:
    """A mail or web address; anything else tells no site whom to write to."""
    return said if said and re.search(r"\S@\S|^https?://\S", said) else None


# --- sources ------------------------------------------------------------------------------------------------


class Seed(Strict):
    """One place where a source names its pages."""

    kind: Literal["feed", "sitemap", "news_sitemap", "listing", "wp_json", "json_api"]
    url: WebAddress  # listing, wp_json and json_api may hold {page}
    pages: int = Field(default=1, ge=1, le=1000)  # how many listing or API pages to read
    lang: Language | None = None
    item: str | None = None  # CSS selector of one entry (listing) or dotted path of the entry list (json_api)
    link: str | None = None  # CSS selector of the link in the entry, or the field or template of the address
    date: str | None = None  # selector or field of the publication date
    modified: str | None = None  # json_api: field of the last change
    title: str | None = None
    body: str | None = None  # json_api: field with the article's HTML, when the API carries the text itself
    headers: dict[str, str] = {}
    unverified: bool = False

    @field_validator("item", "link", "date", "title")
    @classmethod
    def _readable_selector(cls, value: str | None, info: ValidationInfo) -> str | None:
        return check_listing_selector(value) if value and info.data.get("kind") == "listing" else value


class Table(Strict):
    """One file of figures that a source offers, and the mapping that says what its columns mean."""

    url: WebAddress  # of the file, or of the page that links to it
    link: Pattern | None = None  # regular expression on the addresses that the page links to
    format: Literal["csv", "json", "xml"]
    rows: str | None = None  # dotted path to the list of rows (json), name of a row's element (xml)
    head: dict[str, str] = {}  # column -> where the file says it once for all rows: path (json), element (xml)
    dates: tuple[str, ...] = ()  # columns with a printed day, to be written as YYYY-MM-DD
    mapping: str = Field(pattern=r"^(rates/)?[a-z0-9_]+$")  # config/mappings/<mapping>.yml
    headers: dict[str, str] = {}
    unverified: bool = False

    def offers(self, url: str) -> bool:
        """Whether a file at this address is one of this table's."""
        return url == self.url if self.link is None else re.search(self.link, url) is not None

    @model_validator(mode="after")
    def _named_rows(self) -> "Table":
        if self.format != "csv" and self.rows is None:
            raise ValueError(f"rows: a {self.format} file needs the place of its rows")
        return self


class Politeness(Strict):
    """How gently one host is treated, and how much of it we bear. Seconds, bytes, counts."""

    delay: float = Field(default=2.0, ge=0)
    max_delay: float = Field(default=60.0, ge=0)
    concurrency: int = Field(default=1, ge=1, le=16)
    budget_per_run: int = Field(default=500, ge=1)
    robots: bool = True
    timeout: float = Field(default=60.0, gt=0)  # one exchange from the first byte sent to the last received
    max_bytes: int = Field(default=16_000_000, ge=1)  # of a body, as sent and as decoded
    recheck_hours: tuple[float, ...] = (1, 6, 24, 72, 168, 720)  # ages at which a page is looked at again


class Selectors(Strict):
    """CSS selectors of an article page, where known; the generic parser serves where they are absent."""

    title: Css | None = None
    date: Css | None = None
    body: Css | None = None
    author: Css | None = None
    drop: tuple[Css, ...] = ()


class FormerLayout(Selectors):
    """Selectors of an earlier make of a site: old captures are still read by them after a redesign."""

    until: date  # the last day on which pages were fetched in this make


class Drift(Strict):
    """How far a source's newest pages may move from its history before that is an issue."""

    least_pages: int = Field(default=20, ge=1)  # fewer prove nothing
    least_yield: float = Field(default=0.3, ge=0, le=1)  # of the pages expected
    most_lost_share: float = Field(default=0.25, gt=0, le=1)  # more pages without an article or a date
    most_ratio: float = Field(default=2.5, gt=1)  # of lengths and of figures a page, either way


class Source(Strict):
    """One publisher as Esep reads it: `config/sources/<source_id>.yml`."""

    source_id: str = Field(pattern=r"^[a-z0-9][a-z0-9_]*$")
    publisher: str
    tier: Literal["official", "agency", "outlet", "tabloid", "aggregator"]
    kind: Literal["pages", "rates", "statistics"] = "pages"
    homepage: WebAddress
    hosts: tuple[str, ...] = Field(min_length=1)
    languages: tuple[Language, ...] = Field(min_length=1)
    timezone: str  # IANA name
    names: tuple[str, ...] = ()  # as other texts call it: for credit lines and relayed claims
    seeds: tuple[Seed, ...] = ()
    tables: tuple[Table, ...] = ()  # of sources of rates and statistics
    article_pattern: Pattern | None = None  # regular expression on the address of an article
    mirror_rules: Replacements = {}  # regular expression -> replacement: AMP and script mirrors to the canonical
    selectors: Selectors = Selectors()
    former_layouts: tuple[FormerLayout, ...] = ()  # one more for each redesign
    politeness: Politeness = Politeness()
    schedule: Cron = "0 */3 * * *"  # cron, in the source's time zone
    pages_per_day: float | None = Field(default=None, ge=0)  # expected; the drift check compares
    drift: Drift = Drift()
    allow_private_addresses: bool = False  # only the sample site may live on loopback
    is_enabled: bool = True
    unverified: tuple[str, ...] = ()  # facts in this file that nobody has checked on the live site
    notes: str | None = None

    @property
    def is_read(self) -> bool:
        """Whether a run without names reads it: it is enabled and offers pages or tables."""
        return self.is_enabled and (self.kind == "pages" or bool(self.tables))

    def selectors_on(self, day: date | None) -> Selectors:
        """Selectors of the make that the site had on a day; those of today without one."""
        former = sorted((one for one in self.former_layouts if day and day <= one.until), key=lambda one: one.until)
        return former[0] if former else self.selectors

    @model_validator(mode="after")
    def _known_zone(self) -> "Source":
        try:
            ZoneInfo(self.timezone)
        except (ZoneInfoNotFoundError, ValueError) as error:
            raise ValueError(f"timezone: unknown IANA zone {self.timezone!r}") from error
        return self


def load_source(path: Path) -> Source:
    """Read one source file. Raises `ConfigError` naming file, line and field."""
    source = load_yaml(path, Source)
    if source.source_id != path.stem:
        raise ConfigError(f"{path}:1: source_id: {source.source_id!r} must equal the file's name {path.stem!r}")
    return source


def load_sources(folder: Path) -> dict[str, Source]:
    """Read every `*.yml` of the folder of sources, by source id, in alphabetical order."""
    sources: dict[str, Source] = {}
    for path in sorted(folder.glob("*.yml")):
        sources[path.stem] = load_source(path)
    if not sources:
        raise ConfigError(f"{folder}: no source file (*.yml) found")
    return sources


# --- YAML ---------------------------------------------------------------------------------------------------


def load_yaml(path: Path, model: type[ModelT], section: str | None = None) -> ModelT:
    """Read one YAML file, or one top-level `section` of it, into `model`.

    Raises `ConfigError` naming file, line and field.
    """
    try:
        text = path.read_text(encoding="utf-8")
        node = yaml.compose(text, Loader=yaml.CSafeLoader)
        data = yaml.load(text, Loader=_UniqueKeyLoader)  # noqa: S506 - a SafeLoader
    except OSError as error:
        raise ConfigError(f"{path}: cannot be read: {error.strerror}") from error
    except UnicodeDecodeError as error:
        raise ConfigError(f"{path}: is not UTF-8: {error.reason} at byte {error.start}") from error
    except yaml.MarkedYAMLError as error:
        line = error.problem_mark.line + 1 if error.problem_mark else 1
        raise ConfigError(f"{path}:{line}: not valid YAML: {error.problem}") from error
    except (yaml.YAMLError, ValueError) as error:  # a character YAML forbids, or a day that no calendar has
        raise ConfigError(f"{path}:1: not valid YAML: {error}") from error
    prefix: list[Any] = []
    if section is not None:
        prefix = [section]
        if not isinstance(data, dict) or section not in data:
            raise ConfigError(f"{path}:1: {section}: this section is missing")
        data = data[section]
    try:
        return model.model_validate(data if data is not None else {})
    except ValidationError as error:
        raise ConfigError("\n".join(_describe(path, node, prefix, one) for one in error.errors())) from error


def wrong_value(path: Path, location: list[Any], message: str) -> ConfigError:
    """The error about a value that is well formed but fits no other file; it names file, line and field."""
    node = yaml.compose(path.read_text(encoding="utf-8"), Loader=yaml.CSafeLoader)
    return ConfigError(f"{path}:{_line_of(node, location)}: {'.'.join(map(str, location))}: {message}")


class _UniqueKeyLoader(yaml.CSafeLoader):
    """A safe loader that refuses a key written twice: YAML would silently keep the last."""

    def construct_mapping(self, node: yaml.MappingNode, deep: bool = False) -> dict[Any, Any]:  # noqa: FBT001, FBT002
        seen: set[str] = set()
        for key, _ in node.value:
            if not isinstance(key, yaml.ScalarNode):
                raise yaml.MarkedYAMLError(problem="a key must be one word, no list", problem_mark=key.start_mark)
            if key.value in seen:
                raise yaml.MarkedYAMLError(problem=f"key {key.value!r} stands twice", problem_mark=key.start_mark)
            seen.add(key.value)
        return super().construct_mapping(node, deep=deep)


def _describe(path: Path, node: yaml.Node | None, prefix: list[Any], error: Any) -> str:
    location = prefix + [part for part in error["loc"] if not (isinstance(part, str) and part.startswith("function-"))]
    field = ".".join(str(part) for part in location) or "(whole file)"
    return f"{path}:{_line_of(node, location)}: {field}: {error['msg']}"


def _line_of(node: yaml.Node | None, location: list[Any]) -> int:
    """Line of the deepest part of `location` that the file holds."""
    line = node.start_mark.line + 1 if node else 1
    for part in location:
        if isinstance(node, yaml.MappingNode):
            for key, value in node.value:
                if key.value == str(part):
                    line, node = key.start_mark.line + 1, value
                    break
            else:
                return line
        elif isinstance(node, yaml.SequenceNode) and isinstance(part, int) and part < len(node.value):
            node = node.value[part]
            line = node.start_mark.line + 1
        else:
            return line
    return line


@cache
def config_digest(folder: Path) -> str:
    """Short digest over every YAML file below `folder`: part of the extractor version."""
    digest = hashlib.sha256()
    for path in sorted(folder.rglob("*.yml")):
        digest.update(path.relative_to(folder).as_posix().encode())
        digest.update(path.read_bytes())
    return digest.hexdigest()[:8]
