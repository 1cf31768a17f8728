"""Stages keep going: what spoils one capture becomes an issue, not the end of its batch."""

from datetime import UTC, datetime

from extractors.records import Capture
from extractors.settings import CONFIG_PATH, Selectors, Settings, load_sources
from extractors.web.wire import Payload
from flows import stages

NOW = datetime(2025, 1, 3, tzinfo=UTC)
URL = "https://astanatimes.com/2025/01/plant/"
CAPTURE = Capture(
    capture_id="capture_1",
    source_id="astanatimes",
    url=URL,
    final_url=URL,
    fetched_at=NOW,
    status_code=200,
    content_type="text/html",
    payload_digest="sha256:0",
    count_bytes=1,
    warc_file="a.warc.gz",
    warc_offset=0,
    is_revisit=False,
    listed_at=None,
    listed_title=None,
)


def test_a_selector_that_only_fails_on_the_page_is_an_issue_of_that_page(tmp_path, monkeypatch):
    settings = Settings(home=tmp_path, config=CONFIG_PATH, sources=CONFIG_PATH / "sources")
    known = load_sources(settings.sources)["astanatimes"]
    unread = known.model_copy(update={"selectors": Selectors.model_construct(title="div..when")})
    monkeypatch.setattr(stages, "load_sources", lambda _: {"astanatimes": unread})
    monkeypatch.setattr(stages, "read_payload", lambda *_: Payload(headers={}, body=b"<html><h1>Plant</h1></html>"))
    batch = stages.read_captures([CAPTURE, CAPTURE], settings, recorded_at=NOW)
    assert [(issue.stage, issue.kind) for issue in batch.issues] == [("parse", "bad_config")] * 2
    assert "div..when" in batch.issues[0].detail
    assert not batch.documents
