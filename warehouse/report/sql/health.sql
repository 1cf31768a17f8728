-- one row per source: what was fetched and read, and how long after publication
select
    s.source_id,
    c.count_captures,
    c.last_fetched_at,
    d.count_documents,
    d.newest_published_at,
    d.median_delay_hours,
    coalesce(i.count_issues, 0) as count_issues,
from dim_source as s
left join (
    select source_id, count(*) as count_captures, max(fetched_at) as last_fetched_at
    from capture
    group by source_id
) as c using (source_id)
left join (
    select
        source_id,
        count(*) as count_documents,
        max(published_at) as newest_published_at,
        median(date_diff('minute', published_at, first_seen_at)) / 60 as median_delay_hours,
    from fct_document
    group by source_id
) as d using (source_id)
left join (select source_id, count(*) as count_issues from fct_issue where is_current group by source_id) as i
    using (source_id)
order by s.source_id;
