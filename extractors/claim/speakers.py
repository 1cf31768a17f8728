"""Who says it: the person or body to whom a sentence attributes what it tells, in the nominative as spelled there.

A person stands beside an office ("Industry Minister Kairbek Uskenbayev said") or a verb of saying, a body beside a
source phrase ("по данным…"). An office, a pronoun or a surname without a name speaks of somebody named before. A name
that is not on the page is never a speaker. How long a voice lasts is told in `voices.py`.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from extractors.claim.areas import COUNTRY
from extractors.claim.claim_words import BodyNames
from extractors.claim.passages import Passage
from extractors.claim.terms import Term, Word

_OFFICE_REACH = 14  # words between an office and its holder: "Minister of Industry and Construction of Kazakhstan …"
_VERB_REACH = 8  # words between a verb of saying and a name without an office
_SMALL_NAME = 2  # words by which a body without a capital has a name: "the automobile union"
_BODY_REACH = 4  # words between a verb of saying and a body
_AGAIN_REACH = 3  # words between a verb of saying and a pronoun
_BEFORE = 8  # what it costs a name to stand before its office with no comma in between
_PLACE_REACH = 4  # words between a post and its place: "the director of the tyre plant in Saran"
_MARK = 3  # what a mark between costs
_SHORTEST, _LONGEST_ENDING = 3, 3  # letters of a surname, of its case ending
_HYPHENS = frozenset(("-", "‑", "’", "'"))
_JOINS = _HYPHENS | {" ", "\u00a0"}


@dataclass(frozen=True, slots=True)
class Speaker:
    """A name and where it stands; `is_body` for ministries, bureaus, outlets."""

    name: str
    start: int
    end: int
    is_body: bool = False
    post: Literal["plant", "region"] | None = None  # for whom he speaks
    region: str | None = None  # the place named with his post


@dataclass(frozen=True, slots=True)
class Attribution:
    """What a sentence says of its source: who is named; None for somebody named before, a body or a person."""

    speaker: Speaker | None
    is_body: bool
    surnames: frozenset[str] = frozenset()  # capital words beside the verb that may call somebody named before


def find_attribution(passage: Passage) -> Attribution | None:
    """The source this sentence gives, if it gives one."""
    said, sources = list(passage.of("said", "reports")), list(passage.of("according"))
    verbs = said + sources
    if not verbs:
        return None
    speaker = _person(passage, verbs) or _body(passage, verbs)
    return Attribution(speaker, speaker.is_body) if speaker else _again(passage, verbs)


def find_source(passage: Passage) -> Speaker | None:
    """The body that a line names as its source: "Source: Bureau of National Statistics"."""
    return _body(passage, list(passage.of("source_line")))


def find_body(passage: Passage) -> Speaker | None:
    """The body that opens a sentence as its subject."""
    bodies = (term for term in passage.of("body", "abbreviated") if term.first - passage.first <= _BODY_REACH)
    return _body(passage, list(bodies)[:1])


def find_holder(passage: Passage) -> Speaker | None:
    """A person with an office, or one the sentence opens with, be it that he speaks or not."""
    second = passage.first + 1
    is_named = second < passage.last and _is_capital(second, passage)
    if not is_named and not any(passage.of("office", "occupation")):
        return None
    names = list(_names(passage))
    opening = (_speaker(name, passage) for name in names if name[0] == passage.first)
    return _holder(names, passage) or next(opening, None)


def _again(passage: Passage, verbs: Sequence[Term]) -> Attribution | None:
    """As in "he said", "по словам вице-министра", "Temirbekov added": somebody named before."""
    near = [
        term for term in passage.of("pronoun", "office", "occupation", "body") if _beside(term, verbs) <= _AGAIN_REACH
    ]
    surnames = frozenset(
        passage.page.words[at].text
        for verb in verbs
        for at in range(max(verb.first - _AGAIN_REACH, passage.first), min(verb.last + _AGAIN_REACH, passage.last))
        if _is_capital(at, passage)
    )
    if not near and not surnames:
        return None
    is_body = bool(near) and all(term.group == "body" for term in near)
    return Attribution(None, is_body, frozenset() if near else surnames)


def _beside(term: Term, verbs: Sequence[Term]) -> int:
    return min(max(term.first - verb.last, verb.first - term.last, 0) for verb in verbs)


def calls(speaker: Speaker, surnames: frozenset[str]) -> bool:
    """Whether one of the words is this person's surname in some case."""
    surname = speaker.name.split()[-1].lower()
    return any(_agree(surname, word) for word in surnames)


