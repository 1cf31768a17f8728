-- one row per document that was read: the extractor version whose claims are current
create view stg_reading as
select
    document_id,
    arg_max(extractor_version, recorded_at) as extractor_version,
    max(recorded_at) as recorded_at,
    arg_max(count_quantities, recorded_at) as count_quantities,
    arg_max(count_claims, recorded_at) as count_claims,
    arg_max(issue_ids, recorded_at) as issue_ids,
from extraction
group by document_id;
comment on view stg_reading is 'One row per document that was read: its newest extraction.';
comment on column stg_reading.document_id is 'The document.';
comment on column stg_reading.extractor_version is 'Version of the extractor whose claims are current.';
comment on column stg_reading.recorded_at is 'When that version first read it, UTC.';
comment on column stg_reading.count_quantities is 'Numbers it found.';
comment on column stg_reading.count_claims is 'Claims it made of them.';
comment on column stg_reading.issue_ids is 'Issues it raised.';
