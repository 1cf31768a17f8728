"""What changed since the last release: the previous report's manifest and the present material in, differences out.

Ids are hashes of content, so two releases can be compared by them; times of derivation cannot serve, since every
reconciliation derives its rows anew.
"""

import json
from pathlib import Path

from extractors.errors import WarehouseError
from extractors.settings import Strict
from warehouse.report.rows import Material

MANIFEST = Path("data") / "manifest.json"


class Manifest(Strict):
    """What the next report needs to know of this one."""

    documents: int
    claims: int
    cases: dict[str, str]  # discrepancy_id -> state
    vintages: tuple[str, ...]  # of revisions only


class Changes(Strict):
    """Differences between two releases."""

    documents: int
    claims: int
    new_cases: frozenset[str]
    moved_cases: frozenset[str]
    new_vintages: frozenset[str]

    @property
    def is_empty(self) -> bool:
        """Nothing differs."""
        return not (self.documents or self.claims or self.new_cases or self.moved_cases or self.new_vintages)


def manifest_of(material: Material, count_documents: int) -> Manifest:
    """The manifest of the report being made."""
    vintages = (row for rows in material.vintages.values() for row in rows)
    return Manifest(
        documents=count_documents,
        claims=len(material.claims),
        cases={case["discrepancy_id"]: case["state"] for case in material.cases},
        vintages=tuple(sorted(row["observation_id"] for row in vintages if row["kind"] != "first")),
    )


def read_manifest(report: Path) -> Manifest:
    """The manifest of an earlier report."""
    try:
        return Manifest.model_validate(json.loads((report / MANIFEST).read_text(encoding="utf-8")))
    except (OSError, ValueError) as error:
        raise WarehouseError(f"{report}: holds no readable report to compare with") from error


def changes_between(before: Manifest, now: Manifest) -> Changes:
    """What is new or moved in `now`."""
    return Changes(
        documents=now.documents - before.documents,
        claims=now.claims - before.claims,
        new_cases=frozenset(now.cases) - frozenset(before.cases),
        moved_cases=frozenset(one for one, state in now.cases.items() if before.cases.get(one, state) != state),
        new_vintages=frozenset(now.vintages) - frozenset(before.vintages),
    )
