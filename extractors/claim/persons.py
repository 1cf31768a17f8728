"""Persons: a name beside an office ("Industry Minister Kairbek Uskenbayev") or beside a verb of saying.

Enters: a passage and its verbs. Leaves: the person they speak of, in the nominative, with the post he speaks for.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from typing import Literal

from extractors.claim.areas import COUNTRY, is_origin
from extractors.claim.names import Speaker, has_capital, is_name_word, opening_words, strip_ending
from extractors.claim.passages import ASKED_AGAIN, Passage
from extractors.claim.terms import Term

_OFFICE_REACH = 14  # words between an office and its holder: "Minister of Industry and Construction of Kazakhstan …"
_VERB_REACH = 8  # words between a verb of saying and a name without an office
_SHORTEST_NAME = 3  # letters of a name
_STEM = 6  # letters that tell one word from another in whatever case
_OBLIQUE = 12  # what it costs an office to stand in another case than the subject
_FAR = 99  # what a name costs that neither stands near
_OBJECT_REACH = 3  # words from a name to the word that governs it at the end: "Олжас Бектеновтің төрағалығымен"
_BEFORE = 8  # what it costs a name to stand before its office with no comma in between
_PLACE_REACH = 4  # words between a post and its place: "the director of the tyre plant in Saran"
_MARK = 3  # what a mark between costs
_DASHES = frozenset(("-", "‑"))
_HYPHENS = _DASHES | {"’", "'"}
_NUMBERED = re.compile(r"[-‑]\d|\. ?\d")
_NAMELESS = (
    "office", "occupation", "body", "abbreviated", "portfolio", "area", "foreign", "said", "reports", "according",
    "relaying", "hearing", "talking", "chairing", "tells",
)  # fmt: skip
_JOINS = _HYPHENS | {" ", "\u00a0"}


def find_person(passage: Passage, verbs: Sequence[Term]) -> Speaker | None:
    """Who speaks: the name that an office and a verb of saying stand nearest to."""
    names = _without_listeners(names_in(passage), passage)
    if not names:
        return None
    cost, name = min((_from_office_and_verb(name, verbs, passage), name) for name in names)
    return speaker_named(name, passage) if cost < _FAR else None


def find_object(passage: Passage, governing: Sequence[Term]) -> Speaker | None:
    """As in "The board heard Minister Ivan Kim", "citing Asel Dosova", "Үкімет Асан Үсеновтің есебін тыңдады"."""
    found = objects_of(governing, names_in(passage), passage)
    return speaker_named(min(found), passage) if found else None


def _from_office_and_verb(name: tuple[int, int], verbs: Sequence[Term], passage: Passage) -> int:
    """The cost of a name: words from its office, which it may do without beside the verb, and from the verb."""
    offices = ((_from_office(name, one, passage), one) for one in passage.of("office", "occupation"))
    office, held = min(offices, default=(_FAR, None))
    verb = min(_from_verb(name, one, passage) for one in verbs)
    if held and office <= _OFFICE_REACH:
        return office + min(verb, _VERB_REACH) + (_OBLIQUE if _is_oblique(held, verbs, passage) else 0)
    return _OFFICE_REACH + 1 + verb if verb <= _VERB_REACH else _FAR


def _is_oblique(office: Term, verbs: Sequence[Term], passage: Passage) -> bool:
    """As in "поблагодарил акима Серика Нуржанова и сообщил": by its case an office is no subject of a verb."""
    endings = passage.page.vocabulary.endings.get("not_subject")
    word = passage.page.words[office.first].text
    is_subject = endings is None or word in passage.page.vocabulary.not_case or not word.endswith(endings)
    return not is_subject and all(verb.group != "according" for verb in verbs)


def holders_among(names: Sequence[tuple[int, int]], passage: Passage) -> list[tuple[int, int]]:
    """The names that an office stands near to, the nearest first."""
    offices = list(passage.of("office", "occupation"))
    held = [(min(_from_office(name, one, passage) for one in offices), name) for name in names] if offices else []
    return [name for cost, name in sorted(held) if cost <= _OFFICE_REACH]


def _without_listeners(names: Sequence[tuple[int, int]], passage: Passage) -> list[tuple[int, int]]:
    """As in "told President Asel Dosova", "at a session chaired by Ivan Kim", "доложил министру Олегу Паку"."""
    listeners = objects_of(passage.of("chairing", "to_whom"), names, passage)
    return [name for name in names if name not in listeners and not _is_dative(name, passage)]


def _is_dative(name: tuple[int, int], passage: Passage) -> bool:
    """As in "Олегу Паку", but not "Мехмет Чавушоглу"; a Kazakh name shows its case at its end alone."""
    dative, words = passage.page.vocabulary.endings.get("dative", ("\0",)), passage.page.words
    cased = range(*name) if "head_comes_first" in passage.page.vocabulary.grammar else range(name[1] - 1, name[1])
    return all(words[at].text.endswith(dative) for at in cased)


def objects_of(governing: Iterable[Term], names: Sequence[tuple[int, int]], passage: Passage) -> set[tuple[int, int]]:
    """The names that stand, with the office before them, right behind a word; before it where verbs end sentences."""
    is_final = "verb_ends_sentence" in passage.page.vocabulary.grammar
    found = set()
    for one in governing:
        if is_final:
            name = next((name for name in reversed(names) if name[1] <= one.first), None)
            is_near = name is not None and one.first - name[1] < _OBJECT_REACH
            is_whole = name is not None and not passage.marks(name[1] - 1, one.first)
        else:
            name = next((name for name in names if name[0] >= one.last), None)
            is_near = name is not None and name[0] - one.last <= _OFFICE_REACH
            is_whole = name is not None and not passage.marks(one.last - 1, name[0])
        if name and is_near and is_whole:
            found.add(name)
    return found


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
    if last < verb.first and _is_comma(last, passage) and _is_comma(verb.first, passage):
        return _MARK  # "Asan Kim, who chairs the union, said"
    return max(high - low, 0) + passage.marks(low - 1, high)


def _is_comma(at: int, passage: Passage) -> bool:
    return passage.page.gap(at - 1, at).startswith(",")


@lru_cache(ASKED_AGAIN)
def names_in(passage: Passage) -> tuple[tuple[int, int], ...]:
    """Two or three capital words in a row, or an initial and one, that are no office, body, place or branch."""
    return tuple(
        _name_of(first, last, passage)
        for first, last in capital_runs(passage)
        if not _is_of_thing(first, last, passage)
    )


@lru_cache(ASKED_AGAIN)
def capital_runs(passage: Passage) -> tuple[tuple[int, int], ...]:
    """Capital words in a row that name somebody or something."""
    return tuple(_capital_runs(passage))


def _capital_runs(passage: Passage) -> Iterator[tuple[int, int]]:
    text, words = passage.page.document.text, passage.page.words
    capital = {at for at in range(passage.first, passage.last) if text[words[at].start].isupper()}
    if not any(at + 1 in capital for at in capital):
        return
    capital = {at for at in capital if is_name_word(at, passage)} - _taken(passage)
    at = passage.first
    while at < passage.last:
        last = at
        while last in capital and (last == at or _is_joined(last, passage)):
            last += 1
        if last > at and last < passage.last and passage.page.gap(last - 1, last) in _DASHES:
            last += 1  # "Park Ji-hoon"
        is_long = any(passage.page.gap(one - 1, one) not in _HYPHENS for one in range(at + 1, last))
        if is_long and not _is_in_brackets(at, passage):
            yield at, last
        at = max(last, at + 1)


def _is_in_brackets(at: int, passage: Passage) -> bool:
    """As in a dateline: "ALMATY, April 17 (Steppe Newswire) –"."""
    return passage.page.document.text[passage.start : passage.page.words[at].start].endswith("(")


def _is_of_thing(first: int, last: int, passage: Passage) -> bool:
    """As in "Order No. 63", "Пресс К-8542", «Алем Строй», "Pump Works JSC", "Auto Dealers Association"."""
    if _NUMBERED.match(passage.page.document.text, passage.page.words[last - 1].end, passage.end):
        return True
    text, words = passage.page.document.text, passage.page.words
    is_quoted = text[words[first].start - 1 : words[first].start] == "«" and text[words[last - 1].end :][:1] == "»"
    if is_quoted or _is_of_body(first, passage) or any(term.first == last for term in passage.of("company")):
        return True
    bodies = (term for term in passage.of("body", "abbreviated") if term.first == last)
    is_last = passage.page.vocabulary.body_names.after is None
    is_body = any(is_last or has_capital(term.first, passage) for term in bodies)
    is_held = any(office.last == first for office in passage.of("office", "occupation"))
    return is_body and not is_held and passage.page.gap(last - 1, last) in _JOINS


def _is_of_body(first: int, passage: Passage) -> bool:
    """As in "Agency for Strategic Planning": what a body's name goes on to, behind one word that joins."""
    joins = passage.page.vocabulary.body_names.joins
    if first - 1 < passage.first or passage.page.words[first - 1].text not in joins:
        return False
    is_and = any(term.last == first for term in passage.of("and_word"))
    return not is_and and any(term.last == first - 1 for term in passage.of("body"))


