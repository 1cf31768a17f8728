"""Which plant a figure is confined to: one name, the same in three languages, and none where the text leaves doubt."""

from datetime import UTC, datetime

import pytest

from extractors.claim.subjects import plant_key
from extractors.extract import extract, load_reader
from extractors.parse import parse_text
from extractors.settings import CONFIG_PATH

READER = load_reader(CONFIG_PATH)
PUBLISHED = datetime(2025, 9, 1, tzinfo=UTC)


def subjects(text, lang):
    read = extract(parse_text(text, lang=lang, published_at=PUBLISHED), READER, recorded_at=PUBLISHED)
    return [claim.subject for claim in read.claims]


@pytest.mark.parametrize(
    ("lang", "text", "name"),
    [
        ("en", "The KamLitKZ plant in Kostanay will cost 78.2 billion tenge. It will create 1,000 jobs.", "KamLitKZ"),
        ("ru", "Завод «КамЛитКЗ» обойдётся в 78,2 млрд тенге. На предприятии создадут 1 000 рабочих мест.", "KamLitKZ"),
        ("kk", "«КамЛитКЗ» зауыты 78,2 млрд теңге тұрады. Кәсіпорында 1 000 жұмыс орны ашылады.", "KamLitKZ"),
        ("en", "QazTehna LLP built 1,200 buses last year. Its staff numbers 900 people.", "QazTehna"),
        ("ru", "ТОО «ҚазТехна» в прошлом году собрало 1 200 автобусов.", "QazTehna"),
        ("kk", "«QazTehna» ЖШС былтыр 1 200 автобус шығарды.", "QazTehna"),
        ("ru", "Компания Allur собрала 40 тыс. машин.", "Аллюр"),
        ("kk", "Қостанайдағы Allur зауыты 40 мың көлік құрастырды.", "Allur"),
    ],
)
def test_a_named_plant_is_the_subject_of_its_figures(lang, text, name):
    assert set(subjects(text, lang)) == {plant_key(name)}


@pytest.mark.parametrize(
    ("lang", "text"),
    [
        ("en", "The tyre plant in Saran makes 3 million tyres."),  # town and branch are in the key already
        ("en", "The Kentau Transformer Plant employs 900 people."),
        ("en", "The railway bought 300 wagons from the Onix Line plant for $20 million."),  # not the plant's figure
        ("en", "Foundries of KamLitKZ JSC and Onix Line LLP will create 500 jobs."),  # two plants
        ("ru", "По данным АО «Казахстанский центр индустрии», выпуск машин вырос на 5%."),  # who says it
        ("ru", "АО «Астана машзауыт» и завод «Казцинк» создали 500 рабочих мест."),
        ("kk", "Семейдегі зауыт 1 200 автобус шығарды."),
    ],
)
def test_in_doubt_no_plant_is_the_subject(lang, text):
    found = subjects(text, lang)
    assert found
    assert set(found) == {None}


def test_a_plant_is_spoken_of_until_the_text_turns_to_another_or_to_the_branch():
    text = (
        "Завод «КамЛитКЗ» выпустит 45 тыс. тонн литья в год. На нём создадут 1 000 рабочих мест.\n\n"
        "Завод обойдётся в 78 млрд тенге.\n\n"
        "В отрасли трудятся 20 тысяч человек. Завод в Семее создаст 300 рабочих мест."
    )
    key = plant_key("КамЛитКЗ")
    assert subjects(text, "ru") == [key, key, key, None, None]
