"""How well the shipped reader and reckoning did where the truth is known: `config/accuracy.yml` in, figures out.

The file is written by the benchmarks (`make accuracy WRITE=1`, `benchmarks/reckoning/world.py --write`), never by hand;
who changes the vocabulary measures again. The methods page shows it.
"""

from pathlib import Path

from pydantic import Field

from extractors.settings import Language, Strict, load_yaml

ACCURACY_FILE = "accuracy.yml"


class ReadingScores(Strict):
    """F1 on the unseen labelled pages of one language: found, right in the core fields, right in all fields."""

    figures: int
    found: float = Field(ge=0, le=1)
    core: float = Field(ge=0, le=1)
    full: float = Field(ge=0, le=1)


class ReckoningScores(Strict):
    """Scores on a generated world whose truth is known."""

    claims: int
    seeds: tuple[int, ...]
    conflict_f1: float = Field(ge=0, le=1)
    alert_recall: float = Field(ge=0, le=1)
    false_alerts_per_1000_claims: float = Field(ge=0)
    consensus_off: float = Field(ge=0, le=100)  # percent of consensus values more than 1 % off the truth


class Accuracy(Strict):
    """All measured figures."""

    reading: dict[Language, ReadingScores]
    reckoning: ReckoningScores


def read_accuracy(config: Path) -> Accuracy | None:
    """The measured figures of a configuration; None where nobody has measured it."""
    path = config / ACCURACY_FILE
    return load_yaml(path, Accuracy) if path.exists() else None
