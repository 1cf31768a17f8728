"""Where a figure is about: a region of Kazakhstan, the whole country, or another country, whose figures are refused.

A town stands for its region. A region named before holds on only for figures of one plant; a word for the whole
country ends it.
"""

from extractors.grounds import Ground, from_term
from extractors.passages import Figure, Passage
from extractors.terms import Term

COUNTRY = "KZ"
PLANT_LEVEL = frozenset((
    "production_capacity", "investment_value", "investment_projects", "jobs_created", "employment", "local_content",
    "share_other", "contracts",
))  # fmt: skip
_IN = {"en": frozenset(("in",)), "ru": frozenset(("в", "во")), "kk": frozenset[str]()}
_LOCATIVE = {
    "ru": ("ии", "не", "не", "ае", "ше", "ане", "тае", "ции", "ре", "пе", "си", "сша", "снг", "рф", "ре", "мире"),
    "kk": ("да", "де", "та", "те", "дағы", "дегі", "ның", "нің", "дың", "дің", "тың", "тің"),
}


def nearest_area(figure: Figure, passage: Passage) -> Ground | None:
    """The place named nearest in the sentence, places before the figure first."""
    found = []
    clauses = passage.page.clauses
    for term in passage.of("area"):
        later = term.first >= figure.last and clauses[term.first] != clauses[max(figure.last - 1, 0)]
        if not term.key or later or _is_dateline(term, passage):
            continue
        cost = passage.distance(term, figure) + (4 if term.first >= figure.last else 0)
        found.append((cost + (8 if term.key == COUNTRY else 0), term.first, term))
    if not found:
        return None
    _, _, best = min(found)
    return from_term(best.key, "near", best)


def named_regions(passage: Passage) -> list[Term]:
    """Regions of Kazakhstan the passage names, without the dateline."""
    return [term for term in passage.of("area") if term.key not in ("", COUNTRY) and not _is_dateline(term, passage)]


def _is_dateline(term: Term, passage: Passage) -> bool:
    """ "ASTANA, August 2.": where the report was written, not where the figure lives."""
    text = passage.page.document.text[term.start : term.end]
    return text.isupper() and len(text) > 3


def foreign_country(figure: Figure, passage: Passage) -> Term | None:
    """The other country that the figure's clause is about, if it is."""
    clause = passage.in_clause(figure, "foreign")
    terms = clause or [term for term in passage.of("foreign") if term.first < figure.first]
    about = [term for term in terms if _is_about(term, passage)]
    home = [term for term in passage.in_clause(figure, "area") if term.key == COUNTRY]
    return about[-1] if about and not home else None


def _is_about(term: Term, passage: Passage) -> bool:
    """Whether the name says "in it" or is what the sentence speaks of."""
    words, lang = passage.page.words, passage.page.vocabulary.lang
    word = words[term.last - 1].text
    before = words[term.first - 1].text if term.first > passage.first else ""
    if lang == "kk":
        return word.endswith(_LOCATIVE["kk"])
    if lang == "ru":
        return before in _IN["ru"] and word.endswith(_LOCATIVE["ru"])
    after = words[term.last].text if term.last < passage.last else ""
    return before in _IN["en"] or after == "s" or (term.first == passage.first and len(list(passage.of("area"))) == 0)
