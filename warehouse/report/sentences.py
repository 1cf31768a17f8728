"""Cases, revisions and edits as sentences a journalist could read, in all languages.

A sentence names what, which period, who said which figure and when; the quotes, links and arithmetic stand beneath
it and are not part of it.
"""

from dataclasses import dataclass
from itertools import pairwise

from extractors.settings import LANGUAGES
from warehouse.report import wording
from warehouse.report.rows import Material, Row
from warehouse.report.wording import Text


@dataclass(frozen=True)
class Story:
    """One sentence with the claims it rests on and the case it tells of."""

    text: Text
    claims: tuple[Row, ...]
    case: Row | None = None
    is_new: bool = False


def topic(row: Row, material: Material) -> Text:
    """What a figure is about: indicator, branch and area."""
    parts = [
        wording.name_of("indicator", row["indicator"], material.names),
        wording.name_of("activity", row["activity"], material.names),
        wording.name_of("ref_area", row["ref_area"], material.names),
    ]
    return {lang: ", ".join(part[lang] for part in parts) for lang in LANGUAGES}


def claim_amount(claim: Row) -> Text:
    """The value of a claim with its hedge word in front."""
    return wording.hedged(wording.amount(claim["value"], claim["unit_measure"]), claim["hedge"])


def case_story(case: Row, material: Material, *, is_new: bool = False) -> Story:
    """The sentence of a contradiction."""
    suspect = material.claims.get(case["suspect_claim_id"])
    witness = material.claims.get(case["witness_claim_id"] or "")
    if suspect is None:
        return Story(wording.say("case.unread"), (), case, is_new)
    about = {"topic": topic(suspect, material), "period": wording.period(suspect["time_period"])}
    if witness is None:
        text = wording.say("case.alone", **about, **_voice("suspect", suspect))
        return Story(wording.capital(text), (suspect,), case, is_new)
    other = {
        "witness_topic": topic(witness, material),
        "witness_period": wording.period(witness["time_period"]),
    }
    words = about | other | _voice("suspect", suspect) | _voice("witness", witness)
    text = wording.say(_case_key(suspect, witness), **words)
    return Story(wording.capital(text), (suspect, witness), case, is_new)


def _case_key(suspect: Row, witness: Row) -> str:
    if suspect["document_id"] == witness["document_id"]:
        return "case.within"
    what = ("indicator", "activity", "ref_area", "time_period")
    return "case.sentence" if all(suspect[one] == witness[one] for one in what) else "case.apart"


def _voice(side: str, claim: Row) -> dict[str, Text | str]:
    return {
        side: claim_amount(claim),
        f"{side}_source": str(claim["publisher"]),
        f"{side}_day": wording.day(claim["published_at"]),
    }


def revision_stories(material: Material, known: set[str] | None) -> list[Story]:
    """The sentences of all revisions, the newest first. `known`: vintages of the previous release, if there was one."""
    found = []
    for vintages in material.vintages.values():
        for before, after in pairwise(vintages):
            old, new = material.claims.get(before["claim_id"]), material.claims.get(after["claim_id"])
            if before["lineage"] == after["lineage"] and old and new:
                is_new = known is not None and after["observation_id"] not in known
                found.append((after["valid_from"], Story(_revision(old, new, material), (old, new), is_new=is_new)))
    return [story for _, story in sorted(found, key=lambda one: (one[0], one[1].text["en"]), reverse=True)]


def _revision(old: Row, new: Row, material: Material) -> Text:
    text = wording.say(
        "revision.sentence",
        topic=topic(new, material),
        period=wording.period(new["time_period"]),
        change=change(old["value"], new["value"]),
        **_voice("before", old),
        **_voice("after", new),
    )
    return wording.capital(text)


def change(before: float, after: float) -> Text:
    """The step from one value to another in percent, signed."""
    if not before:
        return wording.same("∞")
    step = 100 * (after - before) / abs(before)
    percent = wording.amount(float(f"{abs(step):.3g}"), "PT")
    return {lang: ("+" if step >= 0 else "−") + percent[lang] for lang in LANGUAGES}


def edit_stories(material: Material, source_id: str | None = None) -> list[Story]:
    """The sentences of figures changed inside a page without a word."""
    stories = []
    for edit in material.edits:
        old, new = material.claims.get(edit["claim_id_before"]), material.claims.get(edit["claim_id_after"])
        if old and new and source_id in (None, edit["source_id"]):
            text = wording.say(
                "edit.sentence",
                source=str(new["publisher"]),
                before=claim_amount(old),
                after=claim_amount(new),
                day=wording.day(new["published_at"]),
                topic=topic(new, material),
                period=wording.period(new["time_period"]),
            )
            stories.append(Story(text, (old, new)))
    return stories
