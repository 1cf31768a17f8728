-- one row per change of state of a case recorded after an instant, oldest first
select
    event.event_id,
    event.discrepancy_id,
    event.state,
    event.cause,
    event.actor,
    event.severity_class,
    event.recorded_at,
    one.kind,
    one.arithmetic,
    one.time_period,
    claim.indicator,
    claim.activity,
    claim.source_id,
from discrepancy_event as event
join discrepancy as one using (discrepancy_id)
left join claim on claim.claim_id = one.suspect_claim_id
where event.recorded_at > $since
order by event.recorded_at, event.event_id;
