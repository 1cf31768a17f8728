"""What was looked at and refused: a number that is no figure, with the reason, so that a reader can ask why.

Enters: spans found by the quantity reader. Leaves: `Refusal` records that `esep explain` shows.
"""

from dataclasses import dataclass
from typing import Literal

Reason = Literal[
    "ordinal", "date", "time", "age", "phone", "model", "document", "score", "address", "list_number", "name", "idiom"
]


@dataclass(frozen=True, slots=True)
class Refusal:
    """A number that stands in the text and is not a reported quantity."""

    start: int
    end: int
    quote: str
    reason: Reason
