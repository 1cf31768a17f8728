-- one row per source: what was fetched and read, and how long after publication
select
    h.source_id,
    c.count_captures,
    h.last_capture_at,
    h.count_documents,
    h.last_published_at,
    h.median_delay_hours,
    h.count_issues,
    h.health,
from rpt_source_health as h
left join (select source_id, count(*) as count_captures from fct_capture group by source_id) as c using (source_id)
order by h.source_id;
