"""A document in, passages out: sentences with their words, terms, figures and periods, and the distance between them.

Every later decision asks the same two questions of a passage: which known words stand near this figure, and is
something (a comma, a bracket, another figure) in between.
"""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from extractors.claim.claim_words import ClaimVocabulary
from extractors.claim.sentences import split_sentences
from extractors.claim.terms import Term, Word, find_terms, split_words
from extractors.quantity.latin import script_of
from extractors.records import Block, Document, Quantity

_MARK = re.compile(r"[,;()]|[:—–«»“”\"]|\s-\s")
_COMMAS = frozenset(",;()")
SHORT_WORD = 3  # letters of words too short to be a verb of the past
COMMA_COST = 3  # in words
FIGURE_COST = 4
PERFECT_REACH = 2  # words from "has" to what has been done
LONGEST = 250  # words of a sentence


@dataclass(frozen=True, slots=True)
class Figure:
    """A quantity and the words it takes: `first` to `last`, exclusive, of the page's words."""

    quantity: Quantity
    first: int
    last: int


@dataclass(frozen=True, slots=True)
class Page:
    """The words of a document and, for each, its clause and what the marks before it cost in all."""

    document: Document
    vocabulary: ClaimVocabulary
    words: Sequence[Word]
    clauses: Sequence[int]
    costs: Sequence[int]
    terms: Sequence[Term]

    def written(self, at: int) -> str:
        """Word `at` as the text has it, in lower case."""
        return self.document.text[self.words[at].start : self.words[at].end].lower()

    def is_capital(self, at: int) -> bool:
        """Whether word `at` begins with a capital and goes on in small letters."""
        return self.document.text[self.words[at].start : self.words[at].end].istitle()

    def gap(self, first: int, last: int) -> str:
        """Text between the end of word `first` and the start of word `last`."""
        return self.document.text[self.words[first].end : self.words[last].start]


ASKED_AGAIN = 256  # passages, those of the page at hand, for which an answer is remembered


@dataclass(frozen=True, slots=True, eq=False)
class Passage:
    """One sentence (or title, or table cell) of the page; two are the same only if they are one object."""

    page: Page
    block: Block
    number: int  # of the block
    start: int
    end: int
    first: int  # its words
    last: int
    figures: tuple[Figure, ...]
    periods: tuple[Figure, ...]
    terms: tuple[Term, ...]
    grouped: Mapping[str, Sequence[Term]]
    bounds: dict[tuple[int, int], tuple[int, int]] = field(default_factory=dict)  # clauses already asked for

    def of(self, group: str, *others: str) -> Iterator[Term]:
        """Terms of these groups, in order of place."""
        if not others or self.grouped.keys().isdisjoint(others):  # as nearly always
            return iter(self.grouped.get(group, ()))
        groups = (group, *others)
        return (term for term in self.terms if term.group in groups)

    def keys(self, group: str) -> set[str]:
        """Keys of one group that stand in the passage."""
        return {term.key for term in self.grouped.get(group, ())}

    def distance(self, term: Term, figure: Figure) -> int:
        """Words between, dearer over a clause mark or another figure."""
        low, high = (term.last, figure.first) if term.first < figure.first else (figure.last, term.first)
        between = max(high - low, 0)
        crossed = sum(low <= other.first and other.last <= high for other in self.figures if other is not figure)
        return between + self.marks(low - 1, high) + FIGURE_COST * crossed

    def marks(self, low: int, high: int) -> int:
        """What the marks between two words cost."""
        last = len(self.page.costs) - 1
        return abs(self.page.costs[min(high, last)] - self.page.costs[max(min(low, last), 0)])

    def is_past(self, at: int) -> bool:
        """Whether a word is a verb of the past by its ending, in languages where that shows, or that and its place."""
        if "verb_ends_sentence" in self.page.vocabulary.grammar and not self._ends_clause(at):
            return False
        endings, word = self.page.vocabulary.endings.get("past", ()), self.page.words[at].text
        return len(word) > SHORT_WORD and word.endswith(endings) and word not in self.page.vocabulary.not_past

    def _ends_clause(self, at: int) -> bool:
        return at + 1 >= self.last or self.page.clauses[at + 1] != self.page.clauses[at]

    def is_perfect(self, figure: Figure, group: str = "perfect") -> bool:
        """Whether the figure's clause says that something has been done: "has provided", "have already been built"."""
        low, high = self.clause_of(figure)
        if self.page.words[low].text in self.page.vocabulary.prepositions:  # "Orders have come, for 2.3 billion"
            low = max((one.last for one in self.figures if one.last <= low), default=self.first)
        high = next((one.first for one in self.figures if one.first >= figure.last), high)
        return self.has_participle(group, low, high)

    def has_participle(self, group: str, low: int, high: int) -> bool:
        """Whether an auxiliary of a group stands among these words, its participle right behind: "had been made"."""
        endings = self.page.vocabulary.endings.get("perfect", ())
        forms = {term.first for term in self.of("perfect_form")}
        for term in self.of(group):
            if endings and low <= term.first < high:
                behind = range(term.last, min(term.last + PERFECT_REACH, self.last))
                if any(at in forms or self.page.words[at].text.endswith(endings) for at in behind):
                    return True
        return False

    def is_acted_on(self, figure: Figure) -> bool:
        """Whether a verb of the past stands right before the figure: "exported 40%", "employed 95,000"."""
        at, endings = figure.first - 1, self.page.vocabulary.endings.get("past_before", ())
        if at <= self.first or not endings:
            return False
        is_verb = self.page.words[at].text.endswith(endings) or any(term.first == at for term in self.of("past_form"))
        return is_verb and not any(term.last == at for term in self.of("no_subject"))

    def near(self, figure: Figure, terms: Iterable[Term], reach: int = 99) -> list[tuple[int, Term]]:
        """Terms within `reach`, nearest first."""
        found = [(self.distance(term, figure), term) for term in terms]
        return sorted(pair for pair in found if pair[0] <= reach)

    def clause_of(self, figure: Figure) -> tuple[int, int]:
        """Words of the figure's own clause."""
        found = self.bounds.get((figure.first, figure.last))
        if found is None:
            clauses = self.page.clauses  # numbers that never fall
            at = clauses[min(figure.first, len(clauses) - 1)]
            low = max(bisect_left(clauses, at), min(self.first, figure.first))
            found = self.bounds[figure.first, figure.last] = (
                low,
                max(min(bisect_right(clauses, at), self.last), figure.last),
            )
        return found

    def ends_in(self, figure: Figure, case: str) -> bool:
        """Whether the last word of a figure or period has one of the endings of a case, in a language with cases."""
        endings = self.page.vocabulary.endings.get(case, ())
        if figure.last == figure.first:
            return False
        word = self.page.words[figure.last - 1].text
        return word.endswith(endings) and word not in self.page.vocabulary.not_case

    def in_clause(self, figure: Figure, *groups: str) -> list[Term]:
        """Terms of these groups in the figure's own clause."""
        if self.grouped.keys().isdisjoint(groups):
            return []
        low, high = self.clause_of(figure)
        return [term for term in self.of(*groups) if term.first >= low and term.last <= high]


