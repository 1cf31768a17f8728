"""Counts: projects, jobs, people, plants, machines made, sold, owned or ordered.

Enters: a count in its setting. Leaves: its topic. The noun behind the number decides; a bare number takes the noun, or
the currency, of the text before it.
"""

import re
from collections.abc import Collection

from extractors.claim.grounds import Ground, from_term
from extractors.claim.named_periods import dated_periods
from extractors.claim.passages import Figure, Passage
from extractors.claim.terms import Term
from extractors.topic.bare_numbers import currency_before, percent_before, same_measure, sum_of_text
from extractors.topic.count_nouns import unknown_noun, unsaid_thing
from extractors.topic.people import are_hired, are_kept, are_no_staff, is_age, is_age_bound
from extractors.topic.sums import read_sum
from extractors.topic.things import counted_thing
from extractors.topic.topics import (
    LIST_REACH,
    MAKING,
    NEAR,
    PRODUCTS,
    USUAL_PRODUCT,
    Refused,
    Setting,
    Topic,
    change_role,
    nearest_family,
)

LEAST_BARE = 2
NAME_REACH = 60  # characters
_YEAR = re.compile(r"\d{4}")
SUM = 1e7  # so large a bare number counts no goods
MACHINE_MAKING = frozenset(("machinery", "agricultural_machinery", "electrical", "household_appliances"))
WEARING = frozenset(("wear", "renewal"))


def read_count(setting: Setting) -> Topic | Refused:
    """The topic of a count."""
    currency = currency_before(setting) if setting.passage.ends_in(setting.figure, "owned") else sum_of_text(setting)
    if currency:  # "250 млрд теңге, соның 190 миллиарды"
        return read_sum(setting, currency)
    thing = counted_thing(setting.figure, setting.passage) or unknown_noun(setting)
    refused = _no_count(setting, thing)
    if refused or thing is None:
        return refused or _without_noun(setting)
    rate = percent_before(setting) if thing.rule == "label" and thing.value in PRODUCTS else None
    if rate:  # "кузова – 40 процентов, машины в целом – 33"
        return rate
    return _of_thing(setting, thing)


def _no_count(setting: Setting, thing: Ground | None) -> Refused | None:
    """Why a number is a word of a name, an article, a pronoun, or counts what nobody reports."""
    if _is_in_capitals(setting):
        return Refused("name", "a word of a name in capitals")
    if _is_both(setting):
        return Refused("pronoun", "so many as were counted right before")
    if thing and _is_article(setting, thing):
        return Refused("article", 'a one that says no more than "a"')
    if thing and thing.value == "other":
        return Refused("thing_not_reported", "what is counted has no indicator")
    return None


def _is_both(setting: Setting) -> bool:
    """As in "Екі зауыт ашылады. Екеуінің құны – 18 млрд": told of those just counted."""
    figure, before = setting.figure, setting.previous
    is_of_them = setting.passage.ends_in(figure, "owner") and figure.quantity.quote.isalpha()
    if before is None or not is_of_them or figure.first > setting.passage.first + 1:
        return False
    return any(one.quantity.kind == "count" and one.quantity.value == figure.quantity.value for one in before.figures)


def _without_noun(setting: Setting) -> Topic | Refused:
    if is_age(setting) or is_age_bound(setting):
        return Refused("age", "a number behind a name is an age")
    if _is_adjective(setting):
        return Refused("thing_not_reported", "the number is part of an adjective")
    return _bare(setting)


def _is_in_capitals(setting: Setting) -> bool:
    """As in "ШЫМКЕНТ. ЖЕТІ СУ ХАБАР –": a number word among capitals, in a name or a dateline."""
    quantity, passage = setting.figure.quantity, setting.passage
    beside = passage.page.document.text[quantity.end : quantity.end + NAME_REACH].split()[:1]
    is_alone = quantity.quote.isalpha() and quantity.quote.isupper() and len(quantity.quote) > 1
    return is_alone and all(word.isupper() for word in beside)


def _is_article(setting: Setting, thing: Ground) -> bool:
    """As in "тағы бір цех салынып жатыр": "another shop"; but "екі зауыт пен бір цех" counts."""
    quantity, passage = setting.figure.quantity, setting.passage
    is_one = quantity.value == 1 and not any(sign.isdigit() for sign in quantity.quote)
    if not is_one or "one_is_article" not in passage.page.vocabulary.grammar:
        return False
    others = (one for one in passage.figures if one is not setting.figure and one.quantity.kind == "count")
    same = (counted_thing(one, passage) for one in others if one.quantity.value != 1)
    return not any(one and one.value == thing.value for one in same)


