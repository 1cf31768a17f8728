"""The rules of the house, read from the source with `ast`: who may import whom, who may ask the clock."""

import ast
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
ROOMS = ("extractors", "warehouse", "flows")
MODULES = [path for room in ROOMS for path in sorted((ROOT / room).rglob("*.py"))]
FORBIDDEN_NAMES = {"utils", "helpers", "common", "base", "misc"}
SHARED_WITH_WAREHOUSE = {"extractors.records", "extractors.errors", "extractors.settings"}
CLOCK_CALLS = {"now", "utcnow", "today", "time"}
MAY_ASK_THE_WORLD = {"extractors/settings.py"}


def imported_names(path: Path) -> set[str]:
    names: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            names |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            assert node.level == 0, f"{path}: relative import hides who is imported"
            names.add(node.module)
            if node.module in ROOMS:
                names |= {f"{node.module}.{alias.name}" for alias in node.names}
    return names


def room_of(path: Path) -> str:
    return path.relative_to(ROOT).parts[0]


def name_of(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


@pytest.mark.parametrize("path", MODULES, ids=name_of)
def test_imports_go_one_way(path: Path):
    names, room = imported_names(path), room_of(path)
    tops = {name.split(".")[0] for name in names}
    if room == "extractors":
        assert not tops & {"warehouse", "flows", "prefect", "duckdb"}
    if room == "warehouse":
        assert not tops & {"flows", "prefect", "httpx"}
        inside = {name for name in names if name.startswith("extractors")} - {"extractors"}
        assert inside <= SHARED_WITH_WAREHOUSE, inside - SHARED_WITH_WAREHOUSE


@pytest.mark.parametrize("path", MODULES, ids=name_of)
def test_every_module_says_what_it_does(path: Path):
    docstring = ast.get_docstring(ast.parse(path.read_text(encoding="utf-8")))
    if path.name == "__init__.py" and not path.read_text(encoding="utf-8").strip():
        return
    assert docstring, "a module opens by saying what enters, what leaves and why"


@pytest.mark.parametrize("path", MODULES, ids=name_of)
def test_no_room_without_a_name(path: Path):
    assert path.stem.strip("_") not in FORBIDDEN_NAMES


@pytest.mark.parametrize("path", [path for path in MODULES if room_of(path) != "flows"], ids=name_of)
def test_only_flows_and_settings_ask_the_clock_or_the_environment(path: Path):
    if name_of(path) in MAY_ASK_THE_WORLD:
        return
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if not isinstance(node, ast.Attribute):
            continue
        owner = node.value.id if isinstance(node.value, ast.Name) else getattr(node.value, "attr", "")
        assert not (owner == "os" and node.attr in {"environ", "getenv"}), f"line {node.lineno} reads the environment"
        asks_clock = owner in {"datetime", "date", "time"} and node.attr in CLOCK_CALLS
        assert not asks_clock, f"line {node.lineno} reads the clock"


def test_prefect_is_not_loaded_by_the_reading_commands():
    from subprocess import run
    from sys import executable

    code = "import sys, flows.cli; sys.exit('prefect' in sys.modules or 'duckdb' in sys.modules)"
    assert run([executable, "-c", code], check=False, cwd=ROOT).returncode == 0
