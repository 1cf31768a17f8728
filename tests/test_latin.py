"""Kazakh in Latin script says what it says in Cyrillic: gold pages and examples, written over letter by letter."""

from dataclasses import replace
from datetime import UTC, datetime
from itertools import accumulate
from pathlib import Path

import pytest
import yaml

from extractors.extract import extract, load_reader
from extractors.parse import parse_html, parse_text
from extractors.quantity.latin import skeleton
from extractors.settings import CONFIG_PATH

TESTS = Path(__file__).parent
READER = load_reader(CONFIG_PATH)
RECORDED = datetime(2026, 1, 1, tzinfo=UTC)
CYRILLIC = "абвгғдеёжзийклмнңоөпрстуұүфхһцчшщъыіьэюяәқ"
ALPHABETS = {
    "2021": "a b v g ğ d e e j z i i k l m n ñ o ö p r s t u ū ü f h h ts ch ş ş _ y ı _ e iu ia ä q",
    "2018": "a b v g ǵ d e e j z ı ı k l m n ń o ó p r s t ý u ú f h h ts ch sh sh _ y i _ e ıý ıa á q",
    "everyday": "a b v g g d e e zh z i i k l m n n o o p r s t u u u f h h c ch sh sh _ y i _ e yu ya a k",
}
MOST_LOST = 0.05  # of the claims
FIELDS = (
    "value", "value_low", "value_high", "unit_measure", "hedge", "indicator", "activity", "ref_area", "time_period",
    "claim_status", "role",
)  # fmt: skip


def letters(alphabet):
    lower = dict(zip(CYRILLIC, (latin.strip("_") for latin in ALPHABETS[alphabet].split()), strict=True))
    return lower | {letter.upper(): latin.capitalize() for letter, latin in lower.items()}


def written(letter, following, table):
    """A letter over in Latin; two letters for one are both capitals inside a word of capitals."""
    piece = table.get(letter, letter)
    return piece.upper() if letter.isupper() and following.isupper() else piece


def in_latin(document, alphabet):
    table = letters(alphabet)
    beside = zip(document.text, document.text[1:] + " ", strict=True)
    pieces = [written(letter, following, table) for letter, following in beside]
    at = [0, *accumulate(map(len, pieces))]
    blocks = [
        replace(one, start=at[one.start], end=at[one.end], cells=tuple((at[a], at[z]) for a, z in one.cells))
        for one in document.blocks
    ]
    title = "".join(table.get(letter, letter) for letter in document.title)
    return replace(document, text="".join(pieces), blocks=tuple(blocks), title=title)


def documents():
    for path in sorted((TESTS / "gold").glob("kk*.html")):
        published = yaml.safe_load(path.with_suffix(".json").read_text(encoding="utf-8"))["published"]
        day = datetime.fromisoformat(published).replace(tzinfo=UTC)
        yield path.stem, parse_html(path.read_bytes(), url="https://a.example/1", published_at=day, lang="kk")
    groups = yaml.safe_load((TESTS / "examples" / "claims_kk.yml").read_text(encoding="utf-8"))
    for entry in (entry for entries in groups.values() for entry in entries):
        day = datetime.combine(entry["published"], datetime.min.time(), tzinfo=UTC)
        yield entry["text"][:40], parse_text(entry["text"], lang="kk", published_at=day)


def claims_of(document):
    found = extract(document, READER, recorded_at=RECORDED)
    return [{name: getattr(claim, name) for name in FIELDS} for claim in found.claims]


@pytest.mark.parametrize("alphabet", ["2021", "2018"])
def test_a_text_in_an_official_alphabet_makes_the_same_claims(alphabet):
    documents_read = [(name, claims_of(one), claims_of(in_latin(one, alphabet))) for name, one in documents()]
    different = [(name, *lost_or_gained(read, latin)) for name, read, latin in documents_read if read != latin]
    assert not different, different


def test_everyday_spelling_loses_few_claims():
    """Without marks "boldi" is both "болды" and "бөлді": what only the marks tell apart may be lost."""
    documents_read = [(claims_of(one), claims_of(in_latin(one, "everyday"))) for _, one in documents()]
    count = sum(len(read) for read, _ in documents_read)
    lost = sum(len(lost_or_gained(read, latin)[0]) for read, latin in documents_read)
    assert lost <= count * MOST_LOST, (lost, count)


def lost_or_gained(one, other):
    return [claim for claim in one if claim not in other], [claim for claim in other if claim not in one]


def test_sounds_that_every_alphabet_tells_apart_stay_apart():
    assert len({skeleton("ашты"), skeleton("асты"), skeleton("оң"), skeleton("он")}) == 4


def test_a_dotted_capital_is_the_letter_it_dots():
    for text in ("İmport 3 mlrd dollarǵa jetti.", "İnvestitsiia 15,3%-ğa östı.", "İiul aiynda 40 vagon şyğaryldy."):
        plain = text.replace("İ", "I")
        documents_read = [parse_text(one, lang="kk", published_at=RECORDED) for one in (text, plain)]
        dotted, undotted = map(claims_of, documents_read)
        assert dotted == undotted != []
