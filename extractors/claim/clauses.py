"""Clauses that stand apart from a figure: relative ones, and predicates that "and" joins to its own.

Enters: a word or period and a figure of the same sentence. Leaves: whether the word is said of something else.
"""

from bisect import bisect_left

from extractors.claim.passages import Figure, Passage
from extractors.claim.terms import Term

VERBS = ("planned", "future", "forecast", "in_progress", "launched", "completed", "present", "spent", "past_state")
AHEAD = ("planned", "future", "forecast")
BESIDE, OPENING = 1, 2  # words from "and" to its verb or figure; first words of a clause
SUBJECT = 8  # words from "and" to its verb with the subject between: "and that the company intended"


def is_in_relative(first: int, figure: Figure, passage: Passage) -> bool:
    """As in "The zone, where chemistry is to be developed, got 22 million": in a relative clause without the figure.

    What follows right behind the figure's own clause may be said of it: "Two plants, which are to open in 2025".
    """
    clauses = passage.page.clauses
    own, other = clauses[min(figure.first, len(clauses) - 1)], clauses[first]
    if other in (own, own + 1):
        return False
    low = max(bisect_left(clauses, other), passage.first)
    return any(low <= term.first < low + OPENING for term in passage.of("relative"))


def is_joined_verb(term: Term, figure: Figure, passage: Passage) -> bool:
    """As in "made 1.6 million tyres and expects to make 2.5 million": the verb behind "and" has its own figure."""
    joins = [one for one in passage.of("and_word") if figure.last <= one.first < term.first]
    is_led = any(term.first - one.last <= BESIDE for one in joins)
    if is_led and any(one.first >= term.last for one in passage.figures):
        return True
    return any(_is_told(one, figure, passage) for one in joins)


def _is_told(join: Term, figure: Figure, passage: Passage) -> bool:
    """As in "took up 250 billion in 2024 and the same sum is promised": the figure has its own verb before."""
    low, _ = passage.clause_of(figure)
    if passage.is_acted_on(figure):
        return True
    return any(low <= one.first and one.last <= join.first for one in passage.of(*VERBS, "result", "reach"))


def is_of_participle(period: Figure, figure: Figure, passage: Passage) -> bool:
    """As in "The list approved in January contains 31 projects": the time of what is said of the subject by the way."""
    at, words = period.first - 1, passage.page.words
    if at <= passage.first or period.last > figure.first:
        return False
    is_form = words[at].text.endswith(passage.page.vocabulary.endings.get("past_before", ("\0",)))
    is_form |= any(term.first == at for term in passage.of("perfect_form"))
    if not is_form or any(term.last == at for term in passage.of("no_subject")):
        return False
    return any(0 <= verb.first - period.last <= BESIDE for verb in passage.of("present", "state", "copula", "contains"))


def is_of_next(period: Figure, figure: Figure, passage: Passage) -> bool:
    """As in "produced 415 buses over nine months and intends to make 600 by the end of the year"."""
    between = [one for one in passage.figures if figure.last <= one.first and one.last <= period.first]
    joins = [one for one in passage.of("and_word") if figure.last <= one.first < period.first]
    if any(_opens_with(period, one, passage) for one in joins):
        return True
    verbs = [one for one in passage.of(*AHEAD) if any(one.last <= other.first for other in between)]
    return any(_leads(one, verb, figure, passage) for one in joins for verb in verbs)


def _opens_with(period: Figure, join: Term, passage: Passage) -> bool:
    """As in "employs 640 people and last year made 1,870 pumps": a time right behind "and" opens what is told next."""
    following = [one for one in passage.figures if one.first >= period.last]
    is_listed = any(one.last == join.first for one in passage.periods)  # "in 2023 and 2024"
    return join.last == period.first and bool(following) and not is_listed


def _leads(join: Term, verb: Term, figure: Figure, passage: Passage) -> bool:
    """Whether "and" opens the predicate of a verb: right before it, or with a subject where the figure has its own."""
    if any(join.last <= one.first < verb.first for one in passage.figures):
        return False
    return 0 <= verb.first - join.last <= (SUBJECT if _is_told(join, figure, passage) else BESIDE)
