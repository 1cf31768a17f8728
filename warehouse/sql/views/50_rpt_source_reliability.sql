-- one row per source: how faithfully it passes figures on, with its evidence
create view rpt_source_reliability as
with copied as (
    select copier, list(parent order by share desc) as parents, sum(share) as share
    from copy_edge
    group by copier
),

-- what was said lately weighs most: every 180 days before the newest claim count half
recent as (
    select
        source_id,
        sum(share * coalesce(loss, 0) * independence) as loss,
        sum(share * independence) as judged,
    from (
        select
            claim_interval.source_id,
            claim_interval.loss,
            claim_interval.independence,
            power(0.5, date_diff('day', claim.published_at, max(claim.published_at) over ()) / 180) as share,
        from claim_interval
        join claim on claim.claim_id = claim_interval.claim_id
    )
    where loss is not null
    group by source_id
)

select
    source_weight.source_id,
    source.publisher,
    source_weight.kind,
    source_weight.reliability,
    source_weight.reliability_low,
    source_weight.reliability_high,
    -- ten claims' worth of what is known of the source in the long run
    1 - (coalesce(recent.loss, 0) + 10 * source_weight.error_rate) / (coalesce(recent.judged, 0) + 10) as reliability_recent,
    source_weight.count_independent,
    source_weight.count_claims,
    source_weight.weight,
    source_weight.count_scale,
    source_weight.count_unit,
    source_weight.count_period,
    source_weight.count_discrepancy,
    source_weight.count_identity,
    source_weight.count_stale,
    source_weight.share_in_core,
    copied.parents as copies_from,
    copied.share as share_copied,
    source_weight.recorded_at,
from source_weight
left join source on source.source_id = source_weight.source_id
left join recent on recent.source_id = source_weight.source_id
left join copied on copied.copier = source_weight.source_id;
comment on view rpt_source_reliability is 'One row per source: how faithfully it passes figures on, with its evidence.';
comment on column rpt_source_reliability.source_id is 'The source.';
comment on column rpt_source_reliability.publisher is 'Its name.';
comment on column rpt_source_reliability.kind is 'authority, agency, outlet, tabloid or aggregator.';
comment on column rpt_source_reliability.reliability is 'Share of its figures expected to be passed on right, shrunk towards its kind; about transmission, not honesty.';
comment on column rpt_source_reliability.reliability_low is 'Lower end of the 90 % interval.';
comment on column rpt_source_reliability.reliability_high is 'Upper end of the 90 % interval.';
comment on column rpt_source_reliability.reliability_recent is 'The same with evidence that halves every 180 days before the newest claim, shrunk towards the long run: a newsroom may change.';
comment on column rpt_source_reliability.count_independent is 'Claims that met another voice, copied ones counted half: what the figure rests on.';
comment on column rpt_source_reliability.count_claims is 'All its claims.';
comment on column rpt_source_reliability.weight is 'Log odds that weigh its vote.';
comment on column rpt_source_reliability.count_scale is 'Slips by a power of ten.';
comment on column rpt_source_reliability.count_unit is 'Currency or index mistaken for another unit.';
comment on column rpt_source_reliability.count_period is 'Figures of another period.';
comment on column rpt_source_reliability.count_discrepancy is 'Other wrong values.';
comment on column rpt_source_reliability.count_identity is 'Figures that break an identity in their own document.';
comment on column rpt_source_reliability.count_stale is 'Old vintages told when the newer one had long been public.';
comment on column rpt_source_reliability.share_in_core is 'Share of its hedged figures whose value lies inside what the words assert.';
comment on column rpt_source_reliability.copies_from is 'Sources it habitually copies, most copied first.';
comment on column rpt_source_reliability.share_copied is 'Share of its documents that are such copies.';
comment on column rpt_source_reliability.recorded_at is 'When Esep derived the row, UTC.';
