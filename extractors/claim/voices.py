"""Whose voice each sentence is in: the speaker it names, and how long that speaker goes on.

Enters: the passages of a document. Leaves: the speaker of each passage that has one. Who is named in the lead holds
the whole report; who is quoted later holds the quotation, who is cited later the rest of the paragraph.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import groupby

from extractors.claim.areas import COUNTRY
from extractors.claim.bodies import beside
from extractors.claim.leads import opens_list
from extractors.claim.names import Speaker
from extractors.claim.passages import Passage
from extractors.claim.speakers import find_attribution, find_body, find_holders, find_label, find_source, resolve
from extractors.claim.turns import ARTICLE, count_notes, first_question, is_aside, is_session, new_stories

LISTED = frozenset(("list_item", "table_row"))
_BESIDE = 2  # words from a verb to what it speaks of
_NAME = re.compile(r"""[«“„"]\w+(?:[ -]\w+){0,3}[»”"]\s+\w""")  # «Арай» компаниясы …
OPENING, CLOSING, STRAIGHT, DASHES = "«“„", "»”", '"', "—–-"


@dataclass(frozen=True, slots=True)
class _Voices:
    """Who speaks: through the page, in the block before, and who was named last."""

    holder: Speaker | None = None
    before: Speaker | None = None
    known: tuple[Speaker, ...] = ()  # newest first
    is_interview: bool = False
    is_session: bool = False  # whether whoever takes the floor holds it until the next


@dataclass(frozen=True, slots=True)
class _Block:
    """The sentences of a block, whom each names as its source, and whether it begins inside a quotation."""

    passages: Sequence[Passage]
    named: Sequence[Speaker | None]
    quoted: Sequence[bool]
    number: int


def read_voices(passages: Sequence[Passage]) -> Mapping[Passage, Speaker]:
    """The speaker of every passage of the article that is in somebody's voice."""
    spoken: dict[Passage, Speaker] = {}
    voices = _Voices()
    article = [passage for passage in passages if passage.block.kind in ARTICLE]
    blocks = [list(block) for _, block in groupby(article, key=lambda passage: passage.number)]
    interview, headed = first_question(passages), new_stories(passages)
    blocks = blocks[count_notes(blocks) :]
    for number, block in enumerate(blocks):
        if block[0].number in headed and _is_of_one_story(voices.holder, article):
            voices = replace(voices, holder=None, before=None)
        voices = _open_block(block, blocks[0] if number == 1 else (), voices, interview)
        told, voices = _read_block(block, voices, number)
        spoken.update(told)
    return _sourced(article, spoken)


def _is_of_one_story(holder: Speaker | None, article: Sequence[Passage]) -> bool:
    """Whether a body is cited for figures, and not said to have published what the whole page is about."""
    if holder is None or not holder.is_body:
        return False
    return any(passage.figures for passage in article if passage.start <= holder.start < passage.end)


def _open_block(block: Sequence[Passage], lead: Sequence[Passage], voices: _Voices, interview: int | None) -> _Voices:
    """Whose word the blocks from this one on are before it says so."""
    if lead and voices.holder is None:
        if block[0].block.kind in LISTED:
            named = (find_source(one) for one in lead if any(one.of("source_line")))
            source = next(named, None) or find_body(lead[0])  # "The Ministry has checked the plan:" over a table
            return replace(voices, holder=source, before=source)
        return replace(voices, is_session=is_session(lead))
    if interview is not None and block[0].number > interview:
        guest = voices.holder or next((one for one in voices.known if not one.is_body), None)
        return replace(voices, holder=guest, is_interview=True)
    return voices


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
    spoken = _Block(block, named, list(_quoted(block)), number)
    if voices.holder is None and block[0].block.kind not in LISTED:
        voices = replace(voices, holder=_leader(spoken, introduced, voices.known))
    told = _tell(spoken, voices)
    floor = next((one for one in reversed(named) if one and not one.is_body), None) if voices.is_session else None
    return told, replace(voices, before=told.get(block[-1]), holder=floor or voices.holder)


def _tell(spoken: _Block, voices: _Voices) -> dict[Passage, Speaker]:
    """Each sentence of a block and who says it."""
    going = _same_again(spoken, voices) or _going_on(spoken.passages[0], voices) or _closing(spoken)
    told: dict[Passage, Speaker] = {}
    for at, passage in enumerate(spoken.passages):
        named, quoted = spoken.named[at], spoken.quoted[at]
        if is_aside(passage) and not quoted:
            going = None
        speaker = named or (_quoted_by(at, spoken, voices) if quoted else going)
        if named and not (quoted or _ends_quotation(passage)):
            going = named
        if speaker:
            told[passage] = speaker
        if named and at and _is_of_this(passage):
            told.setdefault(spoken.passages[at - 1], named)
    return told


