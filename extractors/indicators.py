"""What a figure is about: from the words around it to a family, and with its unit to an indicator.

Enters: a figure, its passage, what the text said before. Leaves: a `Topic` (indicator, unit, role, ground) or the
reason why there is none. A family is chosen only among those that can be measured in the figure's unit.
"""

from collections.abc import Collection, Iterator
from dataclasses import dataclass, replace

from extractors.changes import change_words
from extractors.from_to import end_of_pair
from extractors.grounds import Ground, from_term
from extractors.passages import Figure, Passage
from extractors.records import ClaimStatus, Role
from extractors.shares import share_whole
from extractors.terms import Term
from extractors.things import counted_thing

MONEY = {
    "output": "output_value", "investment": "investment_value", "fixed_investment": "fixed_investment",
    "fdi": "fdi_inflow", "value_added": "value_added", "export": "export_value", "import": "import_value",
    "import_substitution": "import_substitution", "productivity": "labour_productivity",
    "contract": "contract_value", "financing": "financing", "wages": "wages",
}  # fmt: skip
GROWTH = {
    "output": "output_growth", "investment": "fixed_investment_growth", "fdi": "fdi_growth",
    "fixed_investment": "fixed_investment_growth", "value_added": "value_added_growth", "export": "export_growth",
    "employment": "employment_growth", "productivity": "productivity_growth", "sales": "sales_growth",
    "economy_growth": "gdp_growth", "regional_product": "output_growth",
}  # fmt: skip
RATES = {"local_content": "local_content", "wear": "equipment_wear", "renewal": "renewal_rate"}
COUNTED = {
    "capacity": "production_capacity", "export": "export_units", "sales": "units_sold", "contract": "contracts",
    "fleet": "equipment_fleet", "output": "units_produced",
}  # fmt: skip
OF_VEHICLES = {"units_sold": "vehicles_sold", "units_produced": "vehicles_produced"}
BOUND = {
    "projects": "investment_projects",
    "enterprises": "enterprises",
    "jobs": "jobs_created",
    "contracts": "contracts",
}
PRODUCTS = frozenset(("vehicles", "locomotives", "wagons", "tractors", "combines", "units"))
LIGHT = {"output": 2, "investment": 2, "contract": 1, "financing": 2, "sales": 1, "fleet": 1}  # general words yield
AFTER, ACROSS = 1, 4  # what it costs a word to stand behind the figure, and in a later clause
NEAR, FAR, OTHERS = 8, 24, 6
LEAST_BARE, LARGE, LEAST_MONEY, ISO_CURRENCY = 2, 1000, 1e9, 3
PAIR_REACH, LIST_REACH = 3, 20
STAFF = {"employment": "people", "jobs": "jobs", "enterprises": "enterprises"}
USUAL_PRODUCT = {"automotive": "vehicles"}


@dataclass(frozen=True, slots=True)
class Topic:
    """What a figure measures."""

    indicator: str
    family: str
    unit: str
    role: Role
    ground: Ground
    thing: str | None = None


@dataclass(frozen=True, slots=True)
class Refused:
    """Why a figure makes no claim."""

    kind: str
    detail: str


@dataclass(frozen=True, slots=True)
class Setting:
    """What is known of a figure before its topic: where it stands, what came before, what is said of it."""

    figure: Figure
    passage: Passage
    earlier: tuple[tuple[int, int, Topic], ...]  # (block, start of the passage, topic), newest first
    activity: str
    document_activity: str
    status: ClaimStatus
    previous: Passage | None = None

    def same_passage(self) -> Iterator[Topic]:
        """Topics of the figures before this one in its sentence, newest first."""
        return (topic for _, start, topic in self.earlier if start == self.passage.start)

    def before(self, back: int = 0) -> Iterator[Topic]:
        """Topics in this block and `back` blocks before, newest first."""
        return (topic for block, _, topic in self.earlier if block >= self.passage.number - back)


