"""`config/notes.yml` in, temporary tables out: which words in the notes of a hand-kept list tell what.

The tables `note_word` and `note_scale` are read by `sql/reckoning/input/reported_figures.sql`.
"""

from pathlib import Path
from typing import Annotated

from duckdb import DuckDBPyConnection
from pydantic import Field

from extractors.settings import CONFIG_PATH, Strict, load_yaml
from warehouse.database import fill_temporary

Word = Annotated[str, Field(pattern=r"^[^\W\d_A-Z]+$")]  # as it stands in a note read in small letters


class HedgesOfNotes(Strict):
    """Words that hedge the figure standing in a note."""

    about: tuple[Word, ...]
    nearly: tuple[Word, ...]
    over: tuple[Word, ...]


class Notes(Strict):
    """Every word of `config/notes.yml`."""

    average: tuple[Word, ...]
    real: tuple[Word, ...]
    nominal: tuple[Word, ...]
    elsewhere: tuple[Word, ...]
    grown: tuple[Word, ...]
    hedges: HedgesOfNotes
    scales: dict[Word, Annotated[float, Field(gt=1)]]
    remarks: tuple[Word, ...]


def read_notes(config: Path = CONFIG_PATH) -> Notes:
    """Read `notes.yml` of a configuration folder. Raises `ConfigError` naming file, line and field."""
    return load_yaml(config / "notes.yml", Notes)


def set_notes(connection: DuckDBPyConnection, config: Path = CONFIG_PATH) -> None:
    """Lay the words of notes down as temporary tables of this connection."""
    notes = read_notes(config)
    words = notes.model_dump(exclude={"scales", "hedges"}) | notes.hedges.model_dump()
    listed = ((tells, word) for tells, those in words.items() for word in those)
    fill_temporary(connection, "note_word(tells varchar, word varchar)", listed)
    fill_temporary(connection, "note_scale(word varchar, factor double)", notes.scales.items())
