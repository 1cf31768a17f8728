"""Where a figure is about: a region of Kazakhstan, the whole country, or another country, whose figures are refused.

A town stands for its region. A region named before holds on only for figures of one plant; a word for the whole
country ends it.
"""

from collections.abc import Sequence
from functools import lru_cache

from extractors.claim.grounds import Ground, from_term
from extractors.claim.passages import ASKED_AGAIN, Figure, Passage
from extractors.claim.terms import Term

COUNTRY = "KZ"
CURRENCY = "KZT"  # of sums that name none in a text that names none
PROSE = frozenset(("paragraph", "list_item", "quote"))
CITIES = frozenset(("KZ-71", "KZ-75", "KZ-79"))  # often only the place of a plant or an event
EVENT_REACH = 4
OPENING_WORDS = 3  # "The plant in Atyrau"
WAY = 3  # words between the ends of a way: "из Алматинской области до Костаная"
PLANT_LEVEL = frozenset((
    "production_capacity", "investment_value", "investment_projects", "jobs_created", "employment", "local_content",
    "share_other", "contracts",
))  # fmt: skip


def nearest_area(figure: Figure, passage: Passage) -> Ground | None:
    """The place named nearest in the sentence, places before the figure first."""
    found = []
    clauses = passage.page.clauses
    is_thrown_in = passage.clause_of(figure) == (figure.first, figure.last)  # "The largest fall, 8.6%, was in Atyrau"
    for term in passage.of("area"):
        later = term.first >= figure.last and clauses[term.first] > clauses[max(figure.last - 1, 0)] + is_thrown_in
        if not term.key or later or is_dateline(term, passage) or _is_in_name(term, passage):
            continue
        if any(is_else(term, passage) for is_else in _ELSEWHERE):
            continue
        is_governed = _is_governed(term, figure, passage)
        if not is_governed and _is_joint(term, figure, passage):
            continue
        cost = 0 if is_governed else passage.distance(term, figure) + (4 if term.first >= figure.last else 0)
        found.append((cost + (8 if term.key == COUNTRY else 0), term.first, term))
    if not found:
        return None
    low, high = passage.clause_of(figure)
    own = [one for one in found if low <= one[1] < high and one[2].key != COUNTRY]
    _, _, best = min(own or found)
    return from_term(best.key, "near", best)


def _is_of_meeting(term: Term, passage: Passage) -> bool:
    """As in "the minister said in Astana", "at a forum in Kostanay", "Алматыда өткен форумда": where it was told."""
    before = passage.of("said", "reports", "meeting")
    ofs = {one.first for one in passage.of("part_of")}  # "at the forum of machine builders in Astana"
    if any(0 < term.first - one.last <= (EVENT_REACH if one.last in ofs else 1) for one in before):
        return any(one.last == term.first for one in passage.of("in_place"))
    behind = (one for one in passage.of("held_word") if one.first == term.last)
    return any(behind)


def _is_destination(term: Term, passage: Passage) -> bool:
    """As in "has gone to the capital": where goods go is not where they are made."""
    inside = {one.start for one in passage.of("in_place")}
    ahead = (one for one in passage.of("to_place") if one.start not in inside)
    return term.key != COUNTRY and any(0 <= term.first - one.last <= 1 for one in ahead)


def _is_only_near(term: Term, passage: Passage) -> bool:
    """As in "a plant near Almaty": outside a city that is a region of its own."""
    sides = (term.first, term.last)
    beside = (one for one in passage.of("beside_place") if one.last == sides[0] or one.first == sides[1])
    return term.key in CITIES and any(beside)


def _is_partner(term: Term, passage: Passage) -> bool:
    """As in "Астана, Алматы және Шымкент қалаларымен келісім": a row of places whose last word says "with"."""
    endings = passage.page.vocabulary.endings.get("with_place")
    if not endings:
        return False
    joined, last = {one.first for one in passage.of("joins_nouns")}, term.last
    for one in passage.of("area"):
        last = one.last if one.first == last or (one.first == last + 1 and last in joined) else last
    is_with = passage.page.words[last - 1].text.endswith(endings)
    return is_with or any(one.first == last for one in passage.of("with_place"))


def _is_source(term: Term, passage: Passage) -> bool:
    """As in "Шымкенттен әкелінеді", "parts are supplied from Almaty": whence goods are brought."""
    endings = passage.page.vocabulary.endings.get("from_start")
    if endings:
        is_from = passage.page.words[term.last - 1].text.endswith(endings)
    else:
        is_from = any(one.last == term.first for one in passage.of("from_place"))
    clauses = passage.page.clauses
    brought = (one for one in passage.of("brought") if (one.first >= term.last) == bool(endings))
    return is_from and any(clauses[one.first] == clauses[term.first] for one in brought)