def choose_topic(setting: Setting) -> Topic | Refused:
    """The indicator, unit and role of a figure."""
    quantity = setting.figure.quantity
    clause = {term.group for term in setting.passage.in_clause(setting.figure, "ratio", "price")}
    if "price" in clause:
        return Refused("price", "a price, not a reported figure")
    if "ratio" in clause and quantity.kind in ("money", "count"):
        return Refused("ratio", "a ratio to something else")
    start = _start_value(setting)
    if start:
        return start
    if quantity.kind == "money":
        return _money(setting, quantity.unit_measure or "")
    by_kind = {"percent": _percent, "multiple": _multiple, "count": _count, "quantity": _plain}
    return by_kind[quantity.kind](setting)


def _start_value(setting: Setting) -> Topic | None:
    """As in "Up from 13.4 % now": the value before of the figure named before."""
    figure = setting.figure
    before = next(setting.same_passage(), None)
    if before is None or before.role in ("growth", "multiple") or end_of_pair(figure, setting.passage):
        return None
    starts = any(figure.first in (term.first, term.last) for term in setting.passage.of("from_start"))
    changes = any(0 <= figure.first - term.last <= 1 for term in setting.passage.of("up", "down"))
    is_same = {"percent": "PT"}.get(figure.quantity.kind, figure.quantity.unit_measure) == before.unit
    return replace(before, ground=Ground(before.family, "start_value")) if starts and changes and is_same else None


def nearest_family(setting: Setting, families: Collection[str]) -> tuple[int, Term] | None:
    """The family term of the sentence that stands nearest, general words and later clauses put back."""
    passage, figure = setting.passage, setting.figure
    found = [(_cost(passage, figure, term), term) for term in passage.of("family") if term.key in families]
    best = min(found, default=None)
    return best if best and best[0] <= FAR else None


def _cost(passage: Passage, figure: Figure, term: Term) -> int:
    cost = passage.distance(term, figure) + LIGHT.get(term.key, 0)
    if term.first >= figure.last:
        clauses = passage.page.clauses
        cost += AFTER + ACROSS * (clauses[term.first] != clauses[max(figure.last - 1, 0)])
        following = [other.first for other in passage.figures if other.first >= term.last]
        if following and following[0] - term.last < term.first - figure.last:
            cost += OTHERS
    return cost


# --- money --------------------------------------------------------------------------------------------------


def _money(setting: Setting, unit: str) -> Topic | Refused:
    best = nearest_family(setting, MONEY)
    things = _things_near(setting, is_worth=best is None and "worth" in setting.passage.keys("family"))
    role = _change_role(setting)
    if things and (best is None or (things[0] < best[0] and best[1].key in ("output", "investment", "financing"))):
        family = _family_of_thing(things[1].key)
        if family:
            return Topic(MONEY[family], family, unit, role, from_term(family, "thing", things[1]))
    if best:
        family = best[1].key
        indicator = "fixed_investment" if family == "investment" and _is_fixed(setting) else MONEY[family]
        return Topic(indicator, family, unit, role, from_term(family, "near", best[1]))
    return _carried_money(setting, unit, role)


def _things_near(setting: Setting, *, is_worth: bool) -> tuple[int, Term] | None:
    """The project, contract or product that the money is paid for: before the figure, or after "worth"."""
    keys = {"projects", "plants", "contracts"} | PRODUCTS
    made = {term.start for term in setting.passage.of("family") if term.key == "output"}
    found = [
        (setting.passage.distance(term, setting.figure) + 1, term)
        for term in setting.passage.of("thing")
        if term.key in keys and (is_worth or term.first < setting.figure.first) and term.start not in made
    ]
    return min(found, default=None)


def _family_of_thing(thing: str) -> str | None:
    if thing in ("projects", "plants"):
        return "investment"
    return "contract" if thing == "contracts" else "output" if thing in PRODUCTS else None