def _name_of(first: int, last: int, passage: Passage) -> tuple[int, int]:
    """The name in a row of capital words: two of them, or three with a patronymic; a holder's follow the office."""
    count = sum(passage.page.gap(at - 1, at) not in _HYPHENS for at in range(first + 1, last)) + 1
    words = passage.page.words
    patronymic = passage.page.vocabulary.endings.get("patronymic", ())
    whole = 2 + any(words[at].text.endswith(tuple(patronymic)) for at in range(first, last))
    if count <= whole:
        return first, last
    starts = [at for at in range(first, last) if at == first or passage.page.gap(at - 1, at) not in _HYPHENS]
    is_held = any(office.last == first for office in passage.of("office", "occupation"))
    return (first, starts[whole]) if is_held else (starts[-whole], last)


def _is_joined(at: int, passage: Passage) -> bool:
    gap, before = passage.page.gap(at - 1, at), passage.page.words[at - 1]
    return gap in _JOINS or (gap in (". ", ".") and before.end - before.start == 1)


def _taken(passage: Passage) -> set[int]:
    """Words that belong to no name; the first word of a sentence has its capital for another reason."""
    taken = {at for term in passage.of(*_NAMELESS) for at in range(term.first, term.last)}
    branches = (term for term in passage.of("activity") if term.last - term.first > 1)
    return taken | opening_words(passage) | {at for term in branches for at in range(term.first, term.last)}


