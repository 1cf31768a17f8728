"""Which branch a figure belongs to: the nearest one named, else the one the text was speaking of.

Enters: a figure in its passage, the branches named before, the title's. Leaves: an activity with its ground.
"""

from collections.abc import Collection, Iterator, Mapping, Sequence
from functools import lru_cache

from extractors.claim.claim_words import Activity
from extractors.claim.grounds import Ground, from_term
from extractors.claim.passages import ASKED_AGAIN, Figure, Passage
from extractors.claim.terms import Term
from extractors.topic.shares import WHOLES, belongs, is_counted_out, is_part_of, is_parted, is_whole

DEFAULT = "industry"
WIDE = frozenset(("economy", "industry"))
OFFICES = frozenset(("economy", "industry", "manufacturing", "transport", "construction_materials"))
OFFICE_REACH = 1
BODY_WORDS = 3  # "Industrial Development Fund"
OFFICE_WORDS = 3  # "Industry and Construction Minister"
MANY = 3  # branches of a title that is about none of them
PARTS = 2  # a branch that the text names with so many of its parts is what it is about
LEAD = 1  # blocks after the first in which the subject is named
MAKING = frozenset(("output", "of_word"))
PUT_IN = frozenset(("investment", "fixed_investment", "fdi"))
COUNTED = -1  # the cost of a branch whose goods are counted
NEAR, BEHIND, DASH = 8, 3, 1
OPENING, CLOSING, LONGEST_NAME = "«“", "»”", 60  # characters
THINGS = {
    "vehicles": "automotive",
    "locomotives": "railway",
    "wagons": "railway",
    "tractors": "agricultural_machinery",
    "combines": "agricultural_machinery",
}


@lru_cache(ASKED_AGAIN)
def branch_terms(passage: Passage) -> tuple[Term, ...]:
    """Branches named in the passage, but not those in the name of an office: "Minister of Industry"."""
    offices = list(passage.of("office", "body"))
    named = sorted([*passage.of("activity"), *_bare_industry(passage)], key=lambda term: term.first)
    zones = {term.first for term in passage.of("zone_word")}  # "an industrial zone" is a place
    named = [term for term in named if term.key not in WIDE or term.last not in zones]
    departments = list(passage.of("department"))  # "Машина жасау департаментінің директоры"
    named = [term for term in named if not _in_office(term, offices if term.key in OFFICES else departments, passage)]
    named = [term for term in named if not (term.key in OFFICES and is_quoted(term, passage))]
    named = [term for term in named if not _is_person(term, passage)]
    named = [term for term in named if not _is_outlet(term, passage)]
    named = [term for term in named if term.key and not _is_first_of_two(term, named, passage)]
    is_put_in = not passage.keys("family").isdisjoint(PUT_IN)  # "investment in the economy"
    return tuple(term for term in named if term.key != "economy" or is_put_in or not _is_whole_of_share(term, passage))


def _is_first_of_two(term: Term, named: Sequence[Term], passage: Passage) -> bool:
    """As in "aluminium car wheels", "медный кабель": of two goods side by side the second is what is made."""
    behind = next((one for one in named if one.first == term.last and one.key), None)
    if behind is None or behind.key in WHOLES or passage.marks(term.last - 1, behind.first):
        return False
    endings = passage.page.vocabulary.endings.get("attribute", ("",))
    return passage.page.words[term.last - 1].text.endswith(tuple(endings))


def _is_person(term: Term, passage: Passage) -> bool:
    """As in "директора Виктора Лапшина", "Ботагөз Болатова": a surname that begins like a word of a branch."""
    page, at = passage.page, term.first
    surnames = page.vocabulary.endings.get("surname", ("\0",))
    if term.last - at > 1 or not page.is_capital(at) or not page.words[at].text.endswith(surnames):
        return False
    return at > passage.first and page.is_capital(at - 1) and not page.gap(at - 1, at).strip()


def _is_outlet(term: Term, passage: Passage) -> bool:
    """As in "told Tobyl TV", "Khabar Television": the name of who reports it, not of a plant of TV sets."""
    if not any((one.first, one.last) == (term.first, term.last) for one in passage.of("outlet_word")):
        return False
    is_named = term.first > passage.first and passage.page.is_capital(term.first - 1)
    goods = (one for one in passage.of("thing") if one.first in (term.first, term.last))
    is_name = is_named and passage.page.document.text[term.start].isupper()
    return is_name and not any(one.first == term.last for one in goods)


def _is_whole_of_share(term: Term, passage: Passage) -> bool:
    """As in "2% of the economy": what percentages are parts of, and not "in the economy as a whole"."""
    percentages = (one for one in passage.figures if one.quantity.kind == "percent")
    is_held = "share" in passage.keys("family") or any(belongs(term, one, passage) for one in percentages)
    return is_held and is_whole(term, passage)


