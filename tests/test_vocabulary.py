"""No dead words: every cue, ending and suffix class of the language files is asked for by somebody."""

import ast
import re
from pathlib import Path
from typing import get_args

import pytest
import yaml

from extractors.claim.claim_words import Cue
from extractors.language import FOLDER, SECTIONS
from extractors.settings import LANGUAGES

READERS = sorted(FOLDER.parent.rglob("*.py"))


def asked_for(path: Path) -> set[str]:
    """Strings of a module that are no member of a `Literal`."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    members = {
        id(part)
        for node in ast.walk(tree)
        if isinstance(node, ast.Subscript) and ast.unparse(node.value) == "Literal"
        for part in ast.walk(node.slice)
    }
    nodes = (node for node in ast.walk(tree) if isinstance(node, ast.Constant) and id(node) not in members)
    return {node.value for node in nodes if isinstance(node.value, str)}


ASKED = set().union(*map(asked_for, READERS))


def test_every_cue_is_read():
    assert set(get_args(Cue)) - ASKED == set()


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_ending_is_read_and_every_suffix_class_used(lang: str):
    text = (FOLDER / f"{lang}.yml").read_text(encoding="utf-8")
    used = {name for names in re.findall(r"\|([a-z_, ]+)", text) for name in re.split(r"[, ]+", names)}
    sections = yaml.safe_load(text)
    claims = sections["claims"]
    assert set(claims.get("endings", {})) - ASKED == set()
    classes = {name for section in SECTIONS if section != "claims" for name in sections[section].get("endings", {})}
    assert (classes | set(claims.get("forms", {}))) - used == set()
