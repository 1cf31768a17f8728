"""What is looked at and refused: a number that is no figure, with the reason, so that a reader can ask why.

Enters: a number and the tokens around it. Leaves: a reason, or None. The words that give a number away (`№`, "aged",
"көшесі") lie in the section `refusals` of the language files; shapes (telephone, address, score) are read here.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import Literal

from extractors.language import load_section
from extractors.quantity.number_words import Entries, speller
from extractors.quantity.phrases import PhraseTable
from extractors.quantity.scan import Scan, is_digits
from extractors.settings import Strict

Reason = Literal[
    "ordinal",
    "period",
    "time",
    "age",
    "phone",
    "link",
    "model",
    "document",
    "score",
    "address",
    "list_number",
    "code",
    "name",
    "idiom",
]

_LINK = re.compile(r"(?:https?://|www\.)\S+|[\w.+-]{1,64}@[\w-]{1,64}\.[\w.-]{1,64}")
_PHONE = re.compile(
    r"(?<![\w.,])(?:\+[0-9]{1,3}[ -]?(?:\([0-9]{2,5}\)|[0-9]{2,4})(?:[ -]?[0-9]{2,4}){2,4}"  # +7 (727) 222-33-44
    r"|8[ -][0-9]{3,4}(?:[ -][0-9]{2,4}){2,4}"  # 8 800 080 77 77
    r"|8 ?\([0-9]{2,5}\)(?:[ -]?[0-9]{1,4}){2,4}"  # 8 (72533) 0-00-63
    r"|[0-9]{2,4}(?:-[0-9]{2,4}){2,4}|\([0-9]{3,5}\) ?[0-9]{1,3}(?:[ -][0-9]{2,4}){1,3})(?![\w%]|[.,][0-9])"
)
_SPEECH_ENDS = frozenset(".,!?…")
_BEFORE_SPEECH, _BEHIND_SPEECH = frozenset(".!?…:—–"), frozenset(".,!?…")
SHORTEST_SPEECH = 4  # words and the closing mark
_OPENING = {"«": "»", "“": "”", "„": "“”", '"': '"'}
LONGEST_AGE = 3  # digits
MAX_NAME = 8  # tokens of a name in quotation marks, marks included
_LONG_GROUPS = re.compile(r"8 [0-9]{3}(?: [0-9]{3})+")


class RefusalWords(Strict):
    """Section `refusals` of a language file."""

    endings: dict[str, Entries]
    before: dict[Reason, Entries]  # right before the number
    before_bare: dict[Reason, Entries]  # the same, if the number is in digits and has no noun of its own
    after: dict[Reason, Entries]  # right after it
    tails: dict[Reason, Entries]  # after it and a hyphen
    shy: Entries = ()  # words that are numbers only beside other number words or a unit
    ones: Entries  # "one", which is also a pronoun
    one_before: Entries
    one_after: Entries
    stop: Entries  # words that are never part of a counted noun
    streets: Entries = ()  # "14 Temirlan highway"


@dataclass(frozen=True, slots=True)
class RefusalLexicon:
    """The words of a language that give a number away, for look-up by token."""

    before: PhraseTable[Reason]
    before_bare: PhraseTable[Reason]
    after: PhraseTable[Reason]
    tails: PhraseTable[Reason]
    shy: frozenset[str]
    ones: frozenset[str]
    one_before: frozenset[str]
    one_after: PhraseTable[bool]
    stop: frozenset[str]
    streets: frozenset[str]


@dataclass(frozen=True, slots=True)
class Refusal:
    """A number that stands in the text and is not a reported quantity."""

    start: int
    end: int
    quote: str
    reason: Reason


@cache
def load_refusals(lang: str) -> RefusalLexicon:
    """The words of a language, or of "kk-Latn", that give a number away."""
    words = load_section(lang.partition("-")[0], "refusals", RefusalWords)
    spell = speller(lang, words.endings)
    return RefusalLexicon(
        before=spell.table(words.before, is_backward=True),
        before_bare=spell.table(words.before_bare, is_backward=True),
        after=spell.table(words.after),
        tails=spell.table(words.tails),
        shy=spell.words(words.shy),
        ones=spell.words(words.ones),
        one_before=spell.words(words.one_before),
        one_after=spell.table({True: words.one_after}),
        stop=spell.words(words.stop),
        streets=spell.words(words.streets),
    )


def blocked_spans(text: str) -> Iterator[tuple[int, int, Reason]]:
    """Places of links, mail addresses and telephone numbers: no token inside them is read."""
    if "://" in text or "www." in text or "@" in text:
        yield from ((found.start(), found.end(), "link") for found in _LINK.finditer(text))
    for found in _PHONE.finditer(text):
        digits = sum(character.isdecimal() for character in found[0])
        if (digits >= 10 or "-" in found[0]) and not _LONG_GROUPS.fullmatch(found[0]):
            yield found.start(), found.end(), "phone"


def reason_of_bare(scan: Scan, start: int, end: int, lex: RefusalLexicon) -> Reason | None:
    """Why a number without unit and scale is no count: the words around it, quotation marks, a year's shape."""
    if is_in_name(scan, start, end):
        return "name"
    if end == start + 1 and scan.words[start] in lex.shy:
        return "idiom"
    if is_year(scan, start, end):
        return "period"
    if _is_in_street(scan, end, lex):
        return "address"
    found = lex.after.match(scan.words, end)
    if found and found[1] == "age" and len(scan.words[start]) > LONGEST_AGE and is_digits(scan.words[start]):
        return None  # "13000 жас" are young people
    if found is None and not scan.has_gap_break(start):
        found = lex.before.match(scan.words, start - 1)
        if found is None and is_digits(scan.words[start]) and not _has_noun(scan, end, lex):
            found = lex.before_bare.match(scan.words, start - 1)
    return found[1] if found else None


