"""What holds for a whole text: its date, what and where it is about, who speaks where, times told without figures.

Enters: all passages of a document. Leaves: an `Article`, read once before the figures are decided one after another.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from extractors.claim.activities import branch_terms, document_activity, is_quoted, is_within
from extractors.claim.areas import COUNTRY, named_regions, only_region, subject_area
from extractors.claim.claim_words import Activity
from extractors.claim.deadlines import find_deadlines, find_openings
from extractors.claim.grounds import Ground, from_term
from extractors.claim.leads import find_leads
from extractors.claim.makers import subject_product
from extractors.claim.names import Speaker
from extractors.claim.passages import Passage
from extractors.claim.subjects import read_subjects
from extractors.claim.terms import Term
from extractors.claim.voices import read_voices
from extractors.reader import Reader


@dataclass(frozen=True, slots=True)
class Article:
    """What does not change from one figure of the text to the next."""

    published: date | None
    activity: str
    area: str
    is_regional: bool  # the whole text is about `area`
    is_titled: bool  # the title names the branch
    maker: Ground | None  # the branch of the plant that the whole text is about
    plant_area: str | None  # and where it is
    activities: Mapping[str, Activity]
    voices: Mapping[Passage, Speaker]
    subjects: Mapping[Passage, str]
    deadlines: Mapping[int, tuple[tuple[int, str], ...]]  # by block
    openings: Mapping[int, tuple[tuple[int, str], ...]]  # of what is planned, by block
    leads: Mapping[int, tuple[Passage, ...]]  # lines above a list, by block of an item


def read_article(passages: Sequence[Passage], reader: Reader, published: date | None) -> Article:
    """What the passages say together, the title before all."""
    titles = [passage for passage in passages if passage.block.kind == "title"]
    only = only_region(passages)
    regions = [term for title in titles for term in named_regions(title)]
    product = subject_product(passages)
    named = [(term, title) for title in titles for term in branch_terms(title)]
    is_titled = any(not is_quoted(term, title) for term, title in named) or (bool(named) and product is None)
    about = document_activity(passages, reader.activities) if is_titled or product is None else product.key
    return Article(
        published=published,
        activity=about,
        area=only or (regions[0].key if regions else COUNTRY),
        is_regional=only is not None,
        is_titled=is_titled,
        maker=_maker(product, about, reader.activities) if product else None,
        plant_area=subject_area(passages) if product else None,
        activities=reader.activities,
        voices=read_voices(passages),
        subjects=read_subjects(passages),
        deadlines=find_deadlines(passages, published),
        openings=find_openings(passages, published),
        leads=find_leads(passages),
    )


def _maker(product: Term, about: str, activities: Mapping[str, Activity]) -> Ground:
    """As in the title "Kokshetau combines", of a "machine-building plant": the title says which machines."""
    is_narrower = about != product.key and is_within(about, product.key, activities)
    return from_term(about if is_narrower else product.key, "document", product)
