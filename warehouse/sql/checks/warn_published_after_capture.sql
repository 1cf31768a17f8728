-- one row per document dated more than a day after it was captured: the date was misread
select document.document_id, document.canonical_url, document.published_at, capture.fetched_at
from document
join capture using (capture_id)
where document.published_at > capture.fetched_at + interval 1 day
