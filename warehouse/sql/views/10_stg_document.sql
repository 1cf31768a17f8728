-- one row per document: which version of its page it is, and whether it is the one the page shows now
create view stg_document as
with first_capture as (
    select document.document_id, document.source_id, document.canonical_url, capture.url, capture.payload_digest
    from document
    join capture on capture.capture_id = document.capture_id
),

-- A page that goes back to an earlier text is captured again but makes no new document: its bytes tell.
seen_again as (
    select first_capture.document_id, capture.capture_id, capture.fetched_at
    from first_capture
    join capture
        on capture.source_id = first_capture.source_id
        and capture.url = first_capture.url
        and capture.payload_digest = first_capture.payload_digest
),

seen_parsed as (
    select sighting.document_id, sighting.capture_id, capture.fetched_at
    from sighting
    join capture on capture.capture_id = sighting.capture_id
),

seen as (
    select document_id, min(fetched_at) as first_seen_at, max(fetched_at) as last_seen_at
    from (from seen_again union from seen_parsed)
    group by document_id
),

-- A better parser makes another document of the same capture: only the newest one speaks for the page.
parsed as (
    select document_id, max(recorded_at) as parsed_at
    from sighting
    group by document_id
),

placed as (
    select
        document.document_id,
        document.source_id,
        document.canonical_url,
        document.capture_id,
        seen.first_seen_at,
        seen.last_seen_at,
        parsed.parsed_at,
        row_number() over (
            partition by document.capture_id, document.canonical_url order by parsed.parsed_at desc, document.document_id
        ) = 1 as is_newest_parse,
    from document
    left join seen on seen.document_id = document.document_id
    left join parsed on parsed.document_id = document.document_id
)

select
    document_id,
    source_id,
    canonical_url,
    capture_id,
    first_seen_at,
    last_seen_at,
    parsed_at,
    is_newest_parse,
    row_number() over versions as page_version,
    is_newest_parse and row_number() over newest = 1 as is_current,
from placed
window
    versions as (
        partition by source_id, canonical_url, is_newest_parse order by first_seen_at, parsed_at, document_id
    ),
    newest as (
        partition by source_id, canonical_url, is_newest_parse
        order by last_seen_at desc nulls last, parsed_at desc nulls last, document_id
    );
comment on view stg_document is 'One row per document: which version of its page it is, and whether the page shows it now.';
comment on column stg_document.document_id is 'The document.';
comment on column stg_document.source_id is 'Source that published it.';
comment on column stg_document.canonical_url is 'Address shared by all versions of the page.';
comment on column stg_document.capture_id is 'Capture it was first parsed from.';
comment on column stg_document.first_seen_at is 'First capture that showed this text, UTC.';
comment on column stg_document.last_seen_at is 'Last capture that showed this text, UTC.';
comment on column stg_document.parsed_at is 'When Esep last parsed it, UTC.';
comment on column stg_document.is_newest_parse is 'False when a newer parser read the same capture otherwise.';
comment on column stg_document.page_version is '1 for the first text of the page that was seen, counting up.';
comment on column stg_document.is_current is 'The page showed this text when it was last read.';
