"""Whose voice a figure is in: examples in the three languages, one text each."""

from datetime import UTC, datetime
from pathlib import Path

import pytest
import yaml

from extractors.extract import extract, load_reader
from extractors.parse import parse_text
from extractors.settings import CONFIG_PATH

EXAMPLES = Path(__file__).parent / "examples" / "speakers.yml"
READER = load_reader(CONFIG_PATH)
PUBLISHED = datetime(2025, 9, 1, tzinfo=UTC)


def examples():
    for lang, entries in yaml.safe_load(EXAMPLES.read_text(encoding="utf-8")).items():
        for entry in entries:
            yield pytest.param(lang, entry["text"], entry["who"], id=f"{lang} {entry['text'][:50].strip()}")


@pytest.mark.parametrize(("lang", "text", "who"), list(examples()))
def test_each_figure_has_the_voice_it_is_told_in(lang, text, who):
    read = extract(parse_text(text, lang=lang, published_at=PUBLISHED), READER, recorded_at=PUBLISHED)
    told = {quote: {one.speaker for one in read.claims if one.quote in quote} for quote in who}
    assert told == {quote: {speaker} for quote, speaker in who.items()}