def _is_in_street(scan: Scan, end: int, lex: RefusalLexicon) -> bool:
    """As in "14 Temirlan highway", "25 Abai Avenue": the name of a street behind."""
    is_name = end + 1 < len(scan.words) and scan.text[scan.starts[end]].isupper()
    return is_name and scan.words[end + 1] in lex.streets and not _has_noun(scan, end + 2, lex)


def _has_noun(scan: Scan, end: int, lex: RefusalLexicon) -> bool:
    return end < len(scan.words) and scan.words[end][0].isalpha() and scan.words[end] not in lex.stop


def reason_in_shape(scan: Scan, start: int, end: int, floor: int) -> Reason | None:
    """Scores and times (3:2), list numbers ("1." at the start of a line), names with digits (F-35, ZK6128)."""
    words = scan.words
    if _is_in_score(scan, start - 1) or _is_in_score(scan, end):
        return "score"
    is_numbering = is_digits(words[end - 1]) and end < len(words) and words[end] in ".)" and scan.is_glued(end)
    if is_numbering and _begins_line(scan, start):
        return "list_number" if end + 1 < len(words) and not scan.has_gap_break(end + 1) else None
    if start > 0 and scan.is_glued(start):
        before = words[start - 1]
        if before[0].isalpha():
            return "model"
        if before in "-/" and start - 2 >= floor and scan.is_glued(start - 1) and words[start - 2][0].isalpha():
            return "model"
    return None


def _is_in_score(scan: Scan, at: int) -> bool:
    """Whether a colon at token `at` stands between digits without spaces."""
    words = scan.words
    if not 0 < at < len(words) - 1 or words[at] != ":":
        return False
    return words[at - 1][0].isdecimal() and words[at + 1][0].isdecimal() and scan.is_glued(at) and scan.is_glued(at + 1)


def _begins_line(scan: Scan, start: int) -> bool:
    return start == 0 or scan.has_gap_break(start)


def is_in_name(scan: Scan, start: int, end: int) -> bool:
    """Whether the number stands in a short phrase in quotation marks: «Хабар 24», "100 new names"; not in speech."""
    words = scan.words
    left = next((at for at in range(start - 1, max(-1, start - MAX_NAME) - 1, -1) if words[at] in _OPENING), None)
    if left is None:
        return False
    closing = _OPENING[words[left]]
    right = next((at for at in range(end, min(len(words), left + MAX_NAME)) if words[at] in closing), None)
    if (
        right is None
        or (right > end and words[right - 1] in _SPEECH_ENDS)
        or _is_speech(words, left, right, (start, end))
    ):
        return False
    return not any(words[at] in _OPENING for at in range(left + 1, start))


def _is_speech(words: list[str], left: int, right: int, number: tuple[int, int]) -> bool:
    """As in "«На заводе трудятся 310 человек», — сказал он", "He said: “We employ 310 people”": words on both sides."""
    is_between = left + 1 < number[0] and number[1] < right and words[number[1]].isalpha()
    before, after = words[left - 1] if left else ".", words[right + 1 : right + 3]
    is_cited = before in _BEFORE_SPEECH and (not after or after[0] in _BEHIND_SPEECH)
    return is_between and is_cited and right - left > SHORTEST_SPEECH


def is_pronoun(scan: Scan, start: int, end: int, lex: RefusalLexicon) -> bool:
    """Whether a "one" stands for a thing and counts nothing."""
    if end != start + 1 or scan.words[start] not in lex.ones:
        return False
    if start > 0 and scan.words[start - 1] in lex.one_before:
        return True
    if _is_doubled(scan.words, start, start - 1, start - 2) or _is_doubled(scan.words, start, end, end + 1):
        return True
    return lex.one_after.match(scan.words, end) is not None


def is_year(scan: Scan, start: int, end: int) -> bool:
    """Four digits of our times with no word after them: a year that no period claimed."""
    word = scan.words[start]
    if end != start + 1 or len(word) != 4 or not word.isdecimal() or not "1800" <= word <= "2100":
        return False
    return end == len(scan.words) or not scan.words[end][0].isalpha()


def _is_doubled(words: list[str], at: int, hyphen: int, other: int) -> bool:
    """Whether it reads like "бір-бірі": the word beside the hyphen begins like the word itself."""
    if not (0 <= hyphen < len(words) and 0 <= other < len(words)) or words[hyphen] != "-":
        return False
    return words[other][:3] == words[at][:3]
