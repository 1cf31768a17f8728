"""Percentages and multiples: growth, shares, rates.

Enters: a percentage or a multiple in its setting. Leaves: its topic. "By 5 %" is growth; a word of sharing before the
figure, or a whole behind it, makes a share; wear, renewal and local content have words of their own.
"""

from dataclasses import replace

from extractors.claim.from_to import is_in_pair, is_reached
from extractors.claim.grounds import Ground, from_term
from extractors.claim.passages import Figure, Passage
from extractors.claim.terms import Term
from extractors.topic.changes import change_words
from extractors.topic.growth import STATE_REACH, is_by_change, read_growth
from extractors.topic.home_made import is_local, is_of_goods
from extractors.topic.rows import listed, rate_goes_on
from extractors.topic.shares import is_counted_out, is_part_of, share_whole
from extractors.topic.topics import FAR, NEAR, Refused, Setting, Topic, cost_of, nearest_family

OWN_SHARES = frozenset(("export", "import", "sales"))  # "95% of the goods will be exported"
RATE_BONUS, RATE_REACH = 5, 12
PAIR_REACH = 3
PROMISED_REACH = 1  # blocks back: "The ministry promises 50 percent by 2025"
SECTOR_REACH = 2
CHANGE_REACH = 4  # "grew worn", not "in no better shape than pay: the equipment is worn out by 52 percent"
PART_OF = 2  # the cost of "of the…" right behind the figure


def read_percentage(setting: Setting) -> Topic | Refused:
    """The topic of a percentage."""
    quantity = setting.figure.quantity
    by_change = is_by_change(setting)
    if quantity.is_points:
        return Refused("points_without_indicator", "percentage points change a share; no indicator holds them")
    if any(setting.passage.in_clause(setting.figure, "interest")):
        return Refused("price", "a rate of interest")
    if quantity.is_index and not by_change and not _is_of_rate(setting):
        return Topic(setting.measures.index, "output", "PT", "level", Ground("output", "index"))
    share = FAR if by_change else _share_cost(setting)
    growth = 0 if by_change else _growth_cost(setting)
    if not by_change and _is_level(setting):
        growth = FAR
    told = (
        listed(setting)
        or _state(setting)
        or rate_goes_on(setting)
        or _as_named_before(setting)
        or (None if by_change else _rate(setting, share, growth))
    )
    if told:
        return told
    if share <= growth and share < FAR:
        return _share(setting)
    return read_growth(setting, "PT") if growth < FAR else _carried_percent(setting)


def _as_named_before(setting: Setting) -> Topic | None:
    """As in "… жергілікті қамту туралы есеп берді. Бұл көрсеткіш 51 пайызға жетті": the rate of the sentence before."""
    before = setting.previous
    spoken = any(term.first < setting.figure.first for term in setting.passage.in_clause(setting.figure, "this_figure"))
    if before is None or before.figures or not spoken or setting.passage.number - before.number > 1:
        return None
    named = [term for term in before.of("family") if term.key in setting.measures.rates]
    return _rate_topic(setting, named[-1]) if named else None


def _is_of_rate(setting: Setting) -> bool:
    """As in "довести долю до 60% к концу года": a share has no index."""
    passage, first = setting.passage, setting.figure.first
    named = {term.key for term in passage.in_clause(setting.figure, "family") if term.first < first}
    return bool(named & {"share", *setting.measures.rates})


def _is_level(setting: Setting) -> bool:
    """As in "raise the share from 35 to 60 %", "localisation has risen to 45 %": of what is itself a percentage."""
    passage, figure = setting.passage, setting.figure
    levels = {"share", *setting.measures.rates}
    if is_in_pair(figure, passage):
        return not levels.isdisjoint(passage.keys("family"))
    return is_reached(figure, passage) and any(term.key in levels for term in passage.in_clause(figure, "family"))


def _named_rate(setting: Setting, rate: tuple[int, Term] | None) -> tuple[int, Term] | None:
    """As in "Renewal of the fleet ran at 5.8%": what runs is named before, and the verb is no word of load."""
    if rate is None or rate[1].key != "load":
        return rate
    clause = setting.passage.in_clause(setting.figure, "family")
    rates = (term for term in clause if term.key in setting.measures.rates and term.first < rate[1].first)
    return next(((rate[0], term) for term in rates if term.key != "load"), rate)


