-- one row per source: how faithfully it passes figures on, with its evidence
-- enters source_mark (what each claim says about its source), identity_suspect; leaves next_source_weight

create or replace temp table next_source_weight as
with
    counted as (
        select
            source_id,
            any_value(kind) as kind,
            count(*) as claims,
            round(coalesce(sum(loss * worth), 0), 9) as loss,
            round(coalesce(sum(worth) filter (where loss is not null), 0), 9) as judged,
            count(*) filter (where fault = 'scale') as scale,
            count(*) filter (where fault = 'unit') as unit,
            count(*) filter (where fault = 'period') as period,
            count(*) filter (where fault in ('discrepancy', 'scope')) as discrepancy,
            count(*) filter (where is_stale) as stale,
            avg(is_in_core::integer) as in_core,
        from source_mark
        group by source_id
    ),
    shrunk as (
        select
            c.*,
            (c.loss + getvariable('prior_count') * k.error_rate) / (c.judged + getvariable('prior_count')) as error_rate,
            coalesce(i.claims, 0) as identity,
        from counted as c
        join source_kind as k using (kind)
        left join (select source_id, count(*) as claims from identity_suspect group by source_id) as i using (source_id)
    )
select
    source_id,
    kind,
    claims::integer as count_claims,
    judged as count_independent,
    loss,
    error_rate,
    1 - error_rate as reliability,
    -- normal bounds of the Beta posterior
    greatest(0, 1 - error_rate - 1.645 * sqrt(error_rate * (1 - error_rate) / (judged + getvariable('prior_count') + 1)))
        as reliability_low,
    least(1, 1 - error_rate + 1.645 * sqrt(error_rate * (1 - error_rate) / (judged + getvariable('prior_count') + 1)))
        as reliability_high,
    least(getvariable('largest'), greatest(getvariable('smallest'), ln((1 - error_rate) / error_rate))) as weight,
    scale::integer as count_scale,
    unit::integer as count_unit,
    period::integer as count_period,
    discrepancy::integer as count_discrepancy,
    identity::integer as count_identity,
    stale::integer as count_stale,
    in_core as share_in_core,
from shrunk;
