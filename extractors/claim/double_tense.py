"""Verbs of one form for what is done and what will be, as in Kazakh: the words and times beside them tell which.

Enters: a figure, its passage and the date of the text. Leaves: whether the verb speaks of now, or of what is to come.
"""

from datetime import date

from extractors.claim.named_periods import dated_periods
from extractors.claim.passages import Figure, Passage
from extractors.claim.terms import Term
from extractors.period.time_period import ends_later


def is_done_now(verb: Term, figure: Figure, passage: Passage) -> bool:
    """As in "Бүгінде бөлшекті 26 компания жеткізеді": one form for what is done and what will be, and it is now."""
    if "present_is_future" not in passage.page.vocabulary.grammar or verb.group != "future":
        return False
    sure, last = passage.page.vocabulary.endings.get("sure_future", ()), passage.page.words[verb.last - 1].text
    is_now = any(term.last <= verb.first for term in passage.in_clause(figure, "now"))
    return is_now and not last.endswith(sure) and not passage.in_clause(figure, "planned", "forecast", "to_end")


def is_to_be_made(figure: Figure, passage: Passage, published: date | None) -> bool:
    """As in "биыл 150 мың костюм тігеміз": in a year not over, a verb of making in the form that is not yet done."""
    sure = passage.page.vocabulary.endings.get("sure_future")
    low, high = passage.clause_of(figure)
    now = (one for one in dated_periods(passage) if low <= one.first and one.last <= high)
    if not sure or published is None or not any(ends_later(one.quantity.time_period or "", published) for one in now):
        return False
    behind = (term for term in passage.in_clause(figure, "family") if term.first >= figure.last)
    return any(passage.page.words[term.last - 1].text.endswith(tuple(sure)) for term in behind)