def _is_fixed(setting: Setting) -> bool:
    """Whether money is put into a branch or territory, rather than into projects, a plant or a company's own works."""
    passage = setting.passage
    if passage.keys("thing") & {"projects", "plants", "jobs"}:
        return False
    if any(passage.in_clause(setting.figure, "plant_level")):
        return False
    if any(topic.family in ("projects", "jobs", "capacity") for topic in setting.before(0)):
        return False
    return any(passage.of("activity"))


def _carried_money(setting: Setting, unit: str, role: Role) -> Topic | Refused:
    worth = [term for term in setting.passage.of("family") if term.key == "worth"]
    branches = list(setting.passage.in_clause(setting.figure, "activity"))
    if worth and branches and not any(setting.same_passage()):
        return Topic("output_value", "output", unit, role, from_term("output", "activity", branches[0]))
    for topic in setting.before(1):
        if topic.family in MONEY and topic.role != "share" and topic.unit not in ("PT", "X"):
            indicator = topic.indicator if topic.indicator in MONEY.values() else MONEY[topic.family]
            return Topic(indicator, topic.family, unit, role, Ground(topic.family, "carried"))
        if topic.family == "projects":
            return Topic("investment_value", "investment", unit, role, Ground("investment", "projects_before"))
    for topic in setting.before(LIST_REACH):
        if topic.family == "investment":
            return Topic(topic.indicator, "investment", unit, role, Ground("investment", "far"))
    family = _family_before(setting, MONEY)
    if family:
        return Topic(MONEY[family], family, unit, role, Ground(family, "previous_sentence"))
    return Refused("quantity_without_indicator", "no word near says what the money is")


def _family_before(setting: Setting, families: Collection[str]) -> str | None:
    """The family named last in the sentence before, when that had no figures of its own."""
    before = setting.previous
    if before is None or before.figures:
        return None
    return next((term.key for term in [*before.of("family")][::-1] if term.key in families), None)


def _change_role(setting: Setting) -> Role:
    """As in "rose by 5 billion": an amount of change is growth."""
    passage, first = setting.passage, setting.figure.first
    by = [term for term in passage.of("by_change") if 0 <= first - term.last <= 1]
    changed = [term for term in passage.in_clause(setting.figure, "up", "down") if 0 <= first - term.last <= 3]
    return "growth" if by and changed else "level"


# --- percent and multiples ----------------------------------------------------------------------------------


def _percent(setting: Setting) -> Topic | Refused:
    quantity = setting.figure.quantity
    if quantity.is_points:
        return Refused("points_without_indicator", "percentage points change a share; no indicator holds them")
    if any(setting.passage.in_clause(setting.figure, "interest")):
        return Refused("price", "a rate of interest")
    if quantity.is_index and not _is_by_change(setting):
        return Topic("output_index", "output", "PT", "level", Ground("output", "index"))
    by_change = _is_by_change(setting)
    rate = nearest_family(setting, RATES)
    share = _share_cost(setting)
    growth = 0 if by_change else _growth_cost(setting)
    if (
        rate
        and not by_change
        and rate[0] - 4 <= min(share, growth, 12)
        and not _is_other_clause(setting, rate[1], share)
    ):
        role: Role = "share" if rate[1].key == "local_content" else "level"
        return Topic(RATES[rate[1].key], rate[1].key, "PT", role, from_term(rate[1].key, "near", rate[1]))
    if share <= growth and share < FAR and not by_change:
        return _share(setting)
    return _growth(setting, "PT") if growth < FAR else _carried_percent(setting)


def _is_other_clause(setting: Setting, rate: Term, share: int) -> bool:
    """As in "60 % should be local, and 95 % will be exported": the clause's own word of sharing outdoes another clause's."""
    clauses = setting.passage.page.clauses
    return share <= NEAR and clauses[rate.first] != clauses[setting.figure.first]


