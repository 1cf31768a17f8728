"""Texts in three languages as HTML, and the templates' environment: the one place where markup is made by hand.

Everything that enters is escaped. A text becomes an element that carries its
other languages as data, and a small script swaps them in.
"""

from functools import cache
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup, escape

from warehouse.report import highlight, links, wording
from warehouse.report.wording import Text

# Nothing but files of the report itself may run or style a page, whatever text the pages quote.
POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; base-uri 'none'; form-action 'none'"
)


def environment(**names: Any) -> Environment:
    """The environment of the templates: everything escaped, an unknown name is an error."""
    made = Environment(
        loader=PackageLoader("warehouse.report"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    made.globals |= {
        "say": element,
        "label": label,
        "links": links,
        "outside": links.outside,
        "day": wording.day,
        "period": wording.period,
        "amount": wording.amount,
        "span": wording.span,
        "sentence": highlight.sentence,
        "policy": POLICY,
        **names,
    }
    made.filters["t"] = text_of  # a filter on a constant is worked out once, when the template is compiled
    return made


def element(text: Text) -> Markup:
    """A text as a `span` with its other languages; plain where all languages say the same."""
    english, russian, kazakh = escape(text["en"]), escape(text["ru"]), escape(text["kk"])
    if english == russian == kazakh:
        return english
    return Markup(f'<span data-ru="{russian}" data-kk="{kazakh}">{english}</span>')  # noqa: S704 - all three escaped


def text_of(key: str, **values: Any) -> Markup:
    """The text of a key as an element."""
    return element(wording.say(key, **values)) if values else _fixed(key)


@cache
def _fixed(key: str) -> Markup:
    return element(wording.say(key))


@cache
def label(group: str, code: str) -> Markup:
    """The word for a code as an element."""
    return element(word_of(group, code))


def word_of(group: str, code: str) -> Text:
    """The word for a code; a code nobody has named yet stays as it is."""
    key = f"{group}.{code}"
    return wording.say(key) if wording.is_known(key) else wording.same(code)