def _is_adjective(setting: Setting) -> bool:
    """As in "a three-course lunch"."""
    text, end = setting.passage.page.document.text, setting.figure.quantity.end
    return text[end : end + 1] == "-" and text[end + 1 : end + 2].isalpha()


def _of_thing(setting: Setting, thing: Ground) -> Topic | Refused:
    key = thing.value
    if key == "people" and (setting.figure.quantity.value or 0) < LEAST_BARE:
        return Refused("ratio", "so much for one person is a ratio")
    if key == "people" and change_role(setting) == "growth":  # "the number of workers should rise by 35,000"
        name = setting.measures.growth["employment"]
        return Topic(name, "employment", "count:people", "growth", thing, key)
    if key == "plants" and _is_new(setting, thing):
        key = "projects"
    elif key == "jobs" and are_kept(setting):
        return Topic(setting.measures.bound["count:people"], "employment", "count:people", "level", thing, "people")
    elif key == "plants":
        key = "enterprises" if setting.status == "actual" else "projects"
    if key == "people" and _are_tenants(setting, thing):
        key = "enterprises"
    if key == "people" and are_hired(setting, thing):
        key = "jobs"
    if key == "people" and are_no_staff(setting, thing):
        return Refused("thing_not_reported", "people who are not at work there")
    bound = setting.measures.bound.get(f"count:{key}")
    if bound is None or key in PRODUCTS:
        return _of_product(setting, key, thing)
    family = setting.measures.indicators[bound].family
    return Topic(bound, family, f"count:{key}", "level", thing, key)


def _are_tenants(setting: Setting, noun: Ground) -> bool:
    """As in "The zone has 24 residents": companies, not people."""
    zones = (one for one in (setting.passage, setting.previous) if one is not None)
    is_zone = any(any(one.of("zone_word")) for one in zones)
    return is_zone and any(term.start == noun.start for term in setting.passage.of("tenant"))


def _is_new(setting: Setting, plants: Ground) -> bool:
    """As in "12 new factories", "new production facilities – nine": not those at work."""
    near = (
        setting.figure.last,
        *(term.first - 1 for term in setting.passage.of("thing") if term.start == plants.start),
    )
    return any(term.first in near for term in setting.passage.of("new"))


def _of_product(setting: Setting, thing: str, ground: Ground) -> Topic | Refused:
    thing = _special(setting, thing, ground)
    if thing == "vehicles" and setting.document_activity == "railway" and _is_any(ground, setting.passage, "any_car"):
        thing = "wagons"  # "cars" of a railway
    if (
        thing == "vehicles"
        and setting.document_activity in MACHINE_MAKING
        and _is_any(ground, setting.passage, "any_machine")
    ):
        thing = next((one.thing for one in setting.before(LIST_REACH) if one.thing in PRODUCTS), None) or "units"
    if thing == "units" and setting.own_activity() == "railway" and _is_engine(setting, ground):
        thing = "locomotives"
    said = _said_of_product(setting, set(setting.measures.counted))
    if said is None or _is_needed(setting, said):
        return Refused("quantity_without_indicator", f"{thing}: made, sold, owned or planned is not said")
    measures = setting.measures
    indicator = measures.counted[said.value]
    if thing == "vehicles":
        indicator = measures.vehicles.get(said.value, indicator)
    return Topic(indicator, said.value, f"count:{thing}", change_role(setting), said, thing)


def _is_any(noun: Ground, passage: Passage, group: str) -> bool:
    """As in "машин", "машина", "cars": a word that makers of other machines, or railways, use of theirs."""
    return any(term.start == noun.start and term.end == noun.end for term in passage.of(group))


def _is_engine(setting: Setting, ground: Ground) -> bool:
    """As in "90 new engines were bought": locomotives where a railway is spoken of."""
    return any(term.start == ground.start for term in setting.passage.of("engine_word"))


