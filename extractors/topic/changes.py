"""Words of change around a figure, without those that only hedge it: "more than 13 %" is no growth."""

from extractors.claim.passages import Figure, Passage
from extractors.claim.terms import Term
from extractors.topic.topics import cost_of

NEAR = 10


def change_words(passage: Passage) -> list[Term]:
    """Words of rising and falling in the sentence that are not the hedge of a figure."""
    hedged = [other for other in passage.figures if other.quantity.hedge != "exact"]
    degrees = {one.first for one in passage.of("degree")}  # "fell even more sharply"
    said = (term for term in passage.of("up", "down") if term.first not in degrees)
    said = (term for term in said if not _is_exceeding(term, passage))
    return [term for term in said if not any(_is_hedge(term, other, passage) for other in hedged)]


def _is_exceeding(term: Term, passage: Passage) -> bool:
    """As in "жасы 28-ден асқан": over what stands before it in the case of origin, not more by so much."""
    endings = passage.page.vocabulary.endings.get("exceeded", ())
    words = passage.page.words
    is_verb = any(one.first == term.first for one in passage.of("exceeds"))
    return is_verb and term.first > passage.first and words[term.first - 1].text.endswith(endings)


def _is_hedge(term: Term, hedged: Figure, passage: Passage) -> bool:
    """Inside the figure, or the very words read as its hedge."""
    if hedged.first <= term.first and term.last <= hedged.last:
        return True
    text = (hedged.quantity.hedge_text or "").lower()
    word = passage.page.written(term.first)
    return word in text.split() and (0 <= hedged.first - term.last <= 1 or 0 <= term.first - hedged.last <= 1)


def is_falling(figure: Figure, passage: Passage) -> bool:
    """Whether the nearest word of change says a fall."""
    near = min(((cost_of(passage, figure, term), term) for term in change_words(passage)), default=None)
    if near is None or near[0] > NEAR:
        said = _said_before(figure, passage) or _said_alone(figure, passage)
        return said.group == "down" if said else figure.quantity.direction == "down"
    return near[1].group == "down"


def _said_alone(figure: Figure, passage: Passage) -> Term | None:
    """As in "A decrease is observed in the manufacture of cables (by 8.1%) and tractors (by 14.7%)": far, but alone."""
    before = [term for term in change_words(passage) if term.last <= figure.first]
    is_alone = len({term.group for term in before}) == 1 and figure.quantity.direction is None
    return before[-1] if is_alone else None


def _said_before(figure: Figure, passage: Passage) -> Term | None:
    """As in "Выпуск тракторов упал на четверть, комбайнов — на 12%": the dash stands for the verb before."""
    by = next((term for term in passage.of("by_change") if term.last == figure.first), None)
    if by is None or by.first <= passage.first:
        return None
    is_dash = any(sign in passage.page.gap(by.first - 1, by.first) for sign in "—–")
    before = [term for term in change_words(passage) if term.last <= by.first]
    return before[-1] if is_dash and before else None