def read_page(document: Document, vocabulary: ClaimVocabulary) -> Page:
    """Split the document's text into words once and find every known term once."""
    words = split_words(document.text)
    if vocabulary.latin:
        vocabulary = vocabulary.latin.get(script_of([word.text for word in words]), vocabulary)
    if spell := vocabulary.spell:
        words = [word._replace(text=spell(word.text)) for word in words]
    clauses, costs = _number_clauses(document.text, words, vocabulary.conjunctions)
    return Page(document, vocabulary, words, clauses, costs, find_terms(words, vocabulary.lexicon))


def _number_clauses(text: str, words: Sequence[Word], conjunctions: Collection[str]) -> tuple[list[int], list[int]]:
    clauses, costs = [], []
    clause = cost = end = 0
    for word in words:
        if word.start - end > 1:
            for mark in _MARK.findall(text, end, word.start):
                clause += mark in _COMMAS
                cost += COMMA_COST if mark in _COMMAS else 1
        clause += word.text in conjunctions
        clauses.append(clause)
        costs.append(cost)
        end = word.end
    return clauses, costs


def split_passages(page: Page, quantities: Sequence[Quantity]) -> list[Passage]:
    """Passages of every block in reading order, with the quantities that stand in them."""
    words = _Index(tuple(word.start for word in page.words))
    figures = [_place(quantity, words.starts) for quantity in quantities]
    places = _Index(tuple(figure.quantity.start for figure in figures))
    terms = _Index(tuple(term.first for term in page.terms))
    passages = []
    for number, block in enumerate(page.document.blocks):
        for start, end in _stretches(page, block, words):
            first, last = words.between(start, end)
            inside = figures[slice(*places.between(start, end))]
            known = tuple(page.terms[slice(*terms.between(first, last))])
            counted = tuple(figure for figure in inside if figure.quantity.kind != "period")
            periods = tuple(figure for figure in inside if figure.quantity.kind == "period")
            passages.append(
                Passage(page, block, number, start, end, first, last, counted, periods, known, _grouped(known))
            )
    return passages


def _grouped(terms: Iterable[Term]) -> Mapping[str, Sequence[Term]]:
    groups: dict[str, list[Term]] = {}
    for term in terms:
        groups.setdefault(term.group, []).append(term)
    return groups


@dataclass(frozen=True, slots=True)
class _Index:
    """Sorted places, to find what lies between two of them without reading them all."""

    starts: tuple[int, ...]

    def between(self, start: int, end: int) -> tuple[int, int]:
        return bisect_left(self.starts, start), bisect_left(self.starts, end)


def _stretches(page: Page, block: Block, words: _Index) -> Iterator[tuple[int, int]]:
    """Sentences, or the filled cells of a table row; what runs on without a full stop is cut."""
    if block.kind == "table_row" and block.cells:
        yield from ((start, end) for start, end in block.cells if start < end)
        return
    text, abbreviations = page.document.text, page.vocabulary.abbreviations
    for start, end in split_sentences(text, block.start, block.end, abbreviations):
        first, last = words.between(start, end)
        cuts = [start, *(page.words[at].start for at in range(first + LONGEST, last, LONGEST)), end]
        yield from pairwise(cuts)


def _place(quantity: Quantity, starts: Sequence[int]) -> Figure:
    first = max(bisect_left(starts, quantity.start + 1) - 1, 0) if starts else 0
    if starts and starts[first] < quantity.start:
        first = bisect_left(starts, quantity.start)
    return Figure(quantity, first, max(bisect_left(starts, quantity.end), first))
