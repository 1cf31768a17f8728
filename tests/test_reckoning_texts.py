"""From the words of a text to the case: arithmetic between figures that a page tells in its own language."""

from datetime import UTC, datetime

import duckdb
import pytest
from duckdb import DuckDBPyConnection
from reckoning_claims import cases, reckon

from extractors.extract import extract, load_reader
from extractors.parse import parse_text
from extractors.settings import CONFIG_PATH
from warehouse.database import migrate
from warehouse.load import load_batch

PUBLISHED = datetime(2024, 2, 1, tzinfo=UTC)
SHARES = {
    "en": (
        "Machine building grows\n\nIn 2023 the output of machine building in Kazakhstan amounted to 3.2 trillion tenge."
        " Manufacturing output reached 22.2 trillion tenge in 2023."
        " The share of machine building in manufacturing was {} in 2023.\n",
        "{}%",
    ),
    "ru": (
        "Машиностроение растёт\n\nВ 2023 году объём производства в машиностроении составил 3,2 трлн тенге, а в"
        " обрабатывающей промышленности – 22,2 трлн тенге. Доля машиностроения в обрабатывающей промышленности"
        " составила {}.\n",
        "{} %",
    ),
    "kk": (
        "Машина жасау өсіп келеді\n\n2023 жылы машина жасау саласында өндіріс көлемі 3,2 трлн теңгені құрады. Өңдеу"
        " өнеркәсібінде өндіріс көлемі 22,2 трлн теңгеге жетті. Машина жасаудың өңдеу өнеркәсібіндегі үлесі"
        " {} құрады.\n",
        "{} пайызды",
    ),
}


def reckoned_text(text: str, lang: str) -> DuckDBPyConnection:
    document = parse_text(text, lang=lang, published_at=PUBLISHED)
    connection = duckdb.connect()
    connection.execute("set timezone = 'UTC'")
    migrate(connection)
    reading = extract(document, load_reader(CONFIG_PATH), recorded_at=PUBLISHED)
    load_batch(connection, documents=[document], extractions=[reading], recorded_at=PUBLISHED)
    reckon(connection)
    return connection


@pytest.mark.parametrize("lang", SHARES)
@pytest.mark.parametrize(("share", "kinds"), [("14.4", []), ("41.4", ["share_total"])])
def test_a_share_is_held_against_the_sums_of_its_text(lang, share, kinds):
    text, form = SHARES[lang]
    said = form.format(share if lang == "en" else share.replace(".", ","))
    assert [kind for kind, _, _ in cases(reckoned_text(text.format(said), lang))] == kinds
