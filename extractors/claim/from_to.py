"""Pairs of figures: "from 6,875 to 11,169", "с 1 до 1,5 %", "6875-тен 11169-ға".

The first is the value before, the second the value reached; the noun and the unit often stand with the second alone.
"""

from dataclasses import replace

from extractors.claim.passages import Figure, Passage

BETWEEN = 2  # "с нынешних 13,4 %": words from the preposition to the figure
REACH = 3  # words between the two


def end_of_pair(figure: Figure, passage: Passage) -> Figure | None:
    """The second figure of a pair that `figure` opens."""
    following = [other for other in passage.figures if other.first >= figure.last and other is not figure]
    if not following or following[0].first - figure.last > REACH:
        return None
    one, other = figure.quantity, following[0].quantity
    if one.kind != other.kind or one.hedge != "exact":  # "100 миллиардтан астам": the ending belongs to the hedge
        return None
    opens = _has(figure, passage, "from_start") and _has(following[0], passage, "to_end")
    return following[0] if opens else None


def start_of_pair(figure: Figure, passage: Passage) -> Figure | None:
    """The first figure of a pair that `figure` closes."""
    before = [other for other in passage.figures if other.last <= figure.first]
    return before[-1] if before and end_of_pair(before[-1], passage) is figure else None


def is_reached(figure: Figure, passage: Passage) -> bool:
    """As in "rose to 45 %", "до 3,1 тысячи", "45 пайызға дейін": the word for the end is beside the figure or in it."""
    sides = (figure.first, figure.last)
    return any(term.last == sides[0] or term.first in sides for term in passage.of("to_end"))


def is_difference(figure: Figure, passage: Passage) -> bool:
    """As in "6,3%-ға азайып", "300 млн долларға кем": the case of the end, and a word of change right behind."""
    if passage.ends_in(figure, "to_end"):
        return _is_before_change(figure, passage) or _is_in_row(figure, passage)
    return _is_counted_change(figure, passage)


def _is_counted_change(figure: Figure, passage: Passage) -> bool:
    """As in "ұжым 45 адамға көбейді": the noun of the count in the case of the end, and a word of change behind."""
    endings = passage.page.vocabulary.endings.get("to_end", ("\0",))
    if figure.quantity.kind != "count" or not any(term.first == figure.last for term in passage.of("thing")):
        return False
    is_at_end = passage.page.words[figure.last].text.endswith(endings)
    return is_at_end and _is_before_change(replace(figure, last=figure.last + 1), passage)


def _is_before_change(figure: Figure, passage: Passage) -> bool:
    reached = {term.first for term in passage.of("reach")}  # "1,1 млрд долларға түсті": fell to
    if figure.quantity.kind != "percent":  # "165 мың теңгеге көтерілді": rose to
        reached |= {term.first for term in passage.of("raised_to")}
    return figure.last in {term.first for term in passage.of("up", "down")} - reached


def _is_in_row(figure: Figure, passage: Passage) -> bool:
    """As in "өндіріс 20%-ға, экспорт 5%-ға өсті": the verb behind the last of a row holds for the first."""
    is_last = figure.last >= passage.clause_of(figure)[1]
    if not is_last or "verb_ends_sentence" not in passage.page.vocabulary.grammar:
        return False
    following = next((one for one in passage.figures if one.first >= figure.last), None)
    if following is None:
        return False
    if following.quantity.kind == "multiple" and figure.quantity.kind == "percent":
        return _is_before_change(following, passage)
    return following.quantity.kind == figure.quantity.kind and is_difference(following, passage)


def is_in_pair(figure: Figure, passage: Passage) -> bool:
    """Whether the figure opens or closes a pair."""
    return end_of_pair(figure, passage) is not None or start_of_pair(figure, passage) is not None


def _has(figure: Figure, passage: Passage, cue: str) -> bool:
    """A preposition right before or first in the figure, or a case ending on it."""
    prepositions = {term.first for term in passage.of(cue)}
    if prepositions & set(range(figure.first - BETWEEN, figure.first + 1)):
        return True
    endings = passage.page.vocabulary.endings.get(cue, ())
    if endings and prepositions & set(range(figure.last, figure.last + BETWEEN)):  # "300 мың данаға дейін"
        return True
    words = passage.page.words
    return any(words[at].text.endswith(endings) for at in range(figure.first, figure.last)) if endings else False