def _bare_industry(passage: Passage) -> Iterator[Term]:
    """As in "Industry grew", "in industry", "the industry of Shymkent": without a word that says which branch."""
    joins = {term.last for term in passage.of("belongs")}
    places = [term for term in passage.of("area", "region_level") if term.key or term.group == "region_level"]
    owned = {term.first - 1 for term in passage.of("part_of") if any(one.first == term.last for one in places)}
    offices = {term.first for term in passage.of("office")}
    for term in passage.of("industry_word"):
        is_office = not offices.isdisjoint(range(term.last, term.last + OFFICE_WORDS))
        clauses = passage.page.clauses
        opens = term.first == passage.first or clauses[term.first] != clauses[term.first - 1]
        is_owned = term.last - 1 in owned and any(one.last == term.first for one in passage.of("determiner"))
        if (opens or is_owned or term.first in joins) and not is_office:
            yield term._replace(group="activity", key="industry")


def _in_office(term: Term, offices: list[Term], passage: Passage) -> bool:
    """As in "Ministry of Industry", "министр индустрии", "өнеркәсіп министрі"."""
    joins, words = passage.page.vocabulary.body_names.joins, passage.page.words
    inner = {at for one in passage.of("portfolio") for at in range(one.first, one.last)}
    for office in offices:
        apart = term.first - office.last
        if -1 <= apart <= 0 or office.first == term.last or _is_of_body(term, office, passage):
            return True
        if 0 < apart <= OFFICE_REACH and all(words[at].text in joins for at in range(office.last, term.first)):
            return True
        low, high = (office.last, term.first) if apart > 0 else (term.last, office.first)
        if 0 < high - low < BODY_WORDS and inner.issuperset(range(low, high)):
            return True
    return False


def _is_of_body(term: Term, body: Term, passage: Passage) -> bool:
    """As in "the Industrial Development Fund": capitals from the branch to the body."""
    words = range(term.first, body.last)
    return 0 < len(words) <= OFFICE_WORDS and all(map(passage.page.is_capital, words))


@lru_cache(ASKED_AGAIN)
def spoken_terms(passage: Passage) -> tuple[Term, ...]:
    """Branches the passage speaks of: no wholes of shares, no materials, none that another word narrows."""
    return tuple(term for term in branch_terms(passage) if not _is_by_the_way(term, passage))


def _is_by_the_way(term: Term, passage: Passage) -> bool:
    if _is_narrowed(term, passage) or is_counted_out(term, passage) or is_parted(term, passage):
        return True
    is_of_whole = term.key in WHOLES and _is_part_whole(term, passage)
    return is_of_whole or _is_material(term, passage) or _is_buyer(term, passage)


def nearest_activity(figure: Figure, passage: Passage, *, skip: Term | None = None) -> Ground | None:
    """The branch named nearest in the sentence; words before the figure and narrower branches go first."""
    found = []
    is_of_sector = any(passage.in_clause(figure, "sector_word"))
    is_its = any(one.last <= figure.first for one in passage.in_clause(figure, "plant_pronoun"))  # "Its output grew"
    for term in spoken_terms(passage):
        if (skip is not None and term.start == skip.start) or _is_of_another(term, figure, passage):
            continue
        if is_quoted(term, passage):
            continue
        is_later = _is_later(term, figure, passage)
        if is_later and (is_of_sector or is_its or _is_told_next(term, figure, passage)):
            continue
        is_weak = is_later or is_meant_for(term, passage)
        found.append((is_weak, _cost_of(term, figure, passage), term.first, term))
    if not found:
        return None
    _, cost, _, best = min(found)
    return from_term(best.key, "near" if cost <= NEAR else "same_sentence", best)


def _cost_of(term: Term, figure: Figure, passage: Passage) -> int:
    """How far a branch stands from a figure: least when the figure governs it or counts its goods."""
    cost = passage.distance(term, figure) + (2 if term.key in WIDE else 0)
    if term.first < figure.last:
        return cost if term.first < figure.first else COUNTED
    if _is_counted(term, figure, passage):
        return COUNTED
    return 0 if _is_governed(term, figure, passage) else cost + BEHIND


def _is_later(term: Term, figure: Figure, passage: Passage) -> bool:
    """As in "rose to 21.7 billion, while food was down": of what is told next."""
    clauses = passage.page.clauses
    is_behind = term.first >= figure.last and clauses[term.first] != clauses[max(figure.last - 1, 0)]
    return is_behind and not _is_governed(term, figure, passage)


def _is_told_next(term: Term, figure: Figure, passage: Passage) -> bool:
    """As in "rose by 26.4%, while metallurgy fell by 2.1%": of a later figure, or behind it."""
    clauses = passage.page.clauses
    later = (one for one in passage.figures if one.first >= figure.last)
    return any(one.first < term.first or clauses[one.first] == clauses[term.first] for one in later)