def _agree(one: str, other: str) -> bool:
    """Whether two words are one surname in two cases."""
    stem = max(min(len(one), len(other)) - 1, _SHORTEST)
    return one[:stem] == other[:stem] and abs(len(one) - len(other)) <= _LONGEST_ENDING


# --- persons ------------------------------------------------------------------------------------------------


def _person(passage: Passage, verbs: Sequence[Term]) -> Speaker | None:
    """The holder of an office: the name nearest to the office, else nearest to the verb."""
    names = list(_names(passage))
    if not names:
        return None
    cost, name = min((min(_from_verb(name, one, passage) for one in verbs), name) for name in names)
    return _holder(names, passage) or (_speaker(name, passage) if cost <= _VERB_REACH else None)


def _holder(names: Sequence[tuple[int, int]], passage: Passage) -> Speaker | None:
    """The name nearest to an office."""
    held = [
        (_from_office(name, office, passage), name) for office in passage.of("office", "occupation") for name in names
    ]
    cost, name = min(held, default=(_OFFICE_REACH + 1, (0, 0)))
    return _speaker(name, passage) if cost <= _OFFICE_REACH else None


def _from_office(name: tuple[int, int], office: Term, passage: Passage) -> int:
    """Words from an office to a name; the holder stands right behind it, or before it and a comma."""
    first, last = name
    if first >= office.last:
        is_apart = passage.page.clauses[first] != passage.page.clauses[office.last - 1]
        return first - office.last + (_MARK if is_apart else 0)
    is_marked = bool(passage.marks(last - 1, office.first))
    return office.first - last + (1 if is_marked else _BEFORE)


def _from_verb(name: tuple[int, int], verb: Term, passage: Passage) -> int:
    first, last = name
    low, high = (verb.last, first) if first >= verb.last else (last, verb.first)
    return max(high - low, 0) + passage.marks(low - 1, high)


def _names(passage: Passage) -> Iterator[tuple[int, int]]:
    """Two or three capital words in a row, or an initial and one, that are no office, body, place or branch."""
    taken = _taken(passage)
    at = passage.first
    while at < passage.last:
        last = at
        while last < passage.last and last not in taken and _is_capital(last, passage):
            if last > at and not _is_joined(last, passage):
                break
            last += 1
        count = sum(passage.page.gap(one - 1, one) not in _HYPHENS for one in range(at + 1, last)) + 1
        if last > at + 1 and count >= 2:
            yield _name_of(at, last, count, passage)
        at = max(last, at + 1)


def _name_of(first: int, last: int, count: int, passage: Passage) -> tuple[int, int]:
    """The name in a row of capital words: two of them, or three with a patronymic; a holder's follow the office."""
    words = passage.page.words
    patronymic = passage.page.vocabulary.endings.get("patronymic", ())
    whole = 2 + any(words[at].text.endswith(tuple(patronymic)) for at in range(first, last))
    if count <= whole:
        return first, last
    starts = [at for at in range(first, last) if at == first or passage.page.gap(at - 1, at) not in _HYPHENS]
    is_held = any(office.last == first for office in passage.of("office", "occupation"))
    return (first, starts[whole]) if is_held else (starts[-whole], last)


def _is_capital(at: int, passage: Passage) -> bool:
    """Whether a word is written as a name: a capital, not all capitals unless it is an initial."""
    word = passage.page.words[at]
    written = passage.page.document.text[word.start : word.end]
    return written[0].isupper() and (len(written) == 1 or not written.isupper())


def _is_joined(at: int, passage: Passage) -> bool:
    gap, before = passage.page.gap(at - 1, at), passage.page.words[at - 1]
    return gap in _JOINS or (gap in (". ", ".") and before.end - before.start == 1)


def _taken(passage: Passage) -> set[int]:
    """Words that belong to no name; the first word of a sentence has its capital for another reason."""
    groups = (
        "office",
        "occupation",
        "body",
        "abbreviated",
        "portfolio",
        "area",
        "foreign",
        "said",
        "reports",
        "according",
    )
    taken = {at for term in passage.of(*groups) for at in range(term.first, term.last)}
    branches = (term for term in passage.of("activity") if term.last - term.first > 1)
    return taken | _opening(passage) | {at for term in branches for at in range(term.first, term.last)}


