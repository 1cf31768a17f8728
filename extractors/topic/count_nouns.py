"""What a number counts where no known noun stands behind it: goods of any name, a noun in front, or what went before.

Enters: a count in its setting. Leaves: a thing of `indicators.yml` with its ground, or None when nothing says it.
"""

from extractors.claim.from_to import is_reached
from extractors.claim.grounds import Ground, from_term
from extractors.claim.passages import Figure, Passage
from extractors.claim.terms import Term
from extractors.topic.bare_numbers import LARGE
from extractors.topic.things import counted_thing
from extractors.topic.topics import LIST_REACH, NEAR, PRODUCTS, USUAL_PRODUCT, Setting, nearest_family

TOLD = frozenset(("people", "plants", "enterprises", "jobs"))  # counted, and no goods
AUXILIARIES = 4  # words between: "ten are to be put into operation"
PAIR_REACH, VERB_REACH, SHORTEST_NOUN = 3, 3, 5
PLURAL_REACH = 2  # words from a number to its noun, where that is not known: "1,200 copper hinges"
MADE = frozenset(("output", "made", "built", "sales"))
TRADED = frozenset(("output", "made", "built", "sales", "export", "import", "capacity", "contract"))
RECEIVED = frozenset(("received",))  # says nothing of what is counted
STAFF = {"employment": "people", "jobs": "jobs", "enterprises": "enterprises"}


def unknown_noun(setting: Setting) -> Ground | None:
    """As in "60 тысяч роликов": goods of any name, by the case that a number asks for; not staff of any name."""
    figure, passage = setting.figure, setting.passage
    endings = tuple(passage.page.vocabulary.endings.get("counted", ()))
    if "plural" in passage.page.vocabulary.endings:
        return _unknown_plural(figure, passage)
    if not endings or figure.last >= passage.last or passage.marks(figure.last - 1, figure.last):
        return None
    is_into = any(term.last == figure.first for term in passage.of("into"))  # "продано в 40 округов"
    if is_into and "capacity" not in passage.keys("family"):
        return None
    word = passage.page.words[figure.last]
    named = (term for term in passage.terms if term.group != "activity")  # goods name their branch: "ковриков"
    is_known = any(term.first <= figure.last < term.last for term in named)
    if is_known or len(word.text) < SHORTEST_NOUN or not word.text.endswith(endings):
        return None
    staff = nearest_family(setting, STAFF)
    others = [other for other in passage.figures if other is not figure]
    is_others = staff is not None and any(abs(other.first - staff[1].first) <= PAIR_REACH for other in others)
    return Ground("units", "noun", word.start, word.end) if staff is None or is_others else None


def _unknown_plural(figure: Figure, passage: Passage) -> Ground | None:
    """As in "made 1,200 hinges", "has 14 shareholders": goods where the clause makes or sells them, else no figure."""
    vocabulary = passage.page.vocabulary
    known = {at for term in passage.terms if term.group != "activity" for at in range(term.first, term.last)}
    for at in range(figure.last, min(figure.last + PLURAL_REACH, passage.last)):
        text = passage.page.words[at].text
        if at in known or passage.marks(figure.last - 1, at) or text in vocabulary.prepositions:
            return None
        is_plural = text.endswith(vocabulary.endings["plural"]) and not text.endswith(vocabulary.endings["not_plural"])
        if is_plural and len(text) >= SHORTEST_NOUN and text not in vocabulary.not_case:
            said = {term.key for term in passage.in_clause(figure, "family")} or passage.keys("family")
            is_goods = not TRADED.isdisjoint(said)
            word = passage.page.words[at]
            return Ground("units" if is_goods else "other", "noun", word.start, word.end)
    return None


def unsaid_thing(setting: Setting) -> Ground | None:
    """The thing that the words near by, or the figures before, have been counting."""
    more = "projects" if _is_opened(setting) else _thing_before(setting)
    more = more if _is_another(setting) else None
    if more:
        return Ground(more, "noun_carried")
    same = next((topic.thing for topic in setting.same_passage() if topic.thing), None)
    goes_on = _follows_of(setting) or _is_in_row(setting)
    same = _respective(setting) or (same if goes_on else None)
    if same:
        return Ground(same, "noun_carried")
    made = nearest_family(setting, set(setting.measures.counted) - RECEIVED)
    opened = Ground("projects", "noun_carried") if _is_opened(setting) else None
    found = (
        _noun_of_now(setting) or _staff(setting, made) or opened or _thing_in_front(setting) or _thing_asked(setting)
    )
    if found:
        return found
    carried = _carried_thing(setting)
    told = next((topic.thing for topic in setting.before(0)), None)
    if made and made[1].key == "fleet" and told in TOLD:
        return Ground(told, "noun_carried")  # "240 people worked here. Now there are over four hundred"
    if made and made[1].key in MADE and carried not in PRODUCTS:  # "520 people make 450 combines. In May we made 39"
        carried = next((topic.thing for topic in setting.before(0) if topic.thing in PRODUCTS), carried)
    if carried is None:
        carried = _named_before(setting)
    if made and carried not in PRODUCTS and not _is_part(setting):
        return from_term(USUAL_PRODUCT.get(setting.own_activity(), "units"), "family", made[1])
    return Ground(carried, "noun_carried") if carried else None


