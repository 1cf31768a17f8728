"""Pages as content systems and large outlets build them, around stories with known text: harder than `layouts`.

A story is a list of parts (paragraphs of any length, subheads, lists, quotes, tables); a system of `systems.yml` says
in templates how it marks each part, what it puts between them (pictures, advertising, forms, cards) and around them.
All that is none of the story's text carries a number from `JUNK`. The markup follows habits seen on the web, not its
pages; the words are made of random syllables in six scripts.
"""

import random
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import yaml
from layouts import JUNK

SCRIPTS = {
    "latin": "ba ce di fo gu ha je ki lo mu na pe ri so tu va we xi yo zu ta ne li so ra en is ut ad ter con pro",
    "cyrillic": "ба ве ги до жу за ик ло му не по ра со ту фе хи цо ша эн ют пре кон стра ние ми ко то ла",
    "kazakh": "ба ғы ді жо ке лу мә не өр пі қа рұ сы тү ша шы ың мен ған дер лық ата бой",
    "arabic": "با تو ري سا لم نا كي فو حد عر قا ها مي دو شر ان ال",
    "cjk": " ".join(map(chr, range(0x4E00, 0x4E00 + 300, 3))),
    "greek": "α βε γι δο ζη θα κα λο μη νε ξα πο ρι σα τε φυ χω ων",
}
SYLLABLES = {name: text.split() for name, text in SCRIPTS.items()}
LANG = {"latin": "de", "cyrillic": "ru", "kazakh": "kk", "arabic": "ar", "cjk": "zh", "greek": "el"}
KINDS = {"paragraph": 80, "heading": 7, "list": 5, "quote": 6, "table": 2}  # how often each follows
JUNK_WORDS = {"junk": 8, "junk1": 2, "junk2": 14, "junk9": 24}
NAME = re.compile(r"\{(\w+)(?:\*(\d+))?\}")


@dataclass(frozen=True)
class Part:
    """One part of a story: its kind and its texts (of items or cells, where it has several)."""

    kind: str
    texts: tuple[str, ...]


@dataclass(frozen=True)
class Story:
    """What a perfect parser returns, and the dice for all around it."""

    script: str
    title: str
    lead: str
    published: str
    parts: tuple[Part, ...]
    rng: random.Random

    def junk(self, count: int) -> str:
        """Words of another page, or of the page's own furniture, with a marker number."""
        return f"{words(self.rng, self.script, count).capitalize()} {JUNK + self.rng.randrange(900_000)}"

    @property
    def gold(self) -> str:
        """The text."""
        return "\n".join([*([self.lead] if self.lead else []), *(text for part in self.parts for text in part.texts)])


@dataclass(frozen=True)
class System:
    """How one system marks a page: templates of the page and of each kind of part."""

    page: str
    lead: str = "<p>{}</p>"
    paragraph: str = "<p>{}</p>"
    heading: str = "<h2>{}</h2>"
    item: str = "<ul>{}</ul>"
    quote: str = "<blockquote><p>{}</p></blockquote>"
    between: list[str] = field(default_factory=list)


def read_systems() -> tuple[dict[str, str], dict[str, System]]:
    """Pieces of markup and the systems that use them."""
    data: dict[str, Any] = yaml.safe_load(Path(__file__).with_suffix(".yml").read_text(encoding="utf-8"))
    return data["pieces"], {name: System(**one) for name, one in data["systems"].items()}


PIECES, SYSTEMS = read_systems()


def words(rng: random.Random, script: str, count: int) -> str:
    """Random words of a script; scripts without spaces give one run."""
    space = "" if script == "cjk" else " "
    return space.join("".join(rng.choices(SYLLABLES[script], k=rng.choice((1, 2, 2, 3, 3, 4)))) for _ in range(count))


