"""Where benchmarks note what they measured, for the methods page: one section of `config/accuracy.yml` a benchmark."""

from typing import Any

import yaml

from extractors.settings import CONFIG_PATH
from warehouse.report.accuracy import ACCURACY_FILE

HEAD = "# Measured, not written by hand: `make accuracy` and `benchmarks/reckoning/world.py --write`.\n"


def note(section: str, figures: dict[str, Any]) -> None:
    """Replace one section of the file."""
    path = CONFIG_PATH / ACCURACY_FILE
    noted = yaml.safe_load(path.read_text(encoding="utf-8")) if path.exists() else {}
    text = yaml.safe_dump(noted | {section: figures}, sort_keys=True, default_flow_style=None, width=100)
    path.write_text(HEAD + text, encoding="utf-8")