def _rate(setting: Setting, share: int, growth: int) -> Topic | None:
    """Wear, renewal, local content: their own words count more than those of sharing and growing."""
    rates = setting.measures.rates
    rate = _named_rate(setting, nearest_family(setting, rates))
    if rate and is_of_goods(setting.passage, rate[1]):
        return None
    if rate and _shares_predicate(setting, rate[1]):
        return _rate_topic(setting, rate[1])
    if rate is None or rate[0] - RATE_BONUS > min(share, growth, RATE_REACH):
        return None
    if _is_other_clause(setting, rate[1], share):
        return None
    return _rate_topic(setting, rate[1])


def _state(setting: Setting) -> Topic | None:
    """As in "изношен на 76%", "renewed by 3% a year", "68%-ға жүктелген": by how much, but of a state, not a change."""
    figure, passage, rates = setting.figure, setting.passage, setting.measures.rates
    beside = (term for term in passage.of("family") if term.key in rates)
    reach = STATE_REACH if any(term.last == figure.first for term in passage.of("by_change")) else 1
    near = (term for term in beside if 0 <= figure.first - term.last <= reach or term.first == figure.last)
    found = next((term for term in near if not passage.marks(*_between(term, figure))), None)
    changes = passage.in_clause(figure, "up", "down")
    if found is None or any(term.last > found.first - CHANGE_REACH for term in changes):
        return None
    named = _named_rate(setting, (0, found))
    return _rate_topic(setting, named[1] if named else found)


def _between(term: Term, figure: Figure) -> tuple[int, int]:
    return (term.last - 1, figure.first) if term.first < figure.first else (figure.last - 1, term.first)


def _rate_topic(setting: Setting, rate: Term) -> Topic:
    name = setting.measures.rates[rate.key]
    role = setting.measures.indicators[name].role
    return Topic(name, rate.key, "PT", role, from_term(rate.key, "near", rate))


def _is_other_clause(setting: Setting, rate: Term, share: int) -> bool:
    """As in "60 % is local, 95 % is exported": the clause's own word of sharing counts before another's."""
    clauses = setting.passage.page.clauses
    return share <= NEAR and clauses[rate.first] != clauses[setting.figure.first]


def _shares_predicate(setting: Setting, rate: Term) -> bool:
    """As in "тракторлардың 76 пайызы, комбайндардың 72%-ы тозған": the verb at the end holds for both."""
    figure, passage = setting.figure, setting.passage
    is_behind = "verb_ends_sentence" in passage.page.vocabulary.grammar and rate.first >= figure.last
    return is_behind and figure.last == passage.clause_of(figure)[1] and not passage.in_clause(figure, "family")


def _share_cost(setting: Setting) -> int:
    figure, passage = setting.figure, setting.passage
    clause = passage.in_clause(figure, "family")
    shares = (term for term in clause if term.key == "share" or is_of_goods(passage, term))
    if any(term.first < figure.first for term in shares):
        return 0
    if any(term.first == figure.first for term in passage.of("every")) and _is_fraction(setting):
        return 0  # "Every fifth lift was made here"
    if (
        _is_of_counted(setting)
        or _opens_on_whole(setting)
        or any(figure.first < term.first < figure.last - 1 for term in passage.of("whole"))
    ):
        return 0  # "four in ten TV sets"
    terms = [term for term in passage.of("family") if term.key in ("share", "part")]
    cost = min((cost_of(passage, figure, term) for term in terms), default=FAR)
    return min(cost, PART_OF) if _is_part_of(setting) else cost


def _opens_on_whole(setting: Setting) -> bool:
    """As in "Of the 1.9 trillion tenge spent, domestic producers received 24 percent"."""
    figure, passage = setting.figure, setting.passage
    first = next(iter(passage.figures), figure)
    opens = any(term.first == passage.first and first.first - term.last <= 1 for term in passage.of("part_of"))
    return opens and first.last <= figure.first and first.quantity.kind in ("count", "money")


