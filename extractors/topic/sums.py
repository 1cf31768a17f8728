"""Money: output, exports, investment, the cost of projects, contracts, loans, pay.

Enters: a sum in its setting. Leaves: its topic. What is said to be worth something decides where no word names a
family: projects cost, contracts are worth, goods are output.
"""

from collections.abc import Collection, Iterator
from dataclasses import replace

from extractors.claim.grounds import Ground, from_term
from extractors.claim.terms import Term
from extractors.records import Role
from extractors.topic.invested import is_by_branch, is_fixed
from extractors.topic.paid_for import LOAN_REACH, YIELDING, is_price_of_one, is_sold, paid_for
from extractors.topic.topics import (
    LIST_REACH,
    MAKING,
    VAGUE,
    Refused,
    Setting,
    Topic,
    change_role,
    falls_on,
    family_terms,
    nearest_family,
)

SPENT_ON = frozenset(("fdi", "import", "export"))  # "spent on imports", "foreign investors put in": not one's own
SORTS_OF_INVESTMENT = frozenset(("fdi", "fixed_investment"))
NOUNS = SORTS_OF_INVESTMENT | {"investment", "export", "import", "financing", "value_added"}  # that a sum may be of
PRICED_REACH, VERB_REACH = 4, 3  # words
WHOLES = frozenset(("regional_product", "economy_growth"))


def read_sum(setting: Setting, unit: str) -> Topic | Refused:
    """The topic of a sum in the currency `unit`."""
    money = setting.measures.money
    told = _predicate(setting) or _noun_of(setting) or _lent_behind(setting) or _priced(setting) or _pay(setting)
    best = told or _spent_on(setting, nearest_family(setting, {*_of_size(setting), "capacity"}))
    if best and (best[1].key == "capacity" or _is_aside(setting, best[1])) and _is_cost(setting):
        best = None
    if best and best[1].key == "capacity":  # "the plants will turn out goods worth 2.5 trillion"
        best = (best[0], best[1]._replace(key="output"))
    role = change_role(setting)
    part = falls_on(setting, unit) or _for_same(setting, unit, role) or _for_projects(setting, unit, role)
    part = part or _is_of_sort(setting, best, unit, role) or _sum_of_them(setting, best, unit)
    if part:
        return part
    spent = _spent(setting)
    paid = None if _is_product(setting, best) else paid_for(setting, best)
    paid = None if paid and paid.value == "output" and spent else paid  # "жабдыққа 380 млн теңге салдық"
    if paid:
        by_branch = paid.value == "investment" and is_by_branch(setting)
        return Topic(money["fixed_investment" if by_branch else paid.value], paid.value, unit, role, paid)
    if is_price_of_one(setting, best):
        return Refused("price", "what one machine costs")
    if _is_product(setting, best) or is_sold(setting, best):
        return Refused("quantity_without_indicator", "sales and the gross product in money have no indicator")
    if spent and not told and (best is None or (best[1].key in YIELDING and not _is_aim(best[1], setting))):
        best = (0, spent._replace(key="investment"))
    best = _of_grant(setting, best)
    if best is None:
        return _come_to(setting, unit, role) or _carried_money(setting, unit, role)
    family = best[1].key
    costs = any(term.start == best[1].start for term in setting.passage.of("costing"))  # a plant's or a line's
    indicator = money["fixed_investment" if family == "investment" and not costs and is_fixed(setting) else family]
    return Topic(indicator, family, unit, role, from_term(family, "near", best[1]))


def _of_grant(setting: Setting, best: tuple[int, Term] | None) -> tuple[int, Term] | None:
    """As in "из бюджета выделено 3 млрд, освоено 2,1 млрд": how much of the money given has been spent."""
    passage = setting.passage
    before = next((topic for topic in setting.same_passage() if topic.unit not in ("PT", "X")), None)
    is_spent = best is not None and any(term.start == best[1].start for term in passage.of("spent"))
    is_given = before is not None and before.family == "financing"
    if best is None or best[1].key != "investment" or not (is_spent and is_given):
        return best
    is_put = {term.key for term in passage.in_clause(setting.figure, "thing")} & {"projects", "plants"}
    return best if is_put else (best[0], best[1]._replace(key="financing"))