def _is_by_change(setting: Setting) -> bool:
    """As in "На 5 %", "by 5 %", "+5 %": by how much, not how much."""
    figure, passage = setting.figure, setting.passage
    if figure.quantity.quote[:1] in "+−-":
        return True
    before = passage.page.words[figure.first - 1].text if figure.first > passage.first else ""
    inside = passage.page.words[figure.first].text if figure.first < passage.last else ""
    by = {passage.page.words[term.first].text for term in passage.of("by_change")}
    return bool({before, inside} & by)


def _share_cost(setting: Setting) -> int:
    figure, passage = setting.figure, setting.passage
    clause = passage.in_clause(figure, "family")
    if any(term.key == "share" and term.first < figure.first for term in clause):
        return 0
    terms = [term for term in passage.of("family") if term.key in ("share", "part")]
    cost = min((_cost(passage, figure, term) for term in terms), default=FAR)
    return min(cost, 2) if _is_part_of(setting) else cost


def _is_part_of(setting: Setting) -> bool:
    """As in "95% of the goods", "60 пайызы": a percentage with a whole."""
    figure, passage = setting.figure, setting.passage
    quote = figure.quantity.quote.lower()
    if quote.endswith(("ын", "ін", "сы", "сі", "йызы", "ны", "ні")):
        return True
    if figure.last >= passage.last:
        return False
    return passage.page.words[figure.last].text in ("of", "от")


def _growth_cost(setting: Setting) -> int:
    figure, passage = setting.figure, setting.passage
    return min((_cost(passage, figure, term) for term in change_words(figure, passage)), default=FAR)


def _share(setting: Setting) -> Topic:
    whole = share_whole(setting.figure, setting.passage)
    names = {"economy": "share_of_gdp", "manufacturing": "share_of_manufacturing", "industry": "share_of_industry"}
    names["machinery"] = "share_of_machinery"
    if whole and whole.key in names:
        return Topic(names[whole.key], "share", "PT", "share", from_term(whole.key, "whole", whole))
    return Topic("share_other", "share", "PT", "share", Ground("share", "no_whole"))


def _growth(setting: Setting, unit: str) -> Topic | Refused:
    role: Role = "multiple" if unit == "X" else "growth"
    best = nearest_family(setting, GROWTH)
    if best and best[0] <= 12:
        return Topic(GROWTH[best[1].key], best[1].key, unit, role, from_term(best[1].key, "near", best[1]))
    family = _grown_before(setting.same_passage())
    if family:
        return Topic(GROWTH[family], family, unit, role, Ground(family, "same_sentence"))
    if any(term.first < setting.figure.first for term in setting.passage.in_clause(setting.figure, "activity")):
        return Topic("output_growth", "output", unit, role, Ground("output", "activity"))
    family = _grown_before(setting.before(1))
    if family and (unit == "PT" or any(setting.passage.of("up", "down"))):
        return Topic(GROWTH[family], family, unit, role, Ground(family, "carried"))
    if best:
        return Topic(GROWTH[best[1].key], best[1].key, unit, role, from_term(best[1].key, "far", best[1]))
    if any(setting.passage.of("activity", "region_level")):
        return Topic("output_growth", "output", unit, role, Ground("output", "activity"))
    return Refused("quantity_without_indicator", "no word near says what grew")


def _grown_before(topics: Iterator[Topic]) -> str | None:
    return next((topic.family for topic in topics if topic.family in GROWTH), None)


def _carried_percent(setting: Setting) -> Topic | Refused:
    for topic in setting.before(0):
        if topic.unit == "PT":
            return Topic(topic.indicator, topic.family, "PT", topic.role, Ground(topic.family, "carried"))
    return Refused("quantity_without_indicator", "neither growth nor share is said of this percentage")


def _multiple(setting: Setting) -> Topic | Refused:
    near = nearest_family(setting, ("share", "import"))
    grown = nearest_family(setting, GROWTH)
    ratio = _import_ratio(setting)
    if ratio:
        return Topic("import_value", "import", "X", "multiple", from_term("import", "near", ratio))
    if near and near[1].key == "share" and near[0] < (grown[0] if grown else FAR):
        whole = share_whole(setting.figure, setting.passage)
        if whole and whole.key == "economy":
            return Topic("share_of_gdp_growth", "share", "X", "multiple", from_term("share", "near", near[1]))
    return _growth(setting, "X")


