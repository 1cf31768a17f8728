-- one row per source and kind of trouble that still holds
select source_id, stage, kind, count(*) as count_issues, min(detail) as example,
from fct_issue
where is_current and source_id is not null
group by source_id, stage, kind
order by source_id, count_issues desc, kind;
