"""`esep extract` and `esep explain`: reading without a warehouse and without a scheduler."""

import sys
from pathlib import Path
from typing import Annotated

import typer

from extractors.errors import UsageError
from extractors.settings import read_settings
from flows import clock
from flows.output import print_json, print_line, print_table, to_json

app = typer.Typer()

Url = Annotated[str, typer.Option(help="Address of the page.")]
Published = Annotated[str, typer.Option(help="Publication date, e.g. 2023-08-02: relative periods need it.")]
Lang = Annotated[str, typer.Option(help="en, ru or kk; found from the text when not given.")]
Json = Annotated[bool, typer.Option("--json", help="Machine-readable output.")]


@app.command(rich_help_panel="Read")
def extract(
    file: Annotated[str, typer.Argument(help="A .html or .txt file; - for standard input.")] = "-",
    *,
    url: Url = "",
    published: Published = "",
    lang: Lang = "",
    as_json: Json = False,
    jsonl: Annotated[bool, typer.Option("--jsonl", help="JSON lines in on standard input, JSON lines out.")] = False,
) -> None:
    """Read the figures of one page or text, or of a stream of them."""
    from extractors.extract import extract as read_claims
    from extractors.extract import load_reader
    from extractors.page.decode import decode
    from flows import reading

    config, now = read_settings().config, clock.now()
    if jsonl:
        if file != "-":
            raise UsageError("--jsonl reads standard input: give no file")
        for line in reading.read_lines(sys.stdin.buffer, config, now):
            sys.stdout.write(to_json(line) + "\n")
            sys.stdout.flush()
        return
    content, is_html = _read_file(file)
    page = {"html": content} if is_html else {"text": decode(content).text}
    document = reading.to_document(**page, url=url, published=published, lang=lang)
    extraction = read_claims(document, load_reader(config), recorded_at=now)
    if as_json:
        print_json(reading.as_output(document, extraction))
        return
    columns = ["quote", "value", "unit_measure", "hedge", "indicator", "activity", "time_period", "claim_status"]
    print_table(columns, [[getattr(claim, name) for name in columns] for claim in extraction.claims])
    print_line(f"{len(extraction.claims)} claims, {len(extraction.issues)} figures that make none (see --json)")


@app.command(rich_help_panel="Read")
def explain(
    sentence: Annotated[str, typer.Argument(help="A sentence, or - for standard input.")],
    *,
    published: Published = "",
    lang: Lang = "",
    as_json: Json = False,
) -> None:
    """Show which words of a sentence led to each field, and what was refused and why."""
    from extractors.explain import explain as explain_figures
    from extractors.explain import render
    from extractors.extract import load_reader
    from flows import reading

    text = sys.stdin.read() if sentence == "-" else sentence
    if not text.strip():
        raise UsageError("explain: there is no text")
    document = reading.to_document(text=text, url="", published=published, lang=lang)
    explanations = explain_figures(document, load_reader(read_settings().config))
    if as_json:
        print_json(explanations)
    else:
        for line in render(explanations).splitlines():
            print_line(line)


def _read_file(name: str) -> tuple[bytes, bool]:
    """Bytes of the file and whether they are HTML (by ending; standard input by its first character)."""
    if name == "-":
        content = sys.stdin.buffer.read()
        return content, content.lstrip()[:1] == b"<"
    path = Path(name)
    try:
        content = path.read_bytes()
    except OSError as error:
        raise UsageError(f"{name}: cannot be read: {error.strerror}") from error
    return content, path.suffix.lower() in {".html", ".htm", ".xhtml"}
