-- one row per source of which more than a fifth of at least ten documents have no publication date
select source_id, count_undated, count_documents
from rpt_source_health
where count_documents >= 10
    and count_undated > count_documents / 5
