"""Whether a part of a whole is told in a form that is of now or to come, and is of now: "68%-ы қамтылады".

Enters: a percentage in its passage. Leaves: yes, where its clause ends in such a verb and nothing speaks of a plan.
"""

from datetime import date

from extractors.claim.deadlines import times_to_come
from extractors.claim.passages import Figure, Passage


def is_habit(figure: Figure, passage: Passage, published: date | None) -> bool:
    """As in "сұраныстың 68%-ы отандық өніммен қамтылады": a part of a whole, in a form that is of now or to come.

    It is of now where nothing in the sentence speaks of a plan or of a time to come.
    """
    endings = passage.page.vocabulary.endings.get("habit", ())
    if not endings or figure.quantity.kind != "percent" or not _is_part(figure, passage):
        return False
    _, high = passage.clause_of(figure)
    verb = passage.page.words[high - 1]
    if high <= figure.last or not verb.text.endswith(endings) or any(passage.of("planned", "once")):
        return False
    if any(term.key == "share" or (term.key == "part" and term.last == high) for term in passage.of("family")):
        return False  # "61 пайызын өңдеу саласы құрайды": measured over a time
    is_meant = any(term.last != high for term in passage.in_clause(figure, "future", "forecast"))
    return not is_meant and not any(times_to_come(passage, published))


def _is_part(figure: Figure, passage: Passage) -> bool:
    """As in "60 пайызы", "29%-ы", "оннан тоғызы": a percentage that its form makes a part of something."""
    alone = passage.page.vocabulary.endings.get("part_alone", ())
    is_fraction = "%" not in figure.quantity.quote and not any(passage.in_clause(figure, "in_percent"))
    return is_fraction or passage.ends_in(figure, "part") or passage.page.words[figure.last - 1].text in alone
