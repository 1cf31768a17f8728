-- what all claims of the warehouse say about their sources
-- enters claim_interval, source, discrepancy; leaves source_mark, identity_suspect

create or replace temp view source_mark as
select
    o.source_id,
    case s.tier when 'official' then 'authority' else coalesce(s.tier, 'outlet') end as kind,
    o.fault,
    o.loss,
    if(o.copy_group = o.document_id, 1, getvariable('copied_worth')) as worth,
    o.is_stale,
    o.is_in_core,
from claim_interval as o
left join source as s using (source_id);

create or replace temp view identity_suspect as
select o.source_id
from discrepancy as d
join claim_interval as o on o.claim_id = d.suspect_claim_id
where d.cell_id is null and d.state in ('open', 'confirmed', 'reopened', 'acknowledged', 'accepted', 'muted');
