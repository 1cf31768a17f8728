-- one row per claim of the given captures that is the newest reading of its document
select
    document.canonical_url as url,
    claim.quote,
    claim.span_start,
    claim.indicator,
    claim.activity,
    claim.ref_area,
    claim.unit_measure,
    claim.role,
    claim.measure,
    claim.time_period,
    claim.claim_status,
    claim.value,
    claim.value_low,
    claim.value_high,
    claim.hedge,
    claim.speaker,
    claim.said_by,
from stg_claim as claim
join document using (document_id)
where claim.is_newest_reading and claim.capture_id in (select unnest($capture_ids));
