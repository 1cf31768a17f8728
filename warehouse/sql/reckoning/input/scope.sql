-- what a partial run must look at: cells whose claims are new or gone, what arithmetic and authorities tie to them
-- enters claim, extraction, claim_interval, identity_failure, discrepancy, consensus, standing; leaves scope_cell, scope_claim, scope_line, scope_standing, scope_together

-- readings that a newer one has replaced: their claims count no longer
create or replace temp table outdated_reading as
select e.document_id, e.extractor_version
from extraction as e
join (
    select document_id, arg_max(extractor_version, recorded_at) as newest
    from extraction
    semi join (select document_id from extraction group by document_id having count(*) > 1) using (document_id)
    group by document_id
) as n using (document_id)
where e.extractor_version <> n.newest;

create or replace temp table new_claim as
from claim
anti join claim_interval using (claim_id)
anti join outdated_reading using (document_id, extractor_version);

create or replace temp table new_reading as
from ready('new_claim');

create or replace temp table gone_claim as
select o.cell_id, o.series_key
from claim as c
semi join outdated_reading using (document_id, extractor_version)
join claim_interval as o using (claim_id);

create or replace temp table touched_cell as
select distinct hashed('cell', series_key || chr(31) || time_period) as cell_id, series_key
from new_reading
union
select cell_id, series_key
from gone_claim;

-- all that was told of the same series
create or replace temp table told as
select claim_id, document_id, cell_id, series_key, authority, copy_group
from claim_interval
where series_key in (select series_key from touched_cell);

-- whether authorities differ for good is told by all cells of a series; so is whether a lone figure lies far off
create or replace temp table scope_series as
with
    contested as (
        select series_key
        from (
            select series_key, authority from told
            union
            select series_key, attributed_to from new_reading
        )
        group by series_key
        having count(distinct authority) > 1
    ),
    lone as (
        select t.series_key
        from touched_cell as t
        left join told as o using (cell_id)
        group by t.series_key, t.cell_id
        having count(distinct o.copy_group) < 2
    )
select series_key from contested
union
select series_key from lone;

-- figures whose arithmetic fails are judged together, with those of the texts that copy them
create or replace temp table scope_failure as
with
    broken as (
        select document_id, unnest(cell_ids) as cell_id
        from identity_failure
    ),
    hit as (
        select distinct o.copy_group
        from claim_interval as o
        where o.document_id in (select document_id from broken where cell_id in (select cell_id from touched_cell))
    )
select distinct b.cell_id
from broken as b
where b.document_id in (select document_id from claim_interval where copy_group in (select copy_group from hit));

-- a case that spans cells is seen again whole; so is a figure that stands for another period already
create or replace temp table scope_case as
with
    member as (
        select discrepancy_id, unnest(claim_ids) as claim_id
        from discrepancy
        where kind <> 'basis' and state <> 'explained'
    ),
    hit as (
        select distinct discrepancy_id
        from member
        where claim_id in (select claim_id from told where cell_id in (select cell_id from touched_cell))
    ),
    same_value as materialized (
        select o.cell_id, o.series_key, n.indicator, n.activity
        from consensus as o
        join (select distinct value, indicator, activity from new_reading) as n using (value)
        where o.superseded_at is null
    )
select cell_id
from claim_interval
where claim_id in (select claim_id from member where discrepancy_id in (select discrepancy_id from hit))
union
select cell_id
from same_value
where split_part(series_key, '.', 3) = indicator and split_part(series_key, '.', 4) = activity;

-- a figure that fits no vintage, or fits one only by loose words, may be a vintage itself when its sisters move on the same
-- days, or be explained by a value that is new in another cell: figures that agree with what stands do neither
create or replace temp table scope_sister as
with
    moving as (
        select n.indicator, n.activity, n.value, n.published_at
        from new_reading as n
        left join consensus as k
            on k.cell_id = hashed('cell', n.series_key || chr(31) || n.time_period) and k.superseded_at is null
        where k.cell_id is null or n.value not between k.value_low and k.value_high
    ),
    odd as (
        select o.cell_id, o.support_low, o.support_high, o.fault, c.indicator, c.activity, c.published_at
        from claim as c
        semi join moving using (indicator, activity)
        join claim_interval as o using (claim_id)
        left join observation as k on k.observation_id = o.observation_id and k.superseded_at is null
        where k.value is null or k.value not between o.core_low and o.core_high
    ),
    day as (
        select indicator, activity, published_at from moving
        union all
        select indicator, activity, published_at from odd where cell_id in (select cell_id from touched_cell)
    )
select o.cell_id
from odd as o
semi join day as d
    on d.indicator = o.indicator
    and d.activity = o.activity
    and abs(epoch(d.published_at - o.published_at)) < 86400 * getvariable('sister_days')
union
select o.cell_id
from odd as o
semi join moving as m
    on m.indicator = o.indicator and m.activity = o.activity and m.value between o.support_low and o.support_high
where o.fault is not null;

create or replace temp table scope_cell as
select cell_id from touched_cell
union
select cell_id from scope_sister
union
select cell_id from scope_failure
union
select cell_id from scope_case
union
select cell_id from told where series_key in (select series_key from scope_series);

-- beside them stand the vintages of the same indicator and branch, of the level a rate belongs to, of wider and narrower
-- branches: what periods, sisters and arithmetic are held against
create or replace temp table scope_standing as
with
    family as (
        select distinct split_part(o.series_key, '.', 3) as indicator, split_part(o.series_key, '.', 4) as activity
        from touched_cell as o
    ),
    kin_indicator as (
        select rate as indicator, level as other from identity_growth
        union
        select level, rate from identity_growth
        union
        select indicator, indicator from family
    ),
    kin_activity as (
        select part as activity, whole as other from identity_branch
        union
        select whole, part from identity_branch
        union
        select activity, activity from family
    ),
    tied as (
        select distinct i.other as indicator, a.other as activity
        from family as f
        join kin_indicator as i using (indicator)
        join kin_activity as a using (activity)
    )
select o.*
from standing as o
join tied as t on t.indicator = split_part(o.series_key, '.', 3) and t.activity = split_part(o.series_key, '.', 4)
where o.cell_id not in (select cell_id from scope_cell);

create or replace temp table scope_together as
select
    arg_max(o.claim_id, o.vintage) as claim_id,
    min(o.value_low) as low,
    max(o.value_high) as high,
    arg_max(o.count_independent, o.vintage) as voices,
from observation as o
semi join (from scope_standing where not is_second) as k using (cell_id, lineage)
where o.superseded_at is null
group by o.cell_id, o.lineage;

create or replace temp table scope_line as
select series_key, authority as source_id, count(distinct (cell_id, document_id)) as voices
from told
where cell_id not in (select cell_id from scope_cell) and authority is not null
group by series_key, authority;

create or replace temp table scope_claim_id as
select claim_id from new_claim
union
select claim_id from claim_interval where cell_id in (select cell_id from scope_cell)
union
select claim_id from scope_standing
union
select claim_id from scope_together;

create or replace temp table claim_in_scope as
from claim
semi join scope_claim_id using (claim_id);

create or replace temp view scope_claim as from claim_in_scope;
