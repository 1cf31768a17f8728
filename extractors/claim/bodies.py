"""Bodies: the ministry, bureau or company that a sentence names, with its whole name in the nominative.

Enters: a passage and its verbs. Leaves: the body beside them; one without a name ("the ministry") is none.
"""

from collections.abc import Sequence

from extractors.claim.areas import COUNTRY
from extractors.claim.claim_words import BodyNames
from extractors.claim.names import Speaker, has_capital, opening_words, strip_ending
from extractors.claim.passages import Passage
from extractors.claim.persons import capital_runs
from extractors.claim.terms import Term, Word

_HYPHENS = ("-", "‑")
_SPACES = (" ", "\u00a0")
_ACRONYM = 3  # letters
_KNOWN = ("area", "foreign", "activity", "family", "office", "abbreviated")
_INSIDE = " «“-‑"  # marks inside the name of a body
_SMALL_NAME = 2  # words by which a body without a capital has a name: "the automobile union"
BODY_REACH = 4  # words between a verb of saying and a body


def find_relayed(passage: Passage, relaying: Sequence[Term]) -> Speaker | None:
    """The body that is cited: "citing the Union of Metallurgists", "Металлургтер одағына сілтеме жасап"."""
    bodies = list(passage.of("body", "abbreviated"))
    if "verb_ends_sentence" in passage.page.vocabulary.grammar:
        cited = [body for body in bodies if body.last <= relaying[-1].first][-1:]
    else:
        cited = [body for body in bodies if body.first >= relaying[0].last][:1]
    return body_near(passage, relaying, cited)


def body_near(passage: Passage, verbs: Sequence[Term], among: Sequence[Term] | None = None) -> Speaker | None:
    """The ministry, bureau or company beside a verb of saying or a source phrase."""
    names = passage.page.vocabulary.body_names
    is_final = verb_ends(passage, verbs)
    stop = {at for one in verbs for at in range(one.first, one.last)} | opening_words(passage)
    for body in passage.of("body", "abbreviated") if among is None else among:
        is_subject = is_final and any(verb.first > body.last for verb in verbs)
        first, last = _stretch(passage, body, names, stop)
        if beside(body._replace(first=first, last=last), verbs) > BODY_REACH and not is_subject:
            continue
        if _is_listener(body, first, passage):
            continue
        first, last = _without_country(first, _without_parent(first, last, body, passage), body, passage)
        words = passage.page.words[first:last]
        is_bare = last - first == body.last - body.first
        is_small = names.is_capital and not has_capital(first, passage)
        is_firm = any(term.first == body.first for term in passage.of("company"))
        if body.group == "body" and (is_bare or (is_small and (is_firm or last - first < _SMALL_NAME))):
            continue  # "the ministry": one named before
        start, end = _unquoted(words, body, passage) or (words[0].start, _closed(words[-1], passage))
        name = _body_name(passage.page.document.text[start:end].split(), passage)
        return Speaker(name, start, end, is_body=True)
    return None


def _is_listener(body: Term, first: int, passage: Passage) -> bool:
    """As in "told the government", "доложил правительству": to whom it is said; a Kazakh source is cited so, too."""
    dative, grammar = passage.page.vocabulary.endings.get("dative", ("\0",)), passage.page.vocabulary.grammar
    is_dative = "head_comes_first" in grammar and passage.page.words[body.last - 1].text.endswith(dative)
    return is_dative or any(0 <= first - term.last <= 1 for term in passage.of("to_whom"))


def lone_body(passage: Passage, verbs: Sequence[Term]) -> Speaker | None:
    """As in "QazTrade reported", "подсчитали в EBRD": a word beside the verb that only bodies are written like."""
    for verb in verbs:
        for at in (verb.first - 1, verb.last, verb.last + 1):
            if passage.first <= at < passage.last and _is_brand(at, passage) and not passage.marks(at, verb.first):
                word = passage.page.words[at]
                return Speaker(passage.page.document.text[word.start : word.end], word.start, word.end, is_body=True)
    return None


def _is_brand(at: int, passage: Passage) -> bool:
    """Whether a word is in capitals or has one inside, as no surname has; not a word of the text's own."""
    word = passage.page.words[at]
    written = passage.page.document.text[word.start : word.end]
    known = any(term.first <= at < term.last for term in passage.terms if term.group in _KNOWN)
    return len(written) >= _ACRONYM and written.isalpha() and any(map(str.isupper, written[1:])) and not known


def company_near(passage: Passage, near: Sequence[Term]) -> Speaker | None:
    """As in "Cable maker Ertis Cable will spend 9 billion, the company said": the first name of the sentence."""
    spoken = next((term for term in near if term.group == "body"), None)
    if spoken is None or not any(one.first == spoken.first for one in passage.of("company")):
        return None
    name = next((name for name in capital_runs(passage) if name[1] <= spoken.first), None)
    if name is None:
        return None
    start, end = passage.page.words[name[0]].start, passage.page.words[name[1] - 1].end
    return Speaker(passage.page.document.text[start:end], start, end, is_body=True)


def _unquoted(words: Sequence[Word], body: Term, passage: Passage) -> tuple[int, int] | None:
    """As in "«Ақтөбе Прокат» компаниясы": the quoted name of a company, which its kind follows."""
    text, start = passage.page.document.text, words[0].start - 1
    if len(words) < 2 or text[start : start + 1] != "«" or text[words[-2].end : words[-2].end + 1] != "»":
        return None
    is_company = any(term.first == body.first for term in passage.of("company"))
    return start, words[-2].end + 1 if is_company else words[-1].end


