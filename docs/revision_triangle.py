"""Notebook: the revision triangle of a series, drawn from the newest release.

    pip install 'esep[notebook]'
    ESEP_HOME=var/demo marimo edit docs/revision_triangle.py      # or: marimo run, marimo export html

Rows are periods, columns what was said of them first and then, with the day; a cell is coloured by how far it moved
from the one before. Nothing is written.
"""

import marimo

app = marimo.App(width="medium", app_title="Revision triangle")


@app.cell
def _():
    import html
    import math
    from itertools import groupby

    import marimo as mo

    from extractors.settings import read_settings
    from warehouse.release import current_release, open_release

    return current_release, groupby, html, math, mo, open_release, read_settings


@app.cell
def _(current_release, mo, open_release, read_settings):
    releases = read_settings().releases
    release = open_release(releases)
    series = [
        key
        for (key,) in release.execute(
            "select series_key from rpt_revision_triangle group by all having max(vintage) > 0"
            " order by sum(abs(log_step)) desc, series_key"
        ).fetchall()
    ]
    mo.md(
        f"# Revision triangle\n\nRelease `{current_release(releases).release_id}`: {len(series)} series were revised,"
        " the most revised first."
    )
    return release, series


@app.cell
def _(mo, series):
    chosen = mo.ui.dropdown(series, value=series[0] if series else None, label="Series")
    chosen
    return (chosen,)


@app.cell
def _(chosen, release):
    cells = release.execute(
        """select time_period, lineage, kind, valid_from, value, log_step
        from rpt_revision_triangle where series_key = $key order by time_period, lineage, vintage""",
        {"key": chosen.value},
    ).fetchall()
    return (cells,)


@app.cell
def _(cells, groupby, html, math, mo):
    def draw_cell(cell):
        _, _, kind, said, value, step = cell
        change = "" if step is None else f" {100 * math.expm1(step):+.1f} %"
        strength = min(abs(step or 0) / 0.25, 1)  # a quarter more or less is as dark as it gets
        hue = 210 if (step or 0) < 0 else 25
        return (
            f'<td title="{html.escape(kind)}" style="padding:.3em .8em;text-align:right;'
            f'background:hsl({hue} 80% 55% / {0.05 + 0.6 * strength:.2f})">{value:,.10g}{change}'
            f"<br><small>{said:%Y-%m-%d}</small></td>"
        )

    def draw_row(period, lineage, row):
        name = html.escape(period if lineage == "_Z" else f"{period} · {lineage}")
        return f'<tr><th scope="row" style="text-align:left;padding-right:1em">{name}</th>{"".join(row)}</tr>'

    rows = [(*key, [draw_cell(cell) for cell in row]) for key, row in groupby(cells, key=lambda cell: cell[:2])]
    width = max((len(row) for _, _, row in rows), default=0)
    names = ["first", *(f"revision {number}" for number in range(1, width))]
    head = "".join(f'<th scope="col">{name}</th>' for name in names[:width])
    body = "".join(draw_row(*row) for row in rows)
    triangle = mo.Html(f"<table><thead><tr><th></th>{head}</tr></thead><tbody>{body}</tbody></table>")
    triangle
    return (triangle,)


if __name__ == "__main__":
    app.run()
