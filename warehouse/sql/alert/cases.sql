-- one row per case that ever changed its state: how it stands now, what it is about, and both sides in full
with newest_event as (
    select discrepancy_id, arg_max(event_id, recorded_at) as event_id, max(recorded_at) as changed_at
    from discrepancy_event
    group by discrepancy_id
),

muted as (
    -- an unmute has no date, and must still win over the mute before it
    select discrepancy_id, arg_max_null(muted_until, judged_at) as muted_until
    from judgement
    where action in ('mute', 'unmute') and discrepancy_id is not null
    group by discrepancy_id
),

backfilled as (
    select
        discrepancy_id,
        bool_and(claim.recorded_at > claim.published_at + to_days($backfill_days)) as is_backfilled,
    from (select discrepancy_id, unnest(claim_ids) as claim_id from discrepancy)
    join claim using (claim_id)
    group by discrepancy_id
)

select
    one.discrepancy_id,
    newest_event.event_id,
    newest_event.changed_at,
    one.kind,
    one.state,
    one.severity,
    one.severity_class,
    one.opened_at,
    coalesce(one.cell_id, one.document_id) as place_id,
    one.arithmetic,
    one.time_period,
    suspect.indicator,
    suspect.activity,
    suspect.ref_area,
    suspect.source_id,
    suspect.document_id,
    coalesce(backfilled.is_backfilled, false) as is_backfilled,
    case when one.state = 'muted' then muted.muted_until end as muted_until,
    suspect.quote as suspect_quote,
    suspect.publisher as suspect_publisher,
    suspect.url as suspect_url,
    suspect.published_at as suspect_published_at,
    witness.quote as witness_quote,
    witness.publisher as witness_publisher,
    witness.url as witness_url,
    witness.published_at as witness_published_at,
from discrepancy as one
join newest_event using (discrepancy_id)
left join muted using (discrepancy_id)
left join backfilled using (discrepancy_id)
left join fct_claim as suspect on suspect.claim_id = one.suspect_claim_id
left join fct_claim as witness on witness.claim_id = one.witness_claim_id
order by one.severity desc, one.opened_at, one.discrepancy_id;
