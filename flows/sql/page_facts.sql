-- one row per page of a source: whether it is recent, and what the drift check needs of it
select
    page.first_seen_at >= $since as is_recent,
    document.status,
    length(document.text) as count_chars,
    coalesce(reading.count_claims, 0) as count_figures,
    document.published_at is not null as has_date,
from stg_document as page
join document on document.document_id = page.document_id
left join stg_reading as reading on reading.document_id = page.document_id
where page.source_id = $source_id and page.page_version = 1;
