"""Writes the data dictionary from the comments in the database, so that it cannot say other than the database does.

Enters: a migrated connection. Leaves: Markdown with every table, view and macro, its grain and its columns; the
relations a release shows come first. `docs/dictionary.md` is this text, and a test fails when it is not.
"""

from duckdb import DuckDBPyConnection

HEADING = """# Data dictionary

Generated from the comments in the database by `esep dictionary`; do not edit. Instants are UTC. A release holds the
relations of the first part, in DuckDB and as Parquet.
"""
PARTS = {
    "What analysts read: facts, dimensions, reports": ("fct_", "dim_", "rpt_"),
    "What they are made of: steps on the way": ("stg_", "int_"),
    "What is stored: tables of the private warehouse": ("",),
}

OWN = "not internal and database_name = current_database()"


def write_dictionary(connection: DuckDBPyConnection) -> str:
    """The data dictionary of this database as Markdown."""
    relations = _relations(connection)
    columns = _columns(connection)
    parts = [HEADING]
    for title, prefixes in PARTS.items():
        chosen = [name for name in relations if name.startswith(prefixes)]
        parts += [f"## {title}", *(_section(name, relations.pop(name), columns[name]) for name in chosen)]
        if prefixes[0] == "fct_":
            parts.append(_macro_section(connection))
    return "\n\n".join(part.rstrip() for part in parts if part) + "\n"


def uncommented(connection: DuckDBPyConnection) -> list[str]:
    """Every relation, column and macro that nobody has described yet."""
    names = [name for name, comment in _relations(connection).items() if not comment]
    for relation, rows in _columns(connection).items():
        names += [f"{relation}.{name}" for name, _, comment in rows if not comment]
    return names + [name for name, _, comment in _macros(connection) if not comment]


def _section(name: str, comment: str, columns: list[tuple[str, str, str]]) -> str:
    lines = [f"### {name}", "", comment, "", "| column | type | meaning |", "|---|---|---|"]
    lines += [f"| {_cell(column)} | {_cell(kind)} | {_cell(text)} |" for column, kind, text in columns]
    return "\n".join(lines)


def _macro_section(connection: DuckDBPyConnection) -> str:
    macros = _macros(connection)
    if not macros:
        return ""
    lines = ["### Table macros", "", "| call | answers |", "|---|---|"]
    lines += [f"| `from {name}({', '.join(parameters)})` | {_cell(text)} |" for name, parameters, text in macros]
    return "\n".join(lines)


def _relations(connection: DuckDBPyConnection) -> dict[str, str]:
    rows = connection.execute(
        f"select table_name, comment from duckdb_tables() where {OWN}"
        f" union all select view_name, comment from duckdb_views() where {OWN} order by 1"
    ).fetchall()
    return {name: comment or "" for name, comment in rows}


def _columns(connection: DuckDBPyConnection) -> dict[str, list[tuple[str, str, str]]]:
    rows = connection.execute(
        f"select table_name, column_name, data_type, comment from duckdb_columns() where {OWN}"
        " order by table_name, column_index"
    ).fetchall()
    columns: dict[str, list[tuple[str, str, str]]] = {}
    for table, column, kind, comment in rows:
        columns.setdefault(table, []).append((column, kind.lower(), comment or ""))
    return columns


def _macros(connection: DuckDBPyConnection) -> list[tuple[str, list[str], str]]:
    rows = connection.execute(
        "select function_name, parameters, comment from duckdb_functions()"
        f" where {OWN} and function_type = 'table_macro' order by 1"
    ).fetchall()
    return [(name, parameters, comment or "") for name, parameters, comment in rows]


def _cell(text: str) -> str:
    return text.replace("|", "\\|").replace("\n", " ")