def _import_ratio(setting: Setting) -> Term | None:
    """As in "Imported machinery worth 14 billion, seven times the exports": imports as a multiple of exports."""
    figure, passage = setting.figure, setting.passage
    imports = [term for term in passage.of("family") if term.key == "import" and term.first < figure.first]
    exports = [
        term for term in passage.of("family") if term.key == "export" and imports and term.first > imports[-1].first
    ]
    near = [
        term for term in exports if abs(term.first - figure.last) <= 1 or abs(figure.first - term.last) <= PAIR_REACH
    ]
    return imports[-1] if near else None


# --- counts -------------------------------------------------------------------------------------------------


def _count(setting: Setting) -> Topic | Refused:
    thing = counted_thing(setting.figure, setting.passage)
    if thing is None:
        return _bare(setting)
    if thing.value == "other":
        return Refused("thing_not_reported", "what is counted has no indicator")
    return _of_thing(setting, thing)


def _of_thing(setting: Setting, thing: Ground) -> Topic | Refused:
    key = thing.value
    if key == "people" and (setting.figure.quantity.value or 0) < LEAST_BARE:
        return Refused("ratio", "so much for one person is a ratio")
    if key == "plants":
        key = "enterprises" if setting.status == "actual" else "projects"
    if key == "people":
        jobs = nearest_family(setting, ("jobs",))
        staff = nearest_family(setting, ("employment",))
        key = "jobs" if jobs and (staff is None or jobs[0] < staff[0]) else key
    if key in BOUND:
        return Topic(BOUND[key], key if key != "contracts" else "contract", f"count:{key}", "level", thing, key)
    if key == "people":
        return Topic("employment", "employment", "count:people", _change_role(setting), thing, key)
    return _of_product(setting, key, thing)


def _of_product(setting: Setting, thing: str, ground: Ground) -> Topic | Refused:
    thing = _special(setting, thing, ground)
    if thing == "vehicles" and setting.document_activity == "railway":
        thing = "wagons"  # "cars" of a railway
    best = nearest_family(setting, COUNTED)
    role = _change_role(setting)
    plant = _plant_in_clause(setting)
    yearly = _per_year(setting.passage)
    if plant and setting.status != "actual" and (best is None or best[0] > NEAR):
        family, ground = "capacity", from_term("capacity", "plant", plant)
    elif best and best[1].key == "output" and yearly:
        family, ground = "capacity", from_term("capacity", "per_year", yearly)
    elif best:
        family, ground = best[1].key, from_term(best[1].key, "near", best[1])
    else:
        family = next((topic.family for topic in setting.before(1) if topic.family in COUNTED), "")
        ground = Ground(family, "carried")
    if not family:
        return Refused("quantity_without_indicator", f"{thing}: made, sold, owned or planned is not said")
    indicator = COUNTED[family]
    if thing == "vehicles":
        indicator = OF_VEHICLES.get(indicator, indicator)
    return Topic(indicator, family, f"count:{thing}", role, ground, thing)


def _carried_thing(setting: Setting) -> str | None:
    """The thing counted last; "of these" are projects where the text counted any."""
    things = [topic.thing for topic in setting.before(_reach(setting)) if topic.thing]
    if "projects" in things and any(setting.passage.of("subset")):
        return "projects"
    return things[0] if things else None


def _reach(setting: Setting) -> int:
    """Blocks back in which a number may find its noun: far in a list, one for a large number, none for a small one."""
    if setting.passage.block.kind == "list_item":
        return LIST_REACH
    is_subset = any(setting.passage.of("subset"))
    return 1 if is_subset or (setting.figure.quantity.value or 0) >= LARGE else 0


