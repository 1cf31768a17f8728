"""Where figures are about and which branch they are of: short texts of each kind in the three languages."""

from datetime import UTC, datetime
from pathlib import Path

import pytest
import yaml

from extractors.extract import extract, load_reader
from extractors.parse import parse_text
from extractors.settings import CONFIG_PATH

EXAMPLES = Path(__file__).parent / "examples"
READER = load_reader(CONFIG_PATH)
PUBLISHED = datetime(2025, 9, 1, tzinfo=UTC)


def examples(name, field):
    for lang, entries in yaml.safe_load((EXAMPLES / name).read_text(encoding="utf-8")).items():
        for entry in entries:
            yield pytest.param(lang, entry["text"], entry[field], id=f"{lang} {entry['text'][:50]}")


def claims(text, lang):
    return extract(parse_text(text, lang=lang, published_at=PUBLISHED), READER, recorded_at=PUBLISHED).claims


@pytest.mark.parametrize(("lang", "text", "areas"), list(examples("places.yml", "areas")))
def test_each_figure_has_its_place(lang, text, areas):
    found = claims(text, lang)
    assert [claim.ref_area for claim in found] == areas, [(one.quote, one.ref_area) for one in found]


@pytest.mark.parametrize(("lang", "text", "activities"), list(examples("branches.yml", "activities")))
def test_each_figure_has_its_branch(lang, text, activities):
    found = claims(text, lang)
    assert [claim.activity for claim in found] == activities, [(one.quote, one.activity) for one in found]