def _sum_of_them(setting: Setting, best: tuple[int, Term] | None, unit: str) -> Topic | None:
    """As in "640 млн долларға экспортталды. Соның ішінде машина жасау өнімі – 48 млн": a part of the sum before."""
    passage = setting.passage
    opens = any(term.first <= passage.first + 1 for term in passage.of("subset"))
    first = min((one.first for one in passage.figures), default=0)
    before = next(setting.before(0), None)
    if not opens or before is None or before.unit != unit or setting.figure.first != first:
        return None
    is_vague = best is None or best[1].key in VAGUE
    is_like = is_vague and before.role == "level" and before.family in setting.measures.money
    return replace(before, ground=Ground(before.family, "subset")) if is_like else None


def _is_cost(setting: Setting) -> bool:
    """As in "мощность — 200 тыс. тонн, стоимость — 42 млрд": the word for cost stands nearer, with nothing made."""
    named = [term for term in setting.passage.in_clause(setting.figure, "family") if term.first < setting.figure.first]
    return bool(named) and named[-1].key == "worth"


def _is_aside(setting: Setting, behind: Term) -> bool:
    """As in "Құны – 3,6 млрд теңге, соның жартысын несиеге алдық": told of a part, in a later clause."""
    clauses, figure = setting.passage.page.clauses, setting.figure
    return behind.first >= figure.last and clauses[behind.first] != clauses[max(figure.last - 1, 0)]


def _predicate(setting: Setting) -> tuple[int, Term] | None:
    """As in "оның 3 миллиарды – жеңілдетілген несие": so much of the sum before is what the dash leads to."""
    figure, passage = setting.figure, setting.passage
    if figure.last >= passage.last or not passage.ends_in(figure, "owned"):
        return None
    if not any(sign in passage.page.gap(figure.last - 1, figure.last) for sign in "—–-"):
        return None
    behind = (term for term in passage.in_clause(figure, "family") if term.first >= figure.last)
    return next(((0, term) for term in behind if term.key in setting.measures.money), None)


def _noun_of(setting: Setting) -> tuple[int, Term] | None:
    """As in "96 billion of investment", "Exports brought in $11 million": the noun of the sum, or its subject."""
    figure, passage = setting.figure, setting.passage
    low, high = passage.clause_of(figure)
    terms = [term for term in family_terms(passage) if low <= term.first and term.last <= high]
    named = [term for term in terms if term.key in NOUNS]
    is_lent = any(term.key == "financing" and term.last == figure.first for term in terms)
    if is_lent or any(term.key == "productivity" for term in terms):
        return None
    joined = {at for one in passage.of("part_of") if one.first == figure.last for at in range(one.last, one.last + 3)}
    behind = (term for term in named if term.first in joined and not passage.marks(figure.last - 1, term.first))
    yields = [term for term in passage.of("yielded") if 0 <= figure.first - term.last <= 1]
    before = (term for term in reversed(named) if yields and term.last <= yields[0].first)
    ofs = {one.first for one in passage.of("part_of") if one.last == figure.first}  # "with investment of 890 billion"
    of_it = (term for term in named if term.last in ofs)
    lent = (
        term for term in named if term.key == "financing" and term.last == figure.first
    )  # "reimbursed 5 bn of costs"
    found = next(lent, None) or next(behind, None) or next(of_it, None) or next(before, None)
    return (0, found) if found else None


def _pay(setting: Setting) -> tuple[int, Term] | None:
    """As in "a worker received 372,000 tenge a month": what a month brings to people who make nothing for it."""
    figure, passage = setting.figure, setting.passage
    months = passage.of("per_month")
    is_monthly = any(0 <= one.first - figure.last <= 1 or 0 <= figure.first - one.last <= 1 for one in months)
    clause = passage.in_clause(figure, "family", "thing")
    if not is_monthly or any(term.group == "family" and term.key in MAKING for term in clause):
        return None
    people = (term for term in clause if term.key in ("people", "productivity"))
    named = next(people, None)
    return (0, named._replace(group="family", key="wages")) if named else None


