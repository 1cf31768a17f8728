"""An article of four lines, a page around it and its source: what the tests of the parser vary."""

from datetime import UTC, datetime
from typing import Any

from extractors.parse import parse_html
from extractors.records import Document
from extractors.settings import Source

LISTED = datetime(2025, 3, 5, tzinfo=UTC)
ARTICLE = '<meta property="og:type" content="article">'
URL = "https://steppe.example/news/1"
TEXT = [
    "Вагонный завод собрал за полгода 1 310 платформ, и половина их ушла за рубеж.",
    "Директор завода назвал и план: к зиме цех перейдёт на две смены и возьмёт ещё сто человек.",
    "Сталь для рам привозят из Темиртау, колёса из Экибастуза, а тормоза собирают на месте.",
    "Область обещает заводу землю под новый цех и дорогу к станции, работы начнутся весной.",
]


def page(middle: str = "", *, head: str = "", menu: str = "", source: str = "article") -> str:
    lines = [f"<p>{text}</p>" for text in TEXT]
    body = "\n".join([*lines[:2], middle, *lines[2:]])
    return (
        f"<html><head><title>Завод собрал платформы</title>{head}</head><body>{menu}<div class='wrap'>"
        f"<h1>Завод собрал платформы</h1><{source}>{body}</{source}></div></body></html>"
    )


def source(**fields: Any) -> Source:
    known = {
        "source_id": "steppe",
        "publisher": "Steppe",
        "tier": "outlet",
        "homepage": "https://steppe.example/",
        "hosts": ["steppe.example"],
        "languages": ["ru"],
        "timezone": "Asia/Almaty",
    }
    return Source.model_validate(known | fields)


def read(html: str, **known: Any) -> Document:
    return parse_html(html, url=URL, **known)
