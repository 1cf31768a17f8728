"""Whose voice each sentence is in: the speaker it names, and how long that speaker goes on.

Enters: the passages of a document. Leaves: the speaker of each passage that has one. Who is named in the lead holds
the whole report; who is quoted later holds the quotation, who is cited later the rest of the paragraph.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import groupby

from extractors.claim.leads import opens_list
from extractors.claim.passages import Passage
from extractors.claim.speakers import Attribution, Speaker, calls, find_attribution, find_body, find_holder, find_source

ARTICLE = frozenset(("paragraph", "list_item", "quote", "table_row", "background"))
LISTED = frozenset(("list_item", "table_row"))
OPENING, CLOSING, STRAIGHT, DASHES = "«“„", "»”", '"', "—–-"


@dataclass(frozen=True, slots=True)
class _Voices:
    """Who speaks: through the page, in the block before, and who was named last."""

    holder: Speaker | None = None
    before: Speaker | None = None
    known: tuple[Speaker, ...] = ()  # newest first


def read_voices(passages: Sequence[Passage]) -> Mapping[Passage, Speaker]:
    """The speaker of every passage of the article that is in somebody's voice."""
    spoken: dict[Passage, Speaker] = {}
    voices = _Voices()
    article = [passage for passage in passages if passage.block.kind in ARTICLE]
    blocks = [list(block) for _, block in groupby(article, key=lambda passage: passage.number)]
    for number, block in enumerate(blocks):
        if number == 1 and voices.holder is None and block[0].block.kind in LISTED:
            source = find_body(blocks[0][0])  # "The Ministry has checked the plan:" over a table
            voices = replace(voices, holder=source, before=source)
        told, voices = _read_block(block, voices, number)
        spoken.update(told)
    return _sourced(article, spoken)


def _sourced(article: Sequence[Passage], spoken: dict[Passage, Speaker]) -> dict[Passage, Speaker]:
    """The rows of a table that nobody is said to have told are of the source named in the line below."""
    rows: list[Passage] = []
    for passage in article:
        if passage.block.kind == "table_row":
            rows.append(passage)
        elif any(passage.of("source_line")) and (source := find_source(passage)):
            spoken.update({row: source for row in rows if row not in spoken})
            rows = []
    return spoken


def _read_block(block: Sequence[Passage], voices: _Voices, number: int) -> tuple[dict[Passage, Speaker], _Voices]:
    """Speakers of the sentences of one block, and the voices after it."""
    introduced = voices.known
    named: list[Speaker | None] = []
    for passage in block:
        speaker, voices = _meet(passage, voices)
        named.append(speaker)
    if voices.holder is None and block[0].block.kind not in LISTED:
        voices = replace(voices, holder=_leader(block, named, introduced, voices.known, number))
    quoted = list(_quoted(block))
    going = _going_on(block[0], voices)
    told: dict[Passage, Speaker] = {}
    for at, passage in enumerate(block):
        speaker = named[at] or (_quoted_by(at, named, quoted, voices) if quoted[at] else going)
        if named[at] and not (quoted[at] or _ends_quotation(passage)):
            going = named[at]
        if speaker:
            told[passage] = speaker
        if speaker and named[at] and at and _is_of_this(passage):
            told.setdefault(block[at - 1], speaker)
    return told, replace(voices, before=told.get(block[-1]))


def _leader(
    block: Sequence[Passage],
    named: Sequence[Speaker | None],
    introduced: Sequence[Speaker],
    met: Sequence[Speaker],
    number: int,
) -> Speaker | None:
    """Who is reported by the whole page: told of in the lead, or introduced there and told of right behind it."""
    first = next((at for at, one in enumerate(named) if one), None)
    if first is None and number == 0 and met and opens_list(block[-1]):
        return met[0]
    speaker = None if first is None else named[first]
    if first is None or speaker is None or number > 1:
        return None
    if number == 1:
        return speaker if speaker in introduced and not speaker.is_body else None
    is_opening = not any(one.figures for one in block[:first]) or _is_of_this(block[first])
    return speaker if is_opening or not speaker.is_body else None  # a feature, too, may cite a body in its lead


def _meet(passage: Passage, voices: _Voices) -> tuple[Speaker | None, _Voices]:
    """Whom a sentence attributes its words to; a person who only appears may speak later."""
    found = find_attribution(passage)
    speaker = _resolve(found, voices) if found else None
    met = speaker or find_holder(passage)
    return speaker, replace(voices, known=(met, *voices.known)) if met else voices


def _resolve(one: Attribution, voices: _Voices) -> Speaker | None:
    """The speaker named, or the one named before whom a pronoun, an office or a surname calls."""
    if one.speaker:
        return one.speaker
    if one.surnames:
        return next((known for known in voices.known if not known.is_body and calls(known, one.surnames)), None)
    alike = (known for known in voices.known if known.is_body == one.is_body)
    return next(alike, voices.known[0] if voices.known and not one.is_body else None)


def _going_on(first: Passage, voices: _Voices) -> Speaker | None:
    """Who speaks in a block until it says otherwise: nobody in an aside of the outlet."""
    if any(term.first == first.first for term in first.of("aside")):
        return None
    return voices.before if first.block.kind in LISTED and voices.before else voices.holder


def _is_of_this(passage: Passage) -> bool:
    """As in "Об этом сообщил министр": what is told stands in the sentence before."""
    return any(term.first == passage.first for term in passage.of("of_this"))


def _quoted(block: Sequence[Passage]) -> Iterator[bool]:
    """Whether each sentence begins inside a quotation."""
    text, start = block[0].page.document.text, block[0].block.start
    is_dash = block[0].block.kind == "paragraph" and text[start : start + 1] in DASHES
    depth = straight = 0
    at = start
    for passage in block:
        depth += sum((sign in OPENING) - (sign in CLOSING) for sign in text[at : passage.start])
        straight += text.count(STRAIGHT, at, passage.start)
        at = passage.start
        opens = text[at : at + 1] in (*OPENING, STRAIGHT)
        yield is_dash or block[0].block.kind == "quote" or depth > 0 or straight % 2 == 1 or opens


def _ends_quotation(passage: Passage) -> bool:
    text = passage.page.document.text[passage.start : passage.end]
    return any(sign in text for sign in (*CLOSING, STRAIGHT))


def _quoted_by(at: int, named: Sequence[Speaker | None], quoted: Sequence[bool], voices: _Voices) -> Speaker | None:
    """Who is quoted: named behind the quotation, else before it, else who spoke last."""
    for behind in range(at + 1, len(named)):
        if named[behind]:
            return named[behind]
        if not quoted[behind]:
            break
    before = next((one for one in reversed(named[:at]) if one), None)
    return before or voices.before or (voices.known[0] if voices.known else None)
