"""Rows in, one finished HTML page out: what each kind of page needs, gathered and handed to its template.

A page is a function of the material alone, so that the same release gives the same bytes.
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

from warehouse.report import highlight, links, markup, methods, sentences, wording
from warehouse.report.accuracy import Accuracy
from warehouse.report.changes import Changes
from warehouse.report.rows import Material, Row
from warehouse.report.wording import Text

MENU = (
    ("index", "nav.home"),
    ("cases", "nav.cases"),
    ("series", "nav.series"),
    ("documents", "nav.documents"),
    ("sources", "nav.sources"),
    ("methods", "nav.methods"),
)
CHART_MODULES = (
    "d3-array",
    "d3-color",
    "d3-format",
    "d3-interpolate",
    "d3-time",
    "d3-time-format",
    "d3-scale",
    "d3-selection",
    "d3-axis",
)  # in the order in which they need each other
COLOURS = 8  # sources told apart by colour; the rest share the last one
# Outlines around (0, 0): sources are told apart by shape too, for those who see no colours.
SHAPES = (
    "M-6,0a6,6 0 1,0 12,0a6,6 0 1,0 -12,0",
    "M-5.5,-5.5h11v11h-11z",
    "M0,-7.5L7.5,0L0,7.5L-7.5,0z",
    "M0,-7L7,5.5H-7z",
)
MAX_STORIES = 30  # of one kind on the front page
MAX_ROWS = 500  # of one period on a series page; the CSV file has all
SLIPS = ("scale", "unit", "period", "discrepancy", "identity", "stale")
OPEN_STATES = frozenset({"open", "confirmed", "reopened", "acknowledged"})


class Pages:
    """The templates with the material they draw on."""

    def __init__(self, material: Material, made: Text, measured: Accuracy | None = None) -> None:
        self.material = material
        self.measured = measured
        self._environment = markup.environment(
            claim_amount=sentences.claim_amount,
            verdict=self._verdict,
            topic=lambda row: sentences.topic(row, material),
            menu=MENU,
            made=made,
        )
        self._newest = {
            row["observation_id"] for rows in material.vintages.values() for row in rows if row["valid_to"] is None
        }
        self._siblings = _siblings(material)

    def _render(self, template: str, path: str, title: Text, **context: Any) -> str:
        names = {"title": title, "root": "../" * path.count("/"), "section": path.removesuffix(".html")} | context
        return self._environment.get_template(template).render(names)

    def home(self, changes: Changes | None, count_documents: int, stories: list[sentences.Story]) -> str:
        """The front page. `stories`: the sentences of all cases, the gravest first."""
        counts = {
            "claims": len(self.material.claims),
            "documents": count_documents,
            "sources": len(self.material.sources),
        }
        open_stories = [story for story in stories if story.case and story.case["state"] in OPEN_STATES]
        revisions = sentences.revision_stories(self.material, _known_vintages(self.material, changes))
        return self._render(
            "index.html",
            "index.html",
            wording.say("nav.home"),
            counts=wording.say("home.counts", **counts),
            changes=changes,
            change_lines=change_lines(changes),
            cases=open_stories[:MAX_STORIES],
            count_cases=len(stories),
            all_cases=wording.say("home.all_cases", count=len(stories)),
            revisions=revisions[:MAX_STORIES],
            more_revisions=_more(len(revisions)),
            edits=sentences.edit_stories(self.material)[:MAX_STORIES],
        )

    def case(self, story: sentences.Story) -> str:
        """The page of one case."""
        case = story.case or {}
        sides = {claim["claim_id"] for claim in story.claims}
        others = [
            self.material.claims[one] for one in case["claim_ids"] if one in self.material.claims and one not in sides
        ]
        voices = wording.say("case.against", suspect=case["count_suspect_groups"], witness=case["count_witness_groups"])
        return self._render(
            "case.html",
            links.case(case["discrepancy_id"]),
            story.text,
            story=story,
            case=case,
            voices=voices,
            topic=sentences.topic(story.claims[0], self.material) if story.claims else None,
            others=others,
            events=self.material.events.get(case["discrepancy_id"], []),
        )

    def series_rows(self) -> list[Row]:
        """What the list of series shows of each, by name."""
        rows: list[Row] = []
        for key, claims in self.material.claims_of_series.items():
            held = self.material.consensus.get(claims[0]["cell_id"], [])
            rows.append(
                {
                    "key": key,
                    "name": self.series_name(key),
                    "latest": wording.period(claims[0]["time_period"]),
                    "value": wording.amount(held[0]["value"], claims[0]["unit_measure"]) if held else None,
                    "count_periods": len({claim["time_period"] for claim in claims}),
                    "count_claims": len(claims),
                }
            )
        return sorted(rows, key=lambda row: (row["name"]["en"], row["key"]))

    def listing(self, kind: str, rows: Sequence[object], number: int, count: int) -> str:
        """One page of the list of cases, series or documents; `number` counts from 1."""
        return self._render(
            f"{kind}_list.html",
            numbered(kind, number),
            wording.say(f"nav.{kind}"),
            section=kind,
            rows=rows,
            earlier=numbered(kind, number - 1) if number > 1 else None,
            later=numbered(kind, number + 1) if number < count else None,
            position=wording.say("list.page", number=number, count=count),
        )

    def series_name(self, key: str) -> Text:
        """Name of a series: what it is about, how it is measured, plan or result."""
        claim = self.material.claims_of_series[key][0]
        topic = sentences.topic(claim, self.material)
        parts = [markup.word_of("measure", claim["measure"]), markup.word_of("intent", key.rpartition(".")[2])]
        if wording.is_money(claim["unit_measure"]):
            parts.append(markup.word_of("unit", claim["unit_measure"]))
        return wording.capital(
            {lang: f"{topic[lang]} – {', '.join(part[lang] for part in parts)}" for lang in wording.LANGUAGES}
        )

    def series(self, key: str) -> str:
        """The page of one series."""
        claims = self.material.claims_of_series[key]
        counts = Counter(claim["source_id"] for claim in claims)
        colours = {source: min(at, COLOURS - 1) for at, (source, _) in enumerate(counts.most_common())}
        publishers = {claim["source_id"]: claim["publisher"] for claim in claims}
        return self._render(
            "series.html",
            links.series(key),
            self.series_name(key),
            key=key,
            unit=claims[0]["unit_measure"],
            colours=colours,
            sources=[{"source_id": one, "publisher": publishers[one], "colour": colours[one]} for one in colours],
            cells=[self._cell(key, rows) for rows in _by_period(claims)],
            chart_modules=CHART_MODULES,
            shapes=SHAPES,
            cases_of=lambda claim_id: self.material.cases_of_claim.get(claim_id, []),
            sql=series_sql(key),
            files=[Path(name).name for name in links.series_files(key)],
        )

    def _cell(self, key: str, rows: list[Row]) -> Row:
        cell_id, unit = rows[0]["cell_id"], rows[0]["unit_measure"]
        vintages = self.material.vintages.get(cell_id, [])
        siblings = [one for one in self._siblings.get(_family(rows[0]), []) if one["key"] != key]
        return {
            "period": wording.period(rows[0]["time_period"]),
            "rows": rows[-MAX_ROWS:],
            "cut": wording.say("series.cut", count=MAX_ROWS) if len(rows) > MAX_ROWS else None,
            "consensus": self.material.consensus.get(cell_id, []),
            "vintages": vintages,
            "siblings": siblings,
            "held": [_level(row, wording.amount(row["value"], unit)) for row in vintages],
            "other": [{"v": one["value"], "label": markup.word_of("intent", one["intent"])} for one in siblings],
        }

    def document(self, row: Row, versions: list[Row]) -> str:
        """The page of one document. `versions`: all versions of its page, this one included, in order."""
        claims = sorted(
            self.material.claims_of_document.get(row["document_id"], []),
            key=lambda one: (one["span_start"], one["claim_id"]),
        )
        earlier = [one for one in versions if one["page_version"] < row["page_version"]]
        return self._render(
            "document.html",
            links.document(row["document_id"]),
            wording.same(row["title"] or row["url"]),
            row=row,
            claims=claims,
            groups=highlight.passages(row["text"], row["blocks"] or [], claims),
            versions=versions,
            comparison=highlight.compare(earlier[-1]["text"], row["text"]) if earlier else None,
            rivals_of=self._rivals_of,
            is_disputed=lambda ids: any(self.material.cases_of_claim.get(one) for one in ids),
        )

    def _rivals_of(self, claim: Row) -> list[Row]:
        found = {
            pair["other"]: {"relation": pair["relation"], "kind": None}
            for pair in self.material.rivals.get(claim["claim_id"], [])
        }
        for case in self.material.cases_of_claim.get(claim["claim_id"], []):
            for other in case["claim_ids"]:
                if _cannot_agree(claim, self.material.claims.get(other, claim)):
                    found.setdefault(other, {"relation": None, "kind": case["kind"]})
        found.pop(claim["claim_id"], None)
        rivals = [
            label | {"claim": self.material.claims[one]} for one, label in found.items() if one in self.material.claims
        ]
        return rivals[:MAX_STORIES]

    def sources(self) -> str:
        """The table of all sources."""
        return self._render(
            "sources.html", "sources.html", wording.say("nav.sources"), sources=list(self.material.sources.values())
        )

    def source(self, source_id: str) -> str:
        """The page of one source."""
        row = self.material.sources[source_id]
        return self._render(
            "source.html",
            links.source(source_id),
            wording.same(row["publisher"]),
            row=row,
            reliability=_reliability(row) if row["reliability"] is not None else None,
            slips=SLIPS,
            copies=[self._copy(one) for one in self.material.copies.get(source_id, [])],
            edits=sentences.edit_stories(self.material, source_id),
            issues=self.material.issues.get(source_id, []),
        )

    def _copy(self, row: Row) -> Row:
        parent = str(self.material.sources.get(row["parent"], {}).get("publisher", row["parent"]))
        share = f"{100 * row['share']:.0f} %"
        return row | {
            "text": wording.say("source.copies_line", parent=parent, count=row["count_documents"], share=share)
        }

    def methods(self, stories: Iterable[sentences.Story]) -> str:
        """The page that explains intervals and verdicts, with examples from this release and measured accuracy."""
        return self._render(
            "methods.html",
            "methods.html",
            wording.say("nav.methods"),
            stories=list(stories),
            **methods.context(list(self.material.claims.values()), self.measured),
        )

    def _verdict(self, claim: Row) -> Text:
        if claim["fault"]:
            return wording.say("verdict.fault", kind=markup.word_of("kind", claim["fault"]))
        if claim["observation_id"] is None:
            return wording.say("verdict.none")
        return wording.say("verdict.fits" if claim["observation_id"] in self._newest else "verdict.older")


def change_lines(changes: Changes | None) -> list[Text]:
    """What changed since the last release, one line a kind."""
    if changes is None:
        return []
    counts = {
        "home.new_documents": changes.documents,
        "home.new_claims": changes.claims,
        "home.new_cases": len(changes.new_cases),
        "home.moved_cases": len(changes.moved_cases),
        "home.new_vintages": len(changes.new_vintages),
    }
    return [wording.say(key, count=count) for key, count in counts.items() if count]


def series_sql(key: str) -> str:
    """The query that gives the table of a series page."""
    quoted = "'" + key.replace("'", "''") + "'"
    return (
        "select time_period, published_at, publisher, value, support_low, support_high, quote, url\n"
        f"from fct_claim\nwhere series_key = {quoted} and is_newest_reading\n"
        "order by time_period desc, published_at, claim_id;"
    )


def numbered(kind: str, number: int) -> str:
    """File of one page of a list."""
    return f"{kind}.html" if number == 1 else f"{kind}-{number}.html"


def _cannot_agree(one: Row, other: Row) -> bool:
    """Of the members of a case, those on the other side: of another cell, or with nothing both can mean."""
    is_apart = one["support_low"] > other["support_high"] or other["support_low"] > one["support_high"]
    return bool(is_apart or one["cell_id"] != other["cell_id"])


def _by_period(claims: list[Row]) -> list[list[Row]]:
    periods: dict[str, list[Row]] = {}
    for claim in claims:
        periods.setdefault(claim["time_period"], []).append(claim)
    return list(periods.values())


def _family(claim: Row) -> tuple[str, ...]:
    """All that plan and result of one thing share."""
    keys = ("freq", "ref_area", "indicator", "activity", "measure", "unit_measure", "price_base", "time_period")
    return tuple(claim[key] for key in keys)


def _siblings(material: Material) -> dict[tuple[str, ...], list[Row]]:
    found: dict[tuple[str, ...], list[Row]] = {}
    for key, claims in material.claims_of_series.items():
        for rows in _by_period(claims):
            for held in material.consensus.get(rows[0]["cell_id"], [])[:1]:
                sibling = {"key": key, "intent": key.rpartition(".")[2], "value": held["value"]}
                found.setdefault(_family(rows[0]), []).append(sibling)
    return found


def _level(row: Row, label: Text) -> Row:
    return {
        "from": row["valid_from"].isoformat(),
        "to": row["valid_to"].isoformat() if row["valid_to"] else None,
        "v": row["value"],
        "low": row["value_low"],
        "high": row["value_high"],
        "label": label,
    }


def _reliability(row: Row) -> Text:
    shares = {name: f"{row[column]:.2f}" for name, column in _RELIABILITY.items()}
    return wording.say("source.reliability_long", count=f"{row['count_independent']:.0f}", **shares)


_RELIABILITY = {"value": "reliability", "low": "reliability_low", "high": "reliability_high"}


def _known_vintages(material: Material, changes: Changes | None) -> set[str] | None:
    if changes is None:
        return None
    now = {row["observation_id"] for rows in material.vintages.values() for row in rows}
    return now - changes.new_vintages


def _more(count: int) -> Text | None:
    return wording.say("home.more", count=count - MAX_STORIES) if count > MAX_STORIES else None
