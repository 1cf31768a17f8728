"""Where a figure is about, by the sentence and by what the text has been speaking of.

Enters: a figure with its topic and the thread of the text. Leaves: the area with its ground: the place named nearest,
else that of the plant or region spoken of, of the person who speaks for one, else the whole country.
"""

from dataclasses import replace

from extractors.claim.areas import CITIES, COUNTRY, OPENING_WORDS, PLANT_LEVEL, names_country, nearest_area
from extractors.claim.grounds import Ground
from extractors.claim.passages import Figure, Passage
from extractors.claim.thread import Place, Thread
from extractors.topic.topics import Topic

PLANT_BLOCKS = 3  # for so long "the plant" is the one named last
ABROAD = frozenset(("import", "import_substitution"))  # told of the country even beside a plant
USED = frozenset(("sales", "fleet", "wear", "renewal", "contract"))
NATIONAL = frozenset(("fixed_investment", "fdi", "economy_growth"))


def choose_area(figure: Figure, passage: Passage, topic: Topic, thread: Thread) -> Ground:
    """The area of a figure, with its ground."""
    near = nearest_area(figure, passage)
    is_of_plant = near is not None and near.value == COUNTRY and _is_of_plant(near, passage, topic, thread)
    spoken = _spoken_area(passage, topic, thread)
    if near and spoken and _is_behind(near, figure, passage) and near.value != COUNTRY:
        return spoken  # "девять из десяти заказов мы получаем от завода в Алматы"
    if near and not is_of_plant:
        return near
    of_all = _of_all(figure, passage, topic, thread)
    if of_all:
        return of_all
    if _counts_plants(figure, topic) and not any(passage.of("subset")):
        return _unnamed_area(passage, topic, replace(thread, place=_of_region(thread.place, passage)))
    if thread.plants and topic.indicator in PLANT_LEVEL and any(passage.of("the_plants")):
        return replace(thread.plants, rule="carried")
    return spoken or _plant_area(figure, passage, topic, thread) or _unnamed_area(passage, topic, thread)


def _of_all(figure: Figure, passage: Passage, topic: Topic, thread: Thread) -> Ground | None:
    """As in "The branch has 9,000 workers", "ordered from domestic plants", "The railway company bought 300"."""
    if any(term.first < figure.first for term in passage.in_clause(figure, "sector_word")):
        return Ground(thread.article.area if thread.article.is_regional else COUNTRY, "branch")
    plants = {term.first for term in passage.of("facility_word")}
    low, _ = passage.clause_of(figure)
    users = (term for term in passage.of("users") if low <= term.first < min(figure.first, low + OPENING_WORDS))
    is_national = topic.family in USED and any(users)
    is_national |= any(term.last in plants and term.last > figure.last for term in passage.of("home_made"))
    return Ground(COUNTRY, "branch") if is_national else None


def _is_behind(near: Ground, figure: Figure, passage: Passage) -> bool:
    """Whether the place is told behind the figure, and not as in "1,340 in Kokshetau"."""
    is_held = any(term.first == figure.last for term in passage.of("in_place"))
    return near.start is not None and near.start >= figure.quantity.end and not is_held


def _is_share_of_plant(passage: Passage, topic: Topic, thread: Thread) -> bool:
    """As in "That is half of the country's steel": the whole is the country's, the share that of who was spoken of."""
    place, voice = thread.place, thread.article.voices.get(passage)
    is_here = place is not None and place.block == passage.number and place.area.value != COUNTRY
    is_told = topic.indicator == "local_content" and voice is not None and voice.post == "plant"
    return topic.role == "share" and (is_told or (is_here and any(passage.of("this_figure", "it_word"))))


def _is_of_plant(near: Ground, passage: Passage, topic: Topic, thread: Thread) -> bool:
    """As in "28% of its parts are Kazakh": the word for home says no place in news of one plant."""
    is_home = any(term.start == near.start for term in passage.of("home_made"))
    is_told = is_home and thread.article.plant_area is not None and topic.indicator in PLANT_LEVEL
    return is_told or _is_share_of_plant(passage, topic, thread)


