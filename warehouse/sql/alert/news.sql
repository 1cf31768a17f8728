-- one row per step of a series to a new vintage that became known of late: what was said before and is said now
select
    one.observation_id,
    one.kind,
    one.series_key,
    one.lineage,
    coalesce(source.publisher, one.lineage) as origin,
    one.indicator,
    one.activity,
    one.time_period,
    one.unit_measure,
    one.previous_value,
    one.value,
    later.quote,
    later.publisher,
    later.url,
    later.published_at,
from fct_revision as one
join observation on observation.observation_id = one.observation_id and observation.superseded_at is null
left join source on source.source_id = one.lineage
left join fct_claim as later on later.claim_id = one.claim_id
where
    observation.recorded_at > $since
    -- pages loaded long after they were published bring no news
    and one.valid_from > $since - to_days($backfill_days)
order by one.series_key, one.lineage, one.kind, one.time_period, one.observation_id;
