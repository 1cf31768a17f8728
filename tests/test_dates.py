"""Dates as pages print them, to UTC by the zone that held on that day."""

from datetime import UTC, datetime

import pytest

from extractors.page.dates import parse_date
from extractors.parse import parse_html

NOW = datetime(2025, 1, 3, 20, 0, tzinfo=UTC)  # already 4 January in Almaty


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2024-01-15T17:21:00+06:00", "2024-01-15T11:21"),
        ("2024-01-15T17:21:00+0600", "2024-01-15T11:21"),
        ("2024-05-12T10:00:00.123Z", "2024-05-12T10:00"),
        ("2024-05-12 10:00", "2024-05-12T05:00"),
        ("Mon, 02 Dec 2024 10:00:00 +0500", "2024-12-02T05:00"),
        ("1700000000", "2023-11-14T22:13"),
        ("20240512T100000Z", "2024-05-12T10:00"),
        ("2024-05-12 10:00:00 UTC", "2024-05-12T10:00"),
        ("2024/05/12 10:00:00 +0300", "2024-05-12T07:00"),
        ("2024-05-12T10:00:00+01:00[Europe/Paris]", "2024-05-12T09:00"),
        ("Sun May 12 10:00:00 UTC 2024", "2024-05-12T10:00"),
        ("10:12, 02 August 2023 | GMT +6", "2023-08-02T04:12"),
        ("17:54, 11 Мая 2023 | GMT +6", "2023-05-11T11:54"),
        ("22.07.2025, 13:12", "2025-07-22T08:12"),
        ("04 қазан 2022 | 13:34", "2022-10-04T07:34"),
        ("12.05.24 10.30", "2024-05-12T05:30"),
        ("Jul 5, 2024 3:05 pm", "2024-07-05T10:05"),
        ("Опубликовано: 3 мая 2024, 11:00", "2024-05-03T06:00"),
        ("Сегодня, 13:51", "2025-01-04T08:51"),
        ("cегодня, 09:15", "2025-01-04T04:15"),  # the first letter is Latin
        ("Вчера, 10:00", "2025-01-03T05:00"),
        ("бүгін 10:00", "2025-01-04T05:00"),
    ],
)
def test_instants(text: str, expected: str):
    moment = parse_date(text, "Asia/Almaty", NOW)
    assert moment is not None
    assert moment.has_time
    assert moment.at.isoformat()[:16] == expected


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("19 августа 2025 года", "2025-08-19"),
        ("15 Август 2025", "2025-08-15"),
        ("15 Янв 2024", "2024-01-15"),
        ("2022 жылғы 15 қараша", "2022-11-15"),
        ("5 шілде 2023", "2023-07-05"),
        ("January 21, 2026", "2026-01-21"),
        ("2024-05-12", "2024-05-12"),
        ("31.12.2023", "2023-12-31"),
    ],
)
def test_a_day_without_a_time_keeps_its_date_in_every_zone(text: str, day: str):
    moment = parse_date(text, "Asia/Almaty")
    assert moment is not None
    assert not moment.has_time
    assert moment.at.date().isoformat() == day


def test_the_zone_changed_on_the_first_of_march_2024():
    before, after = (parse_date(day, "Asia/Almaty") for day in ("2024-02-29 12:00", "2024-03-01 12:00"))
    assert (before.at.hour, after.at.hour) == (6, 7)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "13:51",
        "курс 451,2",
        "Июль 2025",
        "32.13.2024",
        "1 234 567",
        "x" * 500,
        "² мая 2024",
        "Сегодня",
        "Вчера",
        "бүгін",
        "Today",
        None,
    ],
)
def test_what_is_no_date(text: str | None):
    assert parse_date(text, "Asia/Almaty", NOW) is None


def test_relative_days_need_to_know_when():
    assert parse_date("Сегодня, 13:51", "Asia/Almaty") is None


@pytest.mark.parametrize("text", ["Сегодня", "Вчера", "бүгін", "Today"])
def test_a_relative_day_without_a_clock_time_is_a_word_of_a_menu(text: str):
    assert parse_date(text, "Asia/Almaty", NOW) is None


def page(around_title: str) -> str:
    text = "<p>" + "Завод собрал за полгода 1 310 платформ, половина ушла за рубеж. " * 6 + "</p>"
    menu = "<td><a href='/1'>Сегодня, 10:00</a> | <a href='/2'>Вчера</a></td>"
    return f"<table><tr>{menu}</tr><tr><td><h1>Платформы</h1>{around_title}<div>{text}</div></td></tr></table>"


@pytest.mark.parametrize(
    ("around_title", "expected"),
    [
        ("<font>01.08.2023 18:00</font>", "2023-08-01T12:00"),
        ("<font>Вчера, 18:00</font><font>01.08.2023 18:00</font>", "2023-08-01T12:00"),
        ("<font>Вчера, 18:00</font>", "2025-01-03T13:00"),
        ("<font>01.09.2025 09:00</font><font>01.08.2023 18:00</font>", "2023-08-01T12:00"),  # an event to come
    ],
)
def test_menus_and_days_to_come_are_no_publication_dates(around_title: str, expected: str):
    document = parse_html(page(around_title), url="https://steppe.example/1", fetched_at=NOW)
    assert document.published_at is not None
    assert document.published_at.isoformat()[:16] == expected


def test_a_listing_dates_a_page_whose_menu_says_today():
    listed = datetime(2023, 8, 1, 12, tzinfo=UTC)
    document = parse_html(page(""), url="https://steppe.example/1", fetched_at=NOW, listed_at=listed)
    assert (document.published_at, document.published_method) == (listed, "listing")
