"""What a count counts: the noun behind (or the label before) a bare number, and the unit it makes.

Enters: a figure in its passage. Leaves: a thing of `indicators.yml` ("vehicles", "plants", "other"…) with its ground,
or None when the text names none close by.
"""

from extractors.claim.from_to import end_of_pair
from extractors.claim.grounds import Ground, from_term
from extractors.claim.passages import Figure, Passage
from extractors.claim.terms import Term

GROUP_REACH = 8  # the same behind a participle: "18 запланированных на этот год в области проектов"
NOUN_REACH = 4  # words between a number and its noun: "1,200 modern low-floor city buses"
BRANCH_WORDS = 3  # more of them where "and" joins two branches before the noun
LABEL_REACH = 4
LABELS = frozenset(("vehicles", "locomotives", "wagons", "tractors", "combines", "jobs", "enterprises", "projects"))


def counted_thing(figure: Figure, passage: Passage) -> Ground | None:
    """The thing named by the noun after the number, inside the quote, by its pair's noun, or by the label before it."""
    things = list(passage.of("thing"))
    inside = [term for term in things if figure.first <= term.first and term.last <= figure.last]
    if inside:
        head = _head(inside, passage)
        return from_term(head.key, "noun", head)
    behind = _predicate(figure, passage, things) or _noun_behind(figure, passage, things)
    if behind:
        return behind
    partner = end_of_pair(figure, passage) or counted_whole(figure, passage)
    if partner:
        return counted_thing(partner, passage)
    beside = next((term for term in things if term.last == figure.first and term.key in LABELS), None)
    if beside and not passage.marks(beside.last - 1, figure.first):  # "из них электровозов 47"
        return from_term(beside.key, "noun_before", beside)
    return _number_behind(figure, passage, things) or _label_before(figure, passage, things)


def _number_behind(figure: Figure, passage: Passage, things: list[Term]) -> Ground | None:
    """As in "17 – number of projects"."""
    numbers = {term.last for term in passage.of("number_of") if term.first == figure.last}
    return next((from_term(term.key, "noun", term) for term in things if term.first in numbers), None)


def counted_whole(figure: Figure, passage: Passage) -> Figure | None:
    """As in "seven of the 18 projects", "семь из 18 проектов": the count that this one is a part of."""
    joined = {term.last for term in passage.of("out_of") if term.first == figure.last}
    return next((one for one in passage.figures if one.first in joined and one.quantity.kind == "count"), None)


def is_counted_whole(figure: Figure, passage: Passage) -> bool:
    """Whether other counts are said to be parts of this one: "of the 18 projects, seven …", "seven of the 18"."""
    before = {term.first for term in passage.of("out_of") if term.last == figure.first}
    counts = [one for one in passage.figures if one is not figure and one.quantity.kind == "count"]
    opens = any(_opens(at, passage) for at in before) and any(one.first >= figure.last for one in counts)
    return opens or any(one.last in before for one in counts)


def _opens(at: int, passage: Passage) -> bool:
    """Whether a word opens its sentence, or what a mark parts from the words before."""
    return at == passage.first or passage.marks(at - 1, at) > 0


def _head(nouns: list[Term], passage: Passage) -> Term:
    """As in "Truck tyres" are tyres, "шины грузовиков" too."""
    return nouns[0] if "head_comes_first" in passage.page.vocabulary.grammar else nouns[-1]


def _predicate(figure: Figure, passage: Passage, things: list[Term]) -> Ground | None:
    """As in "7,4 мыңы – трактор": of the things counted before, so many are these."""
    if figure.last >= passage.last or not passage.ends_in(figure, "owned"):
        return None
    is_dash = any(sign in passage.page.gap(figure.last - 1, figure.last) for sign in "—–-")
    named = (term for term in things if term.key != "other" and 0 <= term.first - figure.last <= 1)
    return next((from_term(term.key, "noun", term) for term in named), None) if is_dash else None


def _noun_behind(figure: Figure, passage: Passage, things: list[Term]) -> Ground | None:
    words, stop = passage.page.words, passage.page.vocabulary.prepositions
    taken = {other.first for other in (*passage.figures, *passage.periods) if other is not figure}
    taken |= {term.first for term in passage.of("earlier", "per_year", "determiner")}
    nouns: list[Term] = []
    reach = 0 if _is_of_them(figure, passage) else NOUN_REACH
    at, last = figure.last, min(figure.last + reach, passage.last)
    while at < last and at not in taken and not passage.marks(figure.last - 1, at):
        starting = [term for term in things if term.first == at]
        if starting:
            nouns.append(max(starting, key=lambda term: term.last))
            at = nouns[-1].last
            last = at if _is_closed(nouns[-1], passage) else min(at + 1, passage.last)
        elif words[at].text in stop and not _joins_branches(at, passage):
            break
        else:
            last = min(last + BRANCH_WORDS, passage.last) if words[at].text in stop else last
            at += 1
    head = _head(nouns, passage) if nouns else _head_of_group(figure, passage, things)
    if head is None or (head.key == "other" and _is_branch(figure, head, passage)):
        return None
    return from_term(head.key, "noun", head)


