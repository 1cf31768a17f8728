-- one row per readable document, page by page and version by version
select
    document_id,
    source_id,
    publisher,
    url,
    title,
    lang,
    published_at,
    published_text,
    published_method,
    modified_at,
    author,
    credit,
    page_version,
    is_current,
    first_seen_at,
    last_seen_at,
    text,
    blocks,
    encoding,
    payload_digest,
    warc_file,
    warc_offset,
from fct_document
where status = 'ok'
order by source_id, url, page_version, document_id;