def _same_again(spoken: _Block, voices: _Voices) -> Speaker | None:
    """Who spoke in the block before, if he is the first named in this one."""
    first = next((one for one in spoken.named if one), None)
    return first if first and voices.before and first.name == voices.before.name else None


def _closing(spoken: _Block) -> Speaker | None:
    """Who is named at the end of the lead, behind the news: "… That is 3% more, the department reported."."""
    *before, last = spoken.named
    is_news = spoken.number == 0 and not any(before) and not any(spoken.quoted)
    return last if is_news and last and not _opens(last, spoken.passages[-1]) else None


def _opens(speaker: Speaker, passage: Passage) -> bool:
    """Whether a sentence names its source first, and so none of the sentences before it."""
    return speaker.start < (passage.start + passage.end) // 2


def _leader(spoken: _Block, introduced: Sequence[Speaker], met: Sequence[Speaker]) -> Speaker | None:
    """Who is reported by the whole page: told of in the lead, or introduced there and told of right behind it."""
    first = next((at for at, one in enumerate(spoken.named) if one), None)
    if first is None:
        is_lead = spoken.number == 0 and bool(met) and opens_list(spoken.passages[-1])
        return met[0] if is_lead else None
    speaker = spoken.named[first]
    if speaker is None or spoken.number > 1:
        return None
    if spoken.number == 1:
        return speaker if speaker.name in {one.name for one in introduced} and not speaker.is_body else None
    passages = spoken.passages
    reporter = next((one for one in spoken.named if one and not one.is_body), None)
    if speaker.is_body and reporter:
        return reporter  # "The department summed up the year. Its head presented the report:"
    if speaker.is_body and any(term.start > speaker.end for term in passages[first].of("company")):
        return None  # "Ertis Cable will spend 9 billion, the company said": of its own plans alone
    is_opening = not any(one.figures for one in passages[:first]) or _is_of_this(passages[first])
    is_cited = speaker.is_body or spoken.quoted[first]  # a feature, too, may cite a body in its lead, or quote
    return speaker if is_opening or not (is_cited or _opens(speaker, passages[first])) else None


def _meet(passage: Passage, voices: _Voices) -> tuple[Speaker | None, _Voices]:
    """Whom a sentence attributes its words to; a person who only appears may speak later."""
    found = find_attribution(passage)
    speaker = resolve(found, voices.known) if found else find_label(passage)
    body = None if speaker else find_body(passage)
    met = tuple(one for one in (speaker, *find_holders(passage), body) if one)
    return speaker, replace(voices, known=(*met, *voices.known)) if met else voices


def _going_on(first: Passage, voices: _Voices) -> Speaker | None:
    """Who speaks in a block until it says otherwise: nobody in an aside of the outlet."""
    if is_aside(first):
        return None
    if not voices.is_interview and _is_beyond(voices.holder, first):
        return None
    return voices.before if first.block.kind in LISTED and voices.before else voices.holder


def _is_beyond(holder: Speaker | None, first: Passage) -> bool:
    """As in "Kazakhstan's output of metals rose": what the head of one plant is not cited for without being named."""
    is_of_plant = holder is not None and holder.post == "plant"
    return is_of_plant and any(term.key == COUNTRY for term in first.of("area"))


def _is_of_this(passage: Passage) -> bool:
    """As in "Об этом сообщил министр", "The minister said this": what is told stands in the sentence before."""
    told = list(passage.of("of_this"))
    if any(term.first == passage.first for term in told):
        return True
    verbs = list(passage.of("said"))
    return bool(verbs) and not passage.figures and any(beside(term, verbs) <= _BESIDE for term in told)


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
        opens = text[at : at + 1] in (*OPENING, STRAIGHT) and not _NAME.match(text, at)
        yield is_dash or block[0].block.kind == "quote" or depth > 0 or straight % 2 == 1 or opens


def _ends_quotation(passage: Passage) -> bool:
    text = passage.page.document.text[passage.start : passage.end]
    return any(sign in text for sign in (*CLOSING, STRAIGHT))


def _quoted_by(at: int, spoken: _Block, voices: _Voices) -> Speaker | None:
    """Who is quoted: named behind the quotation, else before it, else who spoke last."""
    for behind in range(at + 1, len(spoken.named)):
        if spoken.named[behind]:
            return spoken.named[behind]
        if not spoken.quoted[behind]:
            break
    before = next((one for one in reversed(spoken.named[:at]) if one), None)
    persons = (one for one in voices.known if not one.is_body)
    return before or voices.before or next(persons, voices.known[0] if voices.known else None)