def is_meant_for(term: Term, passage: Passage) -> bool:
    """As in "castings for tractors", "для шахт", "тракторларға арналған": who buys the goods is not who makes them."""
    return any(0 <= term.first - one.last <= 1 or one.first == term.last for one in passage.of("meant_for"))


def is_quoted(term: Term, passage: Passage) -> bool:
    """As in «Орал Арматура», “Economy of Simple Things”: a word inside a name, or a title, in quotation marks."""
    text = passage.page.document.text
    start = max(text.rfind(sign, max(passage.start, term.start - LONGEST_NAME), term.start) for sign in OPENING)
    ends = (text.find(sign, term.end, term.end + LONGEST_NAME) for sign in CLOSING)
    end = min((at for at in ends if at > 0), default=0)
    is_open = start >= 0 and not any(sign in text[start + 1 : term.start] for sign in CLOSING + OPENING)
    return is_open and 0 < end - start <= LONGEST_NAME and text[start + 1].isupper() and text[end - 1].isalpha()


def _is_material(term: Term, passage: Passage) -> bool:
    """As in "the plant uses steel", "болаттан жасалған": what goods are made of is not their branch."""
    ending = passage.page.vocabulary.endings.get("material", ("\0",))
    if term.last - term.first == 1 and passage.page.words[term.first].text.endswith(tuple(ending)):
        return True
    if "verb_ends_sentence" in passage.page.vocabulary.grammar:
        return _is_taken_in(term, passage)
    if any(one.first == term.last for one in passage.of("material_from")):
        return True  # "our copper comes from Balkhash"
    ahead = (one for one in passage.of("material_of") if 0 <= term.first - one.last <= 1)
    return any(not passage.marks(one.last - 1, term.first) for one in ahead)


def _is_taken_in(term: Term, passage: Passage) -> bool:
    """As in "мыс пен болатты комбинаттардан аламыз": a clause without figures, of what is bought or used up."""
    clauses = passage.page.clauses
    at, last = clauses[term.first], len(clauses) - 1
    taken = any(one.first >= term.last and clauses[one.first] == at for one in passage.of("material_of"))
    return taken and not any(clauses[min(one.first, last)] == at for one in passage.figures)


def _is_buyer(term: Term, passage: Passage) -> bool:
    """As in "orders from mining companies", "mining companies signed contracts": who buys what the branch makes."""
    is_company = term.key in WIDE and any(one.first == term.last for one in passage.of("buyers"))
    is_partner = any(0 <= term.first - one.last <= 1 for one in passage.of("partner"))
    return is_company and (is_partner or "contract" in passage.keys("family"))


def _is_part_whole(term: Term, passage: Passage) -> bool:
    """As in "43.1% of manufacturing and a sixth of industry": wholes that percentages are parts of."""
    percentages = (one for one in passage.figures if one.quantity.kind == "percent")
    behind = (one for one in percentages if is_part_of(one, passage))
    return any(0 < term.first - one.last <= 2 and not passage.marks(one.last - 1, term.first) for one in behind)


def _is_of_another(term: Term, figure: Figure, passage: Passage) -> bool:
    """As in "7,300 jobs, including 2,100 in industry": the branch that another figure governs."""
    others = [one for one in passage.figures if one is not figure and one.first > figure.first]
    return any(_is_governed(term, one, passage) for one in others) or _is_listed(term, figure, others, passage)


def _is_listed(term: Term, figure: Figure, others: Sequence[Figure], passage: Passage) -> bool:
    """As in "batteries went up by 11.6% and furniture by 24%": the branch that "and" joins to the next figure."""
    if not any(figure.last <= one.first and one.last == term.first for one in passage.of("and_word")):
        return False
    return any(0 <= one.first - term.last <= 1 and one.quantity.kind == figure.quantity.kind for one in others)


def _is_governed(term: Term, figure: Figure, passage: Passage) -> bool:
    """As in "4.3% in metallurgy", "7,1 млрд пришлось на химию, 1,4 млрд — на прокат", "5,8 млрд – сельхозтехники"."""
    if term.first < figure.last or passage.marks(figure.last - 1, term.first) > DASH:
        return False
    fallen = any(one.last == term.first for one in passage.of("falls_on"))
    if fallen and not any(figure.last <= one.first < term.first for one in passage.figures):
        return True
    if "dash_before_noun" in passage.page.vocabulary.grammar and term.first == figure.last:
        return bool(passage.marks(figure.last - 1, term.first))
    joined = (one for one in passage.of("belongs", "toward") if one.first == figure.last and one.last <= term.first)
    making = {at for one in passage.of("family", "of_word") if one.key in MAKING for at in range(one.first, one.last)}
    gaps = [range(one.last, term.first) for one in joined]  # "in the production of tyres"
    return any(len(gap) <= 1 or making.issuperset(gap) for gap in gaps)