def _opening(passage: Passage) -> set[int]:
    """Known words that have the capital of the sentence they open: "Earlier", "Былтыр"."""
    names = ("activity", "area", "body", "abbreviated", "portfolio", "thing")
    if passage.first >= passage.last:
        return set()
    known = (term for term in passage.terms if term.first == passage.first and term.group not in names)
    opening = {at for term in known for at in range(term.first, term.last)}
    is_small = passage.page.words[passage.first].text in passage.page.vocabulary.prepositions
    return opening | ({passage.first} if is_small else set())


def _speaker(name: tuple[int, int], passage: Passage) -> Speaker:
    words = passage.page.words
    start, end = words[name[0]].start, words[name[1] - 1].end
    spelled = passage.page.document.text[start:end]
    post, region = _post(name, passage)
    return Speaker(_nominative_of(name, spelled, passage), start, end, post=post, region=region)


def _nominative_of(name: tuple[int, int], spelled: str, passage: Passage) -> str:
    instrumental = passage.page.vocabulary.instrumental_names
    if not any(passage.of("said", "reports", "according")) and spelled.split(maxsplit=1)[0].endswith(
        tuple(instrumental)
    ):
        return _in_nominative(spelled, instrumental)  # "беседуем с директором Анной Ким"
    is_governed = any(0 <= name[0] - source.last <= _OFFICE_REACH for source in passage.of("according"))
    return _from_genitive(spelled, passage) if is_governed else _nominative(spelled, passage)


def _post(name: tuple[int, int], passage: Passage) -> tuple[Literal["plant", "region"] | None, str | None]:
    """Whether a person speaks for a plant or a region, and the place named with the post."""
    posts = [
        term
        for term in passage.of("plant_office", "region_office")
        if _from_office(name, term, passage) <= _OFFICE_REACH
    ]
    if not posts:
        return None, None
    post = min(posts, key=lambda term: _from_office(name, term, passage))
    bodies = (term for term in passage.of("body") if min(post.first, name[0]) <= term.first < max(post.last, name[1]))
    plants = {term.first for term in passage.of("plant_level", "thing")}
    if any(body.first not in plants for body in bodies):  # "директор департамента"
        return None, None
    places = [term for term in passage.of("area") if term.key and term.key != COUNTRY]
    near = [term for term in places if _is_of_post(term, post, passage)]
    region = min(near, key=lambda term: abs(term.first - post.first)).key if near else None
    return ("plant" if post.group == "plant_office" else "region"), region


def _is_of_post(place: Term, post: Term, passage: Passage) -> bool:
    """Whether a place stands beside a post: before it, or behind it with no comma between."""
    if place.first < post.first:
        return post.first - place.last <= _PLACE_REACH
    is_apart = passage.page.clauses[place.first] != passage.page.clauses[post.last - 1]
    return place.first - post.last <= _PLACE_REACH and not is_apart


def _from_genitive(name: str, passage: Passage) -> str:
    """As in "по словам Архимеда Мухамбетова": each word of the name stands in the genitive."""
    endings = passage.page.vocabulary.genitive_names
    if not endings:
        return _nominative(name, passage)
    return _in_nominative(name, endings)


def _in_nominative(name: str, endings: Mapping[str, str]) -> str:
    return " ".join(_replace_ending(word, endings) for word in name.split())


def _replace_ending(word: str, endings: Mapping[str, str]) -> str:
    found = max((ending for ending in endings if word.endswith(ending)), key=len, default=None)
    return word if found is None else word[: len(word) - len(found)] + endings[found]


def _nominative(name: str, passage: Passage) -> str:
    """The name without a case ending, where the page or the ending betrays it."""
    endings = passage.page.vocabulary.endings.get("name", ())
    oblique = passage.page.vocabulary.endings.get("oblique", ())
    words = name.split()
    bare = [_strip(word, endings) for word in words]
    text = passage.page.document.text
    is_named = bare != words and re.search(rf"{re.escape(' '.join(bare))}(?!\w)", text)
    return " ".join(bare) if is_named or (bare != words and words[-1].endswith(oblique)) else name