def _priced(setting: Setting) -> tuple[int, Term] | None:
    """As in "құны 900 млн теңге болатын жаңа өндіріс желісін": what the sum before a plant or line is the cost of."""
    figure, passage = setting.figure, setting.passage
    if "whole_comes_first" not in passage.page.vocabulary.grammar:
        return None
    worth = next((term for term in passage.of("family") if term.key == "worth" and term.last == figure.first), None)
    things = (term for term in passage.of("thing") if 0 <= term.first - figure.last <= PRICED_REACH)
    thing = next((term for term in things if term.key != "other"), None)
    is_plant = thing is not None and thing.key in ("plants", "projects")
    if worth is None or thing is None or not is_plant or passage.marks(figure.last - 1, thing.first):
        return None
    return 0, worth._replace(key="investment")


def _lent_behind(setting: Setting) -> tuple[int, Term] | None:
    """As in "12 млрд тенге субсидий", "полтриллиона тенге заёмных средств": what the sum is of, in the genitive."""
    figure, passage = setting.figure, setting.passage
    endings = passage.page.vocabulary.endings
    of_many = (*endings.get("of_many", ()), *endings.get("of_many_before", ()))
    lent = (term for term in passage.of("family") if term.key == "financing" and term.first == figure.last)
    named = next((term for term in lent if passage.page.words[term.first].text.endswith(of_many or ("\0",))), None)
    return (0, named) if named and not passage.marks(figure.last - 1, named.first) else None


def _for_same(setting: Setting, unit: str, role: Role) -> Topic | None:
    """As in "16 billion is planned for the same purpose": what the sum before was."""
    money, is_same = setting.measures.money, any(setting.passage.in_clause(setting.figure, "same_aim"))
    before = next((topic for topic in setting.before(1) if topic.indicator in money.values()), None)
    if before is None or not is_same:
        return None
    return Topic(before.indicator, before.family, unit, role, Ground(before.family, "carried"))


def _for_projects(setting: Setting, unit: str, role: Role) -> Topic | None:
    """As in "ещё 40 на 510 млрд", "11 производств на 38 млрд": the cost of the projects counted right before."""
    before, figure, passage = next(setting.same_passage(), None), setting.figure, setting.passage
    of_them = any(term.last == figure.first for term in passage.of("by_change"))
    reach = LOAN_REACH if of_them else 1
    near = any(
        0 <= figure.first - one.last <= reach and not passage.marks(one.last - 1, figure.first)
        for one in passage.figures
    )
    if before is None or before.family != "projects" or not near:
        return None
    lent = next((term for term in passage.in_clause(figure, "family") if term.key == "financing"), None)
    is_worth = any(term.key == "worth" for term in passage.in_clause(figure, "family"))
    if lent and lent.first < figure.first and not is_worth:  # "профинансировал 14 проектов на 186 млрд"
        return Topic(setting.measures.money["financing"], "financing", unit, role, from_term("financing", "near", lent))
    ground = Ground("investment", "projects_before")
    return Topic(setting.measures.money["investment"], "investment", unit, role, ground)


def _is_product(setting: Setting, best: tuple[int, Term] | None) -> bool:
    whole = nearest_family(setting, WHOLES)
    return whole is not None and (best is None or whole[0] < best[0])


def _is_of_sort(setting: Setting, best: tuple[int, Term] | None, unit: str, role: Role) -> Topic | None:
    """As in "вложено 1,4 млрд", behind a sum of foreign investment: more of the same sort."""
    named = next((topic.family for topic in setting.before(0) if topic.unit == unit), "")
    announced = _sort_announced(setting)
    if best is None or best[1].key != "investment" or not (announced or _is_unnamed(setting)):
        return None
    named = announced or named
    if named not in SORTS_OF_INVESTMENT:
        return None
    return Topic(setting.measures.money[named], named, unit, role, Ground(named, "carried"))


