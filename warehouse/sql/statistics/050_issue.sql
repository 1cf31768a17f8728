-- one row per row of the file that makes no claim, with its reason
insert into issue by name
select
    issue_id,
    'load' as stage,
    kind,
    source_id,
    url,
    case when source_id is not null then capture_id end as capture_id,
    case when source_id is not null then document_id end as document_id,
    'line ' || line_number || ' of ' || $file_name || ': ' || replace(kind, '_', ' ') as detail,
    line_quote as quote,
    span_start,
    span_start + length(line_quote) as span_end,
    $recorded_at as recorded_at,
from loaded_row
anti join issue using (issue_id)
where kind is not null;