def _strip(word: str, endings: Sequence[str]) -> str:
    found = max((ending for ending in endings if word.endswith(ending)), key=len, default="")
    return word[: len(word) - len(found)] if found else word


# --- bodies -------------------------------------------------------------------------------------------------


def _body(passage: Passage, verbs: Sequence[Term]) -> Speaker | None:
    """The ministry, bureau or company beside a verb of saying or a source phrase."""
    names = passage.page.vocabulary.body_names
    is_final = "verb_ends_sentence" in passage.page.vocabulary.grammar
    for body in passage.of("body", "abbreviated"):
        is_subject = is_final and any(verb.first > body.last and verb.last >= passage.last - 1 for verb in verbs)
        if _beside(body, verbs) > _BODY_REACH and not is_subject:
            continue
        first, last = _stretch(passage, body, names, {at for one in verbs for at in range(one.first, one.last)})
        words = passage.page.words[first:last]
        is_bare = last - first == body.last - body.first and body.group == "body"
        is_small = names.is_capital and not _is_named(first, passage) and last - first < _SMALL_NAME
        if is_bare or is_small:
            continue  # "the ministry": one named before
        start, end = words[0].start, _closed(words[-1], passage)
        name = _body_name(passage.page.document.text[start:end].split(), passage)
        return Speaker(name, start, end, is_body=True)
    return None


def _is_named(at: int, passage: Passage) -> bool:
    return passage.page.document.text[passage.page.words[at].start].isupper()


def _closed(last: Word, passage: Passage) -> int:
    """The end of a name, with the quotation marks that close behind it: «Алюр»."""
    text = passage.page.document.text
    return last.end + (text[last.end : last.end + 1] in "»”" and "«" in text[last.end - 40 : last.end])


def _stretch(passage: Passage, body: Term, names: BodyNames, stop: set[int]) -> tuple[int, int]:
    """The whole name of a body around its key word: capital words, small words by their endings, what joins them."""
    first, last = body.first, body.last
    stop = stop | _opening(passage)
    while first > passage.first and first - 1 not in stop and _fits(first - 1, passage, names, names.before):
        first -= 1
    first = _opened(first, passage, names, stop)
    while names.after is not None and last < passage.last:
        behind = last
        while behind < passage.last - 1 and passage.page.words[behind].text in names.joins:
            behind += 1
        is_near = not any(passage.page.gap(at - 1, at).strip(" «“") for at in range(last, behind + 1))
        if behind in stop or not is_near or not _fits(behind, passage, names, names.after):
            break
        last = behind + 1
    return first, last


def _opened(first: int, passage: Passage, names: BodyNames, stop: set[int]) -> int:
    """As in "Өнеркәсіп және құрылыс министрлігі": small words up to the capital that opens the name."""
    for at in range(first - 1, max(first - names.reach, passage.first) - 1, -1):
        if at in stop or passage.marks(at, at + 1):
            return first
        if _is_named(at, passage):
            return at
    return first


def _fits(at: int, passage: Passage, names: BodyNames, endings: Sequence[str]) -> bool:
    """Whether a word is part of a name: a capital, or small with one of the endings."""
    word = passage.page.words[at].text
    if _is_named(at, passage):
        return word not in passage.page.vocabulary.prepositions and word not in names.joins
    return bool(endings) and word.endswith(tuple(endings))


def _body_name(words: list[str], passage: Passage) -> str:
    """As in "Казахстанского автомобильного союза" to the nominative; a Kazakh body loses its case ending."""
    vocabulary = passage.page.vocabulary
    words[-1] = _strip(words[-1], vocabulary.endings.get("body", ()))
    head = next((n for n, word in enumerate(words) if word.lower() in vocabulary.nominatives), None)
    if head is not None:
        noun, adjective = vocabulary.nominatives[words[head].lower()].split("|")
        words[:head] = [_adjective(word, adjective) for word in words[:head]]
        words[head] = noun.capitalize() if words[head][0].isupper() else noun
    return " ".join(words)


def _adjective(word: str, ending: str) -> str:
    for oblique in ("ого", "его", "ой", "ей", "ом", "ем"):
        if word.endswith(oblique):
            stem = word[: -len(oblique)]
            return stem + ("ий" if ending == "ый" and stem[-1:] in "кгхн" and stem[-1:] != "н" else ending)
    return word