def _sort_announced(setting: Setting) -> str | None:
    """As in "Foreign direct investment is another story. The country attracted 17 billion": the sentence before."""
    before = setting.previous
    if before is None or before.figures or before.number != setting.passage.number:
        return None
    is_own = any(setting.passage.keys("thing") & {"projects", "plants"})
    named = [term.key for term in before.of("family") if term.key in SORTS_OF_INVESTMENT]
    return named[-1] if named and not is_own else None


def _of_size(setting: Setting) -> Iterator[str]:
    """Families whose indicator can be so large: 60 million is nobody's pay."""
    value = setting.figure.quantity.value or 0
    indicators = setting.measures.indicators
    return (family for family, name in setting.measures.money.items() if value <= indicators[name].plausible[1])


def _spent_on(setting: Setting, best: tuple[int, Term] | None) -> tuple[int, Term] | None:
    """As in "На ввоз потратили 2 млрд": what the money is spent on, or whose it is, says more than the spending."""
    if best is None or best[1].key not in ("investment", "made", "built"):
        return best
    clause = setting.passage.in_clause(setting.figure, "family")
    clause += _of_them_before(setting)
    aims = (term for term in clause if term.key in SPENT_ON or (term.key == "financing" and _is_aim(term, setting)))
    return next(((best[0], term) for term in aims), best)


def _of_them_before(setting: Setting) -> Iterator[Term]:
    """As in "Foreign owners are cautious. They brought in 51 million": whom the pronoun stands for."""
    before, passage = setting.previous, setting.passage
    is_pronoun = any(term.first == passage.first for term in passage.of("pronoun", "it"))
    return before.of("family") if before and not before.figures and is_pronoun else iter(())


def _is_aim(term: Term, setting: Setting) -> bool:
    """As in "на льготный лизинг направлено 64 млрд": what the money is put on."""
    passage = setting.passage
    ends = passage.page.vocabulary.endings.get("to_end", ("\0",))  # "лизингке 240 млрд жұмсалды"
    is_dative = passage.page.words[term.last - 1].text.endswith(ends) and term.last <= setting.figure.first
    return is_dative or any(0 <= term.first - one.last <= 1 for one in passage.of("aim_of"))


def _is_unnamed(setting: Setting) -> bool:
    """Whether the sum stands without its currency."""
    return setting.figure.quantity.kind == "count"


def _spent(setting: Setting) -> Term | None:
    """As in "put 25 billion tenge into a new workshop"."""
    figure, is_final = setting.figure, "verb_ends_sentence" in setting.passage.page.vocabulary.grammar
    valued = {term.first for term in setting.passage.of("valued")}  # "put at 5 billion"
    for term in setting.passage.of("spent"):
        if term.first in valued:
            continue
        if 0 <= figure.first - term.last <= 1 or (is_final and _is_verb_of(term, setting)):
            return term
    return None


def _is_verb_of(term: Term, setting: Setting) -> bool:
    """As in "380 миллион теңге өз қаржымызды салдық": the verb of the clause, nothing counted between."""
    figure, passage = setting.figure, setting.passage
    between = any(figure.last <= one.first < term.first for one in passage.figures)
    return 0 <= term.first - figure.last <= VERB_REACH and not (between or passage.marks(figure.last - 1, term.first))


def _come_to(setting: Setting, unit: str, role: Role) -> Topic | None:
    """As in "plus 8.4 percent, to 2.35 trillion": what the growth before came to."""
    money = setting.measures.money
    grown = next((topic.family for topic in setting.same_passage() if topic.role == "growth"), "")
    return Topic(money[grown], grown, unit, role, Ground(grown, "carried")) if grown in money else None


