"""Texts in three languages as HTML, and the templates' environment: the one place where markup is made by hand.

Everything that enters is escaped; `Markup.format` escapes its arguments. A text becomes an element that carries its
other languages as data, and a small script swaps them in.
"""

from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from warehouse.report import links, wording
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
        "t": text_of,
        "say": element,
        "label": label,
        "links": links,
        "outside": links.outside,
        "day": wording.day,
        "period": wording.period,
        "amount": wording.amount,
        "span": wording.span,
        "policy": POLICY,
        **names,
    }
    return made


def element(text: Text, **attributes: str) -> Markup:
    """A text as a `span`; plain where all languages say the same and no attribute is asked for."""
    if text["en"] != text["ru"] or text["en"] != text["kk"]:
        attributes |= {"data-ru": text["ru"], "data-kk": text["kk"]}
    if not attributes:
        return Markup("{}").format(text["en"])
    listed = Markup("").join(Markup(' {}="{}"').format(name, value) for name, value in attributes.items())
    return Markup("<span{}>{}</span>").format(listed, text["en"])


def text_of(key: str, **values: Any) -> Markup:
    """The text of a key as an element."""
    return element(wording.say(key, **values))


def label(group: str, code: str) -> Markup:
    """The word for a code as an element."""
    return element(word_of(group, code))


def word_of(group: str, code: str) -> Text:
    """The word for a code; a code nobody has named yet stays as it is."""
    key = f"{group}.{code}"
    return wording.say(key) if wording.is_known(key) else wording.same(code)
