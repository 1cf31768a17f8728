-- one row per source: what was read of it
select
    source.publisher as source,
    count(distinct capture.capture_id) as pages,
    (select count(*) from fct_document as one where one.source_id = source.source_id) as documents,
    (select count(*) from fct_claim as one where one.source_id = source.source_id and one.is_current) as claims,
    (select count(*) from fct_issue as one where one.source_id = source.source_id) as issues,
from dim_source as source
left join fct_capture as capture on capture.source_id = source.source_id
group by source.source_id, source.publisher
order by source.publisher;
