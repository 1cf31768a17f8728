-- one row per document of the file that this reader has not read last
insert into extraction by name
with reading as (
    select
        document_id,
        $reader_version as extractor_version,
        $recorded_at as recorded_at,
        count(*) as count_quantities,
        count(*) filter (kind is null) as count_claims,
        list(issue_id) filter (kind is not null) as issue_ids,
    from loaded_row
    where source_id is not null
    group by document_id
)

select * replace (coalesce(issue_ids, []) as issue_ids)
from reading
anti join stg_reading using (document_id, extractor_version);
