"""Configuration in, table rows out: what dimensions and checks need of the YAML that other rooms read in full.

The vocabulary files are validated where their words are read; here only the codes and their plain attributes are
taken, and every code is joined to its names in `config/names.yml`.
"""

import csv
import json
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

from pydantic import Field, RootModel, ValidationError

from extractors.errors import ConfigError
from extractors.settings import LANGUAGES, Source, Strict, load_yaml, wrong_value

SETTING_FILES = ("tolerances", "alerts")


class Name(Strict):
    """What one code is called."""

    en: str
    ru: str
    kk: str


class Names(Strict):
    """`config/names.yml`: names by code, for each code list."""

    indicator: dict[str, Name]
    activity: dict[str, Name]
    ref_area: dict[str, Name]


class Rate(Strict):
    """One row of `config/rates.csv`: tenge for one unit of a currency."""

    rate_period: str = Field(pattern=r"^\d{4}(-\d\d(-\d\d)?)?$")
    unit_measure: str = Field(pattern=r"^[A-Z]{3}$")
    kzt_per_unit: float = Field(gt=0)
    kzt_low: float | None = Field(default=None, gt=0)
    kzt_high: float | None = Field(default=None, gt=0)
    provenance: str = Field(min_length=1)


class _Plain(RootModel[dict[str, Any]]):
    """A file whose keys another module validates."""


def source_row(source: Source) -> dict[str, Any]:
    """One configured source as a row of the table `source`."""
    row = source.model_dump(
        include={
            *("source_id", "publisher", "tier", "kind", "homepage", "hosts", "languages"),
            *("timezone", "names", "schedule", "pages_per_day", "is_enabled"),
        }
    )
    return {name: list(value) if isinstance(value, tuple) else value for name, value in row.items()}


def code_items(config: Path) -> Iterator[dict[str, Any]]:
    """All codes of all code lists as rows of the table `code_item`."""
    names = load_yaml(config / "names.yml", Names)
    indicators = load_yaml(config / "indicators.yml", _Plain).root["indicators"]
    activities = {"_T": {}, **load_yaml(config / "activities.yml", _Plain).root}
    areas = {"KZ": {}, **{code: {"part_of": "KZ"} for code in load_yaml(config / "areas.yml", _Plain).root["regions"]}}
    yield from _items("indicator", indicators, names.indicator)
    yield from _items("activity", activities, names.activity)
    yield from _items("ref_area", areas, names.ref_area)


def check_names(config: Path) -> None:
    """Hold names and codes against each other. Raises `ConfigError` for one without the other."""
    path, named, coded = config / "names.yml", load_yaml(config / "names.yml", Names).model_dump(), defaultdict(set)
    for item in code_items(config):
        coded[item["code_list"]].add(item["code"])
    for code_list, names in named.items():
        for code in names.keys() - coded[code_list]:
            raise wrong_value(path, [code_list, code], "names a code that no file has")
        for code in coded[code_list] - names.keys():
            raise wrong_value(path, [code_list], f"{code} has no name")


def check_identities(config: Path, identities: Mapping[str, Iterable[str]], wholes: Mapping[str, str]) -> None:
    """Hold the indicators and branches that identities name against those configured. Raises `ConfigError`."""
    known = load_yaml(config / "indicators.yml", _Plain).root["indicators"].keys()
    for section, codes in identities.items():
        for code in codes:
            if code not in known:
                raise wrong_value(config / "identities.yml", [section, code], f"{code!r} is no indicator")
    branches = load_yaml(config / "activities.yml", _Plain).root.keys()
    for share, whole in wholes.items():
        if whole not in branches:
            raise wrong_value(config / "identities.yml", ["shares", share, "whole"], f"{whole!r} is no branch")


def setting_rows(config: Path) -> Iterator[dict[str, Any]]:
    """Every value of the tolerances and alert rules as a row of the table `setting`."""
    for file in SETTING_FILES:
        path = config / f"{file}.yml"
        if path.exists():
            for key, value in _leaves(load_yaml(path, _Plain).root):
                yield {"file": file, "key": key, "value": json.dumps(value, ensure_ascii=False)}


def rate_rows(config: Path) -> Iterator[dict[str, Any]]:
    """The exchange rates as rows of the table `rate`. Raises `ConfigError` naming file, line and field."""
    path = config / "rates.csv"
    with path.open(encoding="utf-8", newline="") as file:
        reader = csv.DictReader(file, restkey="(one column too many)")
        for line, row in enumerate(reader, start=2):
            try:
                filled = {name: value for name, value in row.items() if value != ""}
                yield {**Rate.model_validate_strings(filled).model_dump(), "capture_id": None}
            except ValidationError as error:
                raise ConfigError(f"{path}:{line}: {first_problem(error)}") from error


def first_problem(error: ValidationError) -> str:
    """Field and fault, in one line."""
    first = error.errors()[0]
    return f"{'.'.join(str(part) for part in first['loc'])}: {first['msg']}"


def _items(code_list: str, entries: Mapping[str, Any], names: Mapping[str, Name]) -> Iterator[dict[str, Any]]:
    for code, entry in entries.items():
        name = names.get(code)
        words = {"part_of", "things", *LANGUAGES}
        attributes = {key: value for key, value in entry.items() if key not in words}
        yield {
            "code_list": code_list,
            "code": code,
            "parent": entry.get("part_of"),
            **{f"name_{lang}": getattr(name, lang) if name else None for lang in LANGUAGES},
            "attributes": json.dumps(attributes, ensure_ascii=False),
        }


def _leaves(node: Any, path: str = "") -> Iterator[tuple[str, Any]]:
    if not isinstance(node, dict):
        yield path, node
        return
    for key, value in node.items():
        yield from _leaves(value, f"{path}.{key}" if path else str(key))
