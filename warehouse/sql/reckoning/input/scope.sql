-- what a partial run must look at: the families of series whose claims are new or gone, and the texts they stand in
-- enters claim, stg_reading, claim_interval; leaves touched, scope_family, scope_document, scope_cell

create or replace temp table touched as
select c.claim_id, coalesce(i.rate, c.indicator) as indicator, c.activity, c.document_id
from claim as c
join stg_reading as r using (document_id, extractor_version)
left join identity_index as i on i.index = c.indicator
where not exists (from claim_interval as o where o.claim_id = c.claim_id)
union all
select o.claim_id, split_part(o.series_key, '.', 3), split_part(o.series_key, '.', 4), o.document_id
from claim_interval as o
where not exists (
    from claim as c
    join stg_reading as r using (document_id, extractor_version)
    where c.claim_id = o.claim_id
);

-- a rate and the level it is the rate of are one family
create or replace temp table scope_family as
with
    near as (
        select distinct coalesce(g.level, t.indicator) as indicator, t.activity
        from touched as t
        left join identity_growth as g on g.rate = t.indicator
    )
select indicator, activity
from near
union
select g.rate, n.activity
from near as n
join identity_growth as g on g.level = n.indicator;

create or replace temp table scope_cell as
select distinct cell_id
from claim_interval
where (split_part(series_key, '.', 3), split_part(series_key, '.', 4)) in (select indicator, activity from scope_family);

create or replace temp table scope_document as
select distinct document_id
from claim_interval
where cell_id in (from scope_cell)
union
select document_id
from touched;