def speaker_named(name: tuple[int, int], passage: Passage) -> Speaker:
    """The person whose name stands there."""
    words = passage.page.words
    start, end = words[name[0]].start, words[name[1] - 1].end
    spelled = passage.page.document.text[start:end]
    post, region = _post(name, passage)
    held = [one for one in passage.of("office") if _from_office(name, one, passage) <= _OFFICE_REACH]
    office = office_of(_nearest(name, held, passage), passage) if held else ""
    return Speaker(_nominative_of(name, spelled, passage), start, end, post=post, region=region, office=office)


def office_of(term: Term, passage: Passage) -> str:
    """The words of an office, by the name it mostly goes by: "head of state" is the president."""
    words = " ".join(word.text for word in passage.page.words[term.first : term.last])
    others = passage.page.vocabulary.same_office
    return next((name for other, name in others.items() if is_same_office(other, words)), words)


def is_same_office(one: str, other: str) -> bool:
    """Whether two offices are one, in whatever case: "вице-министр", "вице-министра"."""
    pairs = list(zip(one.split(), other.split(), strict=False))
    is_long = len(one.split()) == len(other.split()) and bool(pairs)
    return is_long and all(left[:_STEM] == right[:_STEM] for left, right in pairs)


def _nearest(name: tuple[int, int], offices: Sequence[Term], passage: Passage) -> Term:
    return min(offices, key=lambda term: _from_office(name, term, passage))


def _nominative_of(name: tuple[int, int], spelled: str, passage: Passage) -> str:
    vocabulary, names = passage.page.vocabulary, names_in(passage)
    if name in objects_of(passage.of("talking"), names, passage):
        return _in_nominative(spelled, vocabulary.instrumental_names)  # "беседуем с директором Анной Ким"
    is_heard = name in objects_of(passage.of("hearing"), names, passage)
    if is_heard and not vocabulary.genitive_names:
        return strip_ending(spelled, vocabulary.endings.get("name", ()))
    is_governed = is_heard or name in objects_of(passage.of("according"), names, passage)
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
    post = _nearest(name, posts, passage)
    bodies = (term for term in passage.of("body") if min(post.first, name[0]) <= term.first < max(post.last, name[1]))
    plants = {term.first for term in passage.of("plant_level", "thing")}
    if any(body.first not in plants for body in bodies):  # "директор департамента"
        return None, None
    places = [term for term in passage.of("area") if term.key and term.key != COUNTRY]
    near = [term for term in places if _is_of_post(term, post, passage) and not is_origin(term, passage)]
    region = min(near, key=lambda term: abs(term.first - post.first)).key if near else None
    return ("plant" if post.group == "plant_office" else "region"), region


def _is_of_post(place: Term, post: Term, passage: Passage) -> bool:
    """Whether a place stands beside a post, with no comma or end of a quotation between."""
    if place.first < post.first:
        apart = post.first - place.last
        return apart <= _PLACE_REACH and not passage.marks(place.last - 1, post.first)
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
    nominative = word if found is None else word[: len(word) - len(found)] + endings[found]
    return nominative if len(nominative) >= _SHORTEST_NAME else word  # "Цой"


def _nominative(name: str, passage: Passage) -> str:
    """The name without a case ending, where the page or the ending betrays it."""
    endings = passage.page.vocabulary.endings.get("name", ())
    oblique = passage.page.vocabulary.endings.get("oblique", ())
    words = name.split()
    bare = [strip_ending(word, endings) for word in words]
    text = passage.page.document.text
    is_named = bare != words and re.search(rf"{re.escape(' '.join(bare))}(?!\w)", text)
    return " ".join(bare) if is_named or (bare != words and words[-1].endswith(oblique)) else name
