"""Who says it: the person or body to whom the text attributes a figure, in the nominative as spelled on the page.

A person stands beside an office ("Industry Minister Kairbek Uskenbayev said"), a body behind a source phrase ("по
данным…"). A named speaker is carried on while nobody else speaks; a name that is not on the page is never a speaker.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from extractors.claim.passages import Passage
from extractors.claim.terms import Term

_CAPITAL = r"[A-ZА-ЯЁӘҒҚҢӨҰҮҺІ]"
_NAME = re.compile(rf"{_CAPITAL}[\w’'-]*\w(?:\s+{_CAPITAL}[\w’'-]*\w)+")
_OFFICE_REACH = 90  # characters between an office and its holder
_LATIN_OF = re.compile(r"(?:the\s+)?((?:[A-Z][\w’'-]+\s+(?:of\s+|and\s+|for\s+|the\s+)*)*[A-Z][\w’'-]+)")


@dataclass(frozen=True, slots=True)
class Speaker:
    """A name and where it stands; `is_body` for ministries, bureaus, outlets."""

    name: str
    start: int
    end: int
    is_body: bool = False


def find_speaker(passage: Passage) -> Speaker | None:
    """The speaker this sentence names, if it names one."""
    said, sources = list(passage.of("said")), list(passage.of("according"))
    if not said and not sources:
        return None
    return _person(passage, said + sources) or _body(passage, said, sources)


def _person(passage: Passage, verbs: Sequence[Term]) -> Speaker | None:
    """The holder of an office: the name nearest to the office, else nearest to the verb."""
    names = [name for name in _names(passage) if _is_person(name, passage)]
    offices = list(passage.of("office"))
    for anchors in (offices, verbs if offices else ()):
        near = [(min(_apart(name, one) for one in anchors), name) for name in names] if anchors else []
        near = [pair for pair in near if pair[0] <= _OFFICE_REACH]
        if near:
            return _speaker(min(near, key=lambda pair: pair[0])[1], passage)
    return None


def _names(passage: Passage) -> list[re.Match[str]]:
    return list(_NAME.finditer(passage.page.document.text, passage.start, passage.end))


def _is_person(name: re.Match[str], passage: Passage) -> bool:
    """Two capital words that are neither office, body, place nor branch."""
    others = passage.of("body", "area", "activity", "foreign")
    return not any(term.start < name.end() and name.start() < term.end for term in others)


def _apart(name: re.Match[str], term: Term) -> int:
    return max(name.start() - term.end, term.start - name.end(), 0)


def _speaker(name: re.Match[str], passage: Passage) -> Speaker:
    start, end = name.span()
    for office in passage.of("office"):  # "Prime Minister Alikhan Smailov": the office is no part of the name
        if start <= office.start and office.end < end:
            start = max(start, office.end + 1)
    spelled = passage.page.document.text[start:end].strip()
    is_governed = any(0 <= start - source.end <= _OFFICE_REACH for source in passage.of("according"))
    return Speaker(_from_genitive(spelled, passage) if is_governed else _nominative(spelled, passage), start, end)


def _from_genitive(name: str, passage: Passage) -> str:
    """As in "по словам Архимеда Мухамбетова": each word of the name stands in the genitive."""
    endings = passage.page.vocabulary.genitive_names
    if not endings:
        return _nominative(name, passage)
    return " ".join(_replace_ending(word, endings) for word in name.split())


def _replace_ending(word: str, endings: Mapping[str, str]) -> str:
    found = max((ending for ending in endings if word.endswith(ending)), key=len, default=None)
    return word if found is None else word[: len(word) - len(found)] + endings[found]


def _nominative(name: str, passage: Passage) -> str:
    """The name without a case ending, where the page or the ending betrays it."""
    endings = passage.page.vocabulary.endings.get("name", ())
    words = name.split()
    bare = [_strip(word, endings) for word in words]
    text = passage.page.document.text
    is_named = re.search(rf"{re.escape(' '.join(bare))}(?!\w)", text)
    if bare != words and (is_named or _is_oblique(words[-1], passage)):
        return " ".join(bare)
    return name


def _strip(word: str, endings: Sequence[str]) -> str:
    found = max((ending for ending in endings if word.endswith(ending)), key=len, default="")
    return word[: len(word) - len(found)] if found else word


def _is_oblique(surname: str, passage: Passage) -> bool:
    """A surname that cannot be a nominative of this gender: "Оспанова" behind a masculine office."""
    return surname.endswith(passage.page.vocabulary.endings.get("oblique", ("\0",)))


def _body(passage: Passage, said: Sequence[Term], sources: Sequence[Term]) -> Speaker | None:
    text, lang = passage.page.document.text, passage.page.vocabulary.lang
    for body in passage.of("body"):
        if not any(abs(body.first - one.last) <= 4 or abs(one.first - body.last) <= 4 for one in (*said, *sources)):
            continue
        start, end = _stretch(passage, body)
        words = text[start:end].split()
        if not words or not (words[0][0].isupper() or lang == "ru"):
            continue
        return Speaker(_body_name(words, passage), start, end, is_body=True)
    return None


def _stretch(passage: Passage, body: Term) -> tuple[int, int]:
    """The whole name of a body around its key word: capital words and what joins them."""
    text, lang = passage.page.document.text, passage.page.vocabulary.lang
    words = passage.page.words
    if lang == "en":
        after = max((one.end for one in passage.of("according") if one.end <= body.start), default=passage.start)
        for found in _LATIN_OF.finditer(text, after, passage.end):
            if found.start(1) <= body.start and body.end <= found.end(1):
                return found.span(1)
        return body.start, body.end
    first, last = body.first, body.last
    while first > passage.first and _joins(words[first - 1].start, words[first - 1].text, passage):
        first -= 1
    if lang == "kk" and not text[words[first].start].isupper():
        first = next(
            (at for at in range(first, max(first - 5, passage.first - 1), -1) if text[words[at].start].isupper()), first
        )
    if lang == "ru":
        genitive = passage.page.vocabulary.endings["genitive"]
        while last < passage.last and passage.page.gap(last - 1, last) == " ":
            joined = words[last].text == "и" and last + 1 < passage.last and words[last + 1].text.endswith(genitive)
            if not joined and not words[last].text.endswith(genitive):
                break
            last += 1 + joined
    return words[first].start, words[last - 1].end


def _joins(start: int, word: str, passage: Passage) -> bool:
    text = passage.page.document.text
    if start > passage.start and text[start - 1] not in ' «"':
        return False
    if text[start].isupper():
        return word not in passage.page.vocabulary.prepositions
    return word.endswith(passage.page.vocabulary.endings.get("of_body", ("\0",)))


def _body_name(words: list[str], passage: Passage) -> str:
    """As in "Казахстанского автомобильного союза" to the nominative; a Kazakh body loses its case ending."""
    vocabulary = passage.page.vocabulary
    if vocabulary.lang == "kk":
        words[-1] = _strip(words[-1], vocabulary.endings.get("name", ()))
        return " ".join(words)
    if vocabulary.lang == "ru":
        head = next((n for n, word in enumerate(words) if word.lower() in vocabulary.nominatives), None)
        if head is not None:
            noun, adjective = vocabulary.nominatives[words[head].lower()].split("|")
            words[:head] = [_adjective(word, adjective) for word in words[:head]]
            words[head] = noun.capitalize() if head == 0 and words[head][0].isupper() else noun
    return " ".join(words)


def _adjective(word: str, ending: str) -> str:
    for oblique in ("ого", "его", "ой", "ей"):
        if word.endswith(oblique):
            stem = word[: -len(oblique)]
            return stem + ("ий" if ending == "ый" and stem[-1:] in "кгхн" and stem[-1:] != "н" else ending)
    return word