def sentence(rng: random.Random, script: str, count: int) -> str:
    """A sentence of about `count` words, with a comma, a figure or a quotation now and then."""
    text = words(rng, script, max(count // 2, 2))
    if rng.random() < 0.3:
        text += f" {rng.randrange(2, 99_999)}"
    text += (", " if count > 9 else " ") + words(rng, script, max(count - count // 2, 1))
    if rng.random() < 0.12:
        text = f"«{text}»"
    return text[:1].upper() + text[1:] + ("。" if script == "cjk" else rng.choice("....?!"))


def paragraph(rng: random.Random, script: str) -> str:
    """One to five sentences; some paragraphs are very short, as in talk."""
    if rng.random() < 0.15:
        return sentence(rng, script, rng.randint(2, 6))
    return " ".join(sentence(rng, script, rng.randint(6, 26)) for _ in range(rng.randint(1, 5)))


def part(rng: random.Random, script: str, kind: str) -> Part:
    """A random part of a story."""
    if kind == "heading":
        return Part(kind, (words(rng, script, rng.randint(2, 7)).capitalize(),))
    if kind == "list":
        return Part(kind, tuple(sentence(rng, script, rng.randint(3, 18)) for _ in range(rng.randint(2, 6))))
    if kind == "table":
        count = 2 * rng.randint(2, 5)
        return Part(kind, tuple(f"{words(rng, script, 1)} {rng.randrange(900)}" for _ in range(count)))
    return Part(kind, (paragraph(rng, script),))


def story(rng: random.Random, script: str, count: int, *, has_lead: bool) -> Story:
    """A story of `count` parts; the first and the last are paragraphs."""
    kinds = ["paragraph", *rng.choices(list(KINDS), list(KINDS.values()), k=count - 2), "paragraph"]
    parts = tuple(part(rng, script, kind) for kind in kinds)
    day = f"{rng.randint(2015, 2026)}-{rng.randint(1, 12):02}-{rng.randint(1, 28):02}T{rng.randint(6, 22):02}:15:00"
    lead = sentence(rng, script, rng.randint(10, 22)) if has_lead and rng.random() < 0.7 else ""
    return Story(script, words(rng, script, 8).capitalize(), lead, f"{day}+05:00", parts, rng)


def fill(template: str, one: Story) -> str:
    """Put pieces, junk words and numbers in place of their names; the story's own places stay."""

    def put(match: re.Match[str]) -> str:
        name, count = match[1], int(match[2] or 1)
        if name in PIECES:
            return "".join(fill(PIECES[name], one) for _ in range(count))
        if name in JUNK_WORDS:
            return one.junk(JUNK_WORDS[name])
        return {"n": str(one.rng.randrange(9)), "published": one.published}.get(name, match[0])

    return NAME.sub(put, template)


def inline(one: Story, text: str) -> str:
    """A paragraph's text with a link, bold or slanted words now and then."""
    pieces = text.split(" ")
    if len(pieces) > 8 and one.rng.random() < 0.4:
        at = one.rng.randrange(len(pieces) - 3)
        mark = one.rng.choice(
            ("<a href='/t/1'>{}</a>", "<b>{}</b>", "<em>{}</em>", "<a href='https://o.example'>{}</a>")
        )
        pieces[at : at + 2] = [mark.format(" ".join(pieces[at : at + 2]))]
    return " ".join(pieces)


def marked(one: Story, system: System, made: Part) -> str:
    """One part as the system marks it."""
    if made.kind == "list":
        return system.item.replace("{}", "".join(f"<li>{text}</li>" for text in made.texts))
    if made.kind == "table":
        pairs = zip(made.texts[::2], made.texts[1::2], strict=True)
        return f"<table>{''.join(f'<tr><td>{left}</td><td>{right}</td></tr>' for left, right in pairs)}</table>"
    template: str = getattr(system, made.kind)
    return fill(template, one).replace("{}", inline(one, made.texts[0]))


def body(one: Story, system: System) -> Iterator[str]:
    """The parts with what the system puts between them."""
    rest = list(system.between)
    one.rng.shuffle(rest)
    for place, made in enumerate(one.parts):
        yield marked(one, system, made)
        if place < len(one.parts) - 1 and one.rng.random() < 0.3 and rest:
            yield fill(rest.pop(), one)


def build(one: Story, system: System) -> str:
    """The whole page."""
    page = fill(system.page, one).replace("{lead}", system.lead.replace("{}", one.lead) if one.lead else "")
    page = page.replace("{body}", "\n".join(body(one, system))).replace("{title}", one.title)
    head = f"<meta charset='utf-8'><title>{one.title} | Site</title><meta property='og:title' content='{one.title}'>"
    return f"<!DOCTYPE html><html lang='{LANG[one.script]}'><head>{head}</head><body>{page}</body></html>"


def pages(seed: int, each: int) -> list[tuple[str, str, str]]:
    """`each` pages of every system and script: system, text, markup."""
    rng = random.Random(seed)  # noqa: S311 - not for secrets
    made = []
    for name, system in SYSTEMS.items():
        for script in SYLLABLES:
            for _ in range(each):
                one = story(rng, script, rng.choice((2, 4, 8, 8, 16, 30)), has_lead="{lead}" in system.page)
                made.append((name, one.gold, build(one, system)))
    return made