def is_origin(term: Term, passage: Passage) -> bool:
    """As in "our copper comes from Balkhash": where a material comes from is not where it is worked."""
    return any(one.last == term.first for one in passage.of("material_from"))


_ELSEWHERE = (_is_of_meeting, _is_partner, _is_source, is_origin, _is_destination, _is_only_near)


def _is_governed(term: Term, figure: Figure, passage: Passage) -> bool:
    """As in "1,340 in Kokshetau": a preposition right behind the figure holds the place."""
    joined = (one for one in passage.of("in_place") if one.first == figure.last)
    return any(one.last == term.first for one in joined)


def _is_joint(term: Term, figure: Figure, passage: Passage) -> bool:
    """As in "The plants of Kostanay and Almaty made": the figure is of several regions together."""
    others = [one for one in passage.of("area") if one.key not in ("", COUNTRY, term.key)]
    if any(one.quantity.kind != "period" and one is not figure for one in _between(term, others, passage)):
        return False
    beside = (one for one in others if 0 <= max(one.first - term.last, term.first - one.last) <= 1)
    return any((one.first < figure.first) == (term.first < figure.first) for one in beside)


def _between(term: Term, others: Sequence[Term], passage: Passage) -> list[Figure]:
    """Figures that stand between a place and the next: each is of its own."""
    return [
        figure
        for other in others
        for figure in passage.figures
        if min(term.last, other.last) <= figure.first < max(term.first, other.first)
    ]


def _is_in_name(term: Term, passage: Passage) -> bool:
    """As in "казахстанское содержание", "the Kazakhstan Tractor plant": part of what is measured, or of a name."""
    is_of_plant = any(one.first == term.last + 1 for one in passage.of("plant_noun"))
    is_of_plant |= any(one.first == term.last + 1 and one.key == "financing" for one in passage.of("family"))
    if is_of_plant and term.key == COUNTRY and passage.page.is_capital(term.last):
        return True
    families = (one for one in passage.of("family") if one.last - one.first > term.last - term.first)
    return any(one.first <= term.first and term.last <= one.last for one in families)


@lru_cache(ASKED_AGAIN)
def named_regions(passage: Passage) -> tuple[Term, ...]:
    """Regions of Kazakhstan the passage names, without the dateline and the ends of a way: "от Актау до Семея"."""
    named = (term for term in passage.of("area") if term.key not in ("", COUNTRY))
    elsewhere = (_is_partner, _is_source, _is_only_near)
    named = (term for term in named if not any(is_else(term, passage) for is_else in elsewhere))
    regions = [term for term in named if not is_dateline(term, passage)]
    opening, closing = ({one.last for one in passage.of(group)} for group in ("partner", "to_end"))
    starts = [term for term in regions if term.first in opening]
    ends = [term for term in regions if term.first in closing]
    is_way = any(0 < end.first - start.last <= WAY for start in starts for end in ends)
    return tuple(term for term in regions if not is_way or term not in (*starts, *ends))


def only_region(passages: Sequence[Passage]) -> str | None:
    """The one region that a regional article is about: meant by its title or first sentence, and no other anywhere.

    A city is where ministers speak, too: it must stand in the title.
    """
    titles = [passage for passage in passages if passage.block.kind == "title"]
    prose = [passage for passage in passages if passage.block.kind in PROSE]
    opening = [*titles, *prose[:1]]
    keys = {term.key for passage in (*titles, *prose) for term in named_regions(passage)}
    is_national = any(term.key == COUNTRY for passage in opening for term in passage.of("area"))
    named = {term.key for title in titles for term in _firm_regions(title, passages)}
    if is_national or len(keys if len(keys) == 1 else named) != 1:
        return None
    (key,) = keys if len(keys) == 1 else named
    heads = titles if key in CITIES else opening
    if key not in CITIES and any(any(passage.of("region_level")) for passage in opening):
        return key  # "Промышленность области: итоги полугодия": which region is said further down
    return key if any(term.key == key for passage in heads for term in named_regions(passage)) else None


def _firm_regions(title: Passage, passages: Sequence[Passage]) -> list[Term]:
    """Regions of a title, but not the city near which a plant stands in a region that the text names itself."""
    near = {term.last for term in title.of("beside_place")}
    first = next((one for one in passages if one.block.kind in PROSE), None)
    others = {term.key for term in named_regions(first)} if first else set()
    return [one for one in named_regions(title) if one.first not in near or not others - {one.key}]


