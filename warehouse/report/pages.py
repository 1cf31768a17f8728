"""Rows in, one finished HTML page out: what each kind of page needs, gathered and handed to its template.

A page is a function of the material alone, so that the same release gives the same bytes.
"""

from collections.abc import Iterable, Sequence
from typing import Any

from warehouse.report import highlight, links, markup, methods, sentences, series, wording
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
MAX_STORIES = 30  # of one kind on the front page
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
        self._siblings = series.siblings(material)

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

    def series(self, key: str) -> str:
        """The page of one series."""
        return self._render(
            "series.html",
            links.series(key),
            series.name(key, self.material),
            cases_of=lambda claim_id: self.material.cases_of_claim.get(claim_id, []),
            **series.context(key, self.material, self._siblings),
        )

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


def numbered(kind: str, number: int) -> str:
    """File of one page of a list."""
    return f"{kind}.html" if number == 1 else f"{kind}-{number}.html"


def _cannot_agree(one: Row, other: Row) -> bool:
    """Of the members of a case, those on the other side: of another cell, or with nothing both can mean."""
    is_apart = one["support_low"] > other["support_high"] or other["support_low"] > one["support_high"]
    return bool(is_apart or one["cell_id"] != other["cell_id"])


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