def _counts_plants(figure: Figure, topic: Topic) -> bool:
    """Several plants or projects are not those of the one plant spoken of."""
    return topic.indicator == "investment_projects" and (figure.quantity.value or 0) > 1


def _of_region(place: Place | None, passage: Passage) -> Place | None:
    return place if place and (not place.is_plant or any(passage.of("region_level"))) else None


def _spoken_area(passage: Passage, topic: Topic, thread: Thread) -> Ground | None:
    """As in "We pay 265,000 tenge", says an engineer of a plant in Kokshetau: the speaker's own place."""
    voice = thread.article.voices.get(passage)
    if voice is None or voice.post is None or topic.family in NATIONAL:
        return None
    if voice.region:
        return Ground(voice.region, "speaker", voice.start, voice.end)
    plant = thread.plant
    if voice.post == "plant" and plant and _is_heard(plant, passage):
        return replace(plant.area, rule="speaker")
    is_region = voice.post == "region" and thread.article.area != COUNTRY
    return Ground(thread.article.area, "speaker", voice.start, voice.end) if is_region else None


def _is_heard(plant: Place, passage: Passage) -> bool:
    """Whether a plant was spoken of in this paragraph or shortly before."""
    return plant.block >= passage.number - PLANT_BLOCKS


def _plant_area(figure: Figure, passage: Passage, topic: Topic, thread: Thread) -> Ground | None:
    """Of the plant that this paragraph speaks of, or of "the plant" named before."""
    plant = thread.plant
    if plant is None or topic.family in NATIONAL | ABROAD or (thread.place and thread.place.block > plant.block):
        return None
    is_elsewhere = thread.place is not plant and thread.place is not None and thread.place.block == passage.number
    is_named = any(passage.in_clause(figure, "the_plant")) and _is_heard(plant, passage) and not is_elsewhere
    is_here = thread.place is plant and plant.block == passage.number
    return replace(plant.area, rule="carried") if is_named or is_here else None


def _unnamed_area(passage: Passage, topic: Topic, thread: Thread) -> Ground:
    """The place when the sentence names none: of the region spoken of, else the whole country."""
    place = thread.place
    carried = replace(place.area, rule="carried") if place else None
    is_national = topic.family in USED and thread.country == passage.number - 1
    is_of_country = (thread.country == passage.number or is_national) and not any(
        passage.of("region_level", "plant_level")
    )
    is_of_subject = _is_of_subject(passage, topic, thread) and not (place and place.block == passage.number)
    about = thread.article.plant_area if is_of_subject and thread.article.plant_area else thread.article.area
    about = thread.section_area or about
    document = Ground(COUNTRY, "carried") if is_of_country else Ground(about, "document")
    if carried and place and place.block >= passage.number - place.is_plant and any(passage.of("there_word")):
        return carried
    if topic.indicator in PLANT_LEVEL:
        is_same = place and (place.block == passage.number or (place.is_plant and _goes_on(passage)))
        return carried if carried and is_same else document
    if any(passage.of("region_level")):
        return carried or document
    is_region = place and place.block == passage.number and not place.is_plant and place.area.value not in CITIES
    if carried and is_region and topic.family not in NATIONAL:
        return carried
    if thread.last_area and thread.last_area[0] == passage.start:
        return replace(thread.last_area[1], rule="same_sentence")
    is_regional = thread.article.is_regional or thread.section_area is not None
    return document if is_regional or is_of_subject else Ground(COUNTRY, "default")


def _is_of_subject(passage: Passage, topic: Topic, thread: Thread) -> bool:
    """In news of one plant, a sentence that names no region, no country and no branch."""
    if thread.article.plant_area is None or thread.named_country == passage.number or topic.family in NATIONAL | ABROAD:
        return False
    is_of_others = any(passage.of("sector_word", "region_level", "facility_word", "foreign"))
    return not (is_of_others or names_country(passage))


def _goes_on(passage: Passage) -> bool:
    """Whether a paragraph goes on about the plant before: it names it, or opens with a pronoun."""
    opens = any(term.first == passage.first for term in passage.of("plant_pronoun"))
    return opens or any(passage.of("plant_level"))
