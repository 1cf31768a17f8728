"""Who says it: the person or body to whom a sentence attributes what it tells, in the nominative as spelled there.

A person stands beside an office ("Industry Minister Kairbek Uskenbayev said") or a verb of saying, a body beside a
source phrase ("по данным…"). An office, a pronoun or a surname without a name speaks of somebody named before. A name
that is not on the page is never a speaker. How long a voice lasts is told in `voices.py`.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from extractors.claim.bodies import BODY_REACH, beside, body_near, company_near, find_relayed, lone_body, verb_ends
from extractors.claim.names import Speaker, has_capital, is_name_word
from extractors.claim.passages import Passage
from extractors.claim.persons import (
    find_object,
    find_person,
    holders_among,
    is_same_office,
    names_in,
    objects_of,
    office_of,
    speaker_named,
)
from extractors.claim.terms import Term

_AGAIN_REACH = 3  # words between a verb of saying and a pronoun
_BETWEEN = 4  # signs between two paragraphs
_LABEL = 12  # words of the post of who speaks next
_SPEECH = tuple('«“„"—–-')  # marks that open it
_OF_BODIES = frozenset(("body", "it"))
_SHORTEST, _LONGEST_ENDING = 3, 3  # letters of a surname, of its case ending


@dataclass(frozen=True, slots=True)
class Attribution:
    """What a sentence says of its source: who is named; None for somebody named before, a body or a person."""

    speaker: Speaker | None
    is_body: bool
    offices: tuple[str, ...] = ()  # by which somebody named before may be called
    surnames: frozenset[str] = frozenset()  # capital words beside the verb that may call somebody named before
    is_named: bool = False  # by such a word alone


def find_attribution(passage: Passage) -> Attribution | None:
    """The source this sentence gives, if it gives one."""
    relayed = list(passage.of("relaying"))
    original = (find_object(passage, relayed) or find_relayed(passage, relayed)) if relayed else None
    if original:
        return Attribution(original, original.is_body)
    heard = list(passage.of("hearing"))
    verbs = _verbs(passage, heard)
    if not verbs:
        speaker = find_object(passage, heard)
        return Attribution(speaker, is_body=False) if speaker else None
    pronoun = _pronoun_beside(passage, verbs)
    near = None if pronoun else _named_near(passage, verbs)
    speaker = near or (_subject_before(pronoun, passage) if pronoun else None)
    return Attribution(speaker, speaker.is_body) if speaker else _again(passage, verbs)


def _verbs(passage: Passage, heard: Sequence[Term]) -> list[Term]:
    """Verbs of saying and source phrases, without "was told"."""
    overlap = {at for one in heard for at in range(one.first, one.last)}
    told = passage.of("said", "reports", "tells", "according")
    return [one for one in told if overlap.isdisjoint(range(one.first, one.last)) and not _is_within_name(one, passage)]


def _is_within_name(one: Term, passage: Passage) -> bool:
    """As in "Комитет по статистике", "Bureau of National Statistics of …": a source phrase inside a body's name."""
    if one.group != "according" or one.first == passage.first or passage.page.vocabulary.body_names.after is None:
        return False
    return has_capital(one.first, passage) or any(body.last == one.first for body in passage.of("body"))


def _named_near(passage: Passage, verbs: Sequence[Term]) -> Speaker | None:
    return find_person(passage, verbs) or body_near(passage, verbs) or lone_body(passage, verbs)


def find_source(passage: Passage) -> Speaker | None:
    """The body that a line names as its source: "Source: Bureau of National Statistics"."""
    return body_near(passage, list(passage.of("source_line")))


def find_body(passage: Passage) -> Speaker | None:
    """The body that opens a sentence as its subject."""
    bodies = [term for term in passage.of("body", "abbreviated") if term.first - passage.first <= BODY_REACH]
    found = body_near(passage, bodies[:1]) if bodies else None
    is_first = found is not None and found.start <= bodies[0].start <= found.end + 1
    return found if is_first else None


