-- one row per document: the earlier document whose text it passes on, if any, and the voice both belong to
-- enters document_pair, evidence_worth, source_habit, rewritten_share, document_list; leaves copy_of, source_edge, voice

create or replace temp table copy_odds as
select
    p.child,
    p.parent,
    ln(h.share / (1 - h.share)) + case
        -- near-identical texts and credit lines leave no doubt
        when p.is_same_text or p.is_credited then 12
        else f.llr + t.llr + a.llr + if(p.is_same_lang, ln(r.share), 0)
    end as odds,
from document_pair as p
join source_habit as h using (child_source, parent_source)
join evidence_worth as f on f.feature = 'figures' and f.bin = p.width
join evidence_worth as t on t.feature = 'haste' and t.bin = p.haste
join evidence_worth as a on a.feature = 'naming' and a.bin = p.naming
cross join rewritten_share as r;

-- first each document by itself, then each among the voices so found: a voice told by several copies speaks louder
create or replace temp table copy_of as
select child, arg_max(parent, (odds, -parent)) as parent
from copy_odds
where odds > getvariable('threshold')
group by child;

create or replace temp macro voices() as table
with recursive
    settled as (
        select d.document, coalesce(o.document, min(d.document) over (partition by k.voice_id)) as voice
        from document_list as d
        join known_voice as k on k.document_id = d.document_id::varchar
        left join document_list as o on o.document_id::varchar = k.voice_id
    ),
    up(document, root, depth) as (
        select d.document, coalesce(c.parent, s.voice, d.document), 0
        from document_list as d
        left join copy_of as c on c.child = d.document
        left join settled as s on s.document = d.document
        union all
        select u.document, c.parent, u.depth + 1
        from up as u
        join (from copy_of union all select document, voice from settled where voice <> document) as c on c.child = u.root
        where u.depth < 20
    )
select document, arg_max(root, depth) as voice
from up
group by document;

create or replace temp table voice as from voices();

create or replace temp table copy_of as
with
    by_voice as (
        select o.child, v.voice, sum(exp(o.odds)) as weight, arg_max(o.parent, (o.odds, -o.parent)) as parent
        from copy_odds as o
        join voice as v on v.document = o.parent
        group by o.child, v.voice
    ),
    -- versions of one page are one voice
    version as (
        select y.document as child, min(x.document) as parent
        from document_list as y
        join document_list as x on x.document_key = y.document_key and x.document < y.document
        group by y.document
    )
from version
union all
select child, arg_max(parent, (weight, -parent)) as parent
from by_voice
where child not in (select child from version)
group by child
having ln(max(weight)) > getvariable('threshold');

create or replace temp table voice as from voices();

create or replace temp table source_edge as
select
    x.source as copier,
    y.source as parent,
    count(*) as documents,
    count(*) / any_value(t.documents) as share,
from copy_of as c
join document_list as x on x.document = c.child
join document_list as y on y.document = c.parent
join (select source, count(*) as documents from document_list group by source) as t on t.source = x.source
group by x.source, y.source
having count(*) >= getvariable('edge_documents') and share >= getvariable('edge_share');

-- large, and asked by nobody below
drop table document_pair;
drop table copy_odds;
drop table copy_of;
drop table document_kind;
drop table copy_belief;
