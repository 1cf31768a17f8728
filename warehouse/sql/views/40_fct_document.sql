-- one row per document: one version of one page
create view fct_document as
select
    document.document_id,
    document.source_id,
    source.publisher,
    document.canonical_url as url,
    document.title,
    document.lang,
    document.published_at,
    document.modified_at,
    document.author,
    document.credit,
    document.status,
    page.page_version,
    page.is_current,
    page.first_seen_at,
    page.last_seen_at,
    reading.extractor_version,
    coalesce(reading.count_quantities, 0) as count_quantities,
    coalesce(reading.count_claims, 0) as count_claims,
    coalesce(len(reading.issue_ids), 0) as count_issues,
    document.text,
    document.blocks,
    document.published_text,
    document.published_method,
    document.encoding,
    document.simhash,
    document.parser_version,
    document.capture_id,
    capture.payload_digest,
    capture.warc_file,
    capture.warc_offset,
from document
left join stg_document as page on page.document_id = document.document_id
left join stg_reading as reading on reading.document_id = document.document_id
left join dim_source as source on source.source_id = document.source_id
left join capture on capture.capture_id = document.capture_id;
comment on view fct_document is 'One row per document: one version of one page, with its text and where its bytes lie.';
comment on column fct_document.document_id is 'Id of the document.';
comment on column fct_document.source_id is 'Source that published it.';
comment on column fct_document.publisher is 'Name of the source.';
comment on column fct_document.url is 'Address shared by all versions of the page.';
comment on column fct_document.title is 'Headline.';
comment on column fct_document.lang is 'Language: en, ru, kk.';
comment on column fct_document.published_at is 'When the page says it was published, UTC.';
comment on column fct_document.modified_at is 'When the page says it was last changed, UTC.';
comment on column fct_document.author is 'Author as printed.';
comment on column fct_document.credit is 'Origin the page itself names.';
comment on column fct_document.status is 'ok, empty, needs_js, not_article.';
comment on column fct_document.page_version is '1 for the first text of the page that was seen, counting up.';
comment on column fct_document.is_current is 'The page showed this text when it was last read.';
comment on column fct_document.first_seen_at is 'First capture that showed this text, UTC.';
comment on column fct_document.last_seen_at is 'Last capture that showed this text, UTC.';
comment on column fct_document.extractor_version is 'Extractor that read it last; empty when it was not read.';
comment on column fct_document.count_quantities is 'Numbers found in the text.';
comment on column fct_document.count_claims is 'Claims made of them.';
comment on column fct_document.count_issues is 'Issues of the newest reading.';
comment on column fct_document.text is 'The text all spans point into.';
comment on column fct_document.blocks is 'Typed stretches of the text.';
comment on column fct_document.published_text is 'Publication date as printed.';
comment on column fct_document.published_method is 'How the date was found.';
comment on column fct_document.encoding is 'Character encoding of the page.';
comment on column fct_document.simhash is '64-bit simhash of the text, 16 hex digits.';
comment on column fct_document.parser_version is 'Parser that made the text.';
comment on column fct_document.capture_id is 'Capture it was first parsed from.';
comment on column fct_document.payload_digest is 'Digest of the captured bytes.';
comment on column fct_document.warc_file is 'WARC file that holds them.';
comment on column fct_document.warc_offset is 'Byte offset in that file.';