def _said_of_product(setting: Setting, counted: Collection[str]) -> Ground | None:
    """Made, sold, exported, ordered, in use, or what a plant can make: one of the families `counted`."""
    best = _able_to(setting, nearest_family(setting, counted))
    plant, yearly = _plant_in_clause(setting), _per_year(setting.passage, setting.figure)
    dated = {one.quantity.time_period for one in dated_periods(setting.passage)}
    is_of_year = any(_YEAR.fullmatch(one or "") for one in dated)  # "will make 6,000 this year"
    if plant and setting.status != "actual" and not (best and is_of_year) and (best is None or best[0] > NEAR):
        return from_term("capacity", "plant", plant)
    is_rate = plant is not None or not _is_mass(setting) if best is None else best[1].key in MAKING
    if yearly and (is_rate or (best is not None and _is_yearly(setting, yearly, best[1]))):
        return from_term("capacity", "per_year", yearly)
    booked = next(iter(setting.passage.in_clause(setting.figure, "order_book")), None)
    if booked and best and best[1].key == "fleet" and "contract" in counted:
        return from_term("contract", "order_book", booked)  # "тапсырыс қоржынында 17 машина бар"
    if best is None and any(setting.passage.in_clause(setting.figure, "received")):
        return Ground("sales", "received")
    if best:
        return _of_them(setting, best[1], counted) or from_term(best[1].key, "near", best[1])
    return _by_context(setting, counted, is_of_year=is_of_year)


def _is_needed(setting: Setting, said: Ground) -> bool:
    """As in "The railway needs 120 new ones every year": neither made nor owned."""
    needed = any(term.last == setting.figure.first for term in setting.passage.of("needing"))
    return needed and said.rule != "near"


def _able_to(setting: Setting, best: tuple[int, Term] | None) -> tuple[int, Term] | None:
    """As in "Carriers will be able to buy 1,600 buses": what one is able to do says more than that one is able."""
    if best is None or best[1].key != "capacity":
        return best
    deeds = (term for term in setting.passage.of("family") if term.key == "sales" and term.first == best[1].last)
    return next(((best[0], term) for term in deeds), best)


def _by_context(setting: Setting, counted: Collection[str], *, is_of_year: bool) -> Ground | None:
    """What is said of products whose own words say nothing: by the verb that ends the row, or as before."""
    verb = _row_verb(setting, counted)
    if verb:
        return from_term(verb.key, "row", verb)
    if setting.status == "actual" and any(term.last == setting.figure.first for term in setting.passage.of("perfect")):
        return Ground("fleet", "owned")  # "The country has 150,000 tractors"
    carried = next((topic.family for topic in setting.before(1) if topic.family in counted), None)
    if carried == "capacity" and (is_of_year or (setting.status == "actual" and dated_periods(setting.passage))):
        carried = "output"  # what a plant made by a date, or makes in a year, not what it can make
    is_worn = any(topic.family in WEARING for topic in setting.before(1))  # "Wear is 71%. Of 2,900 combines …"
    if carried is None and (is_worn or nearest_family(setting, ("employment",))):
        return Ground("fleet", "at_work")  # "в хозяйствах работает 152 тыс. тракторов"
    is_had = bool(setting.lead) and any(setting.lead[-1].of("having")) and not setting.lead[-1].keys("family") & MAKING
    is_had |= bool(WEARING & setting.passage.keys("family"))
    if carried is None and is_had:
        return Ground("fleet", "lead")  # "The farms have: – 150,900 tractors", "tractors – 150,900, wear 77%"
    is_item = setting.passage.block.kind == "list_item"  # "Locomotives: 118" in a list of results
    if carried is None and (is_item or _is_of_plant(setting)):
        return Ground("output", "list" if is_item else "plant")
    return Ground(carried, "carried") if carried else None


def _is_of_plant(setting: Setting) -> bool:
    """Whether machines stand in one sentence with the plant that gave them."""
    is_machine = bool(setting.passage.keys("thing") & (PRODUCTS - {"units"}))
    return is_machine and setting.status == "actual" and "plants" in setting.passage.keys("thing")


def _row_verb(setting: Setting, counted: Collection[str]) -> Term | None:
    """As in "26 мың пеш, 14 мың шам және 180 мың теледидар шығарылды": the verb that ends a row is of its first too."""
    passage, figure = setting.passage, setting.figure
    if "verb_ends_sentence" not in passage.page.vocabulary.grammar:
        return None
    return next((term for term in passage.of("family") if term.first >= figure.last and term.key in counted), None)


def _of_them(setting: Setting, named: Term, counted: Collection[str]) -> Ground | None:
    """As in "346 мың техника құрастырылды, оның ішінде 118 мың кір жуғыш машина бар": a part of what was made."""
    within = next((topic for topic in setting.same_passage() if topic.family in counted), None)
    is_part = within is not None and named.key == "fleet" and any(setting.passage.of("subset"))
    return Ground(within.family, "carried") if within and is_part else None


def _is_mass(setting: Setting) -> bool:
    """As in "the country eats 550,000 tonnes a year": what is weighed need not be made."""
    return setting.figure.quantity.kind == "quantity"


