"""Which one plant or company a figure is confined to, by the name the text gives it.

Enters: the passages of a document. Leaves: for each passage that speaks of one named plant its key, spelled alike in
the three languages. Town, branch and "plant" are no name (area and activity say them), and what names two plants, or
the whole branch, names none: a figure held to be of another plant would never be compared.
"""

import re
from collections.abc import Iterator, Mapping, Sequence

from extractors.claim.areas import COUNTRY, named_regions
from extractors.claim.passages import Passage
from extractors.claim.terms import Term
from extractors.quantity.latin import skeleton

ARTICLE = frozenset(("paragraph", "list_item", "quote"))
OF_PLANT = frozenset((
    "investment_value", "fdi_inflow", "output_value", "output_growth", "export_value", "export_growth", "export_units",
    "jobs_created", "employment", "employment_growth", "vehicles_produced", "units_produced", "vehicles_sold",
    "units_sold", "sales_growth", "production_capacity", "local_content", "labour_productivity", "productivity_growth",
    "wages",
))  # fmt: skip
_QUOTED = re.compile(r"[«“„\"]([^«»“”„\"]{2,50})[»”\"]")
_LONGEST = 4  # words of a name
_REACH = 3  # characters between a name in quotes and what it is a name of
_DOUBLE = re.compile(r"(.)\1+")
_NO_NAME = (
    "activity",
    "area",
    "foreign",
    "thing",
    "plant_noun",
    "company",
    "body",
    "office",
    "portfolio",
    "industry_word",
)
_BODIES = ("body", "abbreviated", "office")


def read_subjects(passages: Sequence[Passage]) -> Mapping[Passage, str]:
    """The key of the one plant or company that each passage speaks of."""
    subjects: dict[Passage, str] = {}
    spoken: tuple[int, str] | None = None
    for passage in passages:
        if passage.block.kind not in ARTICLE:
            continue
        keys = set(_named(passage))
        if keys:
            spoken = (passage.number, keys.pop()) if len(keys) == 1 else None
        elif spoken and not _goes_on(passage, spoken[0]):
            spoken = spoken if passage.number == spoken[0] else None
            continue
        if spoken:
            spoken = passage.number, spoken[1]
            subjects[passage] = spoken[1]
    return subjects


def _goes_on(passage: Passage, block: int) -> bool:
    """Whether a sentence without a name still speaks of the plant named before."""
    if passage.number > block + 1 or named_regions(passage) or any(passage.of("sector_word", "foreign")):
        return False
    if any(term.key == COUNTRY for term in passage.of("area")):
        return False
    opens = any(term.first == passage.first for term in passage.of("plant_pronoun"))
    is_near = passage.number == block and any(passage.of("plant_level", "plant_pronoun"))
    return opens or is_near or any(passage.of("the_plant"))


def _named(passage: Passage) -> Iterator[str]:
    """Keys of the plants and companies the passage names."""
    kinds = [term for term in passage.of("company", "plant_noun") if not _is_plain(term, passage)]
    if not kinds:
        return
    text = passage.page.document.text
    for found in _QUOTED.finditer(text, passage.start, passage.end):
        if any(_is_beside(found.start(), found.end(), kind) for kind in kinds):
            first, last = _words_of(found.start(1), found.end(1), passage)
            yield from _keys(first, last, passage)
    for kind in kinds:
        yield from _keys(*_before(kind, passage), passage)
        yield from _keys(*_behind(kind, passage), passage)


def _is_plain(kind: Term, passage: Passage) -> bool:
    """A body of another sort ends here: "Institute of Industry JSC" is no plant."""
    return any(one.first <= kind.first < one.last and one.last - one.first > 1 for one in passage.of(*_BODIES))


def _is_beside(start: int, end: int, kind: Term) -> bool:
    return 0 <= start - kind.end <= _REACH or 0 <= kind.start - end <= _REACH


def _words_of(start: int, end: int, passage: Passage) -> tuple[int, int]:
    words = passage.page.words
    inside = [at for at in range(passage.first, passage.last) if start <= words[at].start < end]
    return (inside[0], inside[-1] + 1) if inside else (0, 0)


def _before(kind: Term, passage: Passage) -> tuple[int, int]:
    """Capital words right before "plant", "LLP", "зауыты"."""
    first = kind.first
    while first > passage.first and kind.first - first < _LONGEST and _is_part(first - 1, passage):
        if passage.page.gap(first - 1, first) not in (" ", "-", "\u00a0"):
            break
        first -= 1
    return first, kind.first


def _behind(kind: Term, passage: Passage) -> tuple[int, int]:
    """Capital words right behind "ТОО", "завод"."""
    last = kind.last
    while last < passage.last and last - kind.last < _LONGEST and _is_part(last, passage):
        if passage.page.gap(last - 1, last) not in (" ", "-", "\u00a0"):
            break
        last += 1
    return kind.last, last


def _is_part(at: int, passage: Passage) -> bool:
    """Whether a word is written as a name: in other letters than the text, or with a capital that opens no sentence."""
    word = passage.page.words[at]
    written = passage.page.document.text[word.start : word.end]
    is_foreign = written[0].isascii() and written[0].isupper() and "writes_cyrillic" in passage.page.vocabulary.grammar
    is_inner = any(letter.isupper() for letter in written[1:]) and not written.isupper()
    return is_foreign or (written[0].isupper() and (at > passage.first or is_inner))


def _keys(first: int, last: int, passage: Passage) -> Iterator[str]:
    """The key of a name: its own words, without towns, branches and kinds of plants."""
    if not 0 < last - first <= _LONGEST:
        return
    if any(first <= term.first < last for term in passage.of(*_BODIES)):
        return
    if any(0 <= first - term.last <= 1 for term in passage.of("partner")):  # "bought from the X plant"
        return
    common = {
        at for term in passage.of(*_NO_NAME) if term.group != "area" or term.key for at in range(term.first, term.last)
    }
    words = [passage.page.words[at].text for at in range(first, last) if at not in common]
    key = plant_key("".join(words))
    if len(key) > 2 and not key.isdigit():
        yield key


def plant_key(name: str) -> str:
    """The name of a plant as it is spelled alike in the three languages.

    >>> plant_key("QazTehna") == plant_key("ҚазТехна"), plant_key("Allur") == plant_key("Аллюр")
    (True, True)
    """
    letters = skeleton("".join(letter for letter in name.lower() if letter.isalnum()))
    plain = letters.replace("h", "k").replace("iu", "u").replace("ia", "a").replace("ʃ", "s").replace("avt", "aut")
    return _DOUBLE.sub(r"\1", plain)