def _special(setting: Setting, thing: str, ground: Ground) -> str:
    """As in "Exports of tractors reached 412 units": the units are tractors."""
    figure, passage = setting.figure, setting.passage
    unit = next((term for term in passage.of("any_unit") if term.start == ground.start), None)
    if thing != "units" or unit is None or any(term.first == unit.last for term in passage.of("thing")):
        return thing
    named = [term.key for term in passage.of("thing") if term.first < figure.first and term.key in PRODUCTS]
    return named[-1] if named else thing


def _follows_of(setting: Setting) -> bool:
    """As in "173 projects out of 190": the second counts the same."""
    figure, passage = setting.figure, setting.passage
    before = [other for other in passage.figures if other.last <= figure.first]
    if not before or figure.first - before[-1].last > PAIR_REACH:
        return False
    return any(term.last == figure.first or term.first == figure.first for term in passage.of("whole"))


def _currency_before(setting: Setting) -> str | None:
    """As in "Whose total is 261 billion": so large a bare number is money, in the currency of the text before."""
    value = setting.figure.quantity.value or 0
    least = LEAST_MONEY if nearest_family(setting, ("output", "sales", "capacity", "fleet")) else LEAST_MONEY / 1000
    if value < least:
        return None
    return next(
        (topic.unit for topic in setting.before(2) if len(topic.unit) == ISO_CURRENCY and topic.unit.isupper()), None
    )


def _per_year(passage: Passage) -> Term | None:
    """As in "A year" as a rate, not in "a year ago"."""
    others = [(term.start, term.end) for term in passage.of("earlier")]
    others += [(one.quantity.start, one.quantity.end) for one in passage.periods if one.quantity.time_period]
    return next((t for t in passage.of("per_year") if not any(a < t.end and t.start < z for a, z in others)), None)


def _plant_in_clause(setting: Setting) -> Term | None:
    """As in "A works for 6,000 wagons was opened": what a plant is for is its capacity."""
    clause = setting.passage.in_clause(setting.figure, "thing")
    plants = (term for term in clause if term.key == "plants" and term.first < setting.figure.first)
    return next(plants, None)


def _bare(setting: Setting) -> Topic | Refused:
    """A count without its noun: "output was 171.4 thousand", "of these, 29", "from 6,875 to 11,169"."""
    if (setting.figure.quantity.value or 0) < LEAST_BARE:
        return Refused("bare_number", "a one without a noun counts nothing")
    same = next((topic.thing for topic in setting.same_passage() if topic.thing), None)
    if same and _follows_of(setting):
        return _of_thing(setting, Ground(same, "noun_carried"))
    staff = nearest_family(setting, STAFF)
    made = nearest_family(setting, COUNTED)
    currency = _currency_before(setting)
    if currency:
        return _money(setting, currency)
    if staff and staff[0] <= NEAR and (made is None or staff[0] <= made[0]):
        return _of_thing(setting, from_term(STAFF[staff[1].key], "family", staff[1]))
    carried = _carried_thing(setting)
    if made and carried not in PRODUCTS and not any(setting.passage.of("subset")):
        return _of_product(setting, USUAL_PRODUCT.get(setting.activity, "units"), from_term("units", "family", made[1]))
    if carried:
        return _of_thing(setting, Ground(carried, "noun_carried"))
    if staff:
        return _of_thing(setting, from_term(STAFF[staff[1].key], "family", staff[1]))
    return Refused("quantity_without_indicator", "a bare number: nothing says what is counted")


def _plain(setting: Setting) -> Topic | Refused:
    if setting.figure.quantity.unit_measure == "tonne":
        best = nearest_family(setting, ("output", "capacity"))
        if best:
            indicator = COUNTED[best[1].key]
            return Topic(indicator, best[1].key, "tonne", "level", from_term(best[1].key, "near", best[1]))
    return Refused("unit_not_reported", f"no indicator is measured in {setting.figure.quantity.unit_measure or 'this'}")