def _carried_money(setting: Setting, unit: str, role: Role) -> Topic | Refused:
    money = setting.measures.money
    worth = any(term.key == "worth" for term in setting.passage.in_clause(setting.figure, "family"))
    granted = _granted(setting)
    told = granted or _worth_of(setting, worth=worth)
    if told:
        return Topic(money[told.value], told.value, unit, role, told)
    in_money = any(setting.passage.in_clause(setting.figure, "in_money"))  # "the index is 118%. In money: 512 billion"
    for topic in setting.before(1):
        if topic.family in money and topic.role != "share" and (in_money or topic.unit not in ("PT", "X")):
            indicator = topic.indicator if topic.indicator in money.values() else money[topic.family]
            return Topic(indicator, topic.family, unit, role, Ground(topic.family, "carried"))
        if topic.family == "projects" or (worth and topic.family in ("enterprises", "capacity")):
            return Topic(money["investment"], "investment", unit, role, Ground("investment", "projects_before"))
    for topic in setting.before(LIST_REACH):
        if topic.family == "investment":
            return Topic(topic.indicator, "investment", unit, role, Ground("investment", "far"))
    family = _family_before(setting, money) or _family_of_plant_before(setting, is_worth=worth)
    if family:
        return Topic(money[family], family, unit, role, Ground(family, "previous_sentence"))
    return _of_branch(setting, unit, role)


def _granted(setting: Setting) -> Ground | None:
    """As in "This year the programme will receive 400 billion tenge": money given to a programme."""
    before = [
        term for term in setting.passage.in_clause(setting.figure, "programme") if term.last <= setting.figure.first
    ]
    is_received = any(0 <= setting.figure.first - term.last <= 1 for term in setting.passage.of("received"))
    return from_term("financing", "programme", before[-1]) if before and is_received else None


def _of_branch(setting: Setting, unit: str, role: Role) -> Topic | Refused:
    """As in "Машина жасау – 27,5 млрд теңге": the sum of a branch, and nothing else named, is what it made."""
    branches = setting.passage.in_clause(setting.figure, "activity")
    label = next((term for term in branches if term.last == setting.figure.first), None)
    if label and _is_dashed(setting):
        return Topic(setting.measures.money["output"], "output", unit, role, from_term("output", "activity", label))
    return Refused("quantity_without_indicator", "no word near says what the money is")


def _is_dashed(setting: Setting) -> bool:
    figure, page = setting.figure, setting.passage.page
    return any(sign in page.gap(figure.first - 1, figure.first) for sign in ":—–")


def _worth_of(setting: Setting, *, worth: bool) -> Ground | None:
    """As in "Программа оценена в 9,6 млрд", "Machine building: 96 billion": a programme costs, a branch makes."""
    passage = setting.passage
    programme = next(iter(passage.in_clause(setting.figure, "programme")), None)
    if worth and programme:
        return from_term("investment", "programme", programme)
    plant = next((term for term in passage.of("thing") if term.key == "plants"), None)
    if worth and plant and plant.first < setting.figure.first:
        return from_term("investment", "thing", plant)
    branches = passage.in_clause(setting.figure, "activity")
    is_item = passage.block.kind == "list_item" and not passage.keys("family")
    yields = any(passage.in_clause(setting.figure, "yielded"))  # "Metallurgy brought the region 2.3 trillion"
    if (worth or is_item or yields) and branches and not any(setting.same_passage()):
        return from_term("output", "activity", branches[0])
    return None


def _family_of_plant_before(setting: Setting, *, is_worth: bool) -> str | None:
    """As in "Жаңа цехтың тұсаукесері өтті. Құны – 2,6 млрд теңге": what the sentence before speaks of has its cost."""
    before = setting.previous
    is_plant = before is not None and not before.figures and bool(before.keys("thing") & {"plants", "projects"})
    return "investment" if is_worth and is_plant else None


def _family_before(setting: Setting, families: Collection[str]) -> str | None:
    """The family named last in the sentence before, when that had no figures of its own."""
    before = setting.previous
    if before is None or before.figures:
        return None
    return next((term.key for term in [*before.of("family")][::-1] if term.key in families), None)
