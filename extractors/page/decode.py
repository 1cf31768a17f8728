"""Bytes to text, once, by our own order; the reason is kept with the result.

Enters: the body as received and its Content-Type. Leaves: text without NULs, the encoding and why it was chosen.
Order: byte order mark, strict UTF-8, the header, the page's own declaration, a detector. A declared encoding is
believed only if it decodes the bytes; a Kazakh page labelled windows-1251 is tried as KZ-1048, which holds the same
letters and the nine that windows-1251 lacks.
"""

import codecs
import re
from dataclasses import dataclass

from extractors.errors import ParseError

_BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_HEADER_CHARSET = re.compile(r"charset\s*=\s*[\"']?([\w.:-]+)", re.IGNORECASE)
_META_CHARSET = re.compile(rb"<meta[^>]{0,300}?charset\s*=\s*[\"']?\s*([\w.:-]+)", re.IGNORECASE)
_XML_ENCODING = re.compile(rb"^\s*<\?xml[^>]{0,200}?encoding\s*=\s*[\"']([\w.:-]+)", re.IGNORECASE)
_HEAD_BYTES = 16_384
_SAMPLE_BYTES = 65_536
_KAZAKH_TWINS = {"cp1251": ("kz1048", "ptcp154"), "kz1048": ("kz1048",), "ptcp154": ("ptcp154",)}
_WIDER = {
    "iso8859-1": "cp1252",
    "ascii": "cp1252",
    "gb2312": "gb18030",
    "iso8859-9": "cp1254",
    "koi8-r": "koi8-u",
}  # as browsers read
_KAZAKH_LETTERS = re.compile("[ӘәҒғҚқҢңӨөҰұҮүҺһІі]")
_NOT_ASCII = re.compile(r"[^\x00-\x7f\s«»“”„–—№]")
_COMMON = frozenset("оеаинтсрвлкмдпуы")
_GUESSES = ("cp1251", "koi8-u", "cp866", "iso8859-5", "cp1252")
_SIGNATURES = (
    b"%PDF-", b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"PK\x03\x04", b"\x1f\x8b", b"RIFF", b"\x7fELF", b"\xd0\xcf\x11",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Decoded:
    """Text of a body, the encoding it was read with, and why."""

    text: str
    encoding: str
    reason: str  # bom, strict, header, meta, detector, fallback


def decode(body: bytes, content_type: str | None = None) -> Decoded:
    """Read the bytes of a page as text. Raises `ParseError` for what is no text at all."""
    if body.startswith(_SIGNATURES):
        raise ParseError(f"not a text: the body begins like a binary file ({body[:4]!r})")
    for mark, encoding in _BOMS:
        if body.startswith(mark):
            text = body.decode(encoding, "replace").removeprefix("\ufeff")
            return Decoded(_clean(text), encoding, "bom")
    wide = _wide_without_mark(body)
    if wide:
        return Decoded(_clean(body.decode(wide, "replace")), wide, "detector")
    try:
        text = body.decode("utf-8")
    except UnicodeDecodeError as error:
        if _is_cut_at_the_end(body, error):
            return Decoded(_clean(body[: error.start].decode("utf-8")), "utf-8", "strict")
    else:
        return Decoded(_clean(text), "utf-8", "strict")
    _refuse_binary(body)
    return _decode_legacy(body, content_type)


def _decode_legacy(body: bytes, content_type: str | None) -> Decoded:
    for name, reason in _declarations(body, content_type):
        decoded = _try(body, name, reason)
        if decoded:
            return decoded
    mostly_utf8 = body.decode("utf-8", "replace")
    if mostly_utf8.count("\ufffd") * 200 < len(mostly_utf8) and not mostly_utf8.isascii():
        return Decoded(_clean(mostly_utf8), "utf-8", "fallback")
    for name in (_detect(body), *_GUESSES):
        decoded = _try(body, name, "detector")
        if decoded:
            return decoded
    return Decoded(_clean(mostly_utf8), "utf-8", "fallback")


def _declarations(body: bytes, content_type: str | None) -> list[tuple[str, str]]:
    """Names of the encodings that the answer claims, the header first."""
    head = body[:_HEAD_BYTES]
    header = _HEADER_CHARSET.search(content_type or "")
    names = [(header.group(1), "header")] if header else []
    for pattern in (_XML_ENCODING, _META_CHARSET):
        meta = pattern.search(head)
        if meta:
            names.append((meta.group(1).decode("ascii", "replace"), "meta"))
    return names


def _try(body: bytes, name: str, reason: str) -> Decoded | None:
    """Decode with a named encoding if it is known, single-byte or strict, and gives plausible text."""
    try:
        codec = codecs.lookup(name).name
    except LookupError:
        return None
    codec = _WIDER.get(codec, codec)
    if codec.startswith(("utf", "undefined")):
        return None  # strict UTF-8 has failed already, and no mark spoke of UTF-16
    try:
        candidates = [(twin, body.decode(twin)) for twin in _KAZAKH_TWINS.get(codec, ())]
    except UnicodeDecodeError:
        candidates = []
    try:
        plain = body.decode(codec)
    except (UnicodeDecodeError, ValueError):
        plain = body.decode(codec, "replace")
        if plain.count("\ufffd") * 200 > len(plain):
            return None
    if not _is_plausible(plain):
        return None
    for twin, text in candidates:
        if _reads_kazakh(text, plain):
            return Decoded(_clean(text), twin, reason)
    return Decoded(_clean(plain), codec, reason)


def _reads_kazakh(text: str, plain: str) -> bool:
    """Whether a Kazakh code page turns rare Slavic letters of `plain` into many Kazakh ones.

    The letter qa is the witness: no Slavic language puts anything into words at its two places.
    """
    kazakh = len(_KAZAKH_LETTERS.findall(text)) - len(_KAZAKH_LETTERS.findall(plain))
    qa = text.count("қ") + text.count("Қ")
    return qa >= 1 and kazakh >= 3 * len(_MISFITS.findall(text))


_MISFITS = re.compile("[ЂЃѓЉЊЋЏђљњћџЎўЈҐЄЇґєјЅѕїЌќҖҗӮӯҶҷҲҳҠҡӢӣҸҹҜҝҘҙҪҫ¤¦±µ‡†‰](?=[а-яё])")


def _is_plausible(text: str) -> bool:
    """Whether a single-byte reading looks like writing: the letters that are common in Cyrillic are common in it.

    A wrong Cyrillic page gives capitals, rare letters or frames; Cyrillic read as Latin gives runs of accents.
    """
    foreign = _NOT_ASCII.findall(text[:200_000])
    if len(foreign) < 20:
        return True
    if not any("А" <= letter <= "я" for letter in foreign):
        return len(re.findall("[À-ÿ]{3}", text[:200_000])) * 20 <= len(foreign)
    return sum(letter in _COMMON for letter in foreign) * 5 >= len(foreign) * 2


def _wide_without_mark(body: bytes) -> str | None:
    """UTF-16 without a mark: markup is ASCII, so every second byte of the start is zero."""
    head = body[:200]
    if len(head) < 20 or head.count(0) * 10 < len(head):
        return None
    even, odd = head[::2].count(0), head[1::2].count(0)
    return "utf-16-le" if odd > 4 * even else "utf-16-be" if even > 4 * odd else None


def _is_cut_at_the_end(body: bytes, error: UnicodeDecodeError) -> bool:
    """A body cut inside its last character is still UTF-8."""
    return error.start >= len(body) - 3 and error.start > 0 and error.reason == "unexpected end of data"


def _detect(body: bytes) -> str:
    from resiliparse.parse.encoding import detect_encoding

    return str(detect_encoding(body, max_len=_SAMPLE_BYTES))


def _refuse_binary(body: bytes) -> None:
    head = body[:4096]
    controls = sum(head.count(code) for code in (*range(9), *range(14, 27)))
    if controls * 20 > len(head):
        raise ParseError(f"not a text: {controls} control bytes in the first {len(head)}")


def _clean(text: str) -> str:
    """One line end, and no character that a database or a parser chokes on."""
    return text.replace("\x00", "").replace("\r\n", "\n").replace("\r", "\n")