def _is_of_them(figure: Figure, passage: Passage) -> bool:
    """As in "Оның төртеуі Жамбыл облысында": so many of them, whatever noun stands behind in a case of its own."""
    if not passage.ends_in(figure, "owned") or figure.last >= passage.last:
        return False
    words, endings = passage.page.words, passage.page.vocabulary.endings.get("of_place", ())
    behind = words[figure.last : min(figure.last + NOUN_REACH, passage.last)]
    return bool(endings) and any(word.text.endswith(endings) for word in behind[:2])


def _joins_branches(at: int, passage: Passage) -> bool:
    """As in "отыз төрт тігін және тоқыма кәсіпорны": the noun behind two branches that "and" joins."""
    branches = list(passage.of("activity"))
    is_between = any(term.last == at for term in branches) and any(term.first == at + 1 for term in branches)
    return is_between and any(term.first == at for term in passage.of("joins_nouns"))


def _is_closed(noun: Term, passage: Passage) -> bool:
    """As in "320 тракторға келісімшарт": a noun in a case of its own is not part of the name behind it."""
    return passage.page.words[noun.last - 1].text.endswith(passage.page.vocabulary.endings.get("closing", ("\0",)))


def _head_of_group(figure: Figure, passage: Passage, things: list[Term]) -> Term | None:
    """As in "18 запланированных на этот год проектов": a participle and all that belongs to it, then the noun."""
    words, endings = passage.page.words, passage.page.vocabulary.endings
    opens = figure.last < passage.last and words[figure.last].text.endswith(endings.get("of_many_before", ()))
    many = endings.get("of_many", ())
    behind = (term for term in things if 0 < term.first - figure.last <= GROUP_REACH) if opens else iter(())
    head = next((term for term in behind if words[term.last - 1].text.endswith(many)), None)
    return head if head and not passage.marks(figure.last - 1, head.first) else None


def _is_branch(figure: Figure, head: Term, passage: Passage) -> bool:
    """As in "36-сы машина жасау саласында": the noun belongs to the name of the branch."""
    return any(figure.last <= branch.first <= head.first for branch in passage.of("activity"))


def _label_before(figure: Figure, passage: Passage, things: list[Term]) -> Ground | None:
    """As in "New jobs: nearly 23,000", "Рабочие места — порядка 22 тысяч": the last thing before the mark."""
    if not passage.first < figure.first < passage.last:
        return None
    mark = passage.page.gap(figure.first - 1, figure.first)
    if "(" in mark:  # "the largest number of combines (1,210)"
        beside = next((term for term in things if term.last == figure.first and term.key != "other"), None)
        return from_term(beside.key, "label", beside) if beside else None
    if not any(sign in mark for sign in ":—–-"):
        return None
    if "capacity" in passage.keys("family"):  # "the plant's capacity: 70 thousand" counts no plants
        things = [term for term in things if term.key != "plants"]
    near = LABEL_REACH + 3
    times = [(one.first, one.last) for one in passage.periods]
    times += [(term.first, term.last) for term in passage.of("same_period", "earlier")]
    things = [term for term in things if not any(first <= term.first < last for first, last in times)]
    joined = {term.last for term in passage.of("belongs")}  # "Работников в отрасли — 4 380"
    branches = {at for term in passage.of("activity") for at in range(term.first, term.last + 1)}
    joined |= branches  # "Обрабатывающий сектор: 118 млрд"
    things = [term for term in things if not (term.key == "other" and term.first in joined)]
    staff = next((term for term in passage.of("staff") if term.last == figure.first), None)
    if staff:  # "жұмысшылар саны – 1 150"
        return from_term("people", "label", staff)
    low, _ = passage.clause_of(figure)  # "работает 620 человек, средний заработок — 330 тысяч"
    before = [term for term in things if low <= term.first < figure.first and passage.distance(term, figure) <= near]
    before = _heads(before, passage)
    return from_term(before[-1].key, "label", before[-1]) if before else None


def _heads(nouns: list[Term], passage: Passage) -> list[Term]:
    """Without those a preposition makes attributes of the noun before: "contracts with makers", "jobs at plants"."""
    page = passage.page
    if "whole_comes_first" in page.vocabulary.grammar:  # "жобалар бойынша ашылған жұмыс орны – 640"
        return nouns[-1:]
    small = page.vocabulary.prepositions - {page.words[term.first].text for term in passage.of("and_word", "or_word")}
    heads: list[Term] = []
    for term in nouns:
        between = range(heads[-1].last, term.first) if heads else range(0)
        if not any(page.words[at].text in small for at in between):
            heads.append(term)
    return heads