def _named_before(setting: Setting) -> str | None:
    """As in "A new tractor leaves the hall. Two thousand have been built": the one machine of the sentence before."""
    before = setting.previous
    if before is None or before.number != setting.passage.number:
        return None
    named = {term.key for term in before.of("thing") if term.key in PRODUCTS - {"units"}}
    return named.pop() if len(named) == 1 else None


def _is_part(setting: Setting) -> bool:
    return any(term.first < setting.figure.first for term in setting.passage.of("subset"))


def _carried_thing(setting: Setting) -> str | None:
    """The thing counted last; "of these" are projects where the text counted any."""
    things = [topic.thing for topic in setting.before(_reach(setting)) if topic.thing]
    if not things and setting.previous and not setting.previous.figures and _is_of_them(setting):
        is_them = any(term.last == setting.figure.first for term in setting.passage.of("them"))
        things = [term.key for term in setting.previous.of("thing") if is_them or term.key != "plants"]
        return things[-1] if things else None
    if "projects" in things and any(setting.passage.of("subset")):
        return "projects"
    return things[0] if things else None


def _is_of_them(setting: Setting) -> bool:
    """As in "It has been making tank wagons. In 2023 it built 1,240 of them", "их девятнадцать"."""
    figure = setting.figure
    return any(term.last == figure.first for term in setting.passage.of("them")) or any(
        0 <= term.first - figure.last <= 1 for term in setting.passage.of("subset")
    )


def _reach(setting: Setting) -> int:
    """Blocks back in which a number may find its noun: far in a list, one for a large number, none for a small one."""
    if setting.passage.block.kind == "list_item":
        return LIST_REACH
    is_subset = any(setting.passage.of("subset"))
    return 1 if is_subset or (setting.figure.quantity.value or 0) >= LARGE else 0


def _follows_of(setting: Setting) -> bool:
    """As in "173 projects out of 190": the second counts the same."""
    figure, passage = setting.figure, setting.passage
    before = [other for other in passage.figures if other.last <= figure.first]
    if not before or figure.first - before[-1].last > PAIR_REACH:
        return False
    return any(figure.first in {term.first, term.last} for term in passage.of("whole"))


def _noun_of_now(setting: Setting) -> Ground | None:
    """As in "нас было восемьсот, теперь тысяча двести человек": the noun stands with the number of today, or a part."""
    figure, passage = setting.figure, setting.passage
    following = next((one for one in passage.figures if one.first >= figure.last), None)
    if following is None or following.quantity.kind != "count":
        return None
    joined = (term for term in passage.of("now", "subset") if term.group == "now" or term.first == figure.last)
    is_now = any(figure.last <= term.first and term.last == following.first for term in joined)
    return counted_thing(following, passage) if is_now else None


def _respective(setting: Setting) -> str | None:
    """As in "6 120 трактор мен 950 комбайн. Биыл бұл сандар тиісінше 4,9 мың және 610": in the order told before."""
    term = next(setting.passage.of("respectively"), None)
    counts = (one for one in setting.passage.figures if one.quantity.kind == "count")
    figures = [one for one in counts if term and one.first >= term.last]
    before = ((start, topic.thing) for _, start, topic in setting.earlier if start != setting.passage.start)
    told = [(start, thing) for start, thing in before if thing]
    things = [thing for start, thing in told if start == told[0][0]][::-1]
    at = figures.index(setting.figure) if setting.figure in figures else len(things)
    return things[at] if len(things) == len(figures) and at < len(things) else None


def _is_in_row(setting: Setting) -> bool:
    """As in "214 projects in the food industry, 96 in building materials and 37 in light industry"."""
    passage, figure = setting.passage, setting.figure
    is_listed = any(one.last == figure.first for one in passage.of("and_word"))
    is_listed = is_listed or passage.marks(figure.first - 1, figure.first) > 0
    places = {term.first for term in passage.of("in_place")}
    return is_listed and figure.last in places and "sum_before_noun" in passage.page.vocabulary.grammar