def names_country(passage: Passage) -> bool:
    """Whether the passage speaks of the country, and not only of "Kazakh parts"."""
    home = {(term.start, term.end) for term in passage.of("home_made")}  # "Kazakh", and not "Kazakhstan's"
    return any(term.key == COUNTRY and (term.start, term.end) not in home for term in passage.of("area"))


def subject_area(passages: Sequence[Passage]) -> str | None:
    """Where the plant is that a text is about: the one region of its title, else the one its first words name."""
    titles = {term.key for one in passages if one.block.kind == "title" for term in _firm_regions(one, passages)}
    if titles:
        return next(iter(titles)) if len(titles) == 1 else None
    first = next((one for one in passages if one.block.kind in PROSE), None)
    named = named_regions(first) if first else []
    is_opening = first is not None and bool(named) and named[0].first - first.first <= OPENING_WORDS
    return named[0].key if is_opening and len({term.key for term in named}) == 1 else None


def is_dateline(term: Term, passage: Passage) -> bool:
    """As in "ASTANA, August 2.": where the report was written, not where the figure lives."""
    text = passage.page.document.text[term.start : term.end]
    return text.isupper() and len(text) > 3 and term.first - passage.first < OPENING_WORDS


def foreign_country(figure: Figure, passage: Passage) -> Term | None:
    """The other country that the figure's clause, else its sentence so far, is about."""
    if any(term.key == COUNTRY for term in passage.in_clause(figure, "area")):
        return None
    about = countries_spoken_of(passage)
    low, high = passage.clause_of(figure)
    inside = [term for term in about if low <= term.first and term.last <= high]
    before = [term for term in about if term.first < figure.first]
    home = [term for term in passage.of("area") if term.key and term.first < figure.first]
    if inside:
        return inside[-1]
    if before and not any(term.first > before[-1].first for term in home):
        return before[-1]
    return None


def countries_spoken_of(passage: Passage) -> list[Term]:
    """Other countries as the place or the subject, not as a partner: "in Russia", "Ресейде", not "from Russia"."""
    about: list[Term] = []
    last: Term | None = None
    is_about = False
    sums = [one for one in passage.figures if one.quantity.kind == "money"]
    for term in passage.of("foreign"):
        if any(one.first <= term.first < one.last for one in sums):  # "долларов США"
            continue
        joined = last is not None and term.first - last.last <= 1 and is_about is not None
        is_about = is_about if joined else _is_about(term, passage)
        if is_about:
            about.append(term)
        last = term
    return about


def names_destination(passage: Passage) -> bool:
    """Whether another country is where something goes: "to Uzbekistan", "в Узбекистан", "Өзбекстанға"."""
    page = passage.page
    ends = page.vocabulary.endings.get("to_end", ())
    into = {term.last for term in passage.of("to_place")}
    for term in passage.of("foreign"):
        if (
            page.words[term.last - 1].text.endswith(ends)
            if ends
            else _first_of(term, passage) in into and not _is_about(term, passage)
        ):
            return True
    return False


def _first_of(term: Term, passage: Passage) -> int:
    """Where the name begins with the number before it: "to three neighbouring countries"."""
    return next((one.first for one in passage.figures if one.last == term.first), term.first)


def _is_about(term: Term, passage: Passage) -> bool:
    """Whether the name says "in it", "its", or stands as a subject without a preposition."""
    page = passage.page
    words, endings = page.words, page.vocabulary.endings
    word = words[term.last - 1].text
    first = _first_of(term, passage)
    before = words[first - 1].text if first > passage.first else ""
    if word.endswith(endings.get("adjective", ("\0",))):
        return False
    is_in = any(one.last == first for one in passage.of("in_place"))
    if _is_trade_partner(term, passage, is_in=is_in):
        return False
    if "of_place" in endings:
        if "ending_says_place" in page.vocabulary.grammar:
            return word.endswith(endings["of_place"])
        return before not in page.vocabulary.prepositions or (is_in and word.endswith(endings["of_place"]))
    after = words[term.last].text if term.last < passage.last else ""
    if any(0 <= term.first - event.last <= EVENT_REACH for event in passage.of("event")):  # "signed in Beijing"
        return False
    return is_in or after == "s" or before not in page.vocabulary.prepositions


def _is_trade_partner(term: Term, passage: Passage, *, is_in: bool) -> bool:
    """As in "sells it abroad, mainly in Europe", "clients in Russia", "the main investors: China ($190 million)"."""
    if is_in:
        return any(one.last == term.first - 1 for one in passage.of("markets", "customers"))
    if "export" in passage.keys("family") and any(one.last == term.first for one in passage.of("subset")):
        return True  # "exports of $41 million, of which Uzbekistan bought 57%"
    words = passage.page.words
    is_owner = term.last < passage.last and words[term.last].text == "s"
    return not is_owner and any(passage.of("investors"))
