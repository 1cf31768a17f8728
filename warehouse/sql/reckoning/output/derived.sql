-- the finished rows of the tables observation, consensus, source_weight, copy_edge
-- enters the working tables of the pipeline and the names of identity.sql; leaves next_ tables in table form

create or replace temp table next_observation as
select
    v.observation_id,
    n.cell_id,
    n.series_key,
    n.time_period,
    l.lineage,
    o.vintage,
    case
        when k.kind = 'revision' and w.is_running and k.step > 0 then 'progress'
        else k.kind
    end as kind,
    o.value,
    o.low as value_low,
    o.high as value_high,
    o.starts_at as valid_from,
    o.ends_at as valid_to,
    o.claims::integer as count_claims,
    o.voices::double as count_independent,
    o.is_official,
    r.claim_id,
from opinion as o
join vintage_name as v using (track, vintage)
join vintage_kind as k using (track, vintage)
join line_name as l using (track)
join cell_name as n using (cell)
join standing_claim as s using (track, vintage)
join reading as r on r.n = s.n
join reading as w on w.n = v.first_claim;

create or replace temp table next_consensus as
select
    n.cell_id,
    n.series_key,
    n.time_period,
    l.lineage,
    o.value,
    o.low as value_low,
    o.high as value_high,
    o.second_opinion,
    round(o.support, 4) as support,
    o.claims::integer as count_claims,
    o.voices::double as count_independent,
    case
        when n.intent <> 'ACTUAL' then 'F'
        when exists (from track as t where t.cell = o.cell and t.is_second) then 'D'
        when k.kind = 'restatement' then 'B'
        when o.voices = 1 and o.is_official then 'P'
        when o.voices = 1 then 'U'
        else 'A'
    end as obs_status,
    v.observation_id,
    'interval vote' as method,
from current_value as o
join vintage_name as v using (track, vintage)
join vintage_kind as k using (track, vintage)
join line_name as l using (track)
join cell_name as n using (cell);

create or replace temp table next_source_weight as
with
    counted as (
        select
            r.source,
            count(*) as claims,
            count(*) filter (where f.kind = 'scale') as scale,
            count(*) filter (where f.kind = 'unit') as unit,
            count(*) filter (where f.kind = 'period') as period,
            count(*) filter (where f.kind in ('discrepancy', 'scope')) as discrepancy,
            count(*) filter (where c.n is not null) as identity,
            count(*) filter (
                where r.published_at > k.ends_at + to_days(getvariable('stale_grace_days')::integer)
            ) as stale,
            avg((o.value between i.b and i.c)::integer) filter (where r.hedge <> 'none') as in_core,
        from reading as r
        join interval as i using (n)
        join vote as t using (n)
        join verdict as e using (n)
        left join vintage as k on k.track = t.track and k.vintage = e.vintage
        left join opinion as o on o.track = t.track and o.vintage = e.vintage
        left join fault as f using (n)
        left join (select distinct suspect as n from charge) as c using (n)
        group by r.source
    )
select
    s.source_id,
    s.kind,
    c.claims::integer as count_claims,
    v.judged as count_independent,
    v.loss,
    v.error_rate,
    1 - v.error_rate as reliability,
    greatest(0, 1 - v.error_rate - 1.645 * sqrt(v.error_rate * (1 - v.error_rate) / (v.judged + getvariable('prior_count') + 1)))
        as reliability_low,
    least(1, 1 - v.error_rate + 1.645 * sqrt(v.error_rate * (1 - v.error_rate) / (v.judged + getvariable('prior_count') + 1)))
        as reliability_high,
    v.weight,
    c.scale::integer as count_scale,
    c.unit::integer as count_unit,
    c.period::integer as count_period,
    c.discrepancy::integer as count_discrepancy,
    c.identity::integer as count_identity,
    c.stale::integer as count_stale,
    c.in_core as share_in_core,
from source_vote as v
join source_list as s using (source)
join counted as c using (source);

create or replace temp table next_copy_edge as
select
    x.source_id as copier,
    y.source_id as parent,
    e.documents::integer as count_documents,
    e.share,
from source_edge as e
join source_list as x on x.source = e.copier
join source_list as y on y.source = e.parent;
