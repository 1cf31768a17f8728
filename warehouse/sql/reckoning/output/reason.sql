-- one row per pair with its reason in words, and pairs between cells: for claims where nobody asked for certain pairs
-- enters answered_pair, kin, reading, interval, series, fault, voice; leaves answer_pairs

create or replace temp view answer_pairs as
select
    p.claim_a,
    p.claim_b,
    p.relation,
    p.dependent,
    p.agreement,
    worded(x.v, x.hedge, s.unit_measure, x.is_factor, x.is_index) || ' (' || span(i.a, i.d) || ') and '
    || worded(y.v, y.hedge, s.unit_measure, y.is_factor, y.is_index) || ' (' || span(j.a, j.d) || '): '
    || case when p.pi = 1 then 'both can hold' when p.pi > 0 then 'both can hold to degree ' || plain(p.pi) else 'apart' end
    || coalesce('; ' || coalesce(f.cause, g.cause), '') as reason,
from answered_pair as p
join reading as x on x.n = p.a
join reading as y on y.n = p.b
join series as s on s.series = x.series
join interval as i on i.n = p.a
join interval as j on j.n = p.b
left join fault as f on f.n = p.a
left join fault as g on g.n = p.b
union all
select x.claim_id, y.claim_id, k.relation, (v.voice = w.voice)::integer, null, k.reason,
from kin as k
join reading as x on x.n = k.a
join reading as y on y.n = k.b
join voice as v on v.document = x.document
join voice as w on w.document = y.document;
