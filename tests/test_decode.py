"""Bytes become the letters their author wrote, whatever the header and the page claim."""

import pytest

from extractors.errors import ParseError
from extractors.page.decode import decode

RUSSIAN = "На заседании министр рассказал о машиностроении: выпуск вырос на 25 % и достиг 600 млрд тенге."
KAZAKH = "Былтыр қырық сегіз мың көлік шығарылды, өндіріс өсті, құрылысы жаңа жылға қарай аяқталуы тиіс."
UKRAINIAN = "Українська економіка зросла: її обсяг є більшим, ніж торік, повідомив міністр на засіданні уряду."
ACCENTS = "Le président a déclaré que la production s'élève à 12 % — après une année très mouvementée."


def page(text: str, charset: str | None) -> str:
    meta = f'<meta charset="{charset}">' if charset else ""
    return f"<html><head>{meta}</head><body><p>{text}</p></body></html>"


@pytest.mark.parametrize("header", [None, "utf-8", "windows-1251", "iso-8859-1"])
@pytest.mark.parametrize("meta", [None, "utf-8", "windows-1251", "koi8-r"])
@pytest.mark.parametrize(
    ("text", "encoding"),
    [
        (RUSSIAN, "utf-8"),
        (RUSSIAN, "windows-1251"),
        (RUSSIAN, "koi8-r"),
        (RUSSIAN, "utf-16"),
        (RUSSIAN, "utf-16-le"),
        (RUSSIAN, "utf-16-be"),
        (UKRAINIAN, "windows-1251"),
        (KAZAKH, "utf-8"),
        (KAZAKH, "kz1048"),
        (KAZAKH, "ptcp154"),
    ],
)
def test_false_claims_do_not_spoil_the_text(text: str, encoding: str, meta: str | None, header: str | None):
    source = page(text, meta)
    content_type = f"text/html; charset={header}" if header else None
    assert decode(source.encode(encoding), content_type).text == source


def test_the_reason_is_kept():
    assert decode(RUSSIAN.encode()).reason == "strict"
    assert decode(RUSSIAN.encode("utf-8-sig")).reason == "bom"
    assert decode(RUSSIAN.encode("cp1251"), "text/html; charset=windows-1251").reason == "header"
    assert decode(page(RUSSIAN, "windows-1251").encode("cp1251")).reason == "meta"
    assert decode(RUSSIAN.encode("cp1251")).reason == "detector"


def test_latin_pages_keep_their_accents():
    assert decode(page(ACCENTS, "iso-8859-1").encode("cp1252")).text == page(ACCENTS, "iso-8859-1")


def test_a_body_cut_inside_a_letter_is_still_utf8():
    body = RUSSIAN.encode()[:-2] + "г".encode()[:1]
    assert decode(body).encoding == "utf-8"


def test_one_broken_byte_does_not_change_the_encoding():
    body = (RUSSIAN * 20).encode() + b"\xff" + RUSSIAN.encode()
    decoded = decode(body, "text/html; charset=windows-1251")
    assert RUSSIAN in decoded.text


@pytest.mark.parametrize("body", [b"%PDF-1.7 ...", b"\x89PNG\r\n", b"PK\x03\x04abc", bytes(range(256)) * 20])
def test_what_is_no_text_is_refused(body: bytes):
    with pytest.raises(ParseError, match="not a text"):
        decode(body)


def test_nul_characters_are_gone():
    assert decode(b"<p>a\x00b</p>").text == "<p>ab</p>"