def _is_counted(term: Term, figure: Figure, passage: Passage) -> bool:
    """As in "5,112 transformers", "завод «Арматура» отправил 1 800 задвижек": the noun of the count is of a branch."""
    is_count = figure.quantity.kind in ("count", "quantity")
    return is_count and term.first == figure.last and not passage.marks(figure.last - 1, term.first)


def _is_narrowed(term: Term, passage: Passage) -> bool:
    """As in "railway machinery": the word before says which; so do the first two of "farm machinery makers"."""
    narrow = [other for other in passage.of("activity") if other.key and other.key not in WIDE | {term.key}]
    if any(other.first < term.first < other.last for other in narrow):
        return True
    inside = tuple(passage.page.vocabulary.endings.get("of_inside", ("\0",)))  # "өңдеудегі машина жасаудың үлесі"
    narrow = [other for other in narrow if not passage.page.words[other.last - 1].text.endswith(inside)]
    return any(other.last == term.first and not passage.marks(other.last - 1, term.first) for other in narrow)


def document_activity(passages: Sequence[Passage], activities: Mapping[str, Activity]) -> str:
    """The branch of the title, else the one the prose speaks of most, if it does so more than once; else industry."""
    titles = [term.key for one in passages if one.block.kind == "title" for term in branch_terms(one)]
    narrow = [key for key in titles if key not in WIDE]
    if titles and (not narrow or titles[0] in WIDE):  # "The economy of the region grows on batteries"
        return titles[0]
    if len(set(narrow)) >= MANY and not any(
        is_within(one, key, activities) for key in narrow for one in {*narrow} - {key}
    ):
        return DEFAULT  # "Sugar, batteries, jam"
    if narrow and not _is_any_machinery(passages):
        return max(narrow, key=lambda key: (titles.count(key), _depth(key, activities)))
    if narrow:
        spoken = _spoken_most(passages, activities)
        return spoken if is_within(spoken, narrow[0], activities) else narrow[0]
    prose = next((one for one in passages if one.block.kind in ("paragraph", "quote", "heading")), None)
    return DEFAULT if prose and _counts_wide(prose) else _spoken_most(passages, activities)


def _spoken_most(passages: Sequence[Passage], activities: Mapping[str, Activity]) -> str:
    """The branch of the lead that the prose speaks of most, or the whole whose parts it names."""
    counts: dict[str, int] = {}
    lead: set[str] = set()
    prose = [passage for passage in passages if passage.block.kind in ("paragraph", "quote", "heading")]
    for passage in prose:
        keys = {term.key for term in branch_terms(passage)} - WIDE
        lead |= keys if passage.number <= prose[0].number + LEAD else set()
        for key in keys:
            counts[key] = counts.get(key, 0) + 1
    if not lead:
        return _of_goods(prose, counts) or DEFAULT
    whole = next((key for key in lead if sum(activities[one].part_of == key for one in counts) >= PARTS), None)
    if whole:
        return whole
    best = max(lead, key=lambda key: (counts[key], _depth(key, activities)))
    return best if counts[best] > 1 or len(counts) == 1 else DEFAULT


def _counts_wide(passage: Passage) -> bool:
    """As in "введено 17 промышленных объектов, в их числе кирпичный завод": what the text opens on is of any branch."""
    named = branch_terms(passage)
    counted = {term.first for term in passage.of("thing") if term.key in ("projects", "plants")}
    is_wide = any(term.key in WIDE and term.last in counted for term in named)
    return is_wide and all(term.key in WIDE for term in named)


def _of_goods(prose: Sequence[Passage], named: Collection[str]) -> str | None:
    """The branch of the machines that a text counts, where they are of one branch and no other is named."""
    goods = {THINGS[term.key] for passage in prose for term in passage.of("thing") if term.key in THINGS}
    return goods.pop() if len(goods) == 1 and goods.issuperset(named) else None


def _is_any_machinery(passages: Sequence[Passage]) -> bool:
    """As in the title "How farms are provided with machinery": a word that says nothing of which."""
    titles = [one for one in passages if one.block.kind == "title"]
    named = [(term, one) for one in titles for term in branch_terms(one) if term.key not in WIDE]
    return bool(named) and all(
        any((one.start, one.end) == (term.start, term.end) for one in title.of("any_machinery"))
        for term, title in named
    )


def is_within(key: str, whole: str, activities: Mapping[str, Activity]) -> bool:
    """Whether a branch is a part of another, or the same."""
    parent = activities[key].part_of
    return key == whole or (parent is not None and is_within(parent, whole, activities))


def _depth(key: str, activities: Mapping[str, Activity]) -> int:
    parent = activities[key].part_of
    return 0 if parent is None else 1 + _depth(parent, activities)
