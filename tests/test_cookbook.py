"""The cookbook as a test: every question of docs/sql.md is asked of a small release and must show what the page shows.

`python tests/test_cookbook.py` writes the answers into the page anew.
"""

import re
import sys
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from extractors.settings import CONFIG_PATH, Settings, Source
from warehouse.database import open_warehouse
from warehouse.load import load_config
from warehouse.publish import publish
from warehouse.reconcile import reconcile
from warehouse.release import open_release
from warehouse.statistics import load_file
from warehouse.tolerances import read_tolerances

PAGE = Path(__file__).resolve().parent.parent / "docs" / "sql.md"
CLAIMS = Path(__file__).parent / "cookbook"
RECIPE = re.compile(r"```sql\n(?P<query>.*?)```\n\n```text\n(?P<answer>.*?)```", re.DOTALL)
TIERS = {
    "kazinform": "agency",
    "astanatimes": "outlet",
    "kursiv": "outlet",
    "egemen": "outlet",
    "jjtv": "outlet",
    "kazpravda": "outlet",
    "sample_courier": "outlet",
}


def publish_sample(home: Path) -> Settings:
    """Two loads on two days, each reconciled; then a release."""
    settings = Settings(home=home, config=CONFIG_PATH, sources=home)
    sources = {
        source_id: Source(
            source_id=source_id,
            publisher=source_id.replace("_", " ").title(),
            tier=tier,
            homepage=f"https://{source_id}.example/",
            hosts=(f"{source_id}.example",),
            languages=("en",),
            timezone="Asia/Almaty",
        )
        for source_id, tier in TIERS.items()
    }
    with open_warehouse(settings.warehouse) as connection:
        load_config(connection, settings, sources)
        for day, name in ((1, "claims.csv"), (2, "edited.csv")):
            now = datetime(2026, 3, day, tzinfo=UTC)
            load_file(connection, CLAIMS / name, recorded_at=now)
            reconcile(connection, tolerances=read_tolerances(settings.config), recorded_at=now, full=True)
        publish(connection, settings, recorded_at=datetime(2026, 3, 2, tzinfo=UTC))
    return settings


def with_answers(page: str, settings: Settings) -> str:
    """The page with the answer of each query written below it."""
    with open_release(settings.releases) as connection:

        def answered(recipe: re.Match[str]) -> str:
            found = connection.execute(recipe["query"])
            table = as_text([column[0] for column in found.description], found.fetchall())
            return f"```sql\n{recipe['query']}```\n\n```text\n{table}```"

        return RECIPE.sub(answered, page)


def as_text(names: list[str], rows: list[tuple[Any, ...]]) -> str:
    table = [names, *([cell_text(cell) for cell in row] for row in rows)]
    widths = [max(len(row[column]) for row in table) for column in range(len(names))]
    lines = ["  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip() for row in table]
    return "\n".join(lines) + "\n"


def cell_text(cell: Any) -> str:
    if cell is None:
        return "-"
    if isinstance(cell, float):
        return f"{cell:,.15g}".replace(",", " ")
    if isinstance(cell, datetime):
        return f"{cell:%Y-%m-%d %H:%M}"
    return ", ".join(map(cell_text, cell)) if isinstance(cell, list) else str(cell)


@pytest.fixture(scope="module")
def settings(tmp_path_factory: pytest.TempPathFactory) -> Settings:
    return publish_sample(tmp_path_factory.mktemp("cookbook"))


def test_the_page_shows_what_the_queries_answer(settings: Settings):
    page = PAGE.read_text(encoding="utf-8")
    assert with_answers(page, settings) == page, "write it anew: python tests/test_cookbook.py"


def test_every_question_has_a_query_with_an_answer():
    page = PAGE.read_text(encoding="utf-8")
    questions = re.findall(r"^## \d+\. ", page, re.MULTILINE)
    answers = [recipe["answer"] for recipe in RECIPE.finditer(page)]
    assert len(questions) == len(answers) >= 20
    assert all(answer.count("\n") > 1 for answer in answers), "an answer without rows teaches nothing"


if __name__ == "__main__":
    import tempfile

    with tempfile.TemporaryDirectory() as folder:
        PAGE.write_text(with_answers(PAGE.read_text(encoding="utf-8"), publish_sample(Path(folder))), encoding="utf-8")
    sys.exit(0)