def find_label(passage: Passage) -> Speaker | None:
    """Who stands in front of his own words: "Aslan Kim, director. “We...", "Инженер Асан Үсенов: – Біз..."."""
    opened = {term.last for term in passage.of("office", "occupation") if term.last - passage.first <= _LABEL // 2}
    name = next((name for name in names_in(passage) if name[0] == passage.first or name[0] in opened), None)
    if name is None:
        return None
    text, last = passage.page.document.text, min(name[1] + _LABEL, passage.last)
    behind = text[passage.page.words[name[1] - 1].end : passage.page.words[last - 1].end + 1]
    title, colon, _ = behind.partition(":")
    is_whole = last == passage.last and not passage.figures and any(passage.of("office", "occupation"))
    is_label = bool(colon) and not any(sign.isdigit() for sign in title)
    opening = text[passage.end : passage.end + _BETWEEN].lstrip()[:1]
    is_followed = is_whole and behind.startswith(",") and opening in _SPEECH
    return speaker_named(name, passage) if is_label or is_followed else None


def find_holders(passage: Passage) -> list[Speaker]:
    """Persons with an office, whom the sentence opens with or who are spoken with, be it that they speak or not."""
    second = passage.first + 1
    is_named = second < passage.last and is_name_word(second, passage)
    if not is_named and not any(passage.of("office", "occupation", "talking", "chairing")):
        return []
    names = names_in(passage)
    held = holders_among(names, passage)
    guests = objects_of(passage.of("talking", "chairing"), names, passage)
    met = [name for name in names if name[0] == passage.first or name in guests]
    return [speaker_named(name, passage) for name in dict.fromkeys((*held, *met))]


def _pronoun_beside(passage: Passage, verbs: Sequence[Term]) -> Term | None:
    """As in "she said", "оның айтуынша", "сообщил он": whoever else the sentence names does not speak."""
    nouns = {term.first for term in passage.of("office", "occupation", "body")}
    pure = (term for term in passage.of("pronoun", "it") if nouns.isdisjoint(range(term.first, term.last)))
    return next((term for term in pure if any(_joins(term, verb, passage) for verb in verbs)), None)


def _subject_before(pronoun: Term, passage: Passage) -> Speaker | None:
    """As in "Analyst Olga Kim is cautious: in her view, …": who opens the sentence."""
    opened = {term.last for term in passage.of("office", "occupation") if term.first == passage.first}
    names = (name for name in names_in(passage) if name[0] in opened or name[0] == passage.first)
    name = next((name for name in names if name[1] <= pronoun.first), None)
    return speaker_named(name, passage) if name else None


def _joins(pronoun: Term, verb: Term, passage: Passage) -> bool:
    """Whether a pronoun stands inside a source phrase, right before a verb, or behind it at the end of a clause."""
    is_inside = verb.first <= pronoun.first < verb.last and (verb.group == "according" or verb.first == pronoun.first)
    if is_inside or pronoun.last == verb.first:
        return True
    is_end = pronoun.last >= passage.last or bool(passage.marks(pronoun.last - 1, pronoun.last))
    return verb.last == pronoun.first and is_end


def _again(passage: Passage, verbs: Sequence[Term]) -> Attribution | None:
    """As in "he said", "по словам вице-министра", "Temirbekov added": somebody named before."""
    groups = ("pronoun", "it", "office", "occupation", "body")
    near = [term for term in passage.of(*groups) if beside(term, verbs) <= _AGAIN_REACH]
    if not near and verb_ends(passage, verbs):
        near = [term for term in passage.of(*groups) if term.first == passage.first]
    surnames = frozenset(
        passage.page.words[at].text
        for verb in verbs
        for at in range(max(verb.first - _AGAIN_REACH, passage.first), min(verb.last + _AGAIN_REACH, passage.last))
        if is_name_word(at, passage)
    )
    if not near and not surnames:
        return None
    is_body = bool(near) and all(term.group in _OF_BODIES for term in near)
    company = company_near(passage, near) if is_body else None
    if company:
        return Attribution(company, is_body=True)
    offices = tuple(office_of(term, passage) for term in near if term.group == "office")
    return Attribution(None, is_body, offices, surnames, is_named=not near)


def resolve(one: Attribution, known: Sequence[Speaker]) -> Speaker | None:
    """The speaker named, or the one named before (newest first) whom a surname, an office or a pronoun calls."""
    if one.speaker:
        return one.speaker
    persons = [person for person in known if not person.is_body]
    called = next((person for person in persons if calls(person, one.surnames)), None)
    if called or one.is_named:
        return called
    held = next((person for person in persons for office in one.offices if is_same_office(person.office, office)), None)
    alike = (speaker for speaker in known if speaker.is_body == one.is_body)
    return held or next(alike, known[0] if known and not one.is_body else None)


def calls(speaker: Speaker, surnames: frozenset[str]) -> bool:
    """Whether one of the words is this person's surname in some case, be it the first of the name."""
    words = speaker.name.lower().replace(".", " ").split()
    return any(_agree(words[-1], word) or words[0] == word for word in surnames)


def _agree(one: str, other: str) -> bool:
    """Whether two words are one surname in two cases."""
    stem = max(min(len(one), len(other)) - 1, _SHORTEST)
    return one[:stem] == other[:stem] and abs(len(one) - len(other)) <= _LONGEST_ENDING