def _thing_asked(setting: Setting) -> Ground | None:
    """As in "How many tractors do you have?" — "We have 87": the question names what is counted."""
    things = [term for term in setting.asked() if term.group == "thing" and term.key != "other"][::-1]
    if setting.lead:  # "what the plants have ordered:"
        things = [term for term in things if term.key not in ("plants", "projects")]
    return from_term(things[0].key, "asked", things[0]) if things else None


def _staff(setting: Setting, made: tuple[int, Term] | None) -> Ground | None:
    """As in "The workforce expanded 14% and now totals 1,150": by the word for it, near or alone in its sentence."""
    staff = _number_of(setting) or nearest_family(setting, STAFF)
    if staff is None:
        return None
    is_near = staff[0] <= NEAR and (made is None or staff[0] <= made[0])
    is_alone = staff[1].first < setting.figure.first and not setting.passage.keys("thing") & PRODUCTS
    return from_term(STAFF[staff[1].key], "family", staff[1]) if is_near or (made is None and is_alone) else None


def _number_of(setting: Setting) -> tuple[int, Term] | None:
    """As in "the number of employees at enterprises was 63.4 thousand": the noun that is numbered."""
    numbered = {term.last for term in setting.passage.in_clause(setting.figure, "number_of")}
    staff = [term for term in setting.passage.of("family") if term.key in STAFF and term.first in numbered]
    people = (term for term in setting.passage.of("thing") if term.key == "people" and term.first in numbered)
    staff += [term._replace(key="employment") for term in people]
    return next(((0, term) for term in staff if term.first < setting.figure.first), None)


def _is_opened(setting: Setting) -> bool:
    """As in "19 projects are on the list; two were commissioned": what is opened are the projects."""
    figure, passage = setting.figure, setting.passage
    verbs = (term for term in passage.of("launched", "completed") if 0 <= term.first - figure.last <= AUXILIARIES)
    nouns = {term.first for term in passage.of("thing", "family")}
    opened = any(
        not passage.marks(figure.last - 1, term.first) and nouns.isdisjoint(range(figure.last, term.first))
        for term in verbs
    )
    return opened and any(topic.thing == "projects" for topic in setting.before(int(_is_another(setting))))


def _thing_in_front(setting: Setting) -> Ground | None:
    """As in "Тракторов собрали 2 870, комбайнов — 215", "combine production stood at 1,040": named first."""
    figure, passage = setting.figure, setting.passage
    endings = passage.page.vocabulary.endings
    genitive = (*endings.get("genitive", ()), *endings.get("of_many", ()))
    things = passage.in_clause(figure, "thing")
    if not things and is_reached(figure, passage):  # "Выпуск тракторов упал на 12%, до 3,1 тысячи"
        things = [term for term in passage.of("thing") if term.last <= figure.first]
    for term in things[::-1]:
        is_counted = bool(genitive) and passage.page.words[term.last - 1].text.endswith(genitive)
        is_thing = term.key in PRODUCTS - {"units"} or (
            is_counted and (term.key == "plants" or _opens_count(term, figure, passage))
        )
        if term.last <= figure.first and is_thing:
            return from_term(term.key, "noun_before", term)
    return None


def _opens_count(term: Term, figure: Figure, passage: Passage) -> bool:
    """As in "Работников было 310", "Рабочих мест создали 120": nothing but its own words and a verb beside it."""
    low, _ = passage.clause_of(figure)
    words, before = passage.page.words, range(low, term.first)
    times = {at for one in passage.periods for at in range(one.first, one.last)}
    of_many = passage.page.vocabulary.endings.get("of_many_before", ())
    is_first = all(at in times or words[at].text.endswith(of_many) for at in before)
    return term.key != "other" and is_first and 0 < figure.first - term.last <= VERB_REACH


def _is_another(setting: Setting) -> bool:
    """As in "Another nine will follow", "the remaining 498"."""
    figure = setting.figure
    return any(
        0 <= figure.first - term.last <= 1 or term.first == figure.last for term in setting.passage.of("another")
    )


def _thing_before(setting: Setting) -> str | None:
    """What the last sentence with counts began by counting: the projects, not the jobs they gave."""
    counted = [(start, topic.thing) for _, start, topic in setting.earlier if topic.thing]
    if not counted or next(setting.before(1), None) is None:
        return None
    first = [thing for start, thing in counted if start == counted[0][0]][-1]
    is_of_projects = first in ("jobs", "people") and any(topic.thing == "projects" for topic in setting.before(0))
    return "projects" if is_of_projects else first  # "five projects opened; 620 jobs appeared. Two more will follow"
