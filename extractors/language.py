"""What Esep knows of a language: one YAML file each, read by sections.

Enters: `languages/<lang>.yml` with the sections of `SECTIONS`. Leaves: validated models. Each reading module owns the
model of its section and asks for it here, so that a linguist finds every word of a language in one file.
"""

from functools import cache
from pathlib import Path
from typing import TypeVar

from pydantic import BaseModel

from extractors.settings import load_yaml

SECTIONS = ("numbers", "units", "hedges", "refusals", "periods", "claims", "pages")
FOLDER = Path(__file__).resolve().parent / "languages"

SectionT = TypeVar("SectionT", bound=BaseModel)


@cache
def load_section(lang: str, section: str, model: type[SectionT]) -> SectionT:
    """Read one section of a language file. Raises `ConfigError` naming file, line and field."""
    return load_yaml(FOLDER / f"{lang}.yml", model, section)