def _closed(last: Word, passage: Passage) -> int:
    """The end of a name, with the quotation marks that close behind it: «Алюр»."""
    text = passage.page.document.text
    return last.end + (text[last.end : last.end + 1] in "»”" and "«" in text[last.end - 40 : last.end])


def _stretch(passage: Passage, body: Term, names: BodyNames, stop: set[int]) -> tuple[int, int]:
    """The whole name of a body around its key word: capital words, small words by their endings, what joins them."""
    first, last = body.first, body.last
    while first > passage.first and first - 1 not in stop and _fits(first - 1, passage, names, names.before):
        first -= 1
    first = _opened(first, passage, names, stop)
    while names.after is not None and last < passage.last:
        behind = last
        while behind < passage.last - 1 and _joins(behind, passage, names):
            behind += 1
        endings = (*names.after, *names.small) if behind > last else names.after
        is_near = not any(passage.page.gap(at - 1, at).strip(_INSIDE) for at in range(last, behind + 1))
        if behind in stop or not is_near or not _fits(behind, passage, names, endings):
            break
        last = behind + 1
    return first, last


def _joins(at: int, passage: Passage, names: BodyNames) -> bool:
    """As in "Ministry of Industry", "индустриально-инновационного": what the next word goes on."""
    return passage.page.words[at].text in names.joins or passage.page.gap(at, at + 1) in _HYPHENS


def _without_parent(first: int, last: int, body: Term, passage: Passage) -> int:
    """The end of a name without the body it is part of: "Committee of Statistics of the Ministry of Economy"."""
    parents = (term.first for term in passage.of("body") if body.last < term.first < last)
    end = next((at for at in parents if has_capital(at, passage)), last)
    while end > body.last and passage.page.words[end - 1].text in passage.page.vocabulary.body_names.joins:
        end -= 1
    return end if end - first >= _SMALL_NAME else last


def _without_country(first: int, last: int, body: Term, passage: Passage) -> tuple[int, int]:
    """As in "Ministry of Industry of the Republic of Kazakhstan", "ҚР Ұлттық банкі": it goes without saying."""
    joins = passage.page.vocabulary.body_names.joins
    country = {at for term in passage.of("area") if term.key == COUNTRY for at in range(term.first, term.last)}
    end = last
    while end > body.last and (end - 1 in country or passage.page.words[end - 1].text in joins):
        end -= 1
    start = first
    while start < body.first and start in country:
        start += 1
    is_title = start > first and (start - first > 1 or _is_acronym(first, passage))  # not "Kazakhstan Union of Bakers"
    return (start if is_title else first), end


def _is_acronym(at: int, passage: Passage) -> bool:
    word = passage.page.words[at]
    return passage.page.document.text[word.start : word.end].isupper()


def _opened(first: int, passage: Passage, names: BodyNames, stop: set[int]) -> int:
    """As in "Өнеркәсіп және құрылыс министрлігі": small words up to the capital that opens the name."""
    for at in range(first - 1, max(first - names.reach, passage.first) - 1, -1):
        word = passage.page.words[at].text
        if at in stop or passage.page.gap(at, at + 1) not in _SPACES or word in names.apart:
            return first
        if word in names.article:
            return at + 1
        if has_capital(at, passage):
            return at
    return first


def _fits(at: int, passage: Passage, names: BodyNames, endings: Sequence[str]) -> bool:
    """Whether a word is part of a name: a capital, or small with one of the endings."""
    word = passage.page.words[at].text
    if has_capital(at, passage):
        return word not in passage.page.vocabulary.prepositions and word not in names.joins
    return bool(endings) and word.endswith(tuple(endings))


def _body_name(words: list[str], passage: Passage) -> str:
    """As in "Казахстанского автомобильного союза" to the nominative; a Kazakh body loses its case ending."""
    vocabulary = passage.page.vocabulary
    words[-1] = strip_ending(words[-1], vocabulary.endings.get("body", ()))
    head = next((n for n, word in enumerate(words) if word.lower() in vocabulary.nominatives), None)
    if head is not None:
        noun, adjective = vocabulary.nominatives[words[head].lower()].split("|")
        words[:head] = [_adjective(word, adjective) for word in words[:head]]
        words[head] = noun.capitalize() if words[head][0].isupper() else noun
    return " ".join(words)


def _adjective(word: str, ending: str) -> str:
    for oblique in ("ого", "его", "ой", "ей", "ом", "ем"):
        if word.endswith(oblique):
            stem = word[: -len(oblique)]
            return stem + ("ий" if ending == "ый" and stem.endswith(("к", "г", "х", "ж", "ч", "ш", "щ")) else ending)
    return word


def beside(term: Term, verbs: Sequence[Term]) -> int:
    """Words between a term and the nearest verb."""
    return min(max(term.first - verb.last, verb.first - term.last, 0) for verb in verbs)


def verb_ends(passage: Passage, verbs: Sequence[Term]) -> bool:
    """Whether a verb of saying ends the sentence, where one verb at the end holds for all before it."""
    is_final = "verb_ends_sentence" in passage.page.vocabulary.grammar
    return is_final and any(verb.last >= passage.last - 1 for verb in verbs)
