-- the finished rows of the tables observation and copy_edge
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
join reading as w on w.n = v.first_claim
where n.is_target;

create or replace temp table next_copy_edge as
select
    x.source_id as copier,
    y.source_id as parent,
    e.documents::integer as count_documents,
    e.share,
from source_edge as e
join source_list as x on x.source = e.copier
join source_list as y on y.source = e.parent;