def _special(setting: Setting, thing: str, ground: Ground) -> str:
    """As in "Exports of tractors reached 412 units": the units are tractors."""
    figure, passage = setting.figure, setting.passage
    unit = next((term for term in passage.of("any_unit") if term.start <= (ground.start or 0) < term.end), None)
    if thing != "units" or unit is None:
        return thing
    after = [term.key for term in passage.of("thing") if term.first == unit.last]
    if after:  # "единиц автомобильной техники" are vehicles
        return next((key for key in after if key in PRODUCTS), thing)
    named = [term.key for term in passage.of("thing") if term.first < figure.first and term.key in PRODUCTS - {"units"}]
    is_told = not any(passage.of("activity"))  # a branch that is named has goods of its own
    told = [topic.thing for topic in setting.before(0) if is_told and topic.thing in PRODUCTS]
    others = (term for term in passage.of("thing") if term.key == "units" and term.first < figure.first)
    if not named and any(others):  # "the tyre plant made 1.9 million pieces"
        return thing
    if len(set(told)) > 1:  # "3,150 tractors and 1,240 combines. In May farmers bought 900 units"
        return thing
    return named[-1] if named else next(iter(told), None) or USUAL_PRODUCT.get(setting.own_activity(), thing)


def _is_yearly(setting: Setting, yearly: Term, family: Term) -> bool:
    """As in "3 million tyres a year and exports 70 % of them": the rate is nearer than the verb behind."""
    low, high = setting.passage.clause_of(setting.figure)
    return low <= yearly.first < high and family.first >= max(setting.figure.last, yearly.last)


def _per_year(passage: Passage, figure: Figure) -> Term | None:
    """As in "A year" as a rate, not in "a year ago", nor in a later clause with a figure of its own."""
    clauses = passage.page.clauses
    own = {clauses[one.first] for one in passage.figures} - {clauses[figure.first]}
    is_dated = any(clauses[one.first] == clauses[figure.first] for one in dated_periods(passage))
    others = [(term.start, term.end) for term in passage.of("earlier")]
    others += [(one.quantity.start, one.quantity.end) for one in passage.periods if one.quantity.time_period]
    rates = (
        t for t in passage.of("per_year") if (t.first < figure.first and not is_dated) or clauses[t.first] not in own
    )
    return next((t for t in rates if not any(a < t.end and t.start < z for a, z in others)), None)


def _plant_in_clause(setting: Setting) -> Term | None:
    """As in "A works for 6,000 wagons was opened", "500 трактор құрастыратын цех": what it is for is its capacity."""
    passage, figure = setting.passage, setting.figure
    made_by = passage.page.vocabulary.endings.get("made_by", ("\0",))
    plants = (term for term in passage.in_clause(figure, "thing") if term.key in ("plants", "projects"))
    for term in plants:
        if term.key == "plants" and term.first < figure.first:
            return term
        if term.first > figure.last and passage.page.words[term.first - 1].text.endswith(made_by):
            return term
    return None


def _bare(setting: Setting) -> Topic | Refused:
    """A count without its noun: "output was 171.4 thousand", "of these, 29", "from 6,875 to 11,169"."""
    value = setting.figure.quantity.value or 0
    same = None if value == 1 else same_measure(setting)
    if same:
        return same
    if value < LEAST_BARE:
        return Refused("bare_number", "a one without a noun counts nothing")
    currency = currency_before(setting)
    thing = None if currency else unsaid_thing(setting)
    if currency:
        return read_sum(setting, currency)
    if thing is None or (thing.rule == "family" and value >= SUM):
        return Refused("quantity_without_indicator", "a bare number: nothing says what is counted")
    return _of_thing(setting, thing)


def _measured_in(setting: Setting, unit: str) -> set[str]:
    """Families whose counted indicator may stand in this unit."""
    measures = setting.measures
    return {family for family, name in measures.counted.items() if unit in measures.indicators[name].units}


def read_plain(setting: Setting) -> Topic | Refused:
    """The topic of a quantity in a unit of its own: tonnes, or none."""
    if setting.figure.quantity.unit_measure == "tonne":
        said = _said_of_product(setting, _measured_in(setting, "tonne"))
        told = any(topic.unit == "tonne" for topic in setting.before(0))
        if said and (said.rule != "carried" or told):
            return Topic(setting.measures.counted[said.value], said.value, "tonne", change_role(setting), said)
    return Refused("unit_not_reported", f"no indicator is measured in {setting.figure.quantity.unit_measure or 'this'}")
