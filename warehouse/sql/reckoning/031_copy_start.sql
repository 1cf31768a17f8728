-- what is believed of copying before the first round: what the last full run learnt, or the priors
-- enters document_pair, source_list, known_habit, known_evidence; leaves document_kind, feature_grid, evidence_worth,
-- rewritten_share, source_habit

create or replace temp table document_kind as
select
    child_source,
    parent_source,
    is_same_lang,
    is_same_text or is_credited as is_known,
    is_settled,
    width,
    haste,
    naming,
    count(*) as pairs,
from document_pair
group by all;

create or replace temp table feature_grid as
select 'figures' as feature, unnest(generate_series(-10, 14))::integer as bin
union all
select 'haste', unnest(generate_series(0, 8))::integer
union all
select 'naming', unnest(generate_series(0, 4))::integer;

create or replace temp table evidence_worth as
select g.feature, g.bin, coalesce(k.llr, if(g.feature = 'figures', g.bin, 0))::double as llr
from feature_grid as g
left join known_evidence as k using (feature, bin);

create or replace temp table rewritten_share as
select coalesce(max(llr), getvariable('rewritten_share')) as share
from known_evidence
where feature = 'rewritten';

create or replace temp table source_habit as
select
    p.child_source,
    p.parent_source,
    coalesce(h.share, x.copy_prior) as share,
from (select distinct child_source, parent_source from document_kind) as p
join source_list as x on x.source = p.child_source
join source_list as y on y.source = p.parent_source
left join known_habit as h on h.copier = x.source_id and h.parent = y.source_id;