def _is_of_counted(setting: Setting) -> bool:
    """As in "1 380 предприятий, среди которых 96% малых", "9 тыс. человек, или 18% занятых": of what was counted."""
    figure, passage = setting.figure, setting.passage
    low, _ = passage.clause_of(figure)
    opens = any(0 <= figure.first - term.last <= 1 for term in passage.of("subset", "or_word"))
    opens = opens or any(term.first == low for term in passage.of("subset"))  # "of which Uzbekistan bought 57%"
    counted = any(one.last <= figure.first and one.quantity.kind in ("count", "money") for one in passage.figures)
    dash = passage.page.gap(figure.first - 1, figure.first).strip() if figure.first > passage.first else ""
    opens = opens or (dash in ("—", "–") and is_part_of(figure, passage))  # "14 тыс. человек — 6% всех занятых"
    return opens and counted and not passage.in_clause(figure, "up", "down")


def _is_part_of(setting: Setting) -> bool:
    """As in "95% of the goods", "60 пайызы": a percentage with a whole."""
    figure, passage = setting.figure, setting.passage
    alone = passage.page.vocabulary.endings.get("part_alone", ())
    if passage.ends_in(figure, "part") or passage.page.words[figure.last - 1].text in alone:
        return True
    if figure.last >= passage.last:
        return False
    behind = passage.page.words[figure.last].text
    genitive = passage.page.vocabulary.endings.get("genitive", ())
    is_noun = passage.page.gap(figure.last - 1, figure.last).strip(" %") == "" and behind.endswith(tuple(genitive))
    counted = (term for term in passage.of("activity") if term.first == figure.last)
    is_counted = any(is_counted_out(one, passage) for one in counted)
    return is_part_of(figure, passage) or (bool(genitive) and is_noun) or is_counted


def _growth_cost(setting: Setting) -> int:
    figure, passage = setting.figure, setting.passage
    is_part = _is_part_of(setting)
    wholes = {term.last for term in passage.of("belongs")} if passage.keys("family") & {"share", "part"} else set()
    economy = [term for term in passage.of("family") if term.key == "economy_growth" and term.first not in wholes]
    economy = [] if is_part else economy  # "growth: 5 %"
    words = (*change_words(passage), *economy)
    return min((cost_of(passage, figure, term) for term in words), default=FAR)


def _share(setting: Setting) -> Topic:
    shares = setting.measures.shares
    whole = share_whole(setting.figure, setting.passage)
    if whole and whole.key in shares:
        return Topic(shares[whole.key], "share", "PT", "share", from_term(whole.key, "whole", whole))
    if any(setting.passage.near(setting.figure, setting.passage.of("sector_word"), reach=SECTOR_REACH)):
        whole_name = shares.get(setting.document_activity)
        if whole_name and (_is_part_of(setting) or setting.own_activity() != setting.document_activity):
            return Topic(whole_name, "share", "PT", "share", Ground("share", "sector"))
    if whole is None and any(term.first == setting.figure.last for term in setting.passage.of("of_total")):
        total = next((topic for topic in setting.before(0) if topic.family == "output"), None)
        if (
            total and setting.document_activity in shares
        ):  # "Manufacturing made 498 billion. Metals gave 76% of the total"
            return Topic(shares[setting.document_activity], "share", "PT", "share", Ground("share", "total"))
    before = next(setting.before(0), None)
    has_own = any(term.key in OWN_SHARES for term in setting.passage.in_clause(setting.figure, "family"))
    inputs = {term.first for term in setting.passage.of("input_goods")}  # "65% сырья", and not "треть продукции"
    owned = {term.first for term in setting.passage.of("part_of") if term.first == setting.figure.last}
    has_own |= "whole_in_genitive" in setting.passage.page.vocabulary.grammar and bool(owned - inputs)
    if before and before.role == "share" and before.family in setting.measures.rates and not has_own:
        return replace(before, ground=Ground(before.family, "carried"))
    local = setting.measures.rates.get("local_content", "")
    if is_local(setting):
        return Topic(local, "local_content", "PT", "share", Ground("local_content", "parts_at_home"))
    return Topic(shares[""], "share", "PT", "share", Ground("share", "no_whole"))


def _carried_percent(setting: Setting) -> Topic | Refused:
    keys = {term.key for term in setting.passage.in_clause(setting.figure, "family")}
    asked = {term.key for term in setting.asked() if term.group == "family"}  # "Какова доля экспорта?"
    passage, last = setting.passage, setting.figure.last  # "70% из которых"
    of_them = any(term.first == last and not passage.marks(last - 1, last) for term in passage.of("subset"))
    if "capacity" in keys or "share" in asked or of_them or is_local(setting):
        return _share(setting)
    if _is_adverb(setting):
        return Refused("quantity_without_indicator", "nothing says of what it is a part")
    if _is_fraction(setting):
        return _share(setting)
    for topic in setting.before(_back(setting)):
        if topic.unit == "PT":
            return Topic(topic.indicator, topic.family, "PT", topic.role, Ground(topic.family, "carried"))
    return Refused("quantity_without_indicator", "neither growth nor share is said of this percentage")


def _back(setting: Setting) -> int:
    """Blocks back in which a percentage without a word of its own may find what it is of."""
    figure, passage = setting.figure, setting.passage
    in_brackets = "(" in passage.page.gap(figure.first - 1, figure.first) if figure.first > passage.first else False
    if passage.block.kind == "list_item" and (in_brackets or _goes_on_in_list(passage)):
        return 1
    return PROMISED_REACH if any(passage.in_clause(figure, "planned")) else 0


def _goes_on_in_list(passage: Passage) -> bool:
    """As in "– local content in all purchases: 57%; – in purchases of goods: 31%": an item that opens on "in"."""
    first = passage.page.words[passage.first].text
    return passage.block.kind == "list_item" and first in passage.page.vocabulary.prepositions


def _is_adverb(setting: Setting) -> bool:
    """As in "верит в это наполовину": a fraction that ends a sentence which speaks of nothing measured."""
    figure, passage = setting.figure, setting.passage
    is_last = passage.first < figure.first and figure.last == passage.last
    return _is_fraction(setting) and is_last and not passage.keys("family") and not any(setting.same_passage())


def _is_fraction(setting: Setting) -> bool:
    """As in "four in ten", "үштен бірі": written without a percent sign, a part of a whole by itself."""
    quote = setting.figure.quantity.quote
    return "%" not in quote and not any(_inside(term, setting.figure) for term in setting.passage.of("in_percent"))


def _inside(term: Term, figure: Figure) -> bool:
    return figure.first <= term.first and term.last <= figure.last


def read_multiple(setting: Setting) -> Topic | Refused:
    """The topic of a multiple."""
    measures = setting.measures
    near = nearest_family(setting, ("share",))
    grown = nearest_family(setting, set(measures.growth) - {"economy_growth"})  # GDP is what it is a share of
    ratio = _import_ratio(setting)
    if ratio:
        return Topic(measures.money["import"], "import", "X", "multiple", from_term("import", "near", ratio))
    if near and near[0] < (grown[0] if grown else FAR):
        whole = share_whole(setting.figure, setting.passage)
        if whole and whole.key in measures.shares_growth:
            return Topic(
                measures.shares_growth[whole.key], "share", "X", "multiple", from_term("share", "near", near[1])
            )
    return read_growth(setting, "X")


def _import_ratio(setting: Setting) -> Term | None:
    """As in "Imported machinery worth 14 billion, seven times the exports": imports as a multiple of exports."""
    figure, passage = setting.figure, setting.passage
    imports = [term for term in passage.of("family") if term.key == "import" and term.first < figure.first]
    exports = [
        term for term in passage.of("family") if term.key == "export" and imports and term.first > imports[-1].first
    ]
    near = [
        term
        for term in exports
        if 0 <= term.first - figure.last <= PAIR_REACH or 0 <= figure.first - term.last <= PAIR_REACH
    ]
    return imports[-1] if near else None
